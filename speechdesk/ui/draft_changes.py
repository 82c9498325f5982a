"""Changes made in the document that shows a draft: words of a paragraph, or whole paragraphs."""

from collections.abc import Iterable, MutableSequence, Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor

from speechdesk.drafting.blocks import recognise_kind
from speechdesk.drafting.changes import Change
from speechdesk.records import DraftBlock
from speechdesk.ui.draft_text import Origin, block_format, insert_blocks
from speechdesk.ui.positions import qt_offset


def make_changes(cursor: QTextCursor, changes: Iterable[Change]) -> None:
    """Make changes in the cursor's document; new words look like, and come from where, the old ones did.

    Part of the caller's undo step.
    """
    for change in sorted(changes, reverse=True):
        block = cursor.document().findBlockByNumber(change.block)
        text = block.text()
        cursor.setPosition(block.position() + qt_offset(text, change.start))
        cursor.setPosition(block.position() + qt_offset(text, change.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.text, cursor.charFormat())


def exchange_blocks(
    cursor: QTextCursor,
    old: Sequence[DraftBlock],
    new: Sequence[DraftBlock],
    origins: MutableSequence[Origin],
) -> None:
    """Make `new` of a document that shows `old`; only the paragraphs that differ are touched.

    Part of the caller's undo step.
    """
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    first = min(first, shorter - 1)  # at least one paragraph is exchanged, so that there is one to begin in
    behind = next((at for at in range(shorter - first) if old[-1 - at] != new[-1 - at]), shorter - first)
    behind = min(behind, shorter - first - 1)
    document = cursor.document()
    last = document.findBlockByNumber(len(old) - 1 - behind)
    cursor.setPosition(document.findBlockByNumber(first).position())
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    begun = new[first]
    chosen = recognise_kind(begun.text) != (begun.kind, begun.level)
    cursor.setBlockFormat(block_format(begun.kind, begun.level, chosen=chosen))
    cursor.setBlockCharFormat(QTextCharFormat())
    insert_blocks(cursor, tuple(new[first : len(new) - behind]), origins)
