"""Documents, their speeches and the blocks of these: rows of the library's file in and out."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from speechdesk.records import Document, MinedSpeech, Source
from speechdesk.text.folding import fold


@dataclass(frozen=True, slots=True)
class LibraryDocument:
    """What the library tells of one document.

    Attributes:
        id: its number in the library.
        file: its name.
        imported: when, ISO 8601 in UTC.
        titles: of its speeches, in order; None where a speech has none.
        passages: how many passages stand in it.
    """

    id: int
    file: str
    imported: str
    titles: tuple[str | None, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class LibraryText:
    """One block of a speech as the completion index and the concordance need it."""

    id: int
    text: str
    source: Source


def keep_document(connection: sqlite3.Connection, document: Document, digest: str) -> int:
    """Keep what is known of a document, without its speeches; return its id."""
    imported = datetime.now(UTC).isoformat(timespec="seconds")
    return insert(
        connection,
        "INSERT INTO document (file, digest, encoding, imported) VALUES (?, ?, ?, ?)",
        (document.file, digest, document.encoding, imported),
    )


def keep_speech(
    connection: sqlite3.Connection, document_id: int, position: int, mined: MinedSpeech
) -> tuple[int, list[int]]:
    """Keep a speech with its blocks; return its id and theirs, in order.

    Args:
        connection: of the library.
        document_id: the document it stands in.
        position: its number there, from 1.
        mined: the speech and its level.
    """
    speech = mined.speech
    speech_id = insert(
        connection,
        "INSERT INTO speech (document_id, position, title, date, speaker, greeting, level) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (document_id, position, speech.title, speech.date, speech.speaker, speech.greeting, mined.level),
    )
    return speech_id, [
        insert(
            connection,
            "INSERT INTO block (speech_id, position, kind, level, heading, section, text, folded) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                speech_id,
                number,
                block.kind,
                block.level,
                block.heading,
                json.dumps(block.section, ensure_ascii=False),
                block.text,
                fold(block.text),
            ),
        )
        for number, block in enumerate(speech.blocks)
    ]


def read_documents(connection: sqlite3.Connection) -> tuple[LibraryDocument, ...]:
    """Return every document, oldest import first."""
    rows = connection.execute(
        "SELECT document.id, file, imported, count(DISTINCT passage_id) FROM document "
        "LEFT JOIN speech ON speech.document_id = document.id "
        "LEFT JOIN block ON block.speech_id = speech.id "
        "LEFT JOIN occurrence ON occurrence.block_id = block.id GROUP BY document.id"
    ).fetchall()
    titles = connection.execute(
        "SELECT document_id, title FROM speech ORDER BY document_id, position"
    ).fetchall()
    return tuple(
        LibraryDocument(
            document_id,
            file,
            imported,
            tuple(title for owner, title in titles if owner == document_id),
            passages,
        )
        for document_id, file, imported, passages in rows
    )


def read_texts(connection: sqlite3.Connection) -> tuple[LibraryText, ...]:
    """Return the blocks of all speeches, by id."""
    return _texts(
        connection.execute(
            "SELECT block_id, text, file, speech, title, date, section, block FROM place ORDER BY block_id"
        ).fetchall()
    )


def read_texts_with(connection: sqlite3.Connection, phrase: str, limit: int) -> tuple[LibraryText, ...]:
    """Return at most `limit` blocks that hold `phrase`, folded; an empty phrase is in none."""
    folded = fold(phrase)
    if not folded:
        return ()
    return _texts(
        connection.execute(
            "SELECT block_id, text, file, speech, title, date, section, block FROM place "
            "WHERE instr(folded, ?) > 0 ORDER BY block_id LIMIT ?",
            (folded, limit),
        ).fetchall()
    )


def source_of(row: Sequence[object]) -> Source:
    """Return the source that file, speech, title, date, section and block of the view `place` tell of."""
    file, speech, title, date, section, block = row
    return Source(
        str(file),
        int(str(speech)),
        None if title is None else str(title),
        None if date is None else str(date),
        msgspec.json.decode(str(section), type=tuple[str, ...]),
        int(str(block)),
    )


def insert(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    """Return the id of the row that an INSERT makes."""
    return int(connection.execute(sql, values).lastrowid or 0)


def _texts(rows: Sequence[Sequence[object]]) -> tuple[LibraryText, ...]:
    return tuple(LibraryText(int(str(row[0])), str(row[1]), source_of(row[2:])) for row in rows)
