"""The library as its callers see it: records in, records out."""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from speechdesk.library.expressions import CountedExpression, count_expressions, read_expressions
from speechdesk.library.lessons import learned_slots
from speechdesk.library.passages import drop_orphans, keep_mined, read_passages
from speechdesk.library.schema import connect, translated
from speechdesk.library.speeches import (
    LibraryDocument,
    LibraryText,
    keep_document,
    keep_speech,
    read_documents,
    read_texts,
    read_texts_with,
)
from speechdesk.library.upgrade import mine_anew
from speechdesk.mining.slots import LearnedSlot
from speechdesk.records import Document, ExpressionKind, MinedSpeech, Passage


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
        self._connection = connect(path, mine_anew)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open file, for what else of this package reads and changes it."""
        return self._connection

    def close(self) -> None:
        """Close the file; nothing else may be called after it."""
        self._connection.close()

    def holds(self, digest: str) -> bool:
        """Return whether a file with this SHA-256 has been imported."""
        with translated():
            row = self._connection.execute("SELECT 1 FROM document WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def learned_slots(self) -> tuple[LearnedSlot, ...]:
        """Return the names that variants showed to be slots; passages that hold one have it as a slot."""
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
            document_id = keep_document(self._connection, document, digest)
            return sum(
                self._add_speech(document_id, position, speech)
                for position, speech in enumerate(mined, start=1)
            )

    def delete_document(self, document_id: int) -> None:
        """Take a document out with its occurrences, and the passages and variants that stood nowhere else."""
        with translated(), self._transaction():
            self._connection.execute("DELETE FROM document WHERE id = ?", (document_id,))
            drop_orphans(self._connection)

    def delete_passages(self, ids: Sequence[int]) -> None:
        """Take passages out wherever they stand; the speeches stay as they are."""
        with translated(), self._transaction():
            for passage_id in ids:
                self._connection.execute("DELETE FROM occurrence WHERE passage_id = ?", (passage_id,))
            drop_orphans(self._connection)

    def documents(self) -> tuple[LibraryDocument, ...]:
        """Return every document, oldest import first."""
        with translated():
            return read_documents(self._connection)

    def count_passages(self) -> int:
        """Return how many passages the library holds."""
        with translated():
            return int(self._connection.execute("SELECT count(*) FROM passage").fetchone()[0])

    def passages(self) -> tuple[Passage, ...]:
        """Return every passage, by id."""
        with translated():
            return read_passages(self._connection)

    def expressions(
        self, kind: ExpressionKind, *, phrase: str = "", limit: int = 20
    ) -> tuple[CountedExpression, ...]:
        """Return at most `limit` set expressions of a kind that hold `phrase`, most frequent first."""
        with translated():
            return read_expressions(self._connection, kind, phrase, limit)

    def count_expressions(self) -> dict[ExpressionKind, int]:
        """Return how many different set expressions of each kind the library holds."""
        with translated():
            return count_expressions(self._connection)

    def texts(self) -> tuple[LibraryText, ...]:
        """Return the blocks of all speeches, by id."""
        with translated():
            return read_texts(self._connection)

    def texts_with(self, phrase: str, limit: int) -> tuple[LibraryText, ...]:
        """Return at most `limit` blocks that hold `phrase`, folded; an empty phrase is in none."""
        with translated():
            return read_texts_with(self._connection, phrase, limit)

    def _add_speech(self, document_id: int, position: int, mined: MinedSpeech) -> int:
        speech_id, block_ids = keep_speech(self._connection, document_id, position, mined)
        return keep_mined(self._connection, mined, speech_id, block_ids)

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
