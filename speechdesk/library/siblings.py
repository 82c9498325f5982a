"""Variants (异文) in the library: found for what is new, in tables that grow with it."""

import sqlite3
from collections.abc import Sequence

from speechdesk.mining.variants import POSTINGS_LIMIT, form_sketch, likely_forms, passage_form, variant_score
from speechdesk.records import Slot


def keep_form(connection: sqlite3.Connection, text: str, slots: Sequence[Slot]) -> int:
    """Return the id of a passage's form, kept with its sketch when it is new."""
    form = passage_form(text, slots)
    row = connection.execute("SELECT id FROM form WHERE text = ?", (form,)).fetchone()
    if row is not None:
        return int(row[0])
    form_id = int(connection.execute("INSERT INTO form (text) VALUES (?)", (form,)).lastrowid or 0)
    rows = ((piece, form_id) for piece in set(form_sketch(form)))
    connection.executemany("INSERT INTO sketch (piece, form_id) VALUES (?, ?)", rows)
    return form_id


def find_variants(connection: sqlite3.Connection, form_id: int, speech_id: int) -> list[tuple[int, float]]:
    """Return passages of other speeches that are variants of a form, with their scores, best first."""
    form = str(connection.execute("SELECT text FROM form WHERE id = ?", (form_id,)).fetchone()[0])
    sketch = form_sketch(form)
    postings = [
        [int(row[0]) for row in connection.execute(
            "SELECT form_id FROM sketch WHERE piece = ? LIMIT ?", (piece, POSTINGS_LIMIT)
        )]
        for piece in sketch
    ]  # fmt: skip
    found: list[tuple[int, float]] = []
    for other in likely_forms(sketch, postings):
        row = connection.execute("SELECT text FROM form WHERE id = ?", (other,)).fetchone()
        score = 1.0 if other == form_id else variant_score(form, str(row[0]))
        if not score:
            continue
        member = connection.execute(
            "SELECT passage.id FROM passage JOIN occurrence ON occurrence.passage_id = passage.id "
            "JOIN block ON block.id = occurrence.block_id "
            "WHERE passage.form_id = ? AND block.speech_id <> ? ORDER BY passage.id LIMIT 1",
            (other, speech_id),
        ).fetchone()
        if member is not None:
            found.append((int(member[0]), round(score, 3)))
    return sorted(found, key=lambda item: (-item[1], item[0]))


def link_variants(connection: sqlite3.Connection, passage_id: int, form_id: int, speech_id: int) -> list[int]:
    """Link a new passage with its variants, both ways; return their ids."""
    found = [
        (other, score)
        for other, score in find_variants(connection, form_id, speech_id)
        if other != passage_id
    ]
    rows = [row for other, score in found for row in ((passage_id, other, score), (other, passage_id, score))]
    connection.executemany(
        "INSERT OR IGNORE INTO variant (passage_id, other_id, score) VALUES (?, ?, ?)", rows
    )
    return [other for other, _ in found]


def forget_forms(connection: sqlite3.Connection) -> None:
    """Take out the forms that no passage has any more."""
    rows = connection.execute("SELECT id, text FROM form WHERE id NOT IN (SELECT form_id FROM passage)")
    for form_id, form in rows.fetchall():
        pieces = ((piece, form_id) for piece in set(form_sketch(str(form))))
        connection.executemany("DELETE FROM sketch WHERE piece = ? AND form_id = ?", pieces)
        connection.execute("DELETE FROM form WHERE id = ?", (form_id,))
