"""Which speeches the draft follows, and where in them it has come to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from speechdesk.suggest.pool import TextPool

_ANCHOR = 8  # characters that agree by more than chance
_STEP = 5  # anchors are looked for this many characters apart
_MOST_PLACES = 6  # an anchor that stands oftener tells nothing
_SENTENCES = 14
_FADING = 0.8
_STOP = re.compile("[.!?;\n]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the pool where typed words stand: position just after them, and its speech."""

    position: int
    speech: int


@dataclass(frozen=True, slots=True)
class Trail:
    """What the draft follows in one pool.

    Attributes:
        points: positions the draft has come to, likeliest first.
        newest: how many of them the last sentence that stands in the pool tells of; the first ones.
        speeches: how much of the draft's last sentences stands in a speech, 0 to 1, by its id.
    """

    points: tuple[int, ...]
    newest: int
    speeches: dict[int, float]


class TrailFinder:
    """Finds trails in one pool; what an earlier sentence matched is remembered."""

    def __init__(self, pool: TextPool) -> None:
        self._pool = pool
        self._anchors = lru_cache(maxsize=4096)(self._find_anchors)
        self.follow = lru_cache(maxsize=4)(self._follow)  # asked for completions and for passages

    def _follow(self, folded: bytes) -> Trail:
        """Return the trail of the folded draft before the caret (bytes of a pool)."""
        speeches: dict[int, float] = {}
        points: dict[int, None] = {}
        newest = 0
        weight = 1.0
        for number, sentence in enumerate(_last_sentences(folded)):
            anchors = self._anchors(sentence)
            for anchor in anchors:
                share = weight / len(anchors)
                speeches[anchor.speech] = speeches.get(anchor.speech, 0.0) + share
                if number < _SENTENCES // 3:
                    points[anchor.position] = None
            newest = newest or len(points)
            weight *= _FADING if anchors or number else 1.0
        total = sum(_FADING**number for number in range(_SENTENCES))
        return Trail(tuple(points)[:8], newest, {speech: value / total for speech, value in speeches.items()})

    def _find_anchors(self, sentence: bytes) -> tuple[Anchor, ...]:
        """Return where the last words of a sentence stand that agree by more than chance."""
        end = len(sentence)
        while end >= 2 * _ANCHOR:
            wanted = sentence[end - 2 * _ANCHOR : end]
            first, last = self._pool.interval(wanted)
            if 0 < last - first <= _MOST_PLACES:
                length = (len(sentence) - end) // 2
                found = np.sort(self._pool.suffixes[first:last])
                return tuple(Anchor(int(at) + _ANCHOR + length, self._speech(int(at))) for at in found[::-1])
            end -= 2 * _STEP
        return ()

    def _speech(self, position: int) -> int:
        return int(self._pool.speeches[self._pool.block_number(position)])


def _last_sentences(folded: bytes) -> Iterator[bytes]:
    """Yield the sentences from the last one back, their closing marks at their end."""
    backwards = folded.decode("utf-16-be", "replace")[::-1]
    end = size = len(backwards)
    count = 0
    for stop in _STOP.finditer(backwards + "\n", 1):
        start = size - stop.start()
        if end - start >= _ANCHOR:
            yield folded[2 * start : 2 * end]
            count += 1
        end = start
        if count == _SENTENCES:
            return
