"""The texts of the library in one run of characters, with the order of its suffixes.

The only user of pydivsufsort. White space is dropped, blocks are parted by a line feed and stand in the
order of the library, so that a speech can be followed over the end of a paragraph. Every character is one
16-bit unit; the few outside the basic plane become U+FFFD.
"""

import functools
import mmap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydivsufsort import divsufsort

from speechdesk.library.reader import BlockRow
from speechdesk.suggest.bonds import find_bonds
from speechdesk.text.folding import fold

BREAK = 10  # the line feed between two blocks, as a code
_LOST = "\ufffd"
_LAST_CODE = 0xFFFF
_APART = "\U000f0000"  # no text holds it

Codes = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class TextPool:
    """The characters of some blocks; never changes, may be asked from any thread.

    Attributes:
        folded: the folded characters (levels one class), two bytes each, the high one first, so that bytes
            compare as characters do; in memory or mapped from a file.
        raw: the characters as written, as codes.
        suffixes: positions in the order of the folded text from there on.
        bonds: how firmly each character is tied to the ones before it, as `bonds.find_bonds` tells.
        starts: position of each block's first character, ascending.
        blocks: the library's id of each block, ascending.
        speeches: the library's id of each block's speech.
    """

    folded: bytes | mmap.mmap
    raw: Codes
    suffixes: NDArray[np.int32]
    bonds: NDArray[np.uint8]
    starts: NDArray[np.int32]
    blocks: NDArray[np.int32]
    speeches: NDArray[np.int32]

    @property
    def codes(self) -> NDArray[np.uint16]:
        """The folded characters as codes, the high byte first."""
        return np.frombuffer(self.folded, dtype=">u2")

    def interval(self, wanted: bytes) -> tuple[int, int]:
        """Return the half-open range of `suffixes` that begin with `wanted` (bytes as in `folded`)."""
        first = self._boundary(wanted)
        folded, order, size = self.folded, self.suffixes.data, len(wanted)
        low, step, end = first - 1, 1, len(order)  # mostly few places: doubled steps find the end soon
        while first < end and low + step < end:
            start = 2 * order[low + step]
            if folded[start : start + size] != wanted:
                end = low + step
                break
            low, step = low + step, 2 * step
        while end - low > 1:
            middle = (low + end) // 2
            start = 2 * order[middle]
            if folded[start : start + size] == wanted:
                low = middle
            else:
                end = middle
        return first, end

    def stands(self, wanted: bytes) -> bool:
        """Return whether `wanted` stands anywhere: half the work of `interval`."""
        first = self._boundary(wanted)
        if first == len(self.suffixes):
            return False
        start = 2 * int(self.suffixes[first])
        return self.folded[start : start + len(wanted)] == wanted

    def longest_tail(self, tail: bytes) -> int:
        """Return how many characters of the end of `tail` stand together somewhere."""
        known, unknown = 0, len(tail) // 2 + 1
        while unknown - known > 1:
            middle = (known + unknown) // 2
            if self.stands(tail[len(tail) - 2 * middle :]):
                known = middle
            else:
                unknown = middle
        return known

    def block_number(self, position: int) -> int:
        """Return which block (index into `blocks`) a position stands in."""
        return int(self.starts.searchsorted(np.int32(position), side="right")) - 1

    def block_numbers(self, positions: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """Return which block each of many positions stands in."""
        # Of another width than `starts`, numpy would copy all of it first.
        return self.starts.searchsorted(positions.astype(np.int32), side="right") - 1

    def folded_text(self, start: int, end: int) -> str:
        """Return the folded characters of a span of positions."""
        return self.folded[2 * start : 2 * end].decode("utf-16-be", "replace")

    def words(self, start: int, end: int) -> str:
        """Return the folded characters of a span of positions, without the ends of blocks."""
        return self.folded_text(start, end).replace("\n", "")

    def _boundary(self, wanted: bytes) -> int:
        """Return the first of `suffixes` that does not stand before `wanted`."""
        folded, order, size = self.folded, self.suffixes.data, len(wanted)
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            start = 2 * order[middle]
            if folded[start : start + size] < wanted:
                low = middle + 1
            else:
                high = middle
        return low


@dataclass(frozen=True, slots=True)
class PoolText:
    """What a pool is made of, before its suffixes are sorted; arrays as in `TextPool`.

    Attributes:
        spaced: for blocks with white space, by number: the offsets in the block's text that were kept.
    """

    raw: Codes
    starts: NDArray[np.int32]
    blocks: NDArray[np.int32]
    speeches: NDArray[np.int32]
    spaced: dict[int, NDArray[np.int32]]


def gather_text(rows: Iterable[BlockRow]) -> PoolText:
    """Return the characters of the blocks of the library, in their order."""
    kept = bytearray()
    starts: list[int] = []
    blocks: list[int] = []
    speeches: list[int] = []
    spaced: dict[int, NDArray[np.int32]] = {}
    for block, speech, text in rows:
        starts.append(len(kept) // 2)
        whole = "".join(text.split())
        if len(whole) != len(text):
            offsets = [at for at, character in enumerate(text) if not character.isspace()]
            spaced[len(blocks)] = np.array(offsets, dtype=np.int32)
        kept += encode(whole).astype("<u2").tobytes()
        kept += b"\n\0"
        blocks.append(block)
        speeches.append(speech)
    return PoolText(
        np.frombuffer(bytes(kept), dtype="<u2").astype(np.uint16, copy=False),
        np.array(starts, dtype=np.int32),
        np.array(blocks, dtype=np.int32),
        np.array(speeches, dtype=np.int32),
        spaced,
    )


def build_pool(text: PoolText) -> TextPool:
    """Return the pool of `text`; 16 s and 2 GB for 50 million characters on one core."""
    folded = fold_table()[text.raw]
    suffixes = divsufsort(folded) if len(folded) else np.empty(0, dtype=np.int32)
    suffixes = suffixes.view(np.int32)  # of the very type that a memoryview can be made of
    return TextPool(
        folded.astype(">u2").tobytes(),
        text.raw,
        suffixes,
        find_bonds(folded, suffixes),
        text.starts,
        text.blocks,
        text.speeches,
    )


def encode(text: str) -> Codes:
    """Return the codes of `text`, one a character."""
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) != 2 * len(text):
        plain = "".join(character if ord(character) <= _LAST_CODE else _LOST for character in text)
        data = plain.encode("utf-16-le", "surrogatepass")
    return np.frombuffer(data, dtype="<u2")


def decode(codes: Codes) -> str:
    """Return the text of codes."""
    return codes.astype("<u2").tobytes().decode("utf-16-le", "replace")


@functools.cache
def fold_table() -> Codes:
    """Return the folded code of every code, levels one class; white space stands for itself."""
    parted = fold(_APART.join(map(chr, range(_LAST_CODE + 1))), levels=True) + _APART  # singly it takes 40 ms
    points = np.frombuffer(parted.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ends = np.flatnonzero(points == ord(_APART))
    last = points[ends - 1]
    alone = (points[ends - 2] == ord(_APART)) & (last != ord(_APART)) & (last <= _LAST_CODE)
    return np.where(alone, last, np.arange(_LAST_CODE + 1)).astype(np.uint16)


def map_bytes(path: Path) -> bytes | mmap.mmap:
    """Return the content of a file, mapped into memory; it stays readable when the file is deleted.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
