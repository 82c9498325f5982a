"""Which passages fit the caret: candidates from the index and the trail, compared closely."""

import math
from dataclasses import dataclass

import numpy as np

from speechdesk.suggest.caret import Place
from speechdesk.suggest.pool import TextPool
from speechdesk.suggest.segment import Segment
from speechdesk.suggest.weights import PassageWeights
from speechdesk.text.folding import fold
from speechdesk.text.sentences import last_sentence_start, sentence_spans
from speechdesk.text.similarity import containments, likeness, opening_likenesses

_CANDIDATES = 50  # rows of the index that are compared closely
_BEGIN = 24  # passages that begin with the very words
_BEGINNINGS = 160  # places that begin with the very words that are looked at for passages beginning there
_SHORT_QUERY = 6  # a sentence begun with fewer characters is searched with what stands before it
_CONTEXT = 24  # folded characters before and after a passage that are compared
_NEXT = 3  # passages that begin just after a place the draft has come to
_STEPS = np.arange(_NEXT)
_CLOSELY = 16  # candidates whose surroundings are compared
_SLACK = 2  # characters between a place the draft has come to and a passage's beginning
_AHEAD = 100


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, folded, levels one class.

    Attributes:
        sentence: the sentence before the caret; the last whole one where a new one is not begun.
        begun: whether a new one is begun.
        earlier: what stands before that sentence.
        later: what stands after the caret.
        heading: the headings above the caret.
    """

    sentence: str
    begun: bool
    earlier: str
    later: str
    heading: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that may fit.

    Attributes:
        id: its number in the library.
        text: its words, folded.
        fit: what it has in common with the sentence, 0 to 1.
        rank: what it is sorted by.
    """

    id: int
    text: str
    fit: float
    rank: float


def make_query(place: Place) -> Query | None:
    """Return what to look for; None where nothing is written."""
    paragraph = place.paragraph
    start = last_sentence_start(paragraph)
    sentence = paragraph[start:].strip()
    begun = bool(sentence)
    if not sentence:
        spans = sentence_spans(paragraph.rstrip())
        start = spans[-1][0] if spans else 0
        sentence = paragraph[start:].strip()
    if not sentence:
        return None
    before = place.before[: len(place.before) - len(paragraph) + start]
    return Query(
        fold(sentence, levels=True),
        begun,
        fold(before[-4 * _CONTEXT :], levels=True)[-_CONTEXT:],
        fold(place.after[: 4 * _CONTEXT], levels=True)[:_CONTEXT],
        fold("".join(place.section[-1:]), levels=True),
    )


def rank_passages(segment: Segment, query: Query, place: Place, weights: PassageWeights) -> list[Ranked]:
    """Return the passages of a segment that may fit, in no order."""
    if not len(segment.table.ids):
        return []
    context = query.earlier + query.heading if len(query.sentence) < _SHORT_QUERY else query.heading
    rows, scores = segment.passages.find(query.sentence, context, _CANDIDATES)
    best = max(scores, default=0.0)
    engine = {row: score / best for row, score in zip(rows, scores, strict=True)}
    points = segment.finder.points(place)
    following = _following(segment, points)
    candidates = list(dict.fromkeys([*rows, *_beginning(segment, query), *following]))
    rough = _compare(segment, candidates, query, engine, weights)
    rough.sort(key=lambda item: -item.rank)
    near = {item.row for item in rough[:_CLOSELY]}.union(following)
    return [_rank(segment, item, query, points, weights) for item in rough if item.row in near]


def _beginning(segment: Segment, query: Query) -> list[int]:
    """Return passages that begin with the very words typed."""
    wanted = query.sentence.encode("utf-16-be", "surrogatepass")
    first, last = segment.pool.interval(wanted)
    step = max(1, (last - first) // _BEGINNINGS)
    places = segment.pool.suffixes[first:last:step]
    rows = segment.table.starts.searchsorted(places)
    rows = rows[rows < len(segment.table.starts)]
    places = places[: len(rows)] if len(rows) == len(places) else segment.table.starts[rows]
    return rows[segment.table.starts[rows] == places][:_BEGIN].tolist()


def _following(segment: Segment, points: tuple[int, ...]) -> list[int]:
    """Return passages that stand where the draft has come to, and just after."""
    if not points:
        return []
    rows = segment.table.starts.searchsorted(np.array(points))[:, None] + _STEPS - 1
    return rows[(rows >= 0) & (rows < len(segment.table.starts))].tolist()


@dataclass(frozen=True, slots=True)
class _Rough:
    """A row of the table as `Ranked`, before what stands around it is looked at."""

    row: int
    text: str
    fit: float
    rank: float


def _compare(
    segment: Segment, rows: list[int], query: Query, engine: dict[int, float], weights: PassageWeights
) -> list[_Rough]:
    starts, ends = segment.table.starts[rows].tolist(), segment.table.ends[rows].tolist()
    texts = [segment.pool.folded_text(start, end) for start, end in zip(starts, ends, strict=True)]
    openings = opening_likenesses(query.sentence, texts)
    insides = containments(query.sentence, texts)
    return [
        _Rough(
            row,
            text,
            max(opening, weights.further_in * inside),
            weights.opening * opening + weights.inside * inside + weights.engine * engine.get(row, 0.0),
        )
        for row, text, opening, inside in zip(rows, texts, openings, insides, strict=True)
    ]


def _rank(
    segment: Segment, rough: _Rough, query: Query, points: tuple[int, ...], weights: PassageWeights
) -> Ranked:
    table, row = segment.table, rough.row
    start, end = int(table.starts[row]), int(table.ends[row])
    ahead = min((start - point for point in points if start + _SLACK >= point), default=10**6)
    follows = 1.0 if ahead <= _SLACK and query.begun else 0.5 if ahead < _AHEAD else 0.0
    rank = (
        rough.rank
        + weights.earlier * _context(segment.pool, start - _CONTEXT, start, query.earlier)
        + weights.later * _context(segment.pool, end, end + _CONTEXT, query.later)
        + weights.follows * follows
        + weights.used * min(1.0, math.log1p(table.counts[row]) / 4.0)
        + weights.paragraph * float(table.whole[row])
    )
    return Ranked(int(table.ids[row]), rough.text, rough.fit, rank)


def _context(pool: TextPool, start: int, end: int, wanted: str) -> float:
    if not wanted:
        return 0.0
    return likeness(pool.folded_text(max(0, start), end).replace("\n", ""), wanted)
