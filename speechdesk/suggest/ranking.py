"""Which passages fit the caret best: candidates told apart by what was fitted on held-out speeches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.candidates import Rows
from speechdesk.suggest.esteem import Esteem
from speechdesk.suggest.passage_index import OPENING
from speechdesk.suggest.passage_table import NOWHERE, PARAGRAPH, ROLES, Numbers
from speechdesk.suggest.query import CONTEXT, Query
from speechdesk.suggest.segment import Segment
from speechdesk.suggest.weights import PASSAGE_FEATURES, PassageWeights
from speechdesk.text.folding import fold
from speechdesk.text.similarity import containments, likenesses

_LOOKED_AT = 200  # folded characters of a passage that are compared; of a paragraph as many as are indexed
_TAIL = 24  # characters of the sentence that are looked for inside a passage
_LEAST_INSIDE = 0.6  # less is chance
_SLACK = 2  # characters between a place the draft has come to and a passage's beginning
_AHEAD = 100
_WHOLLY = 1 - 1e-6
_REST = 40.0  # characters still to come that are worth all
_PARTED = 5  # characters around a passage that hold marks between sentences
_INSIDE_FIT = 0.9  # a passage that holds the words further in fits less well than one that begins so

_OF_WORDS = PASSAGE_FEATURES.index("found") + 1  # features that tell of the typed words stand first

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages of one segment that may fit, in no order; columns as long.

    Attributes:
        segment: theirs.
        rows: of the segment's table.
        texts: their words, as many as are compared, folded.
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


@dataclass(frozen=True, slots=True)
class Scales:
    """What passages are weighed with besides their words.

    Attributes:
        weights: of what is told of each.
        esteem: what the user thinks of them.
        kinship: how much each speech's meeting is like this one's, by its id; of `find_kin`.
    """

    weights: PassageWeights
    esteem: Esteem
    kinship: Floats


def find_kin(meeting: str, titles: Sequence[tuple[int, str]]) -> Floats:
    """Return how alike speeches' titles are to the name of a meeting, 0 to 1, by their ids, which ascend."""
    kin = np.zeros(titles[-1][0] + 1 if titles else 1, dtype=np.float32)
    if meeting.strip():
        alike = likenesses(fold(meeting, levels=True), [fold(title, levels=True) for _, title in titles])
        kin[[number for number, _ in titles]] = alike
    return kin


def rank_passages(segment: Segment, query: Query, points: tuple[int, ...], scales: Scales) -> Ranked:
    """Return the passages of a segment that may fit.

    Args:
        segment: not empty.
        query: what is looked for.
        points: positions in its pool the draft has come to.
        scales: what they are weighed with.
    """
    rows, engine = segment.candidates.find(query, points)
    table = segment.table
    starts, ends, standing = table.starts[rows], table.ends[rows], table.standing[rows]
    scales.esteem.raise_liked(table.ids[rows], standing)
    looked_at = np.where(standing[:, PARAGRAPH] > 0, OPENING, _LOOKED_AT)
    texts = segment.pool.texts(starts, np.minimum(ends, starts + looked_at))
    opening, inside = _compare(query.sentence, texts)
    opens, holds = opening > _WHOLLY, inside > _WHOLLY
    told = np.empty((len(rows), len(PASSAGE_FEATURES)), dtype=np.float32)
    columns = (
        *(opening, opens, inside, holds, _begins_clause(query.sentence, texts, holds & ~opens)),
        *(engine, engine > 0),
        *_around(segment, rows, starts, query),
        *_followed(starts, points),
        table.roles[rows] == (ROLES.index(query.role) + 1 if query.role else NOWHERE),
        _kin(segment, starts, scales.kinship),
        np.minimum(1.0, np.maximum(0, ends - starts - len(query.sentence)) / _REST),
    )
    for number, column in enumerate(columns):
        told[:, number] = column
    told[:, len(columns) :] = standing
    if points and not query.begun:
        told[:, :_OF_WORDS] = 0.0  # that sentence is said: what counts is what comes behind it
    fits = np.maximum(opening, _INSIDE_FIT * inside)
    return Ranked(segment, rows, texts, fits, told, scales.weights.ranks(told, query.typed))


def _compare(sentence: str, texts: list[str]) -> tuple[Floats, Floats]:
    """Return how well each text begins with the sentence, and how well it holds it, 0 to 1."""
    if not sentence:
        return np.zeros(len(texts), dtype=np.float32), np.zeros(len(texts), dtype=np.float32)
    length, tail = len(sentence), sentence[-_TAIL:]
    opening = np.ones(len(texts), dtype=np.float32)
    others = [at for at, text in enumerate(texts) if not text.startswith(sentence)]  # a look tells of most
    openings = [texts[at][:end] for end in (length, length + 1) for at in others]
    opening[others] = np.reshape(likenesses(sentence, openings), (2, -1)).max(axis=0)
    inside = np.ones(len(texts), dtype=np.float32)
    others = [at for at, text in enumerate(texts) if tail not in text]
    inside[others] = containments(tail, [texts[at] for at in others], least=_LEAST_INSIDE)
    return opening, np.maximum(opening, inside) if length <= _TAIL else inside


def _begins_clause(sentence: str, texts: list[str], likely: NDArray[np.bool_]) -> Floats:
    """Return whether a clause further in begins with the sentence, of texts that hold it."""
    begins = np.zeros(len(texts), dtype=np.float32)
    for at in np.flatnonzero(likely).tolist():
        begins[at] = any(f"{mark}{sentence}" in texts[at] for mark in ",;:")
    return begins


def _around(segment: Segment, rows: Rows, starts: Numbers, query: Query) -> tuple[Sequence[float], ...]:
    """Return how alike the text before, the text behind and the heading are to the draft's."""
    table = segment.table
    before = after = heading = [0.0] * len(rows)
    if query.earlier:
        texts = segment.pool.texts(np.maximum(0, starts - CONTEXT - _PARTED), starts)
        before = likenesses(query.earlier, [text[-CONTEXT:] for text in texts])
    if query.later:
        ends = table.ends[rows]
        texts = segment.pool.texts(ends, ends + CONTEXT + _PARTED)
        after = likenesses(query.later, [text[:CONTEXT] for text in texts])
    if query.heading:
        under = table.headings[rows]
        texts = segment.pool.texts(under, np.where(under == NOWHERE, NOWHERE, under + CONTEXT))
        heading = likenesses(query.heading, texts)
    return before, after, heading


def _followed(starts: Numbers, points: tuple[int, ...]) -> tuple[Floats | float, ...]:
    """Return which rows stand where the draft has come to, and which not far behind."""
    if not points:
        return 0.0, 0.0
    ahead = starts - (np.array(points)[:, None] - _SLACK)
    ahead = np.where(ahead < 0, 10**9, ahead).min(axis=0)
    return (ahead <= 2 * _SLACK).astype(np.float32), (ahead < _AHEAD).astype(np.float32)


def _kin(segment: Segment, starts: Numbers, kinship: Floats) -> Floats | float:
    """Return how much the meeting of each row's speech is like this one's."""
    if len(kinship) == 1:
        return 0.0
    speeches = segment.pool.speeches[segment.pool.block_numbers(starts)]
    return np.where(speeches < len(kinship), kinship.take(speeches, mode="clip"), np.float32(0.0))
