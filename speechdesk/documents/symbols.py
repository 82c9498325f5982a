"""A `w:sym` of a symbol font → the character that looks like it."""

import sys

_PRIVATE = range(0xF000, 0xF100)  # where Word puts the 256 signs of a symbol font
_SURROGATES = range(0xD800, 0xE000)
_SYMBOL_FONT = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xD7: "·", 0x2D: "－", 0xAE: "→", 0xAC: "←", 0xA5: "∞", 0xE5: "∑", 0xD6: "√",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•",
    0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB5: "✪", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔",
    **{0x81 + index: chr(ord("①") + index) for index in range(10)},
    **{0x8C + index: chr(ord("❶") + index) for index in range(10)},
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SPACE = 0x20
_ASCII = {code: chr(code) for code in range(_SPACE + 1, 0x7F)}
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL_FONT}


def symbol_text(code: str, font: str) -> str:
    """Return a symbol as a character, "" where none is known that a reader would take for it.

    Args:
        code: hexadecimal, as in `w:char`.
        font: its font's name, as in `w:font`.
    """
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if point in _PRIVATE:
        return _FONTS.get(font.lower(), _ASCII).get(point - _PRIVATE.start, "")
    return chr(point) if _SPACE < point <= sys.maxunicode and point not in _SURROGATES else ""
