"""Passages as the cards the user sees: the best that fit, variants on one card, none said already."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from speechdesk.library.reader import LibraryReader
from speechdesk.library.selection import Selection
from speechdesk.mining.learning import prefer_wording
from speechdesk.records import Comparison, Match, Passage
from speechdesk.suggest.caret import Place
from speechdesk.suggest.esteem import Esteem
from speechdesk.suggest.query import Query, last_clause, make_query
from speechdesk.suggest.ranking import Ranked, Scales, rank_passages
from speechdesk.suggest.segment import Segment
from speechdesk.suggest.weights import PASSAGE_FEATURES
from speechdesk.text.folding import Folded, fold, fold_with_offsets
from speechdesk.text.similarity import best_span, common_spans, likeness

_LEAST_FIT = 0.4  # passages below have little more than chance in common with the typed sentence
_SAME_OPENING = 16  # passages that begin with the same folded characters
_SAME_LIKENESS = 0.9  # and are alike as this are variants, shown once
_SPARE = 3  # passages read beyond those wanted where some are gone or on one card
_MOST_VARIANTS = 3  # wordings shown beside the one that is offered
_FOLLOWS = [PASSAGE_FEATURES.index(name) for name in ("follows", "near")]

Item = tuple[Ranked, int]
"""A passage that may fit: its place in what was ranked."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where passages are found: the library, what of it can be asked, what passages are weighed with."""

    reader: LibraryReader
    segments: tuple[Segment, ...]
    scales: Scales

    def hides(self, passage_id: int) -> bool:
        """Return whether the user never wants to see a passage."""
        return passage_id in self.scales.esteem.hidden

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages with these ids that are still there and not hidden."""
        return self.reader.passages([number for number in ids if not self.hides(number)])


def offer_passages(shelf: Shelf, place: Place, n: int) -> tuple[Match, ...]:
    """Return at most `n` passages for a caret, best first.

    Where nothing is like the whole sentence before it, passages like its last clause are looked for.
    """
    query = make_query(place)
    if query is None:
        return ()
    return _offer(shelf, place, query, n) or _offer(shelf, place, last_clause(query), n)


def _offer(shelf: Shelf, place: Place, query: Query | None, n: int) -> tuple[Match, ...]:
    if query is None:
        return ()
    ranked = [
        rank_passages(segment, query, segment.finder.points(place, newest=not query.begun), shelf.scales)
        for segment in shelf.segments
        if len(segment.table)
    ]
    esteem = shelf.scales.esteem
    chosen = _new(_best(ranked, query, 8 * n, esteem), place, n + _SPARE, esteem)
    cards = _cards(shelf, _still_there(shelf.reader, chosen[:n]), query, n)
    if len(cards) == min(n, len(chosen)):
        return cards
    return _cards(shelf, _still_there(shelf.reader, chosen), query, n)


def search_passages(shelf: Shelf, query: str, n: int, selection: Selection) -> tuple[Match, ...]:
    """Return at most `n` passages nearest to `query` that `selection` holds; of variants the preferred one.

    A blank query finds whatever `selection` holds, in the order of the library.
    """
    if not query.strip():
        found = [(passage, 1.0) for passage in shelf.reader.select(selection, n)]
        return _cards(shelf, found, Query("", begun=False), n, selection)
    wanted = Query(fold(query, levels=True), begun=True, words=query.strip())
    ranked = [
        rank_passages(segment, wanted, (), shelf.scales) for segment in shelf.segments if len(segment.table)
    ]
    items = [(part, at) for part in ranked for at in range(len(part.rows))]
    items.sort(key=lambda item: -float(item[0].fits[item[1]]))
    return _cards(shelf, _still_there(shelf.reader, items), wanted, n, selection)


def _best(ranked: Sequence[Ranked], query: Query, most: int, esteem: Esteem) -> list[Item]:
    """Return the passages that have enough in common with the caret's place, best first, none hidden."""
    items: list[tuple[float, Ranked, int]] = []
    for part in ranked:
        fits = part.fits >= _LEAST_FIT
        if not query.begun:
            fits |= part.told[:, _FOLLOWS].any(axis=1)
        fits &= ~esteem.hides(part.segment.table.ids[part.rows])
        ranks = np.where(fits, part.ranks.round(4), -np.inf)  # what is as good stays in the same order
        order = np.argsort(-ranks, kind="stable")[: min(most, int(np.count_nonzero(fits)))]
        items += [(float(ranks[at]), part, at) for at in order.tolist()]
    items.sort(key=lambda item: -item[0])
    return [(part, at) for _, part, at in items[:most]]


