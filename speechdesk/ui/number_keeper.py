"""Keeps the numbers of a draft's points right while it is written, as part of the step that moved them."""

from collections.abc import Collection

from PySide6.QtGui import QTextCursor, QTextDocument

from speechdesk.drafting.numbering import Run, find_runs, renumber
from speechdesk.records import DraftBlock
from speechdesk.ui.draft_changes import make_changes
from speechdesk.ui.draft_text import chosen_kind
from speechdesk.ui.locks import spare_locked


class NumberKeeper:
    """Compares a draft's points with what they were, and renumbers the runs that have changed.

    Args:
        document: the draft.

    Attributes:
        on: whether numbers are kept.
        arrived: numbers of the paragraphs that the step under way puts in; forgotten when it ends.
    """

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._known: tuple[Run, ...] = ()
        self.on = True
        self.arrived: Collection[int] = ()

    def remember(self) -> None:
        """Take the numbers as they are for right: they come from a file, or from undo."""
        self._known = find_runs(_numbered(self._document))

    def update(self) -> None:
        """Renumber what the last step has changed, as part of it."""
        blocks = _numbered(self._document)
        changes = renumber(blocks, self._known, self.arrived) if self.on else ()
        self.arrived = ()
        cursor = QTextCursor(self._document)
        changes = spare_locked(cursor, changes)
        if not changes:
            self._known = find_runs(blocks)
            return
        cursor.joinPreviousEditBlock()
        make_changes(cursor, changes)
        self.remember()  # before the end of the step tells everybody, this one too
        cursor.endEditBlock()

    def renumber_all(self) -> None:
        """Renumber every run, as one undo step."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        make_changes(cursor, spare_locked(cursor, renumber(_numbered(self._document))))
        self.remember()
        cursor.endEditBlock()


def _numbered(document: QTextDocument) -> tuple[DraftBlock, ...]:
    """Return the paragraphs as far as numbering looks at them; cheap enough for every keystroke."""
    blocks: list[DraftBlock] = []
    block = document.begin()
    while block.isValid():
        blocks.append(DraftBlock(chosen_kind(block), block.text()))
        block = block.next()
    return tuple(blocks)
