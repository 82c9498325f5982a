"""What is known at the caret: the text around it, and how the draft writes its own level."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from speechdesk.records import MeetingCard
from speechdesk.suggest.characters import Number
from speechdesk.suggest.pool import BREAK, Codes, encode, fold_table

_REMEMBERED = 6000  # characters of the draft before the caret that are looked at
_OWN_LEVEL = re.compile("全([市州县区])|我([市州县区])|([市州县区])(?=委|政府)")
LOCAL_LEVELS = "市州县区"
AROUND = 48  # characters before the caret, or before a place in the library, that tell what is spoken of
PAIRS = 0x10000


@dataclass(frozen=True)
class Place:
    """The caret in a draft.

    Attributes:
        before: the draft before the caret, paragraphs parted by line feeds, without text still being composed
            by an input method.
        after: the rest of the caret's paragraph.
        rest: the paragraphs behind it, parted by line feeds.
        section: headings above the caret, outermost first.
        card: the meeting card.
    """

    before: str
    after: str = ""
    rest: str = ""
    section: tuple[str, ...] = ()
    card: MeetingCard = field(default_factory=MeetingCard)

    @cached_property
    def paragraph(self) -> str:
        """The text of the caret's paragraph before it."""
        return self.before.rpartition("\n")[2]

    @cached_property
    def typed(self) -> Codes:
        """The last of the draft as it stands in a pool: no white space, blocks parted by one line feed."""
        blocks = ["".join(block.split()) for block in self.before[-_REMEMBERED:].split("\n")]
        return encode("\n".join([*(block for block in blocks[:-1] if block), blocks[-1]]))

    @cached_property
    def folded(self) -> bytes:
        """`typed`, folded, as bytes of a pool."""
        return fold_table()[self.typed].astype(">u2").tobytes()

    @cached_property
    def around(self) -> NDArray[np.bool_]:
        """Which pairs of characters stand just before the caret, by `pair_codes`."""
        table = np.zeros(PAIRS, dtype=np.bool_)
        last = fold_table()[self.typed[-AROUND:]]
        table[pair_codes(last[:-1], last[1:])] = True
        return table

    @cached_property
    def own_level(self) -> str:
        """The level this draft speaks for, one of 市 州 县 区; "" where neither draft nor card tells."""
        if self.card.level and self.card.level in LOCAL_LEVELS:
            return self.card.level
        return max(self._levels, key=lambda level: self._levels[level], default="")

    @cached_property
    def foreign_levels(self) -> frozenset[str]:
        """Levels that the draft never speaks of as its own."""
        return frozenset(LOCAL_LEVELS) - frozenset(self._levels) if self.own_level else frozenset()

    @cached_property
    def _levels(self) -> Counter[str]:
        found = _OWN_LEVEL.finditer(self.before[-_REMEMBERED:])
        return Counter(match.group(match.lastindex or 0) for match in found)


def pair_codes(first: Codes, second: Codes) -> NDArray[np.uint16]:
    """Return a number below PAIRS for each two characters; a few pairs share one."""
    return first * np.uint16(40503) ^ second * np.uint16(9973)


def windows(codes: Codes, positions: NDArray[np.int64], length: int) -> Codes:
    """Return `length` codes from each position on, a row each; behind the first line feed all are 0.

    The last of all codes is a line feed.
    """
    rows = runs(codes, positions, length)
    ended = np.ones((len(rows), length + 1), dtype=np.bool_)
    np.equal(rows, BREAK, out=ended[:, :length])
    ends = ended.argmax(axis=1)
    np.copyto(rows, 0, where=np.arange(length) > ends[:, None])
    return rows


def runs(values: NDArray[Number], positions: NDArray[np.int64], length: int) -> NDArray[Number]:
    """Return `length` values from each position on, a row each; the last of all is repeated behind it."""
    if len(values) >= length and positions.max() <= len(values) - length:
        every = (len(values) - length + 1, length)
        step = values.itemsize
        return np.ndarray(every, values.dtype, values, strides=(step, step))[positions]  # copies whole rows
    return values.take(positions[:, None] + np.arange(length), mode="clip")
