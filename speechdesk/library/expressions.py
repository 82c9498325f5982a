"""Set expressions (四字格, 排比, 固定提法, 引语) in the library: kept where they stand, and counted."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speechdesk.library.speeches import source_of
from speechdesk.records import Expression, ExpressionKind, Source
from speechdesk.text.folding import fold


@dataclass(frozen=True, slots=True)
class CountedExpression:
    """A set expression of the library.

    Attributes:
        kind: what sort it is.
        text: the words.
        speaker: who is quoted; empty for the other kinds and where nobody is named.
        count: how often it stands in the library.
        source: where it stands first.
    """

    kind: ExpressionKind
    text: str
    speaker: str
    count: int
    source: Source


def keep_expressions(
    connection: sqlite3.Connection, expressions: Iterable[Expression], block_ids: Sequence[int]
) -> None:
    """Keep the set expressions of a speech; `block_ids` are those of its blocks, in order."""
    connection.executemany(
        'INSERT OR IGNORE INTO expression (block_id, start, "end", kind, text, speaker) '
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (block_ids[found.block], found.start, found.end, found.kind, found.text, found.speaker)
            for found in expressions
        ),
    )


def read_expressions(
    connection: sqlite3.Connection, kind: ExpressionKind, phrase: str, limit: int
) -> tuple[CountedExpression, ...]:
    """Return at most `limit` expressions of a kind, most frequent first, then as they came.

    Args:
        connection: of the library.
        kind: what sort.
        phrase: what they must hold, folded; empty for any.
        limit: at least 1.
    """
    folded = fold(phrase)
    rows = connection.execute(
        "SELECT expression.text, speaker, count(*), file, speech, title, date, section, block, "
        "min(block_id) AS first FROM expression JOIN place USING (block_id) "
        "WHERE expression.kind = ? AND (? = '' OR instr(folded, ?) > 0) "
        "GROUP BY expression.text, speaker ORDER BY count(*) DESC, first, start",
        (kind, folded, folded),
    )
    found: list[CountedExpression] = []
    for text, speaker, count, *source, _ in rows:
        if folded in fold(text):
            found.append(CountedExpression(kind, text, speaker, count, source_of(source)))
        if len(found) == limit:
            break
    return tuple(found)


def count_expressions(connection: sqlite3.Connection) -> dict[ExpressionKind, int]:
    """Return how many different expressions of each kind the library holds."""
    rows = connection.execute(
        "SELECT kind, count(*) FROM (SELECT DISTINCT kind, text, speaker FROM expression) GROUP BY kind"
    )
    counts = {ExpressionKind(kind): int(count) for kind, count in rows}
    return {kind: counts.get(kind, 0) for kind in ExpressionKind}
