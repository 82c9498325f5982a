"""Paper on which the text's possible continuation stands in grey behind the caret, to be taken or left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QTextCursor, QTextLayout
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.continuing import (
    first_clause,
    keep_shown,
    left_of,
    without_doubled,
    without_standing,
)
from speechdesk.records import Completion
from speechdesk.ui.draft_text import Origin, caret_offset, origin_format
from speechdesk.ui.faces import Faces
from speechdesk.ui.ghost import Ghost, draw_ghost, erase_ghost
from speechdesk.ui.paper import Paper
from speechdesk.ui.positions import qt_offset
from speechdesk.ui.theme import Colours


class GreyPaper(Paper):
    """Shows one of several completions in grey; none is part of the draft until it is accepted.

    Args:
        faces: families to show paragraphs in.
        colours: of paper, text and ghost.
        parent: its owner in Qt.
    """

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(faces, colours, parent)
        self._origins: list[Origin] = []
        self._ghost: Ghost | None = None
        self._offered: tuple[Completion, ...] = ()
        self._chosen = -1  # which of those offered is shown, or was
        self._place = 0  # where the caret stood when they were offered

    @property
    def is_composing(self) -> bool:
        """Whether the input method is composing text that is not yet in the draft."""
        return self._ghost is None and self._is_preedited()

    @property
    def completion_shown(self) -> str:
        """The text shown in grey; empty where there is none."""
        return self._ghost.text if self._ghost else ""

    def offer_completions(self, completions: Sequence[Completion], least_score: float) -> None:
        """Take what the text may go on with; the best is shown where it is sure enough.

        What is shown and still agrees stays, so that nothing flickers while one types.

        Args:
            completions: best first; may be empty.
            least_score: from which score on the best is shown without being asked for.
        """
        self._place = self.textCursor().position()
        kept = keep_shown(self.completion_shown, completions)
        if kept is not None:
            self._offered, self._chosen = tuple(completions), kept
            return
        self.hide_completion()
        self._offered, self._chosen = tuple(completions), -1
        if completions and completions[0].score >= least_score:
            self.choose_completion(1)

    def choose_completion(self, steps: int) -> None:
        """Show the completion `steps` further on in the list; the first where none is shown."""
        if self._offered and not self.is_composing and self.textCursor().position() == self._place:
            chosen = (self._chosen + steps) % len(self._offered) if self._chosen >= 0 else 0
            self._chosen = chosen
            self._draw(self._offered[chosen])

    def show_completion(self, completion: Completion) -> None:
        """Show how the text may go on, at the end of the caret's paragraph; elsewhere nothing is shown."""
        self.offer_completions((completion,), 0)

    def hide_completion(self) -> None:
        """Take away the completion in grey."""
        ghost, self._ghost = self._ghost, None
        if ghost:
            erase_ghost(self, ghost)

    def forget_completions(self) -> None:
        """Take away what is offered, shown or not."""
        self.hide_completion()
        self._offered = ()

    def accept_completion(self) -> None:
        """Make the completion part of the draft, as one undo step."""
        self._accept(self.completion_shown)

    def accept_clause(self) -> None:
        """Make the completion part of the draft up to its next mark; the rest stays grey."""
        self._accept(first_clause(self.completion_shown))

    def _accept(self, text: str) -> None:
        ghost = self._ghost
        self.hide_completion()
        if ghost is None or not ghost.stands_at(self.textCursor()):
            return
        completion = ghost.completion
        layout = origin_format(self._origins, Origin(completion.text, completion.sources[0]))
        self.textCursor().insertText(text, layout)
        self.ensureCursorVisible()
        self._keep_agreeing(ghost, text)

    def _draw(self, completion: Completion) -> None:
        self.hide_completion()
        cursor = self.textCursor()
        if self.is_composing or cursor.hasSelection() or not cursor.atBlockEnd() or not self.hasFocus():
            return
        text = without_doubled(cursor.block().text(), completion.text)
        if text:
            self._ghost = draw_ghost(self, completion, text, self.colours.ghost)

    def _keep_agreeing(self, ghost: Ghost | None, typed: str) -> None:
        """Leave of a ghost what is still to come after `typed`, so that it shortens instead of flickering."""
        left = left_of(ghost.text, typed) if ghost else ""
        if ghost and left and self.textCursor().atBlockEnd():
            self._ghost = draw_ghost(self, ghost.completion, left, self.colours.ghost)

    def _without_standing(self, typed: str) -> tuple[str, bool]:
        """Return what is typed without marks that stand at the caret, and whether one is stepped over."""
        cursor = self.textCursor()
        if not typed or cursor.hasSelection():
            return typed, False
        text, offset = cursor.block().text(), caret_offset(cursor)
        return without_standing(text[:offset], typed, text[offset:])

    def _dress_composed(self) -> None:
        """Show what is being composed in the face it will have: nothing jumps when it is committed."""
        cursor = self.textCursor()
        block, layout = cursor.block(), cursor.block().layout()
        dressed = QTextLayout.FormatRange()
        letters = layout.preeditAreaText()
        dressed.start, dressed.length = layout.preeditAreaPosition(), qt_offset(letters, len(letters))
        dressed.format = self.highlighter.face_of_typed(block, block.text()[: caret_offset(cursor)])
        layout.setFormats([dressed, *layout.formats()])
        self.document().markContentsDirty(block.position(), block.length())

    def _takes_mark(self, typed: str) -> bool:
        """Return whether a mark that is typed stands at the caret already; step over it if it is behind."""
        left, steps_over = self._without_standing(typed)
        if steps_over:
            self._step_over_mark()
        return left != typed

    def _step_over_mark(self) -> None:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        self.setTextCursor(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take away the ghost before the caret moves: what is clicked on must be text."""
        self.hide_completion()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take away the ghost: it belongs to where one types. A menu that opens may still accept it."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.hide_completion()
        super().focusOutEvent(event)
