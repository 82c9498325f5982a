"""Offsets between our text (Unicode code points) and Qt's (UTF-16 units); the only place they convert."""


def qt_offset(text: str, offset: int) -> int:
    """Return where code point `offset` of `text` stands in UTF-16 units."""
    before = text[:offset]  # encoded at once: counting character by character holds up replacing everywhere
    return offset + len(before.encode("utf-16-le", "surrogatepass")) // 2 - len(before)


def text_offset(text: str, offset: int) -> int:
    """Return which code point of `text` begins at, or holds, UTF-16 unit `offset`."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * offset]
    return len(units.decode("utf-16-le", "replace"))  # half a character is replaced by a whole one
