import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from speechdesk.paths import resources
from speechdesk.ui.theme import DARK, LIGHT, Colours, apply_theme


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_all_text_stands_out_from_its_ground(colours: Colours) -> None:
    grounds = (colours.paper, colours.panel, colours.card, colours.hover)
    pairs = [
        *((colours.text, ground) for ground in (*grounds, colours.accent_soft)),
        *((colours.muted, ground) for ground in (*grounds, colours.accent_soft)),
        *((colours.differs, ground) for ground in (*grounds, colours.accent_soft)),
        *((colours.accent, ground) for ground in (*grounds, colours.accent_soft)),
        (colours.ghost, colours.paper),
        (colours.on_accent, colours.accent),
        *((colours.inserted, ground) for ground in (colours.card, colours.inserted_soft)),
        *((colours.deleted, ground) for ground in (colours.card, colours.deleted_soft)),
    ]
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground, contrast(text, ground))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_edges_of_controls_and_the_focus_stand_out_from_their_ground(colours: Colours) -> None:
    for line in (colours.edge, colours.accent):
        for ground in (colours.panel, colours.paper, colours.card):
            assert contrast(line, ground) >= 3, (line, ground, contrast(line, ground))


def test_the_style_sheet_names_no_colour_and_leaves_no_name_open(qapp: QApplication) -> None:
    sheet = (resources() / "style.qss").read_text(encoding="utf-8")
    assert not re.search("#[0-9a-f]{6}", sheet)
    apply_theme(qapp, LIGHT, "", resources() / "style.qss")
    assert "@" not in qapp.styleSheet().partition("*/")[2]
