"""The window's colours: one palette and one style sheet for light, one for dark."""

from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog

from speechdesk.settings import Theme
from speechdesk.ui.faces import Faces


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by what they are for, as #rrggbb; text on its ground has a contrast of 4.5 or more."""

    ground: str  # behind the paper
    paper: str
    panel: str
    card: str
    hover: str
    line: str
    text: str
    muted: str
    ghost: str  # a completion not yet accepted
    accent: str
    accent_soft: str
    on_accent: str
    edge: str  # of what can be pressed or typed into: 3 or more against its ground
    inserted: str  # words put in, in a comparison; underlined too
    inserted_soft: str
    deleted: str  # words taken out; struck through too
    deleted_soft: str
    differs: str  # words of a passage that are not those typed; underlined too


LIGHT = Colours(
    ground="#e6e7e9",
    paper="#ffffff",
    panel="#f5f5f6",
    card="#ffffff",
    hover="#f0eceb",
    line="#dadbde",
    text="#1f2226",
    muted="#62676e",
    ghost="#6f747a",
    accent="#9c2b25",
    accent_soft="#f4e3e1",
    on_accent="#ffffff",
    edge="#8b8e95",
    inserted="#1c6b3c",
    inserted_soft="#e2f1e6",
    deleted="#9a3412",
    deleted_soft="#fbe9e0",
    differs="#1f5a99",
)
DARK = Colours(
    ground="#161719",
    paper="#232427",
    panel="#1c1d20",
    card="#27292c",
    hover="#313236",
    line="#36383c",
    text="#e7e7e8",
    muted="#a2a6ac",
    ghost="#8f949b",
    accent="#e79a92",
    accent_soft="#47302e",
    on_accent="#2a1210",
    edge="#74777e",
    inserted="#86d3a0",
    inserted_soft="#1f3a2a",
    deleted="#f0a987",
    deleted_soft="#45291e",
    differs="#8ebdf0",
)
# Type and space, in px: three sizes of letters and few steps, so that nothing has a size of its own.
_SCALE = {"caption": 12, "words": 14, "heading": 17, "tight": 4, "near": 8, "apart": 12, "wide": 20}


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks: its families and its colours."""

    faces: Faces
    colours: Colours


def choose_colours(theme: Theme) -> Colours:
    """Return the colours of `theme`; `SYSTEM` asks the desktop."""
    if theme is Theme.SYSTEM:
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if theme is Theme.DARK else LIGHT


def apply_theme(application: QApplication, colours: Colours, family: str, style_file: Path) -> None:
    """Give the whole program its style, font, palette and style sheet (before any widget is built)."""
    application.setStyle("Fusion")
    font = QFont(family) if family else QFont()
    font.setPixelSize(_SCALE["words"])
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    application.setFont(font)
    application.setPalette(_palette(colours))
    sheet = style_file.read_text(encoding="utf-8").replace("@icons", (style_file.parent / "icons").as_posix())
    shade = "light" if colours == LIGHT else "dark"
    names = asdict(colours) | {name: f"{px}px" for name, px in _SCALE.items()} | {"shade": shade}
    for name, value in sorted(names.items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    application.setStyleSheet(sheet)


def size_dialog(dialog: QDialog, width_px: int, height_px: int) -> None:
    """Give a dialog its first size, no larger than the window it stands over."""
    size, over = QSize(width_px, height_px), dialog.parentWidget()
    dialog.resize(size.boundedTo(over.window().size()) if over else size)


def indent_digits(box: QAbstractSpinBox) -> None:
    """Keep the digits of a spin box off its edge: Qt does not ask the style sheet there."""
    box.lineEdit().setTextMargins(_SCALE["near"], 0, 0, 0)


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, value in (
        (role.Window, colours.panel),
        (role.WindowText, colours.text),
        (role.Base, colours.paper),
        (role.AlternateBase, colours.panel),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.card),
        (role.ButtonText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.text),
        (role.Link, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
    ):
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.muted))
    return palette
