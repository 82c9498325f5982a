import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from speechdesk.library import schema
from speechdesk.library.library import Library
from speechdesk.paths import seeds
from speechdesk.records import ExpressionKind, Passage
from speechdesk.worker import import_files

# What version 1 had otherwise: no expressions, names learned without the variants that taught them.
VERSION_1 = """
DROP TABLE expression; DROP TABLE learned_in; DROP TABLE lesson; DROP TABLE learned;
CREATE TABLE learned (words TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO learned VALUES ('意识', 'place');
UPDATE passage SET slots = '[]', role = NULL;
PRAGMA user_version = 1;
"""


@pytest.fixture
def old_library(tmp_path: Path) -> Path:
    path = tmp_path / "l.sqlite"
    import_files([seeds()], path, lambda _: None, lambda: False)
    return path


def told(passage: Passage) -> tuple[object, ...]:
    return passage.text, passage.role, passage.topics, passage.slots, len(passage.variants), passage.sources


def test_a_library_of_version_1_keeps_its_documents_and_is_mined_anew(old_library: Path) -> None:
    with Library(old_library) as library:
        documents, texts = library.documents(), library.texts()
        passages = [told(passage) for passage in library.passages()]
        formulas = library.expressions(ExpressionKind.FORMULA)
        learned = library.learned_slots()
    with closing(sqlite3.connect(old_library)) as connection:
        connection.executescript(VERSION_1)
    with Library(old_library) as library:
        assert library.documents() == documents
        assert library.texts() == texts
        assert [told(passage) for passage in library.passages()] == passages
        assert library.expressions(ExpressionKind.FORMULA) == formulas
        assert library.learned_slots() == learned
    with closing(sqlite3.connect(old_library)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_an_upgrade_that_is_stopped_leaves_the_library_as_it_was(old_library: Path) -> None:
    def stop(_: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    with closing(sqlite3.connect(old_library)) as connection:
        connection.executescript(VERSION_1)
        passages = connection.execute("SELECT count(*) FROM passage").fetchone()
    with pytest.raises(KeyboardInterrupt):
        schema.connect(old_library, stop)
    with closing(sqlite3.connect(old_library)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM passage").fetchone() == passages
