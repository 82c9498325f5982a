"""What variants taught: names that are slots wherever they stand, and the passages they stand in.

A name lives as long as one pair of variants shows it. Passages keep the slots they were mined with; what was
learned is joined to them when they are read, so that it goes again without a trace.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from speechdesk.mining.alignment import find_differences
from speechdesk.mining.learning import count_pairs, learn_slots
from speechdesk.mining.slots import LearnedSlot
from speechdesk.records import Slot, SlotKind
from speechdesk.text.folding import fold


def learn_from(
    connection: sqlite3.Connection,
    passage_id: int,
    pairs: Iterable[tuple[int, str, str, Sequence[Slot], Sequence[Slot]]],
) -> None:
    """Keep the names that a new passage and its variants show to be slots.

    Args:
        connection: of the library.
        passage_id: the new passage.
        pairs: id of the variant, both texts, the slots of both.
    """
    last_block = connection.execute("SELECT max(id) FROM block").fetchone()[0]
    for other_id, text, other, slots, other_slots in pairs:
        difference = (text, other, find_differences(text, other, slots, other_slots))
        for learned in learn_slots(count_pairs([difference])):
            new = connection.execute(
                "INSERT OR IGNORE INTO learned (words, kind, block_id) VALUES (?, ?, ?)",
                (learned.text, learned.kind, last_block),
            ).rowcount
            connection.execute(
                "INSERT OR IGNORE INTO lesson (words, passage_id, other_id) VALUES (?, ?, ?)",
                (learned.text, passage_id, other_id),
            )
            if new:
                _join_everywhere(connection, learned.text)


def join_learned(connection: sqlite3.Connection, passages: Sequence[tuple[int, str]]) -> None:
    """Join the names learned so far to new passages (id and text) that hold them."""
    compact = [(passage_id, "".join(text.split())) for passage_id, text in passages]
    everything = "\n".join(text for _, text in compact)
    names = [str(row[0]) for row in connection.execute("SELECT words FROM learned")]
    _join(
        connection,
        (
            (name, passage_id)
            for name in names
            if name in everything
            for passage_id, text in compact
            if name in text
        ),
    )


def learned_slots(connection: sqlite3.Connection) -> tuple[LearnedSlot, ...]:
    """Return the names that variants showed to be slots."""
    rows = connection.execute("SELECT words, kind FROM learned ORDER BY words").fetchall()
    return tuple(LearnedSlot(str(words), SlotKind(str(kind))) for words, kind in rows)


def learned_in_passages(
    connection: sqlite3.Connection, ids: Sequence[int] | None = None
) -> dict[int, list[LearnedSlot]]:
    """Return the learned names that stand in passages, by the passage's id; in those of `ids` where given."""
    found: dict[int, list[LearnedSlot]] = {}
    chosen = "" if ids is None else f"WHERE passage_id IN ({','.join('?' * len(ids))})"
    rows = connection.execute(
        "SELECT passage_id, words, kind FROM learned_in "  # noqa: S608 - no outside text
        f"JOIN learned USING (words) {chosen} ORDER BY words",
        ids or (),
    )
    for passage_id, words, kind in rows:
        found.setdefault(int(passage_id), []).append(LearnedSlot(str(words), SlotKind(str(kind))))
    return found


def forget_unproved(connection: sqlite3.Connection) -> None:
    """Take out the names that no pair of variants shows any more."""
    connection.execute("DELETE FROM learned WHERE words NOT IN (SELECT words FROM lesson)")


def _join_everywhere(connection: sqlite3.Connection, name: str) -> None:
    """Join a new name to every passage it stands in, looking through each paragraph once."""
    blocks = connection.execute("SELECT id FROM block WHERE instr(folded, ?) > 0", (fold(name),)).fetchall()
    rows = chain.from_iterable(
        connection.execute(
            "SELECT passage.id, passage.text FROM occurrence JOIN passage ON passage.id = passage_id "
            "WHERE block_id = ?",
            block,
        )
        for block in blocks
    )
    _join(connection, ((name, passage_id) for passage_id, text in rows if name in "".join(text.split())))


def _join(connection: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO learned_in (words, passage_id) VALUES (?, ?)", rows)
