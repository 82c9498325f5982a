"""How likely each next character is: the places that go on alike vote, weights turn votes into chances.

The rows of continuations are sorted, so those that agree up to some character stand together: a node. For
every row and every character the features say how the node's votes fall on that character; a logistic
model, fitted on held-out speeches (tests/benchmarks/fit_suggest.py), gives the chance.
"""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.characters import COMMA, DIGIT, KINDS, LATIN, LEVEL, STOP, members
from speechdesk.suggest.continuations import DRAFT, Continuations, reordered
from speechdesk.suggest.pool import begins_anew
from speechdesk.suggest.weights import FEATURES, Weights

Floats = NDArray[np.float32]

_STEEPNESS = 0.5  # how much more a place counts that agrees in one character more
_LONG = 120.0  # agreement over more characters tells no more
_FAINT = 1e-3
_LEAST = 1e-35  # the vote of a short agreement is not far from it
_SHARES, _AGAINST, _SELDOM, _LOGS = slice(5), slice(5, 7), slice(3, 5), slice(8)  # of FEATURES
_SORTS = np.array([[[DIGIT]], [[LATIN]], [[LEVEL]]], dtype=np.uint8)
_PAUSE = members(COMMA, STOP)
_ONE = 1.5  # below: one place alone
_LIKENESS = 8.0  # how much more a place counts before which the same is spoken of
_FIRST_LOOK = 10  # characters looked at of every row; only likely rows are looked at further
_UNLIKELY = 0.01


@dataclass(frozen=True, slots=True)
class Votes:
    """Continuations in the order of their text.

    Attributes:
        rows: the continuations, sorted.
        shared: how many characters each row shares with each other, all of them on the diagonal.
    """

    rows: Continuations
    shared: NDArray[np.int16]


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
    ballots = _ballots(votes.rows)
    every: NDArray[np.int64] = np.arange(size, dtype=np.int64)
    reached[:, :_FIRST_LOOK] = _reached(votes, ballots, every, _FIRST_LOOK, weights)
    likely = np.flatnonzero(reached[:, _FIRST_LOOK - 1] > _UNLIKELY)
    if len(likely):
        reached[likely] = _reached(votes, ballots, likely, length, weights)
    return reached


def _reached(
    votes: Votes, ballots: Floats, chosen: NDArray[np.int64], length: int, weights: Weights
) -> Floats:
    told = _features(votes, ballots, chosen, length)
    odds = (weights.characters @ told.reshape(len(FEATURES), -1)).reshape(length, len(chosen))
    chances = 1.0 / (1.0 + np.exp(-np.maximum(odds, -50.0)))
    plain = np.cumsum(np.log(chances), axis=0)  # log of the product
    odds = plain - np.log(-np.expm1(np.minimum(plain, np.float32(-1e-6))))
    a, b, c, d = weights.calibration
    chars = c * np.log(np.arange(1, length + 1, dtype=np.float32)) + a
    even = np.maximum(-50.0, b * odds + chars[:, None] + d * np.log1p(votes.rows.agreed[chosen]))
    return np.minimum.accumulate(1.0 / (1.0 + np.exp(-even)), axis=0).T


def _sorted(found: Continuations) -> Continuations:
    keys = np.ascontiguousarray(found.codes, dtype=">u2")
    lines = keys.view(f"S{2 * keys.shape[1]}").ravel()
    return reordered(found, np.argsort(lines, kind="stable"))


def _shared(codes: NDArray[np.uint16]) -> NDArray[np.int16]:
    """Return how many first characters each two rows have in common."""
    size, length = codes.shape
    differ = np.ones((size - 1, length + 1), dtype=np.bool_)
    np.not_equal(codes[1:], codes[:-1], out=differ[:, :length])
    steps = np.empty((size, size), dtype=np.int16)
    steps[:, 0] = length
    steps[:, 1:] = differ.argmax(axis=1)  # from the row before; all below the diagonal
    steps[_below(size)] = length
    shared = np.minimum.accumulate(steps, axis=1)
    return np.minimum(shared, shared.T)


@functools.lru_cache(maxsize=256)
def _below(size: int) -> NDArray[np.bool_]:
    return np.tri(size, dtype=np.bool_)


