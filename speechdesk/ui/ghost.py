"""The completion in grey at the caret: laid out and wrapped like text, but no text of the draft."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextBlock, QTextCursor, QTextLayout
from PySide6.QtWidgets import QTextEdit

from speechdesk.records import Completion


@dataclass(frozen=True, slots=True)
class Ghost:
    """A completion, or what is left of it, shown in `block` at UTF-16 offset `position`."""

    completion: Completion
    text: str
    block: QTextBlock
    position: int

    def stands_at(self, cursor: QTextCursor) -> bool:
        """Return whether the caret is still where the ghost was shown for."""
        return (
            not cursor.hasSelection()
            and cursor.block() == self.block
            and cursor.positionInBlock() == self.position
        )


def draw_ghost(editor: QTextEdit, completion: Completion, text: str, colour: str) -> Ghost:
    """Show `text` in grey at the caret of `editor`, which stands at the end of a paragraph.

    It goes into the preedit area of the paragraph's layout, which wraps with the text without being text.
    The input method uses that area too: the ghost must be gone before an event of it is handled.
    """
    cursor = editor.textCursor()
    block, position = cursor.block(), cursor.positionInBlock()
    grey = QTextLayout.FormatRange()
    grey.start, grey.length = position, len(text.encode("utf-16-le")) // 2
    grey.format.setForeground(QColor(colour))
    layout = block.layout()
    layout.setPreeditArea(position, text)
    layout.setFormats([*layout.formats(), grey])
    editor.document().markContentsDirty(block.position(), block.length())
    return Ghost(completion, text, block, position)


def erase_ghost(editor: QTextEdit, ghost: Ghost) -> None:
    """Take a ghost away, wherever the caret stands by now."""
    if not ghost.block.isValid():
        return
    layout = ghost.block.layout()
    layout.setPreeditArea(-1, "")
    layout.setFormats([item for item in layout.formats() if item.start < ghost.position])
    editor.document().markContentsDirty(ghost.block.position(), ghost.block.length())
