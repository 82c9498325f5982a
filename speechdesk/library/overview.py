"""Whole speeches to read, documents to manage, and what the library amounts to."""

import json
import sqlite3
from dataclasses import dataclass

import msgspec

from speechdesk.library.finding import date_key
from speechdesk.library.marks import MarkBook
from speechdesk.mining.slots import find_slots
from speechdesk.records import Role, Slot, Source

OWN = "own:"  # the digests of the user's own passages begin so
_MOST_TOPICS = 12


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph of a past speech to be read: where it stands, what it does, its words and slots."""

    source: Source
    level: int
    heading: str | None
    role: Role | None
    text: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ShownSpeech:
    """A past speech to be read.

    Attributes:
        id: its number in the library.
        label: what it is called, with its date.
        level: it is given at; "" where that does not show.
        blocks: its paragraphs.
    """

    id: int
    label: str
    level: str
    blocks: tuple[ShownBlock, ...]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document to be managed: its speeches as (id, name, passages)."""

    id: int
    file: str
    imported: str
    own: bool
    passages: int
    speeches: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the library amounts to; the counts of roles, topics and years with their names, most first."""

    documents: int
    speeches: int
    passages: int
    own: int
    chars: int
    roles: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]


def find_speech(connection: sqlite3.Connection, source: Source, words: str) -> int | None:
    """Return the id of the speech a source stands in; None where it is gone.

    Of several documents of one name it is the one where `words` stand in the source's paragraph.
    """
    rows = connection.execute(
        "SELECT speech_id, max(block = ? AND instr(text, ?) > 0) AS meant FROM place "
        "WHERE file = ? AND speech = ? GROUP BY speech_id ORDER BY meant DESC, speech_id LIMIT 1",
        (source.block, words, source.file, source.speech),
    ).fetchall()
    return int(rows[0][0]) if rows else None


def read_speech(connection: sqlite3.Connection, speech_id: int, book: MarkBook) -> ShownSpeech | None:
    """Return a whole speech, with the slots of its headings too; None where it is gone."""
    rows = connection.execute(
        "SELECT file, speech, place.level, place.section, place.block, place.text, title, date, "
        "block.level, block.heading, passage.role, passage.slots FROM place "
        "JOIN block ON block.id = place.block_id "
        'LEFT JOIN occurrence ON occurrence.block_id = block.id AND start = 0 AND "end" = length(block.text) '
        "LEFT JOIN passage ON passage.id = occurrence.passage_id "
        "WHERE place.speech_id = ? ORDER BY place.block",
        (speech_id,),
    ).fetchall()
    if not rows:
        return None
    blocks = tuple(
        ShownBlock(
            Source(file, number, title, date, tuple(json.loads(section)), block),
            level,
            heading,
            Role(role) if role else None,
            text,
            msgspec.json.decode(slots, type=tuple[Slot, ...]) if slots else find_slots(text, speech_level),
        )
        for file, number, speech_level, section, block, text, title, date, level, heading, role, slots in rows
    )
    return ShownSpeech(speech_id, book.label(blocks[0].source), rows[0][2], blocks)


def read_overview(connection: sqlite3.Connection, book: MarkBook) -> tuple[ShownDocument, ...]:
    """Return every document with its speeches, the newest import first."""
    rows = connection.execute(
        "SELECT document.id, file, imported, digest LIKE 'own:%', speech.id, speech.position, title, date, "
        "count(DISTINCT passage_id) FROM document JOIN speech ON speech.document_id = document.id "
        "LEFT JOIN block ON block.speech_id = speech.id "
        "LEFT JOIN occurrence ON occurrence.block_id = block.id "
        "GROUP BY speech.id ORDER BY document.id DESC, speech.position"
    ).fetchall()
    found: dict[int, ShownDocument] = {}
    for number, file, imported, own, speech_id, position, title, date, passages in rows:
        label = book.label(Source(file, position, title, date, (), 0))
        before = found.get(number, ShownDocument(number, file, imported, bool(own), 0, ()))
        found[number] = ShownDocument(
            number,
            file,
            imported,
            before.own,
            before.passages + passages,
            (*before.speeches, (speech_id, label, passages)),
        )
    return tuple(found.values())


def read_statistics(connection: sqlite3.Connection) -> Statistics:
    """Return what the library amounts to."""

    def counted(sql: str) -> tuple[tuple[str, int], ...]:
        return tuple((str(name), int(count)) for name, count in connection.execute(sql))

    def number(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0] or 0)

    years: dict[str, int] = {}
    for date, count in connection.execute(
        "SELECT date, count(DISTINCT passage_id) FROM speech JOIN block ON block.speech_id = speech.id "
        "JOIN occurrence ON block_id = block.id GROUP BY speech.id"
    ):
        year = date_key(date)[:4] or "未注明"
        years[year] = years.get(year, 0) + int(count)
    return Statistics(
        number("SELECT count(*) FROM document WHERE digest NOT LIKE 'own:%'"),
        number("SELECT count(*) FROM speech JOIN document ON document.id = document_id "
               "WHERE digest NOT LIKE 'own:%'"),
        number("SELECT count(*) FROM passage"),
        number("SELECT count(*) FROM document WHERE digest LIKE 'own:%'"),
        number("SELECT sum(length(text)) FROM block"),
        counted("SELECT coalesce(role, '未分'), count(*) AS n FROM passage GROUP BY role ORDER BY n DESC"),
        counted("SELECT value, count(*) AS n FROM passage, json_each(topics) GROUP BY value "  # noqa: S608 - names of our own tables
                f"ORDER BY n DESC LIMIT {_MOST_TOPICS}"),
        tuple(sorted(years.items(), reverse=True)),
    )  # fmt: skip
