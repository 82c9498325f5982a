"""Passages found by their words, by the first letters of their pinyin, by what the user says of them."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from speechdesk.library.marks import Mark, MarkBook
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.text.folding import fold

_MOST_ROWS = 3000  # places looked at closely
_FEWEST_LETTERS = 2
_LETTERS = re.compile(r"[a-z]+")
_DATE = re.compile(r"(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a passage stands: its words, its block, the initials of its words ("" before they are made)."""

    passage_id: int
    text: str
    block_id: int
    letters: str


class Order(StrEnum):
    """What stands first among what was found."""

    MATCH = "最相近"
    DATE = "最新"
    USED = "最常用"


class Shown(StrEnum):
    """Which passages are looked among, by what the user says of them."""

    ALL = "全部"
    FAVOURITES = "收藏"
    OWN = "我的素材"
    NOTED = "有备注"
    REWORDED = "改写过"
    HIDDEN = "不再显示"


_SAYS: dict[Shown, Callable[[Mark], object]] = {
    Shown.FAVOURITES: lambda mark: mark.favourite,
    Shown.NOTED: lambda mark: mark.note,
    Shown.REWORDED: lambda mark: mark.wording,
    Shown.HIDDEN: lambda mark: mark.hidden,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user looks for.

    Attributes:
        query: words that must all stand in the passage, parted by white space; letters alone may be the
            initials of a phrase; empty for whatever the rest allows.
        selection: what passages must be.
        shown: by what the user says of them.
        tag: one of her tags; "" for any.
        document: only from the document with this number; 0 for all.
        order: what comes first.
    """

    query: str = ""
    selection: Selection = EVERYTHING
    shown: Shown = Shown.ALL
    tag: str = ""
    document: int = 0
    order: Order = Order.MATCH

    @property
    def is_blank(self) -> bool:
        """Whether nothing is asked."""
        return Wanted(order=self.order) == self

    @property
    def letters(self) -> str:
        """The query where it may be initials; else ""."""
        query = self.query.strip().lower()
        return query if len(query) >= _FEWEST_LETTERS and _LETTERS.fullmatch(query) else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds what is wanted, and the spans of its text that do."""

    passage_id: int
    spans: tuple[tuple[int, int], ...]


def find_hits(connection: sqlite3.Connection, wanted: Wanted, book: MarkBook, most: int) -> tuple[Hit, ...]:
    """Return at most `most` passages that hold all that is wanted, in the order wanted.

    Of the passages of one paragraph the shortest that holds all the words is given; what the user hid is
    found only where she asks for it.
    """
    words = tuple(fold(word) for word in wanted.query.split())
    connection.create_function("sort_date", 1, date_key, deterministic=True)

    def times_used(text: object) -> int:
        return book.of(str(text)).used

    connection.create_function("times_used", 1, times_used)
    rows = _places(connection, wanted, words, _said(wanted, book))
    if words:
        about = [
            text for text, mark in book.marks.items() if all(word in fold(mark.her_words()) for word in words)
        ]
        rows = [*_about(connection, wanted, book, about), *rows] if about else rows
    shortest: dict[object, _Place] = {}
    for place in rows:
        if book.of(place.text).hidden != (wanted.shown is Shown.HIDDEN) or not _holds(
            place, words, wanted, book
        ):
            continue
        key = place.block_id if words else (place.passage_id,)
        if key not in shortest or len(place.text) < len(shortest[key].text):
            shortest[key] = place
    found = {place.passage_id: place for place in shortest.values()}
    return tuple(Hit(place.passage_id, _spans(place, wanted)) for place in list(found.values())[:most])


def spans_of(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of `text` where the words of a query stand as they are written, in order and apart."""
    spans = [
        found.span() for word in query.split() for found in re.finditer(re.escape(word), text, re.IGNORECASE)
    ]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


def date_key(date: object) -> str:
    """Return what dates as written sort by; those without a year come last when the newest come first."""
    found = _DATE.search(str(date or ""))
    return "-".join(f"{int(part or 0):04}" for part in found.groups()) if found else ""


def _said(wanted: Wanted, book: MarkBook) -> list[str] | None:
    """Return the words of the passages that are looked among; None for all."""
    says = _SAYS.get(wanted.shown)
    if says is None and not wanted.tag:
        return None
    return [
        text
        for text, mark in book.marks.items()
        if (says is None or says(mark)) and (not wanted.tag or wanted.tag in mark.tags)
    ]


def _about(
    connection: sqlite3.Connection, wanted: Wanted, book: MarkBook, texts: Sequence[str]
) -> list[_Place]:
    """Return the places of the passages that the user wrote the wanted words about."""
    said = _said(wanted, book)
    among = [text for text in texts if said is None or text in said]
    return _places(connection, wanted, (), among)


def _places(
    connection: sqlite3.Connection,
    wanted: Wanted,
    words: Sequence[str],
    among: Iterable[str] | None,
) -> list[_Place]:
    """Return the places that may be wanted, in the order wanted."""
    conditions, values = _conditions(wanted)
    held = " AND ".join(f"instr(block.folded, :word{number})" for number in range(len(words)))
    values |= {f"word{number}": word for number, word in enumerate(words)}
    if words and wanted.letters:
        held = f"({held} OR instr(initials.letters, :letters))"
        values["letters"] = wanted.letters
    if held:
        conditions.append(held)
    if among is not None:
        conditions.append("passage.text IN (SELECT value FROM json_each(:among))")
        values["among"] = json.dumps(list(among), ensure_ascii=False)
    order = {
        Order.MATCH: "passage.id" if not words else "times_used(passage.text) DESC, block.id DESC",
        Order.DATE: "dated.sort DESC, block.id",
        Order.USED: "times_used(passage.text) DESC, passage.id",
    }[wanted.order]
    rows = connection.execute(
        "WITH dated AS MATERIALIZED (SELECT id, sort_date(date) AS sort FROM speech) "  # noqa: S608 - names of our own tables
        'SELECT passage.id, passage.text, block.id, substr(letters, start + 1, "end" - start) '
        "FROM block JOIN occurrence ON occurrence.block_id = block.id "
        "JOIN passage ON passage.id = occurrence.passage_id "
        "JOIN speech ON speech.id = block.speech_id JOIN document ON document.id = speech.document_id "
        "JOIN dated ON dated.id = speech.id LEFT JOIN initials ON initials.block_id = block.id "
        f"WHERE {' AND '.join(conditions) or '1'} ORDER BY {order} LIMIT {_MOST_ROWS}",
        values,
    ).fetchall()
    return [
        _Place(int(number), str(text), int(block), str(letters or ""))
        for number, text, block, letters in rows
    ]


def _conditions(wanted: Wanted) -> tuple[list[str], dict[str, object]]:
    """Return what a place must be by the selection, as SQL and its values."""
    values: dict[str, object] = asdict(wanted.selection)
    values["document"] = wanted.document
    asked = {
        "role": "passage.role = :role",
        "topic": "EXISTS (SELECT 1 FROM json_each(passage.topics) WHERE value = :topic)",
        "level": "speech.level = :level",
        "year": "instr(coalesce(speech.date, ''), :year)",
        "source": "instr(document.file || ' ' || coalesce(speech.title, ''), :source)",
        "document": "document.id = :document",
    }
    conditions = [condition for name, condition in asked.items() if values[name]]
    if wanted.shown == Shown.OWN:
        conditions.append("document.digest LIKE 'own:%'")
    return conditions, {name: value for name, value in values.items() if value}


def _holds(place: _Place, words: Sequence[str], wanted: Wanted, book: MarkBook) -> bool:
    """Return whether a passage itself holds what its paragraph does, or what she wrote about it."""
    if wanted.letters and wanted.letters in place.letters:
        return True
    said = (fold(place.text), fold(book.of(place.text).her_words()))
    return any(all(word in text for word in words) for text in said)


def _spans(place: _Place, wanted: Wanted) -> tuple[tuple[int, int], ...]:
    at = place.letters.find(wanted.letters) if wanted.letters else -1
    return ((at, at + len(wanted.letters)),) if at >= 0 else spans_of(place.text, wanted.query)
