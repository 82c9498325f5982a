import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication

from speechdesk.paths import resources
from speechdesk.ui.actions import ACTIONS
from speechdesk.ui.icons import app_icon, draw_icon, make_icon, write_app_icons
from speechdesk.ui.theme import DARK, LIGHT, Colours

ROOT = Path(__file__).parent.parent.parent
ICONS = sorted((resources() / "icons").glob("*.svg"))


def colours_in(picture: QPixmap) -> set[str]:
    image = picture.toImage()
    found: set[str] = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_icons_take_the_colours_of_the_theme(qapp: QApplication, colours: Colours) -> None:
    icon = make_icon("history", colours)
    ratio = qapp.devicePixelRatio()
    size = icon.availableSizes()[0]
    assert colours_in(icon.pixmap(size, ratio)) == {colours.muted}
    assert colours_in(icon.pixmap(size, ratio, QIcon.Mode.Normal, QIcon.State.On)) == {colours.accent}


def test_every_icon_an_action_names_is_there(qapp: QApplication) -> None:
    assert qapp
    for spec in ACTIONS:
        if spec.icon:
            assert not draw_icon(spec.icon, QColor("black"), 18, 1).isNull()
            assert (resources() / "icons" / f"{spec.icon}.svg").exists()


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_only_icons_that_are_used_are_shipped(file: Path) -> None:
    code = "".join(module.read_text(encoding="utf-8") for module in (ROOT / "speechdesk/ui").rglob("*.py"))
    sheet = (resources() / "style.qss").read_text(encoding="utf-8")
    sheet = sheet.replace("@shade", "light") + sheet.replace("@shade", "dark")
    assert f'"{file.stem}"' in code or f"{file.name})" in sheet


def test_the_licence_of_the_icons_is_shipped() -> None:
    licence = (resources() / "icons" / "LICENSE-tabler.txt").read_text(encoding="utf-8")
    assert licence.startswith("MIT License")


def test_the_programs_own_icon_has_the_sizes_a_desktop_asks_for(qapp: QApplication) -> None:
    assert qapp
    assert {size.width() for size in app_icon().availableSizes()} == {16, 24, 32, 48, 64, 128, 256}


def test_the_icon_file_for_windows_holds_every_size(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    windows, _ = write_app_icons(tmp_path)
    data = windows.read_bytes()
    count = struct.unpack_from("<H", data, 4)[0]
    sizes: list[int] = []
    for number in range(count):
        length, offset = struct.unpack_from("<II", data, 6 + 16 * number + 8)
        sizes.append(QImage.fromData(data[offset : offset + length]).width())
    assert sizes == [16, 24, 32, 48, 64, 128, 256]
    assert QImage(str(windows)).width() in sizes  # as Qt's own reader sees it


def test_the_icon_file_for_macos_is_as_long_as_it_says(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp
    _, macos = write_app_icons(tmp_path)
    data = macos.read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack_from(">I", data, 4)[0] == len(data)
    at, sizes = 8, list[int]()
    while at < len(data):
        length = struct.unpack_from(">I", data, at + 4)[0]
        sizes.append(QImage.fromData(data[at + 8 : at + length]).width())
        at += length
    assert sizes == [16, 32, 64, 128, 256, 512]
