"""What the user says of passages (收藏、标签、备注、改写、不再显示) and how often she took them.

Marks belong to a passage's words, not to its number: they outlive mining anew, and come back with a document
that was deleted and imported again. They lie in the library's file, in a table of their own.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from speechdesk.records import Source

TABLES = """
CREATE TABLE IF NOT EXISTS mark (      -- what the user says of the passage with these words
    words TEXT PRIMARY KEY,
    mark  TEXT NOT NULL                -- JSON of Mark, without what is as usual
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS initials (  -- of a block's text, for search by the first letters of pinyin
    block_id INTEGER PRIMARY KEY REFERENCES block ON DELETE CASCADE,
    letters  TEXT NOT NULL
) STRICT;
"""


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the user says of one passage.

    Attributes:
        favourite: whether it is kept at hand.
        hidden: whether it is never to be suggested or found again.
        used: how often it was put into a draft.
        note: hers.
        tags: hers, in the order she gave them.
        wording: her own wording, shown and put in instead of the mined one; "" for none.
        joined: words of the passage on whose card it is shown as another wording; "" for a card of its own.
        parted: words of passages that are no variants of it, whatever they look like.
    """

    favourite: bool = False
    hidden: bool = False
    used: int = 0
    note: str = ""
    tags: tuple[str, ...] = ()
    wording: str = ""
    joined: str = ""
    parted: tuple[str, ...] = ()

    def her_words(self) -> str:
        """Return what she wrote about it or in its place, to be searched."""
        return "\n".join((self.wording, self.note, *self.tags))


NOTHING = Mark()


@dataclass(frozen=True, slots=True)
class MarkBook:
    """All marks at one moment.

    Attributes:
        marks: by the words of their passages.
        names: what untitled speeches are called, by file and number in it.
    """

    marks: Mapping[str, Mark] = field(default_factory=dict[str, Mark])
    names: Mapping[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])

    def of(self, words: str) -> Mark:
        """Return what is said of a passage; an empty mark where nothing is."""
        return self.marks.get(words, NOTHING)

    def joined_to(self, words: str) -> tuple[str, ...]:
        """Return the words of the passages that are shown on this one's card."""
        return tuple(other for other, mark in self.marks.items() if mark.joined == words)

    def tags(self) -> tuple[str, ...]:
        """Return every tag in use, sorted."""
        return tuple(sorted({tag for mark in self.marks.values() for tag in mark.tags}))

    def label(self, source: Source) -> str:
        """Return how the user is told of a source: its title or a name that tells as much, and its date."""
        name = (
            f"《{source.title}》"
            if source.title
            else self.names.get((source.file, source.speech), source.file)
        )
        return f"{name} · {source.date}" if source.date else name


def read_marks(connection: sqlite3.Connection) -> dict[str, Mark]:
    """Return all marks by the words of their passages."""
    rows = connection.execute("SELECT words, mark FROM mark").fetchall()
    return {str(words): msgspec.json.decode(str(mark), type=Mark) for words, mark in rows}


def read_marks_of(connection: sqlite3.Connection, words: Iterable[str]) -> dict[str, Mark]:
    """Return the marks of some passages, empty ones where nothing is said."""
    found: dict[str, Mark] = {}
    for text in words:
        row = connection.execute("SELECT mark FROM mark WHERE words = ?", (text,)).fetchone()
        found[text] = msgspec.json.decode(str(row[0]), type=Mark) if row else NOTHING
    return found


def keep_marks(connection: sqlite3.Connection, marks: Mapping[str, Mark]) -> None:
    """Keep marks in place of what was said before; an empty one leaves no trace."""
    for words, mark in marks.items():
        if mark == NOTHING:
            connection.execute("DELETE FROM mark WHERE words = ?", (words,))
        else:
            connection.execute(
                "INSERT OR REPLACE INTO mark (words, mark) VALUES (?, ?)",
                (words, msgspec.json.encode(mark).decode()),
            )
