"""The caret's place in the draft, as suggestions are asked for it."""

from PySide6.QtGui import QTextBlock

from speechdesk.records import BlockKind
from speechdesk.suggest.caret import Place
from speechdesk.ui.draft_text import block_kind, caret_offset
from speechdesk.ui.editor import DraftEditor


def caret_place(editor: DraftEditor) -> Place:
    """Return where the caret stands: the text around it, the headings above it, the meeting card."""
    cursor = editor.textCursor()
    block = cursor.block()
    rest: list[str] = []
    following = block.next()
    while following.isValid():
        rest.append(following.text())
        following = following.next()
    return Place(
        editor.text_before_caret(),
        block.text()[caret_offset(cursor) :],
        rest="\n".join(rest),
        section=_headings_above(block),
        card=editor.card,
    )


def _headings_above(block: QTextBlock) -> tuple[str, ...]:
    """Return the headings a paragraph stands under, outermost first."""
    found: list[str] = []
    lowest = 5  # below every heading
    while (block := block.previous()).isValid() and lowest > 1:
        kind, level = block_kind(block)
        if kind is BlockKind.HEADING and level < lowest:
            found.append(block.text().strip())
            lowest = level
    return tuple(reversed(found))
