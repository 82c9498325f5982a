"""Words of the library as the draft writes them: the level it speaks for, the width of its punctuation."""

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.caret import Place
from speechdesk.suggest.characters import KINDS, LEVEL, NARROW
from speechdesk.suggest.pool import Codes

_WIDE = {ord(narrow): ord(wide) for narrow, wide in zip(",;:!?()", "，；：！？（）", strict=True)}
_CHINESE = 0x2E80
_SPOKEN_BEFORE, _SPOKEN_AFTER = (tuple(map(ord, words)) for words in ("全我", "委政"))


def adapt(codes: Codes, heard: NDArray[np.uint16], place: Place) -> None:
    """Write the rows of `codes` as the draft does: its level words, its width of punctuation.

    Args:
        codes: what follows at some places, a row each; changed.
        heard: what stands before each place where it agrees with the draft, the last character first.
        place: the caret.
    """
    typed = place.typed[::-1][: heard.shape[1]]
    at_level = np.flatnonzero(KINDS[typed] == LEVEL)
    there = heard[:, at_level]
    other = (there != typed[at_level]) & (KINDS[there] == LEVEL)
    for row in np.flatnonzero(other.any(axis=1)).tolist():
        line = codes[row]
        for at in np.flatnonzero(other[row])[::-1].tolist():
            line[line == there[row, at]] = typed[at_level[at]]
    kinds = KINDS.take(codes)
    if place.foreign_levels:
        _speak_own_level(codes, _places(kinds == LEVEL), place)
    narrow = _places(kinds == NARROW)
    if len(narrow[0]):
        chinese = _before(codes, narrow, place) >= _CHINESE
        found = codes[narrow]
        for code, wide in _WIDE.items():
            found[chinese & (found == code)] = wide
        codes[narrow] = found


def _speak_own_level(codes: Codes, at: tuple[NDArray[np.intp], NDArray[np.intp]], place: Place) -> None:
    """Write the level words at `at` as the draft does: 全州 as 全县 where it speaks for a county."""
    after = codes[at[0], np.minimum(at[1] + 1, codes.shape[1] - 1)]
    spoken = _any_of(_before(codes, at, place), _SPOKEN_BEFORE) | _any_of(after, _SPOKEN_AFTER)
    level = codes[at]
    level[spoken & _any_of(level, tuple(map(ord, place.foreign_levels)))] = ord(place.own_level)
    codes[at] = level


def _places(where: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return np.divmod(np.flatnonzero(where), where.shape[1])  # much quicker than nonzero


def _before(codes: Codes, at: tuple[NDArray[np.intp], NDArray[np.intp]], place: Place) -> Codes:
    """Return the character before each of the places `at`."""
    return np.where(at[1] > 0, codes[at[0], at[1] - 1], place.typed[-1])


def _any_of(codes: Codes, wanted: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.logical_or.reduce([codes == code for code in wanted])
