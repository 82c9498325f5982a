import pytest
from PySide6.QtGui import QColor

from speechdesk.ui.theme import DARK, LIGHT, Colours


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
    pairs = [
        *((colours.text, ground) for ground in (colours.paper, colours.panel, colours.card, colours.hover)),
        *((colours.muted, ground) for ground in (colours.panel, colours.card, colours.hover)),
        *((colours.accent, ground) for ground in (colours.card, colours.panel)),
        (colours.ghost, colours.paper),
        (colours.on_accent, colours.accent),
        (colours.text, colours.accent_soft),
    ]
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground)