def _new(items: Iterable[Item], place: Place, most: int, esteem: Esteem) -> list[Item]:
    """Return the first items not said in the draft, no two of a card or a paragraph, none said twice."""
    said = _said(place)
    chosen: list[Item] = []
    places: set[tuple[int, int]] = set()
    cards: set[int] = set()
    for part, at in items:
        text = part.texts[at]
        card = esteem.cards.get(_id(part, at), _id(part, at))
        if text in said or card in cards:
            continue
        block = part.segment.pool.block_number(int(part.segment.table.starts[part.rows[at]]))
        if (id(part), block) in places or any(_alike(text, other.texts[n]) for other, n in chosen):
            continue
        places.add((id(part), block))
        cards.add(card)
        chosen.append((part, at))
        if len(chosen) == most:
            break
    return chosen


def _said(place: Place) -> str:
    """Return the draft around the caret, folded; what stands above its paragraph is folded once."""
    above = place.before[: len(place.before) - len(place.paragraph)]
    around = fold(place.paragraph + place.after, levels=True)
    return f"{_fold_once(above)}\n{around}\n{_fold_once(place.rest)}"


@functools.lru_cache(maxsize=256)
def _fold_passage(text: str) -> Folded:
    return fold_with_offsets(text, levels=True)


@functools.lru_cache(maxsize=4)
def _fold_once(text: str) -> str:
    return fold(text, levels=True)


def _alike(one: str, other: str) -> bool:
    return one[:_SAME_OPENING] == other[:_SAME_OPENING] and likeness(one, other) >= _SAME_LIKENESS


def _still_there(reader: LibraryReader, items: Sequence[Item]) -> list[tuple[Passage, float]]:
    """Return the passages as the library holds them; one that is another by now is left out."""
    passages = reader.passages(list({_id(part, at) for part, at in items}))
    return [
        (passage, float(part.fits[at]))
        for part, at in items
        if (passage := passages.get(_id(part, at)))
        and _fold_passage(passage.text).text.startswith(part.texts[at])
    ]


def _id(part: Ranked, at: int) -> int:
    return int(part.segment.table.ids[part.rows[at]])


def _cards(
    shelf: Shelf,
    found: Sequence[tuple[Passage, float]],
    query: Query,
    n: int,
    selection: Selection | None = None,
) -> tuple[Match, ...]:
    """Return at most `n` cards, variants on one.

    Args:
        shelf: where variants are read, and which are hidden.
        found: passages and how well they fit, best first.
        query: what they are compared with.
        n: how many.
        selection: what passages must be, the preferred wording of the variants is shown; None shows the
            wording that was found.
    """
    found = [(passage, fit) for passage, fit in found if not shelf.hides(passage.id)]
    known = shelf.passages({other for passage, _ in found for other in passage.variants})
    shown: set[int] = set()
    cards: list[Match] = []
    for passage, fit in found:
        if len(cards) == n:
            break
        if passage.id in shown or (selection and not selection.holds(passage)):
            continue
        wordings = [passage, *(known[other] for other in passage.variants if other in known)]
        if selection:
            wordings = [wording for wording in wordings if selection.holds(wording)]
        preferred = prefer_wording(wordings) if selection else passage
        shown.update(wording.id for wording in wordings)
        cards.append(_match(preferred, fit, query, _others(shelf, preferred, known)))
    return tuple(cards)


def _others(shelf: Shelf, passage: Passage, known: dict[int, Passage]) -> tuple[Passage, ...]:
    """Return the variants of a passage, nearest first."""
    missing = {other for other in passage.variants if other not in known}
    known = known | shelf.passages(missing) if missing else known
    return tuple(known[other] for other in passage.variants if other in known)[:_MOST_VARIANTS]


def _match(passage: Passage, fit: float, query: Query, variants: tuple[Passage, ...]) -> Match:
    folded = _fold_passage(passage.text)
    offsets = folded.offsets
    spans = common_spans(folded.text, query.sentence)
    matched = tuple((offsets[start], offsets[end - 1] + 1) for start, end in spans)
    return Match(passage, round(fit, 4), matched, variants, query.words if query.sentence else "")


def compare_words(match: Match) -> Comparison | None:
    """Return what a match's score says; None where nothing was compared."""
    if not match.words:
        return None
    folded, words = _fold_passage(match.passage.text), _fold_passage(match.words)
    sentence, text = words.text, folded.text
    start, end = 0, min(len(sentence), len(text))
    if likeness(sentence, text[:end]) < 1:
        start, end = best_span(sentence, text)
    beside = text[start:end]
    kept = common_spans(sentence, beside, least=1)
    parted = zip((0, *(end for _, end in kept)), (*(start for start, _ in kept), len(sentence)), strict=True)
    only = tuple(match.words[words.offsets[a] : words.offsets[b]] for a, b in parted if a < b)
    return Comparison(match.words, folded.offsets[start], folded.offsets[end], only)
