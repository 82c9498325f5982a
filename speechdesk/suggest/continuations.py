"""Places where the library, or the draft itself, goes on from the typed text."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.bonds import UNKNOWN
from speechdesk.suggest.caret import AROUND, Place, pair_codes, runs, windows
from speechdesk.suggest.pool import BREAK, Codes, TextPool, fold_table
from speechdesk.suggest.trail import Trail, TrailFinder
from speechdesk.suggest.wording import adapt

LONGEST = 160  # characters one completion may have
_MOST_BACK = 120  # characters of agreement that are counted
_LONGEST_TAIL = 32  # characters that are looked for in the order of suffixes
_TIER = 16  # places taken of one length of agreement
_ENOUGH = 44
_EVERY_LENGTH = 4  # of agreement up to this; of longer ones about every second
_FEW_PAIRS = 10  # fewer tell little
_AHEAD = 2500  # characters of a followed speech that are searched for the typed tail
_BEHIND = 40
_NEAR_PLACES = 4  # taken of a followed speech
_OWN_TAIL = 2  # characters
_OWN_PLACES = 10  # taken of the draft itself
DRAFT = -1  # stands for the draft in the place of a block's id


@dataclass(frozen=True, slots=True)
class Continuations:
    """How the text goes on at some places, a row each; all arrays are as long.

    Attributes:
        codes: what follows there, as the draft would write it; BREAK and zeros after the block's end.
        agreed: how many characters before the place are as typed, levels folded.
        bonds: how firmly each character is tied to the ones before it, see `bonds.find_bonds`.
        count: how many places of the library each stands for.
        like: how much of what stands before the caret stands before the place too, in any order, 0 to 1.
        near: how close behind a followed place it is, 0 to 1.
        follows: how much the draft has of the speech it stands in, 0 to 1.
        blocks: the id of the block it stands in, DRAFT for the draft.
        speeches: the id of its speech, DRAFT for the draft.
    """

    codes: Codes
    agreed: NDArray[np.float32]
    bonds: NDArray[np.uint8]
    count: NDArray[np.float32]
    like: NDArray[np.float32]
    near: NDArray[np.float32]
    follows: NDArray[np.float32]
    blocks: NDArray[np.int32]
    speeches: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.agreed)


_COLUMNS = tuple(field.name for field in fields(Continuations))


class ContinuationFinder:
    """Finds continuations in one pool."""

    def __init__(self, pool: TextPool) -> None:
        self._pool = pool
        self._size = len(pool.raw)
        self._trails = TrailFinder(pool)

    def points(self, place: Place, *, newest: bool = False) -> tuple[int, ...]:
        """Return the positions the draft has come to in the speeches it follows, likeliest first.

        Args:
            place: the caret.
            newest: whether only those count that its last sentence tells of.
        """
        if not self._size:
            return ()
        trail = self._trails.follow(place.folded)
        return trail.points[: trail.newest] if newest else trail.points

    def find(self, place: Place) -> Continuations:
        """Return how the pool goes on from the text before the caret."""
        if not self._size or not len(place.typed):
            return _none()
        trail = self._trails.follow(place.folded)
        weights = self._by_tail(place.folded)
        near = self._by_trail(place.folded, trail)
        weights.update({at: min(1.0, weights.get(at, 1.0)) for at in near})
        weights.pop(self._size, None)  # nothing follows the last character
        if not weights:
            return _none()
        positions = np.fromiter(weights, dtype=np.int64, count=len(weights))
        count = np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
        return self._read(place, trail, positions, count)

    def _by_tail(self, folded: bytes) -> dict[int, float]:
        """Return positions just behind the longest known tail and shorter ones, and what each stands for."""
        pool, suffixes = self._pool, self._pool.suffixes.data  # quicker one by one
        length = pool.longest_tail(folded[-2 * _LONGEST_TAIL :])
        found: dict[int, float] = {}
        while length and len(found) < _ENOUGH:
            first, last = pool.interval(folded[len(folded) - 2 * length :])
            places = last - first
            taken = min(places, _TIER)
            for number in range(taken):  # evenly spread over all of them
                at = suffixes[first + (2 * number + 1) * places // (2 * taken)]
                found.setdefault(at + length, places / taken)
            length = length - 1 if length <= _EVERY_LENGTH else length * 3 // 5
        return found

    def _by_trail(self, folded: bytes, trail: Trail) -> dict[int, None]:
        """Return positions ahead in the followed speeches where the typed tail stands."""
        found: dict[int, None] = {}
        for point in trail.points:
            if point < self._size:
                found[point] = None
            start = max(0, point - _BEHIND)
            ahead = self._pool.folded[2 * start : 2 * (point + _AHEAD)]
            for length in (4, 3, 2, 1):
                tail = folded[-2 * length :]
                places = _all_places(ahead, tail, _NEAR_PLACES)
                if places and len(tail) == 2 * length:
                    found.update({start + at + length: None for at in places})
                    break
        return {at: None for at in found if at < self._size}

    def _read(
        self, place: Place, trail: Trail, positions: NDArray[np.int64], count: NDArray[np.float32]
    ) -> Continuations:
        pool = self._pool
        kept = pool.raw[positions] != 0
        positions, count = positions[kept], count[kept]
        agreed, heard, like = _agreement(pool.raw, positions, place)
        codes = windows(pool.raw, positions, LONGEST)
        adapt(codes, heard, place)
        bonds = runs(pool.bonds, positions, LONGEST)
        numbers = pool.block_numbers(positions)
        speeches = pool.speeches[numbers]
        follows = np.array([trail.speeches.get(s, 0.0) for s in speeches.tolist()], dtype=np.float32)
        near = _nearness(positions, trail)
        blocks = pool.blocks[numbers]
        return Continuations(codes, agreed, bonds, count, like, near, follows, blocks, speeches)


def find_in_draft(place: Place) -> Continuations:
    """Return how the draft itself went on before from the words before the caret."""
    tail = place.folded[-2 * _OWN_TAIL :]
    if len(tail) < 2 * _OWN_TAIL:
        return _none()
    places = _all_places(place.folded[:-2], tail, 400)
    if not places:
        return _none()
    positions = np.array(places, dtype=np.int64) + _OWN_TAIL
    agreed, _, like = _agreement(place.typed, positions, place)
    best = np.argsort(-agreed - positions / (2.0 * len(place.typed)), kind="stable")[:_OWN_PLACES]
    size = len(best)
    zeros, ids = np.zeros(size, dtype=np.float32), np.full(size, DRAFT, dtype=np.int32)
    codes = windows(np.append(place.typed, np.uint16(BREAK)), positions[best], LONGEST)
    bonds = np.full(codes.shape, UNKNOWN, dtype=np.uint8)
    return Continuations(codes, agreed[best], bonds, zeros + 1, like[best], zeros, zeros, ids, ids)


def join(parts: list[Continuations]) -> Continuations:
    """Return the rows of all parts together."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return _none()
    return Continuations(*(np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS))


