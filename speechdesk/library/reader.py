"""The library as the index reads it: bare rows in bulk, and a few records by id from any thread."""

import dataclasses
import sqlite3
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from speechdesk.library.marks import Mark
from speechdesk.library.passages import read_chosen
from speechdesk.library.schema import translated
from speechdesk.library.selection import Selection
from speechdesk.library.speeches import source_of
from speechdesk.records import BlockKind, Passage, PassageKind, SlotKind, Source

BlockRow = tuple[int, int, str]
"""A block's id, its speech's id and its text."""

OccurrenceRow = tuple[int, int, int, int, bool, bool, bool, str | None]
"""Passage id, block id, start, end (offsets in the block's text), whether it is a whole paragraph,
whether something in it is masked, whether something is right only for a time; its role."""

T = TypeVar("T")
_Known = tuple[int, dict[int, T]]
"""The version of the data that records were read from, and the records by id."""

_REMEMBERED = 256  # records of a sort
_NAMES = (SlotKind.PERSON, SlotKind.PLACE, SlotKind.ORGANISATION)
_PLACE = "file, speech, title, date, section, block"


@dataclass(frozen=True, slots=True)
class SpeechFacts:
    """What the index is told of speeches.

    Attributes:
        headings: the ids of the blocks that are headings, ascending.
        dates: ids of speeches and their dates, as written.
    """

    headings: tuple[int, ...]
    dates: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """What the user says of one passage.

    Attributes:
        id: its number in the library.
        mark: what she says.
        card: the number of the passage on whose card it is shown; its own where it has one.
    """

    id: int
    mark: Mark
    card: int


