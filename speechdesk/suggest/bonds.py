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
_PART = 2_000_000  # suffixes
_ENOUGH = 5  # places of the two characters before; with fewer, the one before tells more


def find_bonds(codes: NDArray[np.uint16], suffixes: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Return for each character how seldom it follows what stands before it, 0 where nearly always.

    Args:
        codes: the text.
        suffixes: positions of `codes` in the order of the text from there on.
    """
    size = len(codes)
    bonds = np.full(size + 2, UNKNOWN, dtype=np.uint8)
    padded = np.concatenate([codes, np.zeros(2, dtype=codes.dtype)])
    parts = _parts(padded, suffixes)
    for part in parts:
        begins = _begin(padded[part])
        one = _run_lengths(begins)
        begins |= _begin(padded[part + 1])
        bonds[part + 1] = _seldom(_run_lengths(begins), one)
    for part in parts:  # afterwards, because two characters tell more than one
        begins = _begin(padded[part]) | _begin(padded[part + 1])
        two = _run_lengths(begins)
        begins |= _begin(padded[part + 2])
        known = two >= _ENOUGH
        bonds[part[known] + 2] = _seldom(_run_lengths(begins)[known], two[known])
    return bonds[:size]


def _parts(codes: NDArray[np.uint16], suffixes: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """Return the suffixes in parts that share no first character: all at once would take too much memory."""
    changes = np.flatnonzero(np.diff(codes[suffixes])) + 1
    wanted = np.arange(_PART, len(suffixes), _PART)
    places = np.searchsorted(changes, wanted)
    return np.split(suffixes, sorted(set(changes[places[places < len(changes)]].tolist())))


def _begin(codes: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return where a character is another than the one before."""
    begins = np.ones(len(codes), dtype=np.bool_)
    begins[1:] = codes[1:] != codes[:-1]
    return begins


def _run_lengths(begins: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return for each element how long the run is that it stands in."""
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=len(begins)).astype(np.int32)
    return np.repeat(lengths, lengths)


def _seldom(together: NDArray[np.int32], before: NDArray[np.int32]) -> NDArray[np.uint8]:
    share = (together - np.float32(0.7)) / before.astype(np.float32)
    return np.minimum(-_SCALE * np.log(share), 255).astype(np.uint8)