def features(votes: Votes, chosen: NDArray[np.int64], length: int) -> Floats:
    """Return what is told of the first `length` characters of the chosen rows: (FEATURES, rows, length)."""
    return _features(votes, _ballots(votes.rows), chosen, length).swapaxes(1, 2)


def _features(votes: Votes, ballots: Floats, chosen: NDArray[np.int64], length: int) -> Floats:
    """Return what `features` returns, characters before rows: (FEATURES, length, rows)."""
    rows, totals = votes.rows, _totals(votes, ballots, chosen, length)
    parts, wholes = totals[:, 1:], totals[:, :-1]
    told = np.empty((len(FEATURES), length, len(chosen)), dtype=np.float32)
    shares, against, seldom, logs = told[_SHARES], told[_AGAINST], told[_SELDOM], told[_LOGS]
    like_all, agreed, agreed_against, follows_against, speeches, alone, bond, *_, after_comma, bias = told[7:]
    np.divide(parts[_SHARES], np.maximum(wholes[_SHARES], _LEAST), out=shares)
    np.minimum(shares, 1.0, out=shares)
    np.subtract(1.0, shares[:2], out=against)
    like_all[:] = parts[1]
    logs += _FAINT
    np.log(logs, out=logs)
    seldom += 3.0
    seldom *= wholes[_SELDOM] > _FAINT
    longest = np.log(np.maximum(parts[0], _LEAST)) / _STEEPNESS + _LONG
    np.log1p(np.maximum(longest, 0.0) + np.arange(length, dtype=np.float32)[:, None], out=agreed)
    np.multiply(agreed, against[0], out=agreed_against)
    np.multiply(np.minimum(parts[7], 2.0), against[0], out=follows_against)
    np.log1p(parts[6], out=speeches)
    np.less(wholes[5], _ONE, out=alone)
    np.multiply(rows.bonds[chosen, :length].T, np.float32(-1 / 40), out=bond)
    kinds = KINDS.take(rows.codes[chosen, :length].T)
    np.equal(kinds, _SORTS, out=told[14:17])
    after_comma[0] = 0.0
    after_comma[1:] = _PAUSE.take(kinds[:-1])
    bias[:] = 1.0
    return told


def _ballots(rows: Continuations) -> Floats:
    """Return what every row counts for, in eight ways; of the first five the shares are told.

    Places that agree longer count much more; places where the same is spoken of count more; places count
    nearly alike; places in a followed speech; places in the draft; rows; speeches; how much the draft has of
    the speech.
    """
    ballots = np.empty((8, len(rows)), dtype=np.float32)
    agreed, root = np.minimum(rows.agreed, _LONG), np.sqrt(rows.count)
    np.multiply(np.exp(_STEEPNESS * (agreed - _LONG)), root, out=ballots[0])
    np.exp(_LIKENESS * np.sqrt(rows.like), out=ballots[1])
    np.multiply(np.sqrt(np.minimum(agreed, 12.0)), rows.count, out=ballots[2])
    np.multiply(rows.near, np.minimum(agreed, 6.0), out=ballots[3])
    np.multiply(rows.blocks == DRAFT, np.minimum(agreed, 8.0), out=ballots[4])
    ballots[5] = 1.0
    order = rows.speeches.argsort(kind="stable")
    ballots[6, order] = begins_anew(rows.speeches[order])
    ballots[7] = rows.follows
    return ballots


def _totals(votes: Votes, ballots: Floats, chosen: NDArray[np.int64], length: int) -> Floats:
    """Return the sum of each ballot over the rows that share at least d characters with each, d from 0 on."""
    kinds, size = ballots.shape
    depths = np.arange(length + 1, dtype=np.int16)[:, None]
    if len(chosen) < size:
        alike = votes.shared[:, None, chosen] >= depths
        return (ballots @ alike.reshape(size, -1).astype(np.float32)).reshape(kinds, length + 1, len(chosen))
    begins = np.ones((length + 1, size), dtype=np.bool_)  # rows that share so much stand together
    np.less(votes.shared.diagonal(-1), depths, out=begins[:, 1:])
    sums = np.add.reduceat(np.tile(ballots, length + 1), np.flatnonzero(begins), axis=1)
    return sums.take(np.cumsum(begins) - 1, axis=1).reshape(kinds, length + 1, size)