def reordered(rows: Continuations, order: NDArray[np.intp]) -> Continuations:
    """Return the rows in another order."""
    return Continuations(*(getattr(rows, name)[order] for name in _COLUMNS))


def _none() -> Continuations:
    empty, ids = np.empty(0, dtype=np.float32), np.empty(0, dtype=np.int32)
    codes, bonds = np.empty((0, LONGEST), dtype=np.uint16), np.empty((0, LONGEST), dtype=np.uint8)
    return Continuations(codes, empty, bonds, empty, empty, empty, empty, ids, ids)


def _all_places(text: bytes, wanted: bytes, most: int) -> list[int]:
    """Return the first places (in characters) where `wanted` stands in `text`, two bytes a character."""
    places: list[int] = []
    at = text.find(wanted)
    while at >= 0 and len(places) < most:
        if at % 2 == 0:
            places.append(at // 2)
        at = text.find(wanted, at + 1)
    return places


def _agreement(
    codes: Codes, positions: NDArray[np.int64], place: Place
) -> tuple[NDArray[np.float32], NDArray[np.uint16], NDArray[np.float32]]:
    """Return how far back each place agrees with the draft, levels folded, and what stands there so far back.

    The last is the share of the pairs of characters before the caret that stand before the place too.
    """
    length = min(_MOST_BACK, len(place.typed))
    there = _before(codes, positions, length)
    table = fold_table()
    folded = table.take(there)
    differ = np.ones((len(positions), length + 1), dtype=np.bool_)
    np.not_equal(folded, table[place.typed[::-1][:length]], out=differ[:, :length])
    agreed = differ.argmax(axis=1)
    np.copyto(there, 0, where=np.arange(length) >= agreed[:, None])
    alike = place.around[pair_codes(folded[:, 1:AROUND], folded[:, : min(length, AROUND) - 1])]
    like = alike.sum(axis=1, dtype=np.float32) / np.float32(max(_FEW_PAIRS, min(length, AROUND) - 1))
    return agreed.astype(np.float32), there, like


def _before(codes: Codes, positions: NDArray[np.int64], length: int) -> Codes:
    """Return the `length` codes before each position, the last first, a row each; 0 where none is."""
    if positions.min() >= length:
        return np.ascontiguousarray(runs(codes, positions - length, length)[:, ::-1])
    index = positions[:, None] - np.arange(1, length + 1)
    there = codes.take(index, mode="clip")
    np.copyto(there, 0, where=index < 0)
    return there


def _nearness(positions: NDArray[np.int64], trail: Trail) -> NDArray[np.float32]:
    """Return 1 for a place just where the draft has come to, less the further ahead it is."""
    if not trail.points:
        return np.zeros(len(positions), dtype=np.float32)
    ahead = positions - np.array(trail.points)[:, None]
    distance = np.where(ahead >= -_BEHIND, np.abs(ahead), 1e9).min(axis=0)
    return (1.0 / (1.0 + distance / 60.0)).astype(np.float32)
