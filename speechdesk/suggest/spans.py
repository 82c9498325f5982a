"""Which spans to offer: those that are expected to save the most typing."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.bonds import FIRM
from speechdesk.suggest.characters import COMMA, DIGIT, KINDS, LATIN, QUOTE, STOP, shifted
from speechdesk.suggest.pool import BREAK, decode
from speechdesk.suggest.votes import Floats, Votes

_KEY = 1.0  # characters that taking a span costs
_WHOLE_CLAUSE = 1.5  # what a span that ends with a clause is worth against one cut within
_LEAST_GAIN = 0.02  # characters; less is not worth a line in the list
_NEGLIGIBLE = 0.003  # chance of a continuation that is not looked at
_PAIRS = ("“”", "‘’", "《》", "（）")


@dataclass(frozen=True, slots=True)
class Span:
    """A span to offer: the first `length` characters of a row, and the chance that all of them come true."""

    row: int
    length: int
    text: str
    chance: float


def choose_spans(votes: Votes, reached: Floats, most: int, *, sure: float) -> list[Span]:
    """Return at most `most` spans that together save most; the first one is fit to be shown as grey text.

    Args:
        votes: at least one row.
        reached: as `votes.reach` gives it.
        most: how many spans.
        sure: the first span is one with at least this chance, where there is one; it does not run over the
            end of a sentence.
    """
    width = max(1, int(np.count_nonzero(reached.max(axis=0) > _NEGLIGIBLE)))
    likely = np.flatnonzero(reached[:, :2].min(axis=1) > _NEGLIGIBLE)
    reached, codes = reached[likely, :width], votes.rows.codes[likely, :width]
    if not reached.size:
        return []
    shared = votes.shared[np.ix_(likely, likely)]
    allowed, in_sentence, value = _cuts(codes)
    allowed[:, :-1] &= votes.rows.bonds[likely, 1:width] > FIRM
    length = np.arange(1, codes.shape[1] + 1, dtype=np.float32)[None, :]
    base = np.full(codes.shape, _KEY, dtype=np.float32)
    lost = np.zeros(codes.shape, dtype=np.float32)
    spans: list[Span] = []
    while len(spans) < most:
        gain = np.where(allowed, (reached - lost) * (length - base) * value, 0.0)
        if not spans:
            gain = _first_gain(gain, reached, in_sentence, sure)
        row, column = divmod(int(gain.argmax()), codes.shape[1])
        if gain[row, column] < _LEAST_GAIN:
            break
        text = decode(codes[row, : column + 1])
        spans.append(Span(int(likely[row]), column + 1, text, float(reached[row, column])))
        _cover(shared[row], column + 1, reached[row, column] - lost[row, column], base, lost)
        allowed &= ~_same_node(shared[row], column + 1, codes.shape)
    return spans


def _first_gain(gain: Floats, reached: Floats, in_sentence: NDArray[np.bool_], sure: float) -> Floats:
    within = np.where(in_sentence, gain, 0.0)
    certain = np.where(reached >= sure, within, 0.0)
    return certain if certain.max() >= _LEAST_GAIN else within


def _cover(shared: NDArray[np.int64], length: int, mass: float, base: Floats, lost: Floats) -> None:
    """Take what a chosen span saves off what the spans before and behind it on its way would save."""
    columns: NDArray[np.int64] = np.arange(1, base.shape[1] + 1, dtype=np.int64)[None, :]
    behind = (shared[:, None] >= length) & (columns > length)
    base[behind] = np.maximum(base, length)[behind]
    before = (shared[:, None] >= columns) & (columns <= length)
    lost[before] += mass


def _same_node(shared: NDArray[np.int64], length: int, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    node = np.zeros(shape, dtype=np.bool_)
    node[shared >= length, length - 1] = True
    return node


def _cuts(codes: NDArray[np.uint16]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], Floats]:
    """Return where a span may end, where its first sentence goes on, and what ending there is worth."""
    kind = KINDS[codes]
    name = (kind == DIGIT) | (kind == LATIN)
    allowed = (codes != 0) & (codes != BREAK) & ~(name & shifted(name, -1))
    if (kind == QUOTE).any():
        for opening, closing in _PAIRS:
            opened = codes == ord(opening)
            if opened.any():
                allowed &= np.cumsum(opened.astype(np.int8) - (codes == ord(closing)), axis=1) <= 0
    ended = kind == STOP
    over = np.cumsum(ended, axis=1)
    closes = ended | ((kind == QUOTE) & shifted(ended, 1))
    clause = ended | (kind == COMMA) | (codes == BREAK) | (codes == 0)
    clause |= shifted(clause, -1)
    value = np.where(clause, np.float32(_WHOLE_CLAUSE), np.float32(1.0))
    return allowed, (over == 0) | ((over == 1) & closes), value


def trimmed(span: Span, after: str) -> Span:
    """Return the span without what stands behind the caret already."""
    for length in range(min(len(span.text), len(after)), 0, -1):
        if span.text.endswith(after[:length]):
            return replace(span, text=span.text[:-length])
    return span
