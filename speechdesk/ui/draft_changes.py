"""Changes of words made in the document that shows a draft."""

from collections.abc import Iterable

from PySide6.QtGui import QTextCursor

from speechdesk.drafting.changes import Change
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
