"""What sort of character a code is, as one lookup in a table."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", np.uint8, np.uint16, np.bool_)

_FULL_WIDTH = 0xFEE0  # from an ASCII character to its full-width form
DIGIT, LATIN, COMMA, STOP, QUOTE, LEVEL, NARROW, END = range(1, 9)
_MEMBERS = {
    DIGIT: "0123456789.．%％",
    LATIN: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ*",
    COMMA: "，、；：",
    STOP: "。！？",
    QUOTE: "“”‘’《》（）",
    LEVEL: "省市州县区乡镇级",
    NARROW: ",;:!?()",  # punctuation that Chinese text has in full width
    END: "\n\0",  # of a block, and what stands for nothing behind it
}


def _make_table() -> NDArray[np.uint8]:
    table = np.zeros(0x10000, dtype=np.uint8)
    for kind, members in _MEMBERS.items():
        for character in members:
            table[ord(character)] = kind
    for code in range(ord("0"), ord("9") + 1):
        table[code + _FULL_WIDTH] = DIGIT
    return table


KINDS = _make_table()
"""The sort of every code; 0 for all others."""


def members(*kinds: int) -> NDArray[np.bool_]:
    """Return for every sort whether it is one of `kinds`."""
    return np.isin(np.arange(256), kinds)
