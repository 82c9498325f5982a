"""Where a text has known pairs of characters, all looked for at once: sooner than strings of two are made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CHARACTERS = 0x10000  # what lies beyond, such as rare surnames and pictures, is in no pair


@dataclass(frozen=True, slots=True)
class PairTable:
    """Pairs of characters to be looked for.

    Attributes:
        rows: by character, where its row in `numbers` begins, as the first of a pair; 0 for one in no pair.
        columns: by character, its place in the rows, as the second of a pair; 0 for one in no pair.
        numbers: of each pair, its place in what the table was made of, plus one; 0 for no pair.
    """

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    numbers: NDArray[np.uint16]


def pair_table(pairs: Sequence[str]) -> PairTable:
    """Return a table of `pairs`: 65,535 at most, all different, each of two characters below U+10000."""
    codes = np.array([[ord(first), ord(second)] for first, second in pairs], np.int32).reshape(-1, 2)
    known = np.unique(codes)
    columns = np.zeros(_CHARACTERS + 1, np.int32)
    columns[known] = np.arange(1, len(known) + 1)
    rows = columns * np.int32(len(known) + 1)
    numbers = np.zeros((len(known) + 1) ** 2, np.uint16)
    numbers[rows[codes[:, 0]] + columns[codes[:, 1]]] = np.arange(1, len(pairs) + 1)
    return PairTable(rows, columns, numbers)


def find_pairs(table: PairTable, text: str) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """Return where the pairs of a table begin in `text`, in order, and which they are.

    Returns:
        Offsets, and for each the place of its pair in what the table was made of.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    cells = table.rows.take(codes[:-1], mode="clip")
    cells += table.columns.take(codes[1:], mode="clip")
    numbers = table.numbers.take(cells)
    (starts,) = numbers.nonzero()
    return starts, numbers.take(starts) - np.uint16(1)
