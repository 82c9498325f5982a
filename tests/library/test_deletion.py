"""Deleting a document undoes its import, whatever the two documents have in common."""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document
from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.paths import seeds
from speechdesk.records import Block, BlockKind, Document, ExpressionKind, Speech

MASKED = str.maketrans({"市": "州"})


@cache
def paragraphs() -> list[str]:
    """Return paragraphs of two seeds that are siblings, and the same with names and levels exchanged."""
    speeches = (read_document(file).speeches[0] for file in sorted(seeds().glob("00[01]*.txt")))
    found = [block.text for speech in speeches for block in speech.blocks if len(block.text) > 60]
    return [*found, *(text.translate(MASKED).replace("青海", "xx") for text in found)]


def add(library: Library, name: str, chosen: Sequence[int]) -> None:
    texts = [paragraphs()[number % len(paragraphs())] for number in chosen]
    speech = Speech(name, None, None, None, tuple(Block(BlockKind.BODY, text) for text in texts))
    library.add_document(Document(name, "utf-8", (), (speech,)), name, [mine_speech(speech)])


def told(library: Library) -> object:
    """Return all that the library tells, without ids and times."""
    passages = library.passages()
    texts = {passage.id: passage.text for passage in passages}
    return (
        [(document.file, document.titles, document.passages) for document in library.documents()],
        [(text.text, text.source) for text in library.texts()],
        [(one.kind, one.text, one.sources, one.role, one.topics, one.slots, one.level) for one in passages],
        {one.text: {texts[other] for other in one.variants} for one in passages},
        [library.expressions(kind, limit=1000) for kind in ExpressionKind],
        library.learned_slots(),
    )


def rows(path: Path) -> dict[str, int]:
    """Return how many rows each table of the file has: nothing may be left that nobody tells of."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our own names
            for (name,) in tables
            if not name.startswith("sqlite_")
        }


PARAGRAPHS = st.lists(st.integers(0, 199), min_size=1, max_size=5)


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
@settings(max_examples=15)  # each makes two files
def test_deleting_the_last_document_leaves_the_library_as_it_was_before_it(
    first: list[int], second: list[int], third: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        both, alone = Path(folder) / "both.sqlite", Path(folder) / "alone.sqlite"
        with Library(both) as library, Library(alone) as expected:
            for one in (library, expected):
                add(one, "a", first)
                add(one, "b", second)
            add(library, "c", third)
            library.delete_document(library.documents()[-1].id)
            assert told(library) == told(expected)
        assert rows(both) == rows(alone)
