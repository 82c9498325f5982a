"""The texts of the library in one run of characters, with the order of its suffixes.

The only user of pydivsufsort. White space is dropped, blocks are parted by a line feed and stand in the
order of the library, so that a speech can be followed over the end of a paragraph. Every character is one
16-bit unit; the few outside the basic plane become U+FFFD.
"""

import functools
import mmap
from bisect import bisect_left, bisect_right
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
_PAIR = 2  # characters of which the first suffix is known
_PART = 2_000_000  # suffixes
_PARTED = b"\0\0"  # no text holds it
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
        pairs: the pairs of folded characters that stand in the text, as one code each, ascending.
        firsts: for each pair the number of the first of `suffixes` that begins with it, and their number.
        bonds: how firmly each character is tied to the ones before it, as `bonds.find_bonds` tells.
        starts: position of each block's first character, ascending.
        blocks: the library's id of each block, ascending.
        speeches: the library's id of each block's speech.
    """

    folded: bytes | mmap.mmap
    raw: Codes
    suffixes: NDArray[np.int32]
    pairs: NDArray[np.uint32]
    firsts: NDArray[np.int32]
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
        first, end = self._around(wanted)
        if len(wanted) <= 2 * _PAIR:
            return first, end
        first = self._boundary(wanted, first, end)
        folded, order, size = self.folded, self.suffixes.data, len(wanted)
        low, step = first - 1, 1  # mostly few places: doubled steps find the end soon
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
        low, end = self._around(wanted)
        if low == end or len(wanted) <= 2 * _PAIR:
            return low < end
        first = self._boundary(wanted, low, end)
        if first == end:
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

    def texts(self, starts: NDArray[np.integer[Any]], ends: NDArray[np.integer[Any]]) -> list[str]:
        """Return the folded characters of spans of positions, without the ends of blocks; decoded at once."""
        folded = self.folded
        parts = [folded[a:b] for a, b in zip((2 * starts).tolist(), (2 * ends).tolist(), strict=True)]
        joined = _PARTED.join(parts).decode("utf-16-be", "replace").replace("\n", "")
        return joined.split("\0") if parts else []

    def _around(self, wanted: bytes) -> tuple[int, int]:
        """Return the half-open range of `suffixes` that begin with the first two characters of `wanted`."""
        first = int.from_bytes(wanted[: 2 * _PAIR].ljust(2 * _PAIR, b"\0"), "big")
        last = first if len(wanted) >= 2 * _PAIR else first | _LAST_CODE
        pairs, firsts = self.pairs.data, self.firsts.data
        low = bisect_left(pairs, first)
        return firsts[low], firsts[bisect_right(pairs, last, low)]

    def _boundary(self, wanted: bytes, low: int, high: int) -> int:
        """Return the first of `suffixes` from `low` to `high` that does not stand before `wanted`."""
        folded, order, size = self.folded, self.suffixes.data, len(wanted)
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
    raw = np.frombuffer(kept, dtype="<u2").astype(np.uint16)
    raw[raw == 0] = ord(_LOST)  # 0 stands for nothing, and parts texts that are decoded at once
    return PoolText(
        raw,
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
        *_find_pairs(folded, suffixes),
        find_bonds(folded, suffixes),
        text.starts,
        text.blocks,
        text.speeches,
    )


def _find_pairs(folded: Codes, suffixes: NDArray[np.int32]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Return `pairs` and `firsts` of a pool."""
    padded = np.append(folded, np.uint16(0))
    size = len(suffixes)
    begins: list[NDArray[np.int64]] = []
    for start in range(0, size, _PART):  # all at once would take much memory
        part = suffixes[max(0, start - 1) : start + _PART]
        changes = np.flatnonzero((np.diff(padded[part]) != 0) | (np.diff(padded[part + 1]) != 0))
        begins.append(changes + max(1, start))
    firsts = np.concatenate([np.zeros(min(1, size), dtype=np.int64), *begins, [size]]).astype(np.int32)
    heads = suffixes[firsts[:-1]]
    pairs = (padded[heads].astype(np.uint32) << np.uint32(16)) | padded[heads + 1]
    return pairs.astype(np.uint32), firsts


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


def begins_anew(values: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Return which of `values` are others than the one before; the first always is."""
    anew = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=anew[1:])
    return anew


def map_bytes(path: Path) -> bytes | mmap.mmap:
    """Return the content of a file, mapped into memory; it stays readable when the file is deleted.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
