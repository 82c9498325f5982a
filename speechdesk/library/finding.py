"""Passages found by their words, by the first letters of their pinyin, by what the user says of them."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from speechdesk.library.marks import Mark, MarkBook
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.text.folding import fold

_MOST_ROWS = 1000  # places looked at where nothing but the selection says which
_BLOCKS_AT_ONCE = 200
_FROM_BLOCKS = (
    "block CROSS JOIN occurrence ON occurrence.block_id = block.id "
    "JOIN passage ON passage.id = occurrence.passage_id"
)
_FROM_PASSAGES = (  # CROSS: in the order of the passages, so that a limit ends the search
    "passage CROSS JOIN occurrence ON occurrence.passage_id = passage.id "
    "CROSS JOIN block ON block.id = occurrence.block_id"
)
_FEWEST_LETTERS = 2
_LETTERS = re.compile(r"[a-z]+")
_DATE = re.compile(r"(\d{4})(?:\D+(\d{1,2}))?(?:\D+(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a passage stands: its words, its block, their initials ("" before they are made), the date."""

    passage_id: int
    text: str
    block_id: int
    letters: str
    date: str | None


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
    shortest: dict[object, _Place] = {}
    for place in _places(connection, wanted, words, book):
        hidden = book.of(place.text).hidden
        if hidden != (wanted.shown is Shown.HIDDEN) or not _holds(place, words, wanted, book):
            continue
        key = place.block_id if words else (place.passage_id,)
        if key not in shortest or len(place.text) < len(shortest[key].text):
            shortest[key] = place
        if len(shortest) > most:
            break
    found = list({place.passage_id: place for place in shortest.values()}.values())
    if wanted.order is Order.USED:
        found.sort(key=lambda place: -book.of(place.text).used)
    elif wanted.order is Order.DATE:
        found.sort(key=lambda place: date_key(place.date), reverse=True)
    elif words:  # the less else it says, the nearer; favourites first
        found.sort(key=lambda place: (not book.of(place.text).favourite, len(place.text)))
    return tuple(Hit(place.passage_id, _spans(place, wanted)) for place in found[:most])


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


def _places(
    connection: sqlite3.Connection, wanted: Wanted, words: Sequence[str], book: MarkBook
) -> Iterator[_Place]:
    """Yield the places that may be wanted, those to come first before the others; a few may come twice."""
    says = _SAYS.get(wanted.shown)
    if says or wanted.tag:
        yield from _by_words(
            connection,
            wanted,
            [
                text
                for text, mark in book.marks.items()
                if (says is None or says(mark)) and (not wanted.tag or wanted.tag in mark.tags)
            ],
        )
        return
    if wanted.order is Order.USED:
        yield from _by_words(connection, wanted, [text for text, mark in book.marks.items() if mark.used])
    if not words and wanted.order is not Order.DATE:
        yield from _in_order(connection, wanted)
        return
    about = [
        text
        for text, mark in book.marks.items()
        if words and all(word in fold(mark.her_words()) for word in words)
    ]
    yield from _by_words(connection, wanted, about)
    for blocks in _blocks(connection, wanted, words):
        condition = "block.id IN (SELECT value FROM json_each(:chosen))"
        found = _read(connection, wanted, _FROM_BLOCKS, condition, {"chosen": json.dumps(blocks)})
        rank = {block: number for number, block in enumerate(blocks)}
        yield from sorted(found, key=lambda place: rank[place.block_id])


def _by_words(connection: sqlite3.Connection, wanted: Wanted, texts: Sequence[str]) -> list[_Place]:
    """Return the places of the passages with exactly these words."""
    among: dict[str, object] = {"among": json.dumps(texts, ensure_ascii=False)}
    condition = "passage.text IN (SELECT value FROM json_each(:among))"
    return _read(connection, wanted, _FROM_PASSAGES, condition, among) if texts else []


def _in_order(connection: sqlite3.Connection, wanted: Wanted) -> list[_Place]:
    """Return places in the order of the library."""
    return _read(connection, wanted, _FROM_PASSAGES, f"1 ORDER BY passage.id LIMIT {_MOST_ROWS}", {})


def _blocks(connection: sqlite3.Connection, wanted: Wanted, words: Sequence[str]) -> Iterator[list[int]]:
    """Yield the blocks that hold all words or the initials, some at once, newest import or date first."""
    held = " AND ".join(f"instr(folded, :word{number})" for number in range(len(words))) or "1"
    values: dict[str, object] = {f"word{number}": word for number, word in enumerate(words)}
    if wanted.letters:
        by_initials = "id IN (SELECT block_id FROM initials WHERE instr(letters, :letters))"
        held = f"({held} OR {by_initials})"
        values["letters"] = wanted.letters
    sql = f"SELECT id, speech_id FROM block WHERE {held} ORDER BY id DESC"  # noqa: S608 - no outside text
    rows = connection.execute(sql, values)
    if wanted.order is Order.DATE:
        keys = {speech: date_key(date) for speech, date in connection.execute("SELECT id, date FROM speech")}
        dated = sorted(rows, key=lambda row: keys[row[1]], reverse=True)
        for at in range(0, len(dated), _BLOCKS_AT_ONCE):
            yield [int(block) for block, _ in dated[at : at + _BLOCKS_AT_ONCE]]
        return
    while found := rows.fetchmany(_BLOCKS_AT_ONCE):  # only as far as anybody asks
        yield [int(block) for block, _ in found]


def _read(
    connection: sqlite3.Connection, wanted: Wanted, tables: str, condition: str, values: dict[str, object]
) -> list[_Place]:
    """Return the places of some tables that a condition and the selection allow."""
    conditions, asked = _conditions(wanted)
    columns = 'passage.id, passage.text, block.id, substr(letters, start + 1, "end" - start), speech.date'
    sql = (
        f"SELECT {columns} FROM {tables} JOIN speech ON speech.id = block.speech_id "  # noqa: S608 - our names
        "JOIN document ON document.id = speech.document_id "
        f"LEFT JOIN initials ON initials.block_id = block.id WHERE {' AND '.join((*conditions, condition))}"
    )
    return [
        _Place(int(number), str(text), int(block), str(letters or ""), date)
        for number, text, block, letters, date in connection.execute(sql, asked | values)
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
