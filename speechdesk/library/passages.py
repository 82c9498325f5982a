"""Passages and their occurrences: rows of the library's file in and out."""

import itertools
import json
import sqlite3
from collections.abc import Mapping, Sequence
from operator import itemgetter

import msgspec

from speechdesk.library.expressions import keep_expressions
from speechdesk.library.lessons import forget_unproved, join_learned, learn_from, learned_in_passages
from speechdesk.library.siblings import forget_forms, keep_form, link_variants
from speechdesk.library.speeches import insert, source_of
from speechdesk.mining.slots import LearnedSlot, add_slots
from speechdesk.records import Extract, MinedSpeech, Passage, PassageKind, Role, Slot

_PASSAGES = (
    "SELECT passage.id, passage.kind, passage.text, passage.role, passage.topics, passage.slots, "
    "level, file, speech, title, date, section, block FROM passage "
    "JOIN occurrence ON occurrence.passage_id = passage.id JOIN place USING (block_id)"
)
_IN_ORDER = "ORDER BY passage.id, block_id, occurrence.start"


def keep_mined(
    connection: sqlite3.Connection, mined: MinedSpeech, speech_id: int, block_ids: Sequence[int]
) -> int:
    """Keep what was mined from a speech, and learn from its variants; return how many passages are new.

    Args:
        connection: of the library.
        mined: the passages and set expressions of the speech.
        speech_id: the speech, kept already.
        block_ids: of its blocks, in order.
    """
    keep_expressions(connection, mined.expressions, block_ids)
    new: list[tuple[int, str]] = []
    for extract in mined.extracts:
        passage_id = _keep_extract(connection, extract, block_ids[extract.block], speech_id)
        if passage_id is not None:
            new.append((passage_id, extract.text))
    join_learned(connection, new)
    for passage_id, _ in new:
        learn_from(connection, passage_id, _variant_pairs(connection, passage_id))
    return len(new)


def _keep_extract(
    connection: sqlite3.Connection, extract: Extract, block_id: int, speech_id: int
) -> int | None:
    """Keep an occurrence, and its passage with its variants when the text is new: then return its id."""
    place = (block_id, extract.start, extract.end)
    row = connection.execute("SELECT id FROM passage WHERE text = ?", (extract.text,)).fetchone()
    if row is not None:
        _keep_occurrence(connection, int(row[0]), place)
        return None
    form_id = keep_form(connection, extract.text, extract.slots)
    passage_id = insert(
        connection,
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
    _keep_occurrence(connection, passage_id, place)
    link_variants(connection, passage_id, form_id, speech_id)
    return passage_id


def read_passages(connection: sqlite3.Connection) -> tuple[Passage, ...]:
    """Return every passage, by id."""
    rows = connection.execute(f"{_PASSAGES} {_IN_ORDER}").fetchall()
    variants = connection.execute(
        "SELECT passage_id, other_id FROM variant ORDER BY passage_id, score DESC, other_id"
    ).fetchall()
    return _group_passages(rows, variants, learned_in_passages(connection))


def read_chosen(connection: sqlite3.Connection, ids: Sequence[int]) -> tuple[Passage, ...]:
    """Return the passages with these ids that are still there, by id."""
    chosen = ",".join("?" * len(ids))
    rows = connection.execute(f"{_PASSAGES} WHERE passage.id IN ({chosen}) {_IN_ORDER}", ids).fetchall()
    variants = connection.execute(
        "SELECT passage_id, other_id FROM variant "  # noqa: S608 - no outside text
        f"WHERE passage_id IN ({chosen}) ORDER BY passage_id, score DESC, other_id",
        ids,
    ).fetchall()
    return _group_passages(rows, variants, learned_in_passages(connection, ids))


def drop_orphans(connection: sqlite3.Connection) -> None:
    """Take out the passages that stand nowhere any more, with all that only they gave rise to."""
    connection.execute("DELETE FROM passage WHERE id NOT IN (SELECT passage_id FROM occurrence)")
    forget_forms(connection)
    forget_unproved(connection)


def _variant_pairs(
    connection: sqlite3.Connection, passage_id: int
) -> list[tuple[int, str, str, tuple[Slot, ...], tuple[Slot, ...]]]:
    """Return each variant of a passage: its id, both texts, then the slots of both."""
    rows = connection.execute(
        "SELECT other_id, one.text, other.text, one.slots, other.slots FROM variant "
        "JOIN passage AS one ON one.id = variant.passage_id "
        "JOIN passage AS other ON other.id = variant.other_id WHERE variant.passage_id = ?",
        (passage_id,),
    ).fetchall()
    return [(int(other), str(a), str(b), _slots(c), _slots(d)) for other, a, b, c, d in rows]


def _keep_occurrence(connection: sqlite3.Connection, passage_id: int, place: tuple[int, int, int]) -> None:
    connection.execute(
        'INSERT OR IGNORE INTO occurrence (passage_id, block_id, start, "end") VALUES (?, ?, ?, ?)',
        (passage_id, *place),
    )


def _slots(encoded: object) -> tuple[Slot, ...]:
    return msgspec.json.decode(str(encoded), type=tuple[Slot, ...])


def _group_passages(
    rows: Sequence[Sequence[object]],
    variants: Sequence[tuple[int, int]],
    learned: Mapping[int, Sequence[LearnedSlot]],
) -> tuple[Passage, ...]:
    """Return a passage for each run of rows with one id; a row is a passage's columns and one source."""
    others: dict[int, list[int]] = {}
    for passage_id, other_id in variants:
        others.setdefault(passage_id, []).append(other_id)
    passages: list[Passage] = []
    for _, group in itertools.groupby(rows, key=itemgetter(0)):
        found = list(group)
        number, kind, text, role, topics, slots, level = found[0][:7]
        passage_id = int(str(number))
        passages.append(
            Passage(
                passage_id,
                PassageKind(str(kind)),
                str(text),
                tuple(source_of(row[7:]) for row in found),
                Role(str(role)) if role else None,
                msgspec.json.decode(str(topics), type=tuple[str, ...]),
                add_slots(str(text), _slots(slots), learned.get(passage_id, ())),
                str(level),
                tuple(others.get(passage_id, ())),
            )
        )
    return tuple(passages)
