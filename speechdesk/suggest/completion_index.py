"""How the typed text goes on elsewhere in the library: a suffix array over its folded text.

The only user of pydivsufsort and numpy. The longest piece of typed text that stands anywhere in the library
is found by halving; the places where it stands vote for how it goes on.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydivsufsort import divsufsort

from speechdesk.library.speeches import LibraryText
from speechdesk.text.folding import fold, fold_with_offsets
from speechdesk.text.sentences import CLAUSE_END

_SEPARATOR = "\n"  # stands in no folded text, so no match runs over the end of a block
_LONGEST_TAIL = 40
_MOST_PLACES = 200  # votes counted for one tail
_LONGEST_CONTINUATION = 60
_CLOSING = "”’）》〉」』"


@dataclass(frozen=True, slots=True)
class Continuation:
    """One place where the library goes on from the typed text.

    Attributes:
        text: the characters up to the end of the clause, its punctuation included.
        place: the block they stand in.
        agreed: how many characters before them are the same as typed, levels folded.
        exact: how many of them are the same without folding levels.
    """

    text: str
    place: LibraryText
    agreed: int
    exact: int


@dataclass(frozen=True, slots=True)
class CompletionIndex:
    """The folded text of some blocks in one string, with the order of its suffixes; never changes."""

    texts: Sequence[LibraryText]
    starts: Sequence[int]
    pool: str
    suffixes: NDArray[np.int32]

    def continuations(self, typed: str, *, least: int) -> tuple[Continuation, ...]:
        """Return how the longest tail of `typed` that stands in the library goes on there.

        Args:
            typed: the text of the paragraph before the caret.
            least: shorter tails (in folded characters) do not count.
        """
        tail = fold(typed[-2 * _LONGEST_TAIL :], levels=True)[-_LONGEST_TAIL:]
        length = self._longest_known(tail)
        if length < least:
            return ()
        first, last = self._interval(tail[len(tail) - length :])
        step = max(1, (last - first) // _MOST_PLACES)
        found = (
            self._continuation(int(self.suffixes[at]) + length, length, typed)
            for at in range(first, last, step)
        )
        return tuple(item for item in found if item is not None)

    def _longest_known(self, tail: str) -> int:
        known, unknown = 0, len(tail) + 1
        while unknown - known > 1:
            middle = (known + unknown) // 2
            first, last = self._interval(tail[len(tail) - middle :])
            if first < last:
                known = middle
            else:
                unknown = middle
        return known

    def _interval(self, wanted: str) -> tuple[int, int]:
        """Return the half-open range of the suffixes that begin with `wanted`."""
        return self._boundary(wanted, after=False), self._boundary(wanted, after=True)

    def _boundary(self, wanted: str, *, after: bool) -> int:
        low, high = 0, len(self.suffixes)
        while low < high:
            middle = (low + high) // 2
            start = int(self.suffixes[middle])
            head = self.pool[start : start + len(wanted)]
            if head < wanted or (after and head == wanted):
                low = middle + 1
            else:
                high = middle
        return low

    def _continuation(self, at: int, length: int, typed: str) -> Continuation | None:
        number = bisect_right(self.starts, at) - 1
        place = self.texts[number]
        offset = fold_with_offsets(place.text).offsets[at - self.starts[number]]
        end = _clause_end(place.text, offset)
        if end == offset:
            return None
        exact = _shared_ending(
            fold(typed[-2 * length :]), fold(place.text[max(0, offset - 2 * length) : offset])
        )
        return Continuation(place.text[offset:end], place, length, min(exact, length))


def build_completion_index(texts: Iterable[LibraryText]) -> CompletionIndex:
    """Return the index of `texts`; time and memory grow with their length (0.1 s a million characters)."""
    kept = tuple(texts)
    starts: list[int] = []
    pieces: list[str] = []
    position = 0
    for text in kept:
        folded = fold(text.text, levels=True) + _SEPARATOR
        starts.append(position)
        pieces.append(folded)
        position += len(folded)
    pool = "".join(pieces)
    return CompletionIndex(kept, starts, pool, _sort_suffixes(pool))


def _sort_suffixes(pool: str) -> NDArray[np.int32]:
    if not pool:
        return np.empty(0, dtype=np.int32)
    points = np.frombuffer(pool.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    _, ranks = np.unique(points, return_inverse=True)  # ranks keep the order of the code points
    return divsufsort(ranks.astype(np.uint16))


def _clause_end(text: str, start: int) -> int:
    """Return where the clause from `start` ends, its punctuation and closing quotation marks included."""
    position = start
    limit = min(len(text), start + _LONGEST_CONTINUATION)
    while position < limit and text[position] not in CLAUSE_END:
        position += 1
    if position == limit and limit < len(text):
        return start  # no end in reach: better nothing than half a clause
    while position < len(text) and text[position] in CLAUSE_END + _CLOSING:
        position += 1
    return position


def _shared_ending(one: str, other: str) -> int:
    count = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        count += 1
    return count