class LibraryReader:
    """Reads a library that is there already; may be asked from any thread; close it.

    Args:
        path: the library's file.

    Raises:
        UnreadableFile, UnwritableFile: the file cannot be read; later calls raise them too.
    """

    def __init__(self, path: Path) -> None:
        self._known_passages: _Known[Passage] = (0, {})
        self._known_sources: _Known[Source] = (0, {})
        self._known_marks: tuple[int, tuple[MarkedPassage, ...]] = (-1, ())
        self._version = 0
        self._lock = Lock()  # one connection for all threads: each question takes microseconds
        with translated():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
            )
        weakref.finalize(
            self, self._connection.close
        )  # where nobody could close it: a question was under way

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing else may be called after it."""
        with self._lock:
            self._connection.close()

    def newest(self) -> tuple[int, int]:
        """Return the highest block id and the highest document id, 0 where there is none."""
        return self._number("SELECT max(id) FROM block"), self._number("SELECT max(id) FROM document")

    def digests(self, last_document: int) -> tuple[str, ...]:
        """Return the digests of the documents with an id up to `last_document`, by id, behind the version.

        A library of an older version is mined anew, its passages get other numbers.
        """
        version = self._number("PRAGMA user_version")
        rows = self._rows("SELECT digest FROM document WHERE id <= ? ORDER BY id", (last_document,))
        return (str(version), *(str(digest) for (digest,) in rows))

    def blocks(self, after: int, last: int) -> Iterator[BlockRow]:
        """Yield the blocks with an id above `after` up to `last`, by id."""
        return self._stream(
            "SELECT id, speech_id, text FROM block WHERE id > ? AND id <= ? ORDER BY id", (after, last)
        )

    def occurrences(self, after: int, last: int) -> Iterator[OccurrenceRow]:
        """Yield where passages stand in the blocks above `after` up to `last`, by passage and block."""
        return self._stream(
            'SELECT passage_id, block_id, start, "end", kind = ?, '
            "instr(slots, '\"masked\":true') > 0, instr(slots, '\"time_bound\":true') > 0, role "
            "FROM occurrence JOIN passage ON passage.id = passage_id WHERE block_id > ? AND block_id <= ? "
            "ORDER BY passage_id, block_id",
            (PassageKind.PARAGRAPH, after, last),
        )

    def names(self, after: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Yield the spans of names in the blocks above `after` up to `last`: block id, start, end."""
        return self._stream(
            "SELECT block_id, occurrence.start + (slot.value ->> 'start'), "  # noqa: S608 - no outside text
            "occurrence.start + (slot.value ->> 'end') FROM occurrence "
            "JOIN passage ON passage.id = passage_id, json_each(slots) AS slot "
            f"WHERE block_id > ? AND block_id <= ? AND slot.value ->> 'kind' IN ({_marks(_NAMES)})",
            (after, last, *_NAMES),
        )

    def speech_facts(self, after: int, last: int) -> SpeechFacts:
        """Return what is to be known of the speeches of the blocks above `after` up to `last`."""
        headings = self._rows(
            "SELECT id FROM block WHERE kind = ? AND id > ? AND id <= ? ORDER BY id",
            (BlockKind.HEADING, after, last),
        )
        dates = self._rows("SELECT id, date FROM speech WHERE date IS NOT NULL", ())
        return SpeechFacts(tuple(number for (number,) in headings), tuple(dates))

    def titles(self) -> tuple[tuple[int, str], ...]:
        """Return the ids of the speeches that have a title, and the titles."""
        return tuple(self._rows("SELECT id, title FROM speech WHERE title IS NOT NULL ORDER BY id", ()))

    def refresh(self) -> None:
        """Forget what is remembered if somebody has written since; call it for each answer."""
        self._version = self._number("PRAGMA data_version")

    def marked(self) -> tuple[MarkedPassage, ...]:
        """Return the passages of which the user says anything; the same object while nobody writes."""
        version = self._version
        if self._known_marks[0] != version:
            self._known_marks = version, tuple(self._read_marks())
        return self._known_marks[1]

    def _read_marks(self) -> Iterator[MarkedPassage]:
        if not self._rows("SELECT name FROM sqlite_master WHERE name = 'mark'", ()):
            return  # no window has had it open yet
        rows = self._rows(
            "SELECT passage.id, mark, coalesce(target.id, passage.id) FROM mark "
            "JOIN passage ON passage.text = words "
            "LEFT JOIN passage AS target ON target.text = mark ->> '$.joined'",
            (),
        )
        for number, mark, card in rows:
            yield MarkedPassage(number, msgspec.json.decode(str(mark), type=Mark), card)

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these ids that are still there.

        They are remembered while nobody writes to the library: from one key to the next most are the same.
        """
        known = self._known_passages = self._completed(self._known_passages, ids, self._read_passages)
        return {number: known[1][number] for number in ids if number in known[1]}

    def _completed(
        self, known: _Known[T], ids: Sequence[int], read: Callable[[Sequence[int]], dict[int, T]]
    ) -> _Known[T]:
        """Return what is known with what is missing; a new one, for another thread may be reading the old."""
        version = self._version
        values = known[1] if known[0] == version else {}
        missing = [number for number in ids if number not in values]
        if missing:
            if len(values) > _REMEMBERED:
                values = {number: values[number] for number in ids if number in values}
            values = values | read(missing)
        return version, values

    def _read_passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        with self._lock, translated():
            return {passage.id: passage for passage in read_chosen(self._connection, ids)}

    def select(self, selection: Selection, n: int) -> list[Passage]:
        """Return at least the first `n` passages that a selection holds, where there are so many."""
        rows = self._rows(
            "SELECT id FROM passage WHERE (:role = '' OR role = :role) "
            "AND (:topic = '' OR EXISTS (SELECT 1 FROM json_each(topics) WHERE value = :topic)) "
            "AND (:source || :year || :level = '' OR EXISTS (SELECT 1 FROM occurrence JOIN place "
            "USING (block_id) WHERE passage_id = passage.id AND (:level = '' OR level = :level) "
            "AND instr(coalesce(date, ''), :year) AND instr(file || ' ' || coalesce(title, ''), :source))) "
            "ORDER BY id LIMIT :most",
            {**dataclasses.asdict(selection), "most": 4 * n},
        )
        return list(self.passages([number for (number,) in rows]).values())

    def sources(self, block_ids: Sequence[int]) -> dict[int, Source]:
        """Return where the blocks with these ids stand; those that are gone are left out; remembered too."""
        known = self._known_sources = self._completed(self._known_sources, block_ids, self._read_sources)
        return {number: known[1][number] for number in block_ids if number in known[1]}

    def _read_sources(self, block_ids: Sequence[int]) -> dict[int, Source]:
        rows = self._rows(
            f"SELECT block_id, {_PLACE} FROM place "  # noqa: S608 - no outside text
            f"WHERE block_id IN ({_marks(block_ids)})",
            block_ids,
        )
        return {number: source_of(place) for number, *place in rows}

    def _number(self, sql: str) -> int:
        return int(self._rows(sql, ())[0][0] or 0)

    def _rows(self, sql: str, values: Sequence[object] | Mapping[str, object]) -> list[tuple[Any, ...]]:
        with self._lock, translated():
            return self._connection.execute(sql, values).fetchall()

    def _stream(self, sql: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        """Yield rows without holding them all; the lock is not held, one thread builds an index."""
        with translated(), closing(self._connection.execute(sql, tuple(values))) as cursor:
            yield from cursor


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
