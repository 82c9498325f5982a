"""Changes of the library that can be taken back: every row they touch, as it was.

SQLite's own triggers write down the opposite of each change while it is made, whatever tables there are and
however far a deletion reaches. Nothing is kept in the file: what can be undone lives with its window.
"""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from speechdesk.errors import SpeechDeskError
from speechdesk.library.schema import library_error


@contextmanager
def recorded(connection: sqlite3.Connection) -> Generator[list[str]]:
    """Write down the opposite of all that is changed on `connection` meanwhile.

    Yields:
        A list, filled when the block ends without an error; for `take_back`.
    """
    steps: list[str] = []
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS opposite (id INTEGER PRIMARY KEY, step TEXT)")
    names = [name for table in _tables(connection) for name in _watch(connection, table)]
    try:
        yield steps
        steps += [str(row[0]) for row in connection.execute("SELECT step FROM opposite ORDER BY id DESC")]
    finally:
        for name in names:
            connection.execute(f"DROP TRIGGER temp.{name}")
        connection.execute("DELETE FROM temp.opposite")


def take_back(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Put everything back as it was, whole or not at all.

    Raises:
        SpeechDeskError: another program has meanwhile put in what would stand there twice, or holds the file.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA defer_foreign_keys = ON")  # rows come back in any order
        for step in steps:
            connection.execute(step)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.IntegrityError):
            raise SpeechDeskError("素材库后来又有改动，这一步撤销不了；需要时请重新导入材料。") from error
        raise library_error(error) from error


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [str(row[0]) for row in rows]


def _watch(connection: sqlite3.Connection, table: str) -> list[str]:
    """Set triggers that write down the opposite of what is done to a table; return their names."""
    info = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
    columns = [f'"{row[1]}"' for row in info]
    keys = [f'"{row[1]}"' for row in info if row[5]]
    old = " || ', ' || ".join(f"quote(OLD.{column})" for column in columns)
    row_at = {
        side: " || ' AND ' || ".join(f"'{key} = ' || quote({side}.{key})" for key in keys)
        for side in ("OLD", "NEW")
    }
    listed = ", ".join(columns)
    # Names of our own tables and columns only; values go in by quote().
    put_back = f"'INSERT INTO {table} ({listed}) VALUES (' || {old} || ')'"  # noqa: S608 - names of our own tables
    opposites = {
        "DELETE": put_back,
        "INSERT": f"'DELETE FROM {table} WHERE ' || {row_at['NEW']}",  # noqa: S608 - names of our own tables
        "UPDATE": f"'UPDATE {table} SET ({listed}) = (' || {old} || ') WHERE ' || {row_at['NEW']}",  # noqa: S608 - names of our own tables
    }
    for event, opposite in opposites.items():
        connection.execute(
            f"CREATE TEMP TRIGGER {_name(table, event)} AFTER {event} ON main.{table} "  # noqa: S608 - names of our own tables
            f"BEGIN INSERT INTO opposite (step) VALUES ({opposite}); END"
        )
    return [_name(table, event) for event in opposites]


def _name(table: str, event: str) -> str:
    return f"watch_{table}_{event.lower()}"
