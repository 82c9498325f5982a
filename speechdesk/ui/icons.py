"""Icons in the colours of a theme, from the SVG files in resources/icons (Tabler, MIT; the program's own)."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from speechdesk.paths import resources
from speechdesk.ui.theme import Colours

_SIZE_PX = 18
_APP_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
_ICNS_TYPES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def make_icon(name: str, colours: Colours) -> QIcon:
    """Return the icon in resources/icons called `name`, quiet as it is, in the accent where it is on."""
    icon = QIcon()
    scale = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, colours.muted),
        (QIcon.Mode.Active, QIcon.State.Off, colours.text),
        (QIcon.Mode.Normal, QIcon.State.On, colours.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, colours.line),
    ):
        icon.addPixmap(draw_icon(name, QColor(colour), _SIZE_PX, scale), mode, state)
    return icon


def draw_icon(name: str, colour: QColor, size_px: int, scale: float) -> QPixmap:
    """Return the icon in resources/icons called `name` in one colour.

    Args:
        name: of its file.
        colour: of its lines.
        size_px: of each side, in the pixels of a window.
        scale: dots of the screen a pixel.
    """
    drawing = _drawing(name).replace("currentColor", colour.name())
    picture = QPixmap.fromImage(_draw(drawing.encode(), round(size_px * scale)))
    picture.setDevicePixelRatio(scale)
    return picture


def app_icon() -> QIcon:
    """Return the program's own icon in every size a desktop asks for."""
    icon = QIcon()
    for size_px in _APP_SIZES_PX:
        icon.addPixmap(QPixmap.fromImage(_draw(_drawing("app").encode(), size_px)))
    return icon


def write_app_icons(folder: Path) -> tuple[Path, Path]:
    """Write the program's icon as Windows and macOS want it; return the .ico and the .icns file.

    Both formats are a table of PNG pictures: ICO since Windows Vista, ICNS since Mac OS X 10.7.
    """
    pictures = {size_px: _png(size_px) for size_px in (*_APP_SIZES_PX, 512)}
    small = [(size_px, data) for size_px, data in pictures.items() if size_px <= max(_APP_SIZES_PX)]
    offset = 6 + 16 * len(small)
    head = struct.pack("<HHH", 0, 1, len(small))
    for size_px, data in small:
        side = size_px % 256  # 0 stands for 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    windows, macos = folder / "app.ico", folder / "app.icns"
    windows.write_bytes(head + b"".join(data for _, data in small))
    body = b"".join(
        kind + struct.pack(">I", len(pictures[size_px]) + 8) + pictures[size_px]
        for size_px, kind in _ICNS_TYPES.items()
    )
    macos.write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)
    return windows, macos


def _drawing(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _draw(drawing: bytes, size_px: int) -> QImage:
    image = QImage(QSize(size_px, size_px), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return image


def _png(size_px: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _draw(_drawing("app").encode(), size_px).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - takes a device
    return bytes(buffer.data().data())
