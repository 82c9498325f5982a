"""A passage put into the document: where it goes was decided before, its slots are filled here."""

from collections.abc import MutableSequence

from PySide6.QtGui import QTextCharFormat, QTextCursor

from speechdesk.drafting.continuing import without_standing
from speechdesk.drafting.filling import Filled, fill_slots
from speechdesk.drafting.placing import Placement
from speechdesk.records import BlockKind, MeetingCard, Passage, PassageKind
from speechdesk.ui.draft_text import (
    Origin,
    block_format,
    caret_offset,
    insert_marked,
    move_caret,
    origin_format,
)


def insert_passage(
    cursor: QTextCursor,
    passage: Passage,
    placement: Placement,
    card: MeetingCard,
    origins: MutableSequence[Origin],
) -> None:
    """Put a passage into the caret's paragraph; the caret goes behind it. Part of the caller's undo step."""
    body = block_format(BlockKind.BODY, chosen=False)
    move_caret(cursor, placement.start)
    move_caret(cursor, placement.end, select=True)
    cursor.removeSelectedText()
    if placement.break_before:
        cursor.insertBlock(body, QTextCharFormat())
    if placement.break_after:
        cursor.insertBlock(cursor.blockFormat(), QTextCharFormat())
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    if passage.kind is PassageKind.PARAGRAPH:
        cursor.setBlockFormat(body)
    # While nothing is known of this meeting, the words stay as they are, their slots marked.
    filled = Filled(passage.text, passage.slots)
    if card != MeetingCard():
        filled = fill_slots(passage.text, passage.slots, card, passage.level)
    origin = origin_format(origins, Origin(passage.text, passage.sources[0]))
    after = cursor.block().text()[caret_offset(cursor) :]
    text, _ = without_standing("", filled.text, after)  # a mark that follows already is not put in again
    slots = [slot for slot in filled.slots if slot.end <= len(text)]
    insert_marked(cursor, text, [(0, len(text), origin)], slots)
