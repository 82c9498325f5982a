"""What is known of the passages of some blocks besides their words, as columns of numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from speechdesk.library.reader import OccurrenceRow, SpeechFacts
from speechdesk.records import Role
from speechdesk.suggest.pool import PoolText, TextPool

NOWHERE = -1
STANDING = ("used", "paragraph", "masked", "time_bound", "age")
USED, PARAGRAPH = (STANDING.index(name) for name in ("used", "paragraph"))
ROLES = (*Role,)  # the number of a role is its place here, and 1: 0 stands for none
_YEAR = re.compile(r"(?:19|20)\d\d")

_OFTEN = 4.0  # natural logarithm of so many occurrences that more tell no more
_OLD_YEARS = 10.0

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PassageTable:
    """The passages of some blocks, in the order of their places in the pool; columns as long.

    Attributes:
        ids: their numbers in the library.
        starts, ends: their first place in the pool, as positions.
        standing: what is known of them wherever the caret stands, STANDING wide, each between 0 and 1.
        roles: index in ROLES and 1; 0 where it does not show.
        headings: position in the pool of the heading it stands under; NOWHERE where it stands under none.
        by_text: the rows in the order of their folded text.
    """

    ids: Numbers
    starts: Numbers
    ends: Numbers
    standing: NDArray[np.float32]
    roles: Numbers
    headings: Numbers
    by_text: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    def beginning(self, pool: TextPool, wanted: bytes) -> tuple[int, int]:
        """Return the half-open range of `by_text` that begins with `wanted` (bytes as in the pool)."""
        first = self._boundary(pool, wanted, 0, after=False)
        return first, self._boundary(pool, wanted, first, after=True)

    def longest_beginning(self, pool: TextPool, wanted: bytes) -> tuple[int, int]:
        """Return the range of `by_text` that begins with as much of `wanted` as any row does."""
        at = self._boundary(pool, wanted, 0, after=False)
        longest = max(
            (_shared(wanted, self._head(pool, near, len(wanted))) for near in (at - 1, at)
             if 0 <= near < len(self)),
            default=0,
        )  # fmt: skip
        return self.beginning(pool, wanted[:longest])

    def _head(self, pool: TextPool, at: int, size: int) -> bytes:
        start = 2 * int(self.starts[self.by_text[at]])
        return pool.folded[start : start + size]

    def _boundary(self, pool: TextPool, wanted: bytes, low: int, *, after: bool) -> int:
        high, size = len(self), len(wanted)
        folded, order, starts = pool.folded, self.by_text.data, self.starts.data  # quicker one by one
        while low < high:
            middle = (low + high) // 2
            start = 2 * starts[order[middle]]
            head = folded[start : start + size]
            if head < wanted or (after and head == wanted):
                low = middle + 1
            else:
                high = middle
        return low


def build_table(
    rows: Iterable[OccurrenceRow], text: PoolText, pool: TextPool, facts: SpeechFacts
) -> PassageTable:
    """Return the passages that stand in the blocks of `text`, each at the first of its places.

    Args:
        rows: where they stand, by passage and block.
        text: the blocks.
        pool: made of `text`.
        facts: of the speeches.
    """
    numbers: dict[str | None, int] = {str(role): number for number, role in enumerate(ROLES, start=1)}
    values = (int(value) for row in rows for value in (*row[:-1], numbers.get(row[-1], 0)))
    flat = np.fromiter(values, dtype=np.int32).reshape(-1, 8)
    first = np.flatnonzero(np.diff(flat[:, 0], prepend=NOWHERE))
    counts = np.diff(first, append=len(flat))
    flat = flat[first]
    ids = flat[:, 0]
    blocks = text.blocks.searchsorted(flat[:, 1])
    starts, ends = flat[:, 2], flat[:, 3]
    for number in np.flatnonzero(np.isin(blocks, list(text.spaced))).tolist():
        kept = text.spaced[int(blocks[number])]
        starts[number], ends[number] = kept.searchsorted(starts[number]), kept.searchsorted(ends[number])
    starts, ends = starts + text.starts[blocks], ends + text.starts[blocks]
    order = np.lexsort((-ends, starts))  # at one place the paragraph comes before its first sentence
    blocks = blocks[order]
    flat = flat[order]
    used = _often(counts[order])
    standing = np.column_stack([used, flat[:, 4:7], _ages(text.speeches[blocks], facts)])
    return PassageTable(
        ids[order],
        starts[order].astype(np.int32),
        ends[order].astype(np.int32),
        standing.astype(np.float32),
        flat[:, 7],
        _headings(text, blocks, facts),
        _order_by_text(pool, starts[order]),
    )


def use_oftener(standing: NDArray[np.float32], rows: NDArray[np.bool_], uses: NDArray[np.float32]) -> None:
    """Let the chosen rows of `standing` count as standing in `uses` more places."""
    standing[rows, USED] = _often(np.expm1(_OFTEN * standing[rows, USED]) + uses)


def _often(counts: NDArray[Any]) -> NDArray[Any]:
    return np.minimum(1.0, np.log1p(counts) / _OFTEN)


def _ages(speeches: Numbers, facts: SpeechFacts) -> NDArray[np.float64]:
    """Return how old the speeches are, 1 for ten years and more; 0 for those without a date."""
    known = {speech: int(found.group()) for speech, date in facts.dates if (found := _YEAR.search(date))}
    if not known or not len(speeches):
        return np.zeros(len(speeches))
    newest = max(known.values())
    ages = np.zeros(max(int(speeches.max()), *known) + 1)
    ages[list(known)] = [min(1.0, (newest - year) / _OLD_YEARS) for year in known.values()]
    return ages[speeches]


def _headings(text: PoolText, blocks: NDArray[np.int64], facts: SpeechFacts) -> Numbers:
    """Return where the nearest heading at or before each block of its speech stands."""
    under = np.full(len(blocks), NOWHERE, dtype=np.int32)
    headings = text.blocks.searchsorted(np.array(facts.headings, dtype=np.int32))
    headings = headings[headings < len(text.blocks)]
    if len(headings) and len(blocks):
        nearest = headings.searchsorted(blocks, side="right") - 1
        number = headings[np.maximum(nearest, 0)]
        there = (nearest >= 0) & (text.speeches[number] == text.speeches[blocks])
        under[there] = text.starts[number[there]]
    return under


def _order_by_text(pool: TextPool, starts: Numbers) -> Numbers:
    ranks = np.empty(len(pool.suffixes), dtype=np.int32)
    ranks[pool.suffixes] = np.arange(len(ranks), dtype=np.int32)
    return np.argsort(ranks[starts], kind="stable").astype(np.int32)


def _shared(one: bytes, other: bytes) -> int:
    """Return how many first bytes two texts share, in whole characters."""
    size = min(len(one), len(other))
    at = next((at for at in range(0, size, 2) if one[at : at + 2] != other[at : at + 2]), size)
    return at // 2 * 2
