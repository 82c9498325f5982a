"""How likely each next character is: the places that go on alike vote, weights turn votes into chances.

The rows of continuations are sorted, so those that agree up to some character stand together: a node. For
every row and every character the features say how the node's votes fall on that character; a logistic
model, fitted on held-out speeches (tests/benchmarks/fit_suggest.py), gives the chance.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.characters import COMMA, DIGIT, KINDS, LATIN, LEVEL, QUOTE, STOP, shifted
from speechdesk.suggest.continuations import DRAFT, Continuations
from speechdesk.suggest.pool import BREAK
from speechdesk.suggest.weights import FEATURES, Weights

Floats = NDArray[np.float32]
Column = NDArray[np.floating[Any]] | NDArray[np.bool_] | float

_STEEPNESS = 0.5  # how much more a place counts that agrees in one character more
_LONG = 120.0  # agreement over more characters tells no more
_FAINT = 1e-3
_LEAST = 1e-35  # near the least number a float holds; the vote of a short agreement is not far from it
_ONE = 1.5  # below: one place alone
_TINY, _SHORT, _MIDDLING, _VERY_LONG = 2.5, 4.0, 6.0, 60.0  # characters of agreement


_FIRST_LOOK = 24  # characters looked at of every row; only likely rows are looked at further
_UNLIKELY = 0.02


@dataclass(frozen=True, slots=True)
class Votes:
    """Continuations in the order of their text.

    Attributes:
        rows: the continuations, sorted.
        shared: how many characters each row shares with each other, all of them on the diagonal.
    """

    rows: Continuations
    shared: NDArray[np.int64]


def count_votes(found: Continuations) -> Votes:
    """Return the votes of `found`, at least one row."""
    rows = _sorted(found)
    return Votes(rows, _shared(rows.codes))


def reach(votes: Votes, weights: Weights) -> Floats:
    """Return for each character of each row the chance that the draft goes on so up to and with it.

    Shape (rows, LONGEST); 0 for what is too unlikely to be looked at.
    """
    size, length = votes.rows.codes.shape
    reached = np.zeros((size, length), dtype=np.float32)
    every: NDArray[np.int64] = np.arange(size, dtype=np.int64)
    reached[:, :_FIRST_LOOK] = _reached(votes, every, _FIRST_LOOK, weights)
    likely = np.flatnonzero(reached[:, _FIRST_LOOK - 1] > _UNLIKELY)
    if len(likely):
        reached[likely] = _reached(votes, likely, length, weights)
    return reached


def _reached(votes: Votes, chosen: NDArray[np.int64], length: int, weights: Weights) -> Floats:
    told = features(votes, chosen, length)
    plain = np.cumsum(-np.logaddexp(0.0, -(told @ weights.characters)), axis=1)  # log of the product
    chars = np.log(np.arange(1, length + 1, dtype=np.float32))[None, :]
    odds = plain - np.log(-np.expm1(np.minimum(plain, -1e-6)))
    a, b, c, d = weights.calibration
    even = np.maximum(-50.0, a + b * odds + c * chars + d * np.log1p(votes.rows.agreed[chosen])[:, None])
    return np.minimum.accumulate(1.0 / (1.0 + np.exp(-even)), axis=1).astype(np.float32)


def _sorted(found: Continuations) -> Continuations:
    keys = found.codes.astype(">u2")
    lines = [keys[row].tobytes() for row in range(len(keys))]
    order = sorted(range(len(lines)), key=lines.__getitem__)
    return Continuations(
        found.codes[order],
        found.agreed[order],
        found.exact[order],
        found.count[order],
        found.near[order],
        found.follows[order],
        found.blocks[order],
        found.speeches[order],
    )


def _shared(codes: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return how many first characters each two rows have in common."""
    size, length = codes.shape
    same = np.logical_and.accumulate(codes[1:] == codes[:-1], axis=1).sum(axis=1)
    shared = np.full((size, size), length, dtype=np.int64)
    for row in range(size - 1):
        shared[row, row + 1 :] = np.minimum.accumulate(same[row:])
    return np.minimum(shared, shared.T)


def _totals(shared: NDArray[np.int64], weights: Floats, length: int) -> Floats:
    """Return the weight of the rows that share at least d characters with each, for d from 0 to length."""
    size = len(shared)
    index = shared + (np.arange(size) * (length + 1))[:, None]
    tiled = np.broadcast_to(weights, shared.shape)
    sums = np.bincount(index.ravel(), tiled.ravel(), minlength=size * (length + 1))
    return np.cumsum(sums.reshape(size, length + 1)[:, ::-1], axis=1)[:, ::-1].astype(np.float32)


def _share(totals: Floats) -> tuple[Floats, Floats]:
    """Return the logarithms of the share of a node's votes for a character, and against it."""
    share = np.clip(totals[:, 1:] / np.maximum(totals[:, :-1], _LEAST), 0.0, 1.0)
    return np.log(share + _FAINT), np.log(1.0 - share + _FAINT)


