"""The library as its user works with it: searches, marks, whole speeches, deletions that can be undone."""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeVar

import msgspec

from speechdesk.library.cards import Card, make_cards, read_passages_by_id
from speechdesk.library.expressions import CountedExpression, read_expressions
from speechdesk.library.finding import Shown, Wanted, find_hits
from speechdesk.library.library import Library
from speechdesk.library.marks import TABLES, Mark, MarkBook, keep_marks, read_marks, read_marks_of
from speechdesk.library.naming import name_speeches
from speechdesk.library.overview import (
    ShownDocument,
    ShownSpeech,
    Statistics,
    find_speech,
    read_overview,
    read_speech,
    read_statistics,
)
from speechdesk.library.own import keep_own
from speechdesk.library.schema import translated
from speechdesk.library.undoing import recorded, take_back
from speechdesk.records import ExpressionKind, Match, Source
from speechdesk.text.initials import initials

_BUSY_TIMEOUT_S = 2.0  # whoever writes longer than this is told of, not waited for
_MAPPED_BYTES = 1 << 30  # a search reads all texts: through the map it takes a third of the time
_AT_ONCE = 500  # blocks whose initials are written in one go

T = TypeVar("T")


class UserLibrary:
    """A library that is there already; may be asked from any thread; close it.

    Args:
        path: the library's file.

    Raises:
        SpeechDeskError: it cannot be opened; later calls raise it where the file is locked or damaged.
    """

    def __init__(self, path: Path) -> None:
        Library(path).close()  # says what is wrong with the file, and brings it up to date
        self._path = path
        self._file = _identity(path)
        self._lock = Lock()
        self._book: MarkBook | None = None
        self._version = -1
        with translated():
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.executescript(TABLES)

    def close(self) -> None:
        """Close the file; nothing else may be called after it."""
        with self._lock:
            self._connection.close()

    def is_in_place(self) -> bool:
        """Return whether the file that is open is still the one at the library's place."""
        return _identity(self._path) == self._file

    # Asking

    def version(self) -> int:
        """Return a number that changes when another program or connection has changed the library."""
        with self._reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def book(self) -> MarkBook:
        """Return all marks as they are now, those of other windows too."""
        version = self.version()
        with self._reading() as connection:
            if self._book is None or version != self._version:
                self._book = MarkBook(read_marks(connection), name_speeches(connection))
                self._version = version
            return self._book

    def cards(self, matches: Iterable[Match]) -> tuple[Card, ...]:
        """Return matches as the user is to see them; what is gone or hidden is left out."""
        book, listed = self.book(), list(matches)
        with self._reading() as connection:
            there = read_passages_by_id(connection, [match.passage.id for match in listed])
            return make_cards(connection, listed, there, book)

    def search(self, wanted: Wanted, most: int) -> tuple[Card, ...]:
        """Return the cards of at most `most` passages that hold all that is wanted, in the order wanted."""
        book = self.book()
        with self._reading() as connection:
            with _mapped(connection):
                hits = find_hits(connection, wanted, book, most)
            passages = read_passages_by_id(connection, [hit.passage_id for hit in hits])
            matches = [Match(passages[hit.passage_id], 1.0, hit.spans) for hit in hits]
            hidden_too = wanted.shown is Shown.HIDDEN
            return make_cards(connection, matches, passages, book, with_hidden=hidden_too)

    def speech(self, speech_id: int) -> ShownSpeech | None:
        """Return a whole speech; None where it is gone."""
        book = self.book()
        with self._reading() as connection:
            return read_speech(connection, speech_id, book)

    def speech_at(self, source: Source, words: str) -> ShownSpeech | None:
        """Return the speech in which words stand at a source; None where it is gone."""
        with self._reading() as connection:
            speech_id = find_speech(connection, source, words)
        return self.speech(speech_id) if speech_id is not None else None

    def documents(self) -> tuple[ShownDocument, ...]:
        """Return every document with its speeches, the newest import first."""
        book = self.book()
        with self._reading() as connection:
            return read_overview(connection, book)

    def expressions(self, most: int) -> tuple[CountedExpression, ...]:
        """Return at most `most` set expressions of each kind, the most frequent first."""
        with self._reading() as connection:
            return tuple(
                found for kind in ExpressionKind for found in read_expressions(connection, kind, "", most)
            )

    def statistics(self) -> Statistics:
        """Return what the library amounts to."""
        with self._reading() as connection:
            return read_statistics(connection)

    # Marking

    def change(self, words: Iterable[str], edit: Callable[[Mark], Mark]) -> dict[str, Mark]:
        """Make of each passage's mark, as it is now in the file, what `edit` makes of it.

        Returns:
            The marks as they were before, for `restore`.
        """
        return self._edit(words, lambda _, mark: edit(mark))

    def restore(self, marks: Mapping[str, Mark]) -> None:
        """Put marks back as they were."""
        with self._writing() as connection:
            keep_marks(connection, marks)

    def count_use(self, passage_id: int) -> None:
        """Count that a passage was put into a draft; one that is gone is counted nowhere."""
        with self._reading() as connection:
            row = connection.execute("SELECT text FROM passage WHERE id = ?", (passage_id,)).fetchone()
        if row:
            self.change([str(row[0])], lambda mark: msgspec.structs.replace(mark, used=mark.used + 1))

    def join(self, words: Sequence[str]) -> dict[str, Mark]:
        """Show passages on one card, the first's; return the marks as they were before."""
        target, *others = words
        book = self.book()
        moved = {*others, *(text for other in others for text in book.joined_to(other))} - {target}

        def join(text: str, mark: Mark) -> Mark:
            return msgspec.structs.replace(mark, joined=target if text in moved else "")

        return self._edit([target, *moved], join)

    def part(self, words: str, variants: Sequence[str]) -> dict[str, Mark]:
        """Give the passages on one card cards of their own; return the marks as they were before.

        Args:
            words: of the card's passage.
            variants: words of the other wordings on it.
        """
        book = self.book()
        found = tuple(text for text in variants if book.of(text).joined != words)

        def part(text: str, mark: Mark) -> Mark:
            if text == words:
                return msgspec.structs.replace(mark, parted=tuple(dict.fromkeys((*mark.parted, *found))))
            return msgspec.structs.replace(mark, joined="") if mark.joined == words else mark

        return self._edit([words, *variants], part)

    # Adding and deleting

    def keep_own(self, texts: Sequence[str], section: Sequence[str], day: date) -> int:
        """Keep paragraphs as passages of the user's own; return how many passages are new."""
        with Library(self._path) as library:
            return keep_own(library, texts, section, day)

    def delete_passages(self, ids: Sequence[int]) -> list[str]:
        """Take passages out wherever they stand; return what `undelete` takes."""
        return self._delete(lambda library: library.delete_passages(ids))

    def delete_documents(self, ids: Sequence[int]) -> list[str]:
        """Take documents out with all that stood only in them; return what `undelete` takes."""

        def delete(library: Library) -> None:
            for document_id in ids:
                library.delete_document(document_id)

        return self._delete(delete)

    def undelete(self, steps: Sequence[str]) -> None:
        """Put back what was deleted, exactly as it was."""
        with self._reading() as connection:
            take_back(connection, steps)
        self._book = None

    def lacks_initials(self) -> bool:
        """Return whether there are blocks that cannot yet be found by initials."""
        with self._reading() as connection:
            row = connection.execute(f"SELECT EXISTS (SELECT id {_WITHOUT_INITIALS})").fetchone()
        return bool(row[0])

    def index_initials(self) -> None:
        """Make the initials of all blocks that lack them; loads pypinyin, so call it in another process."""
        while True:
            with self._writing() as connection:
                rows = connection.execute(f"SELECT id, text {_WITHOUT_INITIALS} LIMIT {_AT_ONCE}").fetchall()
                connection.executemany(
                    "INSERT INTO initials (block_id, letters) VALUES (?, ?)",
                    [(number, initials(text)) for number, text in rows],
                )
            if len(rows) < _AT_ONCE:
                return

    def _delete(self, work: Callable[[Library], None]) -> list[str]:
        with Library(self._path) as library, translated(), recorded(library.connection) as steps:
            work(library)
        return steps

    def _edit(self, words: Iterable[str], edit: Callable[[str, Mark], Mark]) -> dict[str, Mark]:
        """Make of each mark what `edit` makes of its passage's words and it; return them as they were."""
        with self._writing() as connection:
            before = read_marks_of(connection, words)
            keep_marks(connection, {text: edit(text, mark) for text, mark in before.items()})
        return before

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        with self._lock, translated():
            yield self._connection

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._book = None
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


_WITHOUT_INITIALS = "FROM block WHERE id NOT IN (SELECT block_id FROM initials)"


@contextmanager
def _mapped(connection: sqlite3.Connection) -> Generator[None]:
    """Read the file through the map meanwhile; kept for ever, the map would count as the program's memory."""
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    try:
        yield
    finally:
        connection.execute("PRAGMA mmap_size = 0")


def _identity(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except OSError:
        return 0, 0
    return facts.st_dev, facts.st_ino
