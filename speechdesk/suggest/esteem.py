"""What the user thinks of passages, as the ranking needs it: what she hid, what she takes, what she keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from speechdesk.library.reader import MarkedPassage
from speechdesk.suggest.passage_table import Numbers, use_oftener

_FAVOURITE = 20  # a favourite counts as if it stood in so many places more


@dataclass(frozen=True, slots=True)
class Esteem:
    """What is said of passages; never changes.

    Attributes:
        hidden: ids of passages never to be suggested again.
        hidden_ids: the same, ascending.
        liked: ids of passages taken before or kept as favourites, ascending.
        uses: what each of `liked` counts for: places where it stands more.
        cards: the passages shown on another one's card, by id.
    """

    hidden: frozenset[int]
    hidden_ids: Numbers
    liked: Numbers
    uses: NDArray[np.float32]
    cards: Mapping[int, int]

    def hides(self, ids: Numbers) -> NDArray[np.bool_]:
        """Return which passages are never to be suggested."""
        return _found(self.hidden_ids, ids)[0]

    def raise_liked(self, ids: Numbers, standing: NDArray[np.float32]) -> None:
        """Let every time she took a passage count as a place where it stands.

        Args:
            ids: of passages.
            standing: what the table says of them; changed.
        """
        if not len(self.liked):
            return
        liked, at = _found(self.liked, ids)
        use_oftener(standing, liked, self.uses[at[liked]])


def weigh(marked: Iterable[MarkedPassage]) -> Esteem:
    """Return what marks mean to the ranking; a passage on another's card is hidden with that."""
    by_id = {one.id: one for one in marked}
    hidden = sorted(
        number
        for number, one in by_id.items()
        if by_id[one.card if one.card in by_id else number].mark.hidden
    )
    uses = {
        number: one.mark.used + _FAVOURITE * one.mark.favourite
        for number, one in sorted(by_id.items())
        if one.mark.used or one.mark.favourite
    }
    cards = {number: one.card for number, one in by_id.items() if one.card != number}
    return Esteem(
        frozenset(hidden),
        np.array(hidden, dtype=np.int32),
        np.array(list(uses), dtype=np.int32),
        np.array(list(uses.values()), dtype=np.float32),
        cards,
    )


def _found(known: Numbers, ids: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Return which of `ids` are among `known` (ascending), and where."""
    if not len(known):
        return np.zeros(len(ids), dtype=np.bool_), np.zeros(len(ids), dtype=np.intp)
    at = np.minimum(known.searchsorted(ids), len(known) - 1)
    return known[at] == ids, at
