"""The library as its callers see it: records in, records out."""

import json
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from speechdesk.library.schema import connect, library_error
from speechdesk.records import Document, Extract, Passage, PassageKind, Source, Speech
from speechdesk.text.folding import fold


@dataclass(frozen=True, slots=True)
class LibraryDocument:
    """What the library tells of one document.

    Attributes:
        file: its name.
        imported: when, ISO 8601 in UTC.
        titles: of its speeches, in order; None where a speech has none.
        passages: how many passages stand in it.
    """

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


class Library:
    """The library in one SQLite file; belongs to the thread that opened it; close it or use `with`.

    Args:
        path: the file; made, with its folder, when it is not there.

    Raises:
        NewerFormat, UnreadableFile, UnwritableFile: see `schema.connect`; later calls raise the last
            two when the file's disk fails.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing else may be called after it."""
        self._connection.close()

    def holds(self, digest: str) -> bool:
        """Return whether a file with this SHA-256 has been imported."""
        with _translated():
            row = self._connection.execute("SELECT 1 FROM document WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def add_document(self, document: Document, digest: str, extracts: Sequence[Sequence[Extract]]) -> int:
        """Keep a document with its passages, whole or not at all; return how many passages are new.

        Args:
            document: what was read.
            digest: SHA-256 of the file's bytes; a document the library holds already adds nothing.
            extracts: the passages of each speech of the document, in its order.
        """
        with _translated(), self._transaction():
            if self.holds(digest):
                return 0
            imported = datetime.now(UTC).isoformat(timespec="seconds")
            document_id = self._insert(
                "INSERT INTO document (file, digest, encoding, imported) VALUES (?, ?, ?, ?)",
                (document.file, digest, document.encoding, imported),
            )
            return sum(
                self._add_speech(document_id, position, speech, found)
                for position, (speech, found) in enumerate(
                    zip(document.speeches, extracts, strict=True), start=1
                )
            )

    def documents(self) -> tuple[LibraryDocument, ...]:
        """Return every document, oldest import first."""
        with _translated():
            rows = self._connection.execute(
                "SELECT document.id, file, imported, count(DISTINCT passage_id) FROM document "
                "LEFT JOIN speech ON speech.document_id = document.id "
                "LEFT JOIN block ON block.speech_id = speech.id "
                "LEFT JOIN occurrence ON occurrence.block_id = block.id GROUP BY document.id"
            ).fetchall()
            titles = self._connection.execute(
                "SELECT document_id, title FROM speech ORDER BY document_id, position"
            ).fetchall()
        return tuple(
            LibraryDocument(
                file, imported, tuple(title for owner, title in titles if owner == document_id), passages
            )
            for document_id, file, imported, passages in rows
        )

    def count_passages(self) -> int:
        """Return how many passages the library holds."""
        with _translated():
            return int(self._connection.execute("SELECT count(*) FROM passage").fetchone()[0])

    def passages(self, *, after_block_id: int = 0) -> tuple[Passage, ...]:
        """Return the passages that stand in a block with an id above `after_block_id`, by their own id."""
        with _translated():
            rows = self._connection.execute(
                "SELECT passage.id, passage.kind, passage.text, file, speech, title, date, section, block "
                "FROM passage JOIN occurrence ON occurrence.passage_id = passage.id "
                "JOIN place USING (block_id) "
                "WHERE passage.id IN (SELECT passage_id FROM occurrence WHERE block_id > ?) "
                "ORDER BY passage.id, block_id, occurrence.start",
                (after_block_id,),
            ).fetchall()
        return _group_passages(rows)

    def last_text_id(self) -> int:
        """Return the highest id of a block; 0 for an empty library."""
        with _translated():
            return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM block").fetchone()[0])

    def texts(self, *, after_id: int = 0) -> tuple[LibraryText, ...]:
        """Return the blocks of all speeches with an id above `after_id`, by id."""
        with _translated():
            rows = self._connection.execute(
                "SELECT block_id, text, file, speech, title, date, section, block FROM place "
                "WHERE block_id > ? ORDER BY block_id",
                (after_id,),
            ).fetchall()
        return tuple(LibraryText(row[0], row[1], _source(row[2:])) for row in rows)

    def texts_with(self, phrase: str, limit: int) -> tuple[LibraryText, ...]:
        """Return at most `limit` blocks that hold `phrase`, folded; an empty phrase is in none."""
        folded = fold(phrase)
        if not folded:
            return ()
        with _translated():
            rows = self._connection.execute(
                "SELECT block_id, text, file, speech, title, date, section, block FROM place "
                "WHERE instr(folded, ?) > 0 ORDER BY block_id LIMIT ?",
                (folded, limit),
            ).fetchall()
        return tuple(LibraryText(row[0], row[1], _source(row[2:])) for row in rows)

    def _add_speech(
        self, document_id: int, position: int, speech: Speech, extracts: Sequence[Extract]
    ) -> int:
        speech_id = self._insert(
            "INSERT INTO speech (document_id, position, title, date, speaker, greeting) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (document_id, position, speech.title, speech.date, speech.speaker, speech.greeting),
        )
        block_ids = [
            self._insert(
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
        return sum(self._add_extract(extract, block_ids[extract.block]) for extract in extracts)

    def _add_extract(self, extract: Extract, block_id: int) -> bool:
        """Keep an occurrence, and its passage when the text is new; return whether it was."""
        added = self._connection.execute(
            "INSERT OR IGNORE INTO passage (kind, text) VALUES (?, ?)", (extract.kind, extract.text)
        ).rowcount
        self._connection.execute(
            'INSERT OR IGNORE INTO occurrence (passage_id, block_id, start, "end") '
            "SELECT id, ?, ?, ? FROM passage WHERE text = ?",
            (block_id, extract.start, extract.end, extract.text),
        )
        return added > 0

    def _insert(self, sql: str, values: tuple[object, ...]) -> int:
        return int(self._connection.execute(sql, values).lastrowid or 0)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


@contextmanager
def _translated() -> Generator[None]:
    """Turn a fault of the library's file into an error the user understands."""
    try:
        yield
    except sqlite3.Error as error:
        raise library_error(error) from error


def _source(row: Sequence[object]) -> Source:
    file, speech, title, date, section, block = row
    return Source(
        str(file),
        int(str(speech)),
        None if title is None else str(title),
        None if date is None else str(date),
        tuple(json.loads(str(section))),
        int(str(block)),
    )


def _group_passages(rows: Sequence[Sequence[object]]) -> tuple[Passage, ...]:
    grouped: dict[int, tuple[PassageKind, str, list[Source]]] = {}
    for row in rows:
        passage_id = int(str(row[0]))
        _, _, sources = grouped.setdefault(passage_id, (PassageKind(str(row[1])), str(row[2]), []))
        sources.append(_source(row[3:]))
    return tuple(
        Passage(passage_id, kind, text, tuple(sources))
        for passage_id, (kind, text, sources) in grouped.items()
    )
