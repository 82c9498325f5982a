"""Passages as the user's cards: what she said of them, in her wording, under a name she can read."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from speechdesk.library.marks import NOTHING, Mark, MarkBook
from speechdesk.library.passages import read_chosen
from speechdesk.mining.slots import find_slots
from speechdesk.records import Match, Passage

_MOST_VARIANTS = 8


@dataclass(frozen=True, slots=True)
class Card:
    """A passage as it is shown.

    Attributes:
        match: the passage, in her own wording where she gave one, with its variants.
        words: the passage's words as they were mined; what marks belong to.
        mark: what she says of it.
        label: how she is told where it stands.
        variant_labels: the same of each variant.
    """

    match: Match
    words: str
    mark: Mark = NOTHING
    label: str = ""
    variant_labels: tuple[str, ...] = ()


def make_cards(
    connection: sqlite3.Connection,
    matches: Iterable[Match],
    there: Mapping[int, Passage],
    book: MarkBook,
    *,
    with_hidden: bool = False,
) -> tuple[Card, ...]:
    """Return the cards of matches in their order, each passage once, joined ones on one card.

    Args:
        connection: of the library.
        matches: best first.
        there: their passages by id as the library holds them now; what is gone or another is left out.
        book: what the user says of them; what she hid is left out.
        with_hidden: whether that is shown all the same.
    """
    joined = {book.of(passage.text).joined for passage in there.values()} - {""}
    targets = read_passages_by_words(connection, joined)
    cards: dict[str, Card] = {}
    for match in matches:
        passage = there.get(match.passage.id)
        if passage is None or passage.text != match.passage.text:
            continue
        target = targets.get(book.of(passage.text).joined)
        if target:
            match, passage = replace(match, passage=target, matched=(), words=""), target  # noqa: PLW2901
        mark = book.of(passage.text)
        if passage.text not in cards and (with_hidden or not mark.hidden):
            cards[passage.text] = _card(connection, replace(match, passage=passage), mark, book)
    return tuple(cards.values())


def read_passages_by_id(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Passage]:
    """Return the passages with these ids that are still there, by id."""
    return {passage.id: passage for passage in read_chosen(connection, ids)}


def read_passages_by_words(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, Passage]:
    """Return the passages with exactly these words that are still there, by their words."""
    rows = connection.execute(
        "SELECT id FROM passage WHERE text IN (SELECT value FROM json_each(?))",
        (json.dumps(list(words), ensure_ascii=False),),
    )
    return {passage.text: passage for passage in read_chosen(connection, [number for (number,) in rows])}


def _card(connection: sqlite3.Connection, match: Match, mark: Mark, book: MarkBook) -> Card:
    words = match.passage.text
    ids = match.passage.variants[:_MOST_VARIANTS]
    known = read_passages_by_id(connection, ids) if ids else {}
    variants = [
        known[number]
        for number in ids
        if number in known
        and known[number].text not in mark.parted
        and not book.of(known[number].text).hidden
    ]
    if joined := book.joined_to(words):
        listed = {variant.id for variant in variants}
        variants += [p for p in read_passages_by_words(connection, joined).values() if p.id not in listed]
    passage = match.passage
    if mark.wording:
        passage = replace(passage, text=mark.wording, slots=find_slots(mark.wording, passage.level))
        match = replace(match, matched=(), words="")
    return Card(
        replace(match, passage=passage, variants=tuple(variants)),
        words,
        mark,
        book.label(passage.sources[0]),
        tuple(book.label(variant.sources[0]) for variant in variants),
    )
