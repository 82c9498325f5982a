"""Which spans to offer: those that are expected to save the most typing."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.bonds import FIRM
from speechdesk.suggest.characters import COMMA, DIGIT, END, KINDS, LATIN, QUOTE, STOP, members
from speechdesk.suggest.continuations import Continuations
from speechdesk.suggest.pool import decode
from speechdesk.suggest.votes import Floats, Votes
from speechdesk.suggest.weights import GreyWeights

Gains = NDArray[np.floating[Any]]

_KEY = 1.0  # characters that taking a span costs
_WHOLE_CLAUSE = 1.5  # what a span that ends with a clause is worth against one cut within
_LEAST_GAIN = 0.02  # characters; less is not worth a line in the list
_NEGLIGIBLE = 0.003  # chance of a continuation that is not looked at
_NAME, _PAUSE, _CLOSES = members(DIGIT, LATIN), members(COMMA, STOP), members(COMMA, STOP, END)
_DEEPER = np.zeros(0x10000, dtype=np.int8)
_DEEPER[[ord(opening) for opening in "“‘《（"]] = 1
_DEEPER[[ord(closing) for closing in "”’》）"]] = -1


@dataclass(frozen=True, slots=True)
class Span:
    """A span to offer: the first `length` characters of a row, and the chance that all of them come true."""

    row: int
    length: int
    text: str
    chance: float


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where spans may end that save anything, in the order of rows and of length; columns as long.

    Attributes:
        rows, lengths: the span.
        chances: that all of it comes true.
        values: what ending there is worth.
        in_sentence: whether it does not run over the end of a sentence.
    """

    rows: NDArray[np.intp]
    lengths: NDArray[np.intp]
    chances: Floats
    values: Floats
    in_sentence: NDArray[np.bool_]


def choose_spans(votes: Votes, reached: Floats, most: int, grey: GreyWeights) -> list[Span]:
    """Return at most `most` spans that together save most; the first one is fit to be shown as grey text.

    Args:
        votes: at least one row.
        reached: as `votes.reach` gives it.
        most: how many spans.
        grey: the first span is one sure enough to be shown, where there is one; it does not run over the end
            of a sentence, and its chance is that of grey text.
    """
    cuts = _find_cuts(votes.rows, reached)
    size, lengths, values = len(cuts.rows), cuts.lengths.astype(np.float32), cuts.values.copy()
    base = np.full(size, _KEY, dtype=np.float32)
    lost = np.zeros(size, dtype=np.float32)
    spans: list[Span] = []
    shown = grey.chances(cuts.chances, float(votes.rows.follows.max()))
    while size:
        gain = (cuts.chances - lost) * (lengths - base) * values
        best = int((gain if spans else _first_gain(gain, cuts, shown, grey.least)).argmax())
        if gain[best] < _LEAST_GAIN:
            break
        row, length, chance = int(cuts.rows[best]), int(cuts.lengths[best]), float(cuts.chances[best])
        told = chance if spans else float(shown[best])
        spans.append(Span(row, length, decode(votes.rows.codes[row, :length]), told))
        if len(spans) == most:
            break
        on_the_way = votes.shared[row].take(cuts.rows) >= np.minimum(cuts.lengths, length)
        behind = on_the_way & (lengths > length)
        base = np.maximum(base, behind * np.float32(length))
        lost += (on_the_way ^ behind) * (np.float32(chance) - lost[best])
        values[on_the_way & (lengths == length)] = 0.0
    return spans


def _first_gain(gain: Gains, cuts: _Cuts, shown: Floats, least: float) -> Gains:
    certain = shown * (cuts.lengths - _KEY) * cuts.values * (cuts.in_sentence & (shown >= least))
    return certain if certain.max() >= _LEAST_GAIN else gain * cuts.in_sentence


def _find_cuts(found: Continuations, reached: Floats) -> _Cuts:
    """Return where spans may end: not in a number, a name, a word or a pair of quotation marks."""
    last = max(1, int(np.count_nonzero(reached.max(axis=0) > _NEGLIGIBLE))) - 1
    worth = reached[:, : last + 1] * np.arange(1 - _KEY, last + 2 - _KEY, dtype=np.float32)
    worth[reached[:, :2].min(axis=1) <= _NEGLIGIBLE] = 0.0
    looked_at = np.flatnonzero(worth.max(axis=1) > _LEAST_GAIN / _WHOLE_CLAUSE)
    worthy = np.flatnonzero(worth[looked_at] > _LEAST_GAIN / _WHOLE_CLAUSE)
    rows, columns = np.divmod(worthy, last + 1)  # much quicker than nonzero
    codes, bonds = found.codes[looked_at, : last + 2], found.bonds[looked_at, : last + 2]
    width: int = codes.shape[1]
    kinds = KINDS.take(codes)
    here = rows * width + columns
    behind = here + (columns + 1 < width)
    kind, next_kind = kinds.take(here), kinds.take(behind)
    depth = _DEEPER.take(codes).cumsum(axis=1, dtype=np.int8)
    depth -= np.minimum(np.minimum.accumulate(depth, axis=1), 0)  # what closes here may open before the caret
    allowed = (kind != END) & ~(_NAME[kind] & _NAME[next_kind]) & (depth.take(here) == 0)
    allowed &= (behind == here) | (bonds.take(behind) > FIRM)
    stops = kinds == STOP
    over = columns - np.where(stops.any(axis=1), stops.argmax(axis=1), last)[rows]
    values = np.where(_PAUSE[kind] | _CLOSES[next_kind], np.float32(_WHOLE_CLAUSE), np.float32(1.0))
    in_sentence = (over <= 0) | ((over == 1) & (kind == QUOTE))
    rows, columns = looked_at[rows[allowed]], columns[allowed]
    return _Cuts(rows, columns + 1, reached[rows, columns], values[allowed], in_sentence[allowed])


def trimmed(span: Span, after: str) -> Span:
    """Return the span without what stands behind the caret already."""
    for length in range(min(len(span.text), len(after)), 0, -1):
        if span.text.endswith(after[:length]):
            return replace(span, text=span.text[:-length])
    return span
