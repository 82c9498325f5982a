"""Which passages fit the caret best: candidates told apart by what was fitted on held-out speeches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.candidates import Rows
from speechdesk.suggest.passage_table import NOWHERE, ROLES, UNDATED
from speechdesk.suggest.pool import TextPool
from speechdesk.suggest.query import CONTEXT, Query
from speechdesk.suggest.segment import Segment
from speechdesk.suggest.weights import PASSAGE_FEATURES, PassageWeights
from speechdesk.text.similarity import containments, likenesses

LOOKED_AT = 96  # folded characters of a passage that are compared
_TAIL = 24  # characters of the sentence that are looked for inside a passage
_LEAST_INSIDE = 0.6  # less is chance
_SLACK = 2  # characters between a place the draft has come to and a passage's beginning
_AHEAD = 100
_PARTED = 5  # characters around a passage that hold marks between sentences
_INSIDE_FIT = 0.9  # a passage that holds the words further in fits less well than one that begins so

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages of one segment that may fit, in no order; columns as long.

    Attributes:
        segment: theirs.
        rows: of the segment's table.
        texts: their first words, folded.
        fits: what they have in common with the sentence, 0 to 1.
        told: what the rank is made of: a row each, PASSAGE_FEATURES wide.
        ranks: what they are sorted by.
    """

    segment: Segment
    rows: Rows
    texts: list[str]
    fits: Floats
    told: Floats
    ranks: Floats


def rank_passages(segment: Segment, query: Query, points: tuple[int, ...], weights: PassageWeights) -> Ranked:
    """Return the passages of a segment that may fit.

    Args:
        segment: not empty.
        query: what is looked for.
        points: positions in its pool the draft has come to.
        weights: of what is told of each.
    """
    rows, engine = segment.candidates.find(query, points)
    table, pool = segment.table, segment.pool
    starts = table.starts[rows].astype(np.int64)
    texts = _windows(pool, starts, np.minimum(table.ends[rows] - starts, LOOKED_AT), LOOKED_AT)
    opening, inside = _compare(query.sentence, texts)
    told = np.zeros((len(rows), len(PASSAGE_FEATURES)), dtype=np.float32)
    columns = (
        *(opening, opening > 1 - 1e-6, inside, inside > 1 - 1e-6, _begins_clause(query.sentence, texts)),
        *(engine, engine > 0),
        *_around(segment, rows, starts, query),
        *_followed(starts, points),
        *_standing(segment, rows, query),
        np.minimum(1.0, np.maximum(0, table.ends[rows] - starts - len(query.sentence)) / 40.0),
    )
    for number, column in enumerate(columns):
        told[:, number] = column
    fits = np.maximum(opening, _INSIDE_FIT * inside)
    return Ranked(segment, rows, texts, fits, told, weights.ranks(told, len(query.sentence)))


def _compare(sentence: str, texts: list[str]) -> tuple[Floats, Floats]:
    """Return how well each text begins with the sentence, and how well it holds it, 0 to 1."""
    length = len(sentence)
    opening = np.maximum(
        np.array(likenesses(sentence, [text[:length] for text in texts]), dtype=np.float32),
        likenesses(sentence, [text[: length + 1] for text in texts]),
    )
    inside = np.array(containments(sentence[-_TAIL:], texts, least=_LEAST_INSIDE), dtype=np.float32)
    return opening, np.maximum(opening, inside) if length <= _TAIL else inside


def _begins_clause(sentence: str, texts: list[str]) -> list[bool]:
    """Return whether a clause further in begins with the sentence."""
    marks = tuple(f"{mark}{sentence}" for mark in ",;:")
    return [any(mark in text for mark in marks) for text in texts]


def _around(segment: Segment, rows: Rows, starts: Rows, query: Query) -> tuple[Sequence[float], ...]:
    """Return how alike the text before, the text behind and the heading are to the draft's."""
    pool, table = segment.pool, segment.table
    width = CONTEXT + _PARTED
    before = after = heading = [0.0] * len(rows)
    if query.earlier:
        begin = np.maximum(0, starts - width)
        texts = _windows(pool, begin, starts - begin, width)
        before = likenesses(query.earlier, [text.replace("\n", "")[-CONTEXT:] for text in texts])
    if query.later:
        ends = table.ends[rows].astype(np.int64)
        texts = _windows(pool, ends, np.minimum(len(pool.raw) - ends, width), width)
        after = likenesses(query.later, [text.replace("\n", "")[:CONTEXT] for text in texts])
    if query.heading:
        under = table.headings[rows].astype(np.int64)
        texts = _windows(pool, np.maximum(under, 0), np.where(under == NOWHERE, 0, width), width)
        heading = likenesses(query.heading, [text.partition("\n")[0] for text in texts])
    return before, after, heading


def _followed(starts: Rows, points: tuple[int, ...]) -> tuple[Floats | float, ...]:
    """Return which rows stand where the draft has come to, and which not far behind."""
    if not points:
        return 0.0, 0.0
    ahead = starts[:, None] + _SLACK - np.array(points)[None, :]
    ahead = np.where(ahead < 0, 10**9, ahead).min(axis=1)
    return (ahead <= 2 * _SLACK).astype(np.float32), (ahead < _AHEAD).astype(np.float32)


def _standing(segment: Segment, rows: Rows, query: Query) -> tuple[Floats, ...]:
    """Return what is known of the rows besides their words."""
    table = segment.table
    years = table.years[rows]
    age = np.where(years == UNDATED, 0, np.minimum(segment.newest_year - years, 10) / 10.0)
    role = ROLES.index(query.role) + 1 if query.role else -1
    return (
        np.minimum(1.0, np.log1p(table.counts[rows]) / 4.0).astype(np.float32),
        table.whole[rows].astype(np.float32),
        table.masked[rows].astype(np.float32),
        table.time_bound[rows].astype(np.float32),
        age.astype(np.float32),
        (table.roles[rows] == role).astype(np.float32),
    )


def _windows(pool: TextPool, starts: Rows, lengths: Rows, width: int) -> list[str]:
    """Return the folded text of `lengths` (at most `width`) characters from each position on."""
    if not len(starts):
        return []
    index = np.minimum(starts[:, None] + np.arange(width), len(pool.raw) - 1)
    whole = pool.codes[index].tobytes().decode("utf-16-be", "replace")
    ends = np.arange(len(starts)) * width + lengths
    return [whole[at * width : end] for at, end in enumerate(ends.tolist())]