def features(votes: Votes, chosen: NDArray[np.int64], length: int) -> Floats:
    """Return what is told of the first `length` characters of the chosen rows: (rows, length, FEATURES)."""
    rows = votes.rows
    shared = np.minimum(votes.shared[chosen], length)
    own = rows.blocks == DRAFT
    ones = np.ones(len(rows), dtype=np.float32)
    steep = np.exp(_STEEPNESS * (np.minimum(rows.agreed, _LONG) - _LONG))
    steep *= np.where(own, ones, np.sqrt(rows.count))
    ballots = _Ballots(
        _totals(shared, steep, length),
        _totals(shared, np.sqrt(np.minimum(rows.agreed, 12.0)) * rows.count, length),
        _totals(shared, rows.near * np.minimum(rows.agreed, 6.0), length),
        _totals(shared, own * np.minimum(rows.agreed, 8.0), length),
        _totals(shared, rows.count, length)[:, 1:],
        _totals(shared, ones, length)[:, :-1],
        _totals(shared, rows.follows, length)[:, 1:],
        _totals(shared, _first_of_speech(rows), length)[:, 1:],
    )
    inexact = (np.minimum(rows.agreed - rows.exact, 4.0) / 4.0)[chosen, None]
    told = (*_of_votes(ballots), inexact, *_kinds(rows.codes[chosen, :length]), *_of_length(ballots))
    out = np.empty((len(chosen), length, len(FEATURES)), dtype=np.float32)
    for number, column in enumerate(told):
        out[:, :, number] = column
    return out


@dataclass(frozen=True, slots=True)
class _Ballots:
    """Votes counted for every row and character; the first four for each node from the caret on, so one more.

    Attributes:
        steep: places that agree longer count much more.
        flat: places count nearly alike.
        near: of places in a followed speech.
        draft: of places in the draft itself.
        places: how many places go on so.
        rows: how many rows had come so far.
        follows: how much the draft has of the speeches that go on so.
        speeches: how many speeches go on so.
    """

    steep: Floats
    flat: Floats
    near: Floats
    draft: Floats
    places: Floats
    rows: Floats
    follows: Floats
    speeches: Floats


def _of_votes(ballots: _Ballots) -> tuple[Column, ...]:
    best, against = _share(ballots.steep)
    every, against_every = _share(ballots.flat)
    near, near_against = _share(ballots.near)
    draft, draft_against = _share(ballots.draft)
    is_near, is_draft = ballots.near[:, :-1] > _FAINT, ballots.draft[:, :-1] > _FAINT
    so_far = np.log1p(np.maximum(_longest(ballots), 0.0) + _depth(ballots))
    return (
        *(1.0, best, against, every, against_every, so_far, so_far * against),
        *(np.log1p(ballots.places), ballots.rows < _ONE),
        *(is_near * (near + 3.0), is_near * near_against, np.log1p(ballots.near[:, 1:])),
        np.minimum(ballots.follows, 2.0),
        *(is_draft * (draft + 3.0), is_draft * draft_against, np.log1p(ballots.draft[:, 1:])),
        np.log1p(ballots.speeches),
    )


def _of_length(ballots: _Ballots) -> tuple[Column, ...]:
    depth, longest = _depth(ballots), _longest(ballots)
    log_depth, agreed = np.log1p(depth), longest + depth
    very_long = (longest > _VERY_LONG).astype(np.float32)
    return (
        *(log_depth, log_depth * np.log1p(np.maximum(agreed, 0.0))),
        *(agreed < _SHORT, agreed < _TINY, (ballots.rows < _ONE) * (agreed < _MIDDLING)),
        *(np.log1p(np.maximum(longest, 0.0)), very_long, very_long * log_depth),
        np.minimum(ballots.follows, 2.0) * _share(ballots.steep)[1],
    )


def _depth(ballots: _Ballots) -> Floats:
    return np.arange(ballots.rows.shape[1], dtype=np.float32)[None, :]


def _longest(ballots: _Ballots) -> Floats:
    """Return softly the longest agreement of the places that go on so."""
    return (np.log(np.maximum(ballots.steep[:, 1:], _LEAST)) / _STEEPNESS + _LONG).astype(np.float32)


def _first_of_speech(rows: Continuations) -> Floats:
    """Return 1 for the first row of each speech, else 0."""
    _, first = np.unique(rows.speeches, return_index=True)
    weights = np.zeros(len(rows), dtype=np.float32)
    weights[first] = 1.0
    return weights


def _kinds(codes: NDArray[np.uint16]) -> list[NDArray[np.bool_]]:
    """Return what sort of character each is, and the one before it."""
    kind = KINDS[codes]
    before = shifted(kind, 1)
    return [
        *(kind == number for number in (DIGIT, LATIN, COMMA, STOP, QUOTE, LEVEL)),
        codes == BREAK,
        (before == COMMA) | (before == STOP),
        before == DIGIT,
    ]
