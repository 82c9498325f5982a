"""The library as its callers see it: records in, records out."""

import json
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from speechdesk.library.reader import PASSAGE_COLUMNS, group_passages, read_slots, read_source, translated
from speechdesk.library.schema import connect
from speechdesk.library.siblings import keep_form, learn_from, learned_slots, link_variants
from speechdesk.mining.slots import LearnedSlot
from speechdesk.records import Document, Extract, MinedSpeech, Passage, Slot, Source
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
        with translated():
            row = self._connection.execute("SELECT 1 FROM document WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def learned_slots(self) -> tuple[LearnedSlot, ...]:
        """Return the names that variants showed to be slots, for mining."""
        with translated():
            return learned_slots(self._connection)

    def add_document(self, document: Document, digest: str, mined: Sequence[MinedSpeech]) -> int:
        """Keep a document with its passages, whole or not at all; return how many passages are new.

        Args:
            document: what was read.
            digest: SHA-256 of the file's bytes; a document the library holds already adds nothing.
            mined: what was mined from each speech of the document, in its order.
        """
        with translated(), self._transaction():
            if self.holds(digest):
                return 0
            imported = datetime.now(UTC).isoformat(timespec="seconds")
            document_id = self._insert(
                "INSERT INTO document (file, digest, encoding, imported) VALUES (?, ?, ?, ?)",
                (document.file, digest, document.encoding, imported),
            )
            return sum(
                self._add_speech(document_id, position, speech)
                for position, speech in enumerate(mined, start=1)
            )

    def delete_document(self, document_id: int) -> None:
        """Take a document out with its occurrences, and the passages and variants that stood nowhere else."""
        with translated(), self._transaction():
            self._connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
            for sql in (
                "DELETE FROM passage WHERE id NOT IN (SELECT passage_id FROM occurrence)",
                "DELETE FROM form WHERE id NOT IN (SELECT form_id FROM passage)",
            ):
                self._connection.execute(sql)

    def documents(self) -> tuple[LibraryDocument, ...]:
        """Return every document, oldest import first."""
        with translated():
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
                document_id,
                file,
                imported,
                tuple(title for owner, title in titles if owner == document_id),
                passages,
            )
            for document_id, file, imported, passages in rows
        )

    def count_passages(self) -> int:
        """Return how many passages the library holds."""
        with translated():
            return int(self._connection.execute("SELECT count(*) FROM passage").fetchone()[0])

    def passages(self, *, after_block_id: int = 0) -> tuple[Passage, ...]:
        """Return the passages that stand in a block with an id above `after_block_id`, by their own id."""
        with translated():
            rows = self._connection.execute(
                f"SELECT {PASSAGE_COLUMNS} FROM passage "  # noqa: S608 - no outside text
                "JOIN occurrence ON occurrence.passage_id = passage.id JOIN place USING (block_id) "
                "WHERE passage.id IN (SELECT passage_id FROM occurrence WHERE block_id > ?) "
                "ORDER BY passage.id, block_id, occurrence.start",
                (after_block_id,),
            ).fetchall()
            variants = self._connection.execute(
                "SELECT passage_id, other_id FROM variant ORDER BY passage_id, score DESC, other_id"
            ).fetchall()
        return group_passages(rows, variants)

    def last_text_id(self) -> int:
        """Return the highest id of a block; 0 for an empty library."""
        with translated():
            return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM block").fetchone()[0])

    def texts(self, *, after_id: int = 0) -> tuple[LibraryText, ...]:
        """Return the blocks of all speeches with an id above `after_id`, by id."""
        with translated():
            rows = self._connection.execute(
                "SELECT block_id, text, file, speech, title, date, section, block FROM place "
                "WHERE block_id > ? ORDER BY block_id",
                (after_id,),
            ).fetchall()
        return tuple(LibraryText(row[0], row[1], read_source(row[2:])) for row in rows)

    def texts_with(self, phrase: str, limit: int) -> tuple[LibraryText, ...]:
        """Return at most `limit` blocks that hold `phrase`, folded; an empty phrase is in none."""
        folded = fold(phrase)
        if not folded:
            return ()
        with translated():
            rows = self._connection.execute(
                "SELECT block_id, text, file, speech, title, date, section, block FROM place "
                "WHERE instr(folded, ?) > 0 ORDER BY block_id LIMIT ?",
                (folded, limit),
            ).fetchall()
        return tuple(LibraryText(row[0], row[1], read_source(row[2:])) for row in rows)

    def _add_speech(self, document_id: int, position: int, mined: MinedSpeech) -> int:
        speech = mined.speech
        speech_id = self._insert(
            "INSERT INTO speech (document_id, position, title, date, speaker, greeting, level) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (document_id, position, speech.title, speech.date, speech.speaker, speech.greeting, mined.level),
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
        added = [
            self._add_extract(extract, block_ids[extract.block], speech_id) for extract in mined.extracts
        ]
        self._learn(passage for passage in added if passage)
        return sum(passage is not None for passage in added)

    def _add_extract(self, extract: Extract, block_id: int, speech_id: int) -> int | None:
        """Keep an occurrence, and its passage with its variants when the text is new: then return its id."""
        place = (block_id, extract.start, extract.end)
        row = self._connection.execute("SELECT id FROM passage WHERE text = ?", (extract.text,)).fetchone()
        if row is not None:
            self._add_occurrence(int(row[0]), place)
            return None
        form_id = keep_form(self._connection, extract.text, extract.slots)
        passage_id = self._insert(
            "INSERT INTO passage (kind, text, form_id, role, secondary_role, confidence, topics, slots) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                extract.kind,
                extract.text,
                form_id,
                extract.role,
                extract.secondary_role,
                extract.confidence,
                json.dumps(extract.topics, ensure_ascii=False),
                msgspec.json.encode(extract.slots).decode(),
            ),
        )
        self._add_occurrence(passage_id, place)
        link_variants(self._connection, passage_id, form_id, speech_id)
        return passage_id

    def _add_occurrence(self, passage_id: int, place: tuple[int, int, int]) -> None:
        self._connection.execute(
            'INSERT OR IGNORE INTO occurrence (passage_id, block_id, start, "end") VALUES (?, ?, ?, ?)',
            (passage_id, *place),
        )

    def _learn(self, passage_ids: Iterable[int]) -> None:
        """Learn slots from where new passages differ from their variants."""
        pairs: list[tuple[str, str, tuple[Slot, ...], tuple[Slot, ...]]] = []
        for passage_id in passage_ids:
            rows = self._connection.execute(
                "SELECT one.text, other.text, one.slots, other.slots FROM variant "
                "JOIN passage AS one ON one.id = variant.passage_id "
                "JOIN passage AS other ON other.id = variant.other_id WHERE variant.passage_id = ?",
                (passage_id,),
            ).fetchall()
            pairs += [(str(a), str(b), read_slots(c), read_slots(d)) for a, b, c, d in rows]
        learn_from(self._connection, pairs)

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
