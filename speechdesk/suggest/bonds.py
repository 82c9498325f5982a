"""How firmly a character is tied to the ones before it: firm within a word, loose where one ends.

After 办公 nearly always comes 室, after 办公室 may come anything. Counted over the library itself, so that no
dictionary has to know its words; the character's own place is left out of the count.
"""

import numpy as np
from numpy.typing import NDArray

UNKNOWN = 30
"""What stands for a bond that nothing tells of."""

FIRM = 17
"""A bond up to this is that of characters which always follow each other, in two places at the least."""

_SCALE = 40.0  # steps of a bond in one unit of the logarithm
_ENOUGH = 5  # places of the two characters before; with fewer, the one before tells more


def find_bonds(codes: NDArray[np.uint16], suffixes: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return for each character how seldom it follows what stands before it, 0 where nearly always.

    Args:
        codes: the text.
        suffixes: positions of `codes` in the order of the text from there on.
    """
    size = len(codes)
    bonds = np.full(size + 2, UNKNOWN, dtype=np.uint8)
    if not size:
        return bonds[:0]
    padded = np.concatenate([codes, np.zeros(2, dtype=codes.dtype)])
    begins = np.ones(size, dtype=np.bool_)  # of a run of suffixes that agree so far
    begins[1:] = np.diff(padded[suffixes]) != 0
    one = _run_lengths(begins)
    begins[1:] |= np.diff(padded[suffixes + 1]) != 0
    two = _run_lengths(begins)
    bonds[suffixes + 1] = _seldom(two, one)
    begins[1:] |= np.diff(padded[suffixes + 2]) != 0
    three = _run_lengths(begins)
    known = np.flatnonzero(two >= _ENOUGH)
    bonds[suffixes[known] + 2] = _seldom(three[known], two[known])
    return bonds[:size]


def _run_lengths(begins: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return for each element how long the run is that it stands in."""
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=len(begins)).astype(np.int32)
    return np.repeat(lengths, lengths)


def _seldom(together: NDArray[np.int32], before: NDArray[np.int32]) -> NDArray[np.uint8]:
    share = (together - np.float32(0.7)) / before.astype(np.float32)
    return np.minimum(-_SCALE * np.log(share), 255).astype(np.uint8)
