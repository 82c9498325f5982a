"""The drafting pane: what keys, input method, clipboard and cards do to the draft."""

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.filling import Filled, fill_slots
from speechdesk.drafting.placing import Placement, place_chosen, place_dropped
from speechdesk.records import BlockKind, Completion, DraftBlock, MeetingCard, Passage, PassageKind
from speechdesk.ui.draft_clips import add_blocks, carried_blocks, carried_passage, cut_block
from speechdesk.ui.draft_text import (
    Origin,
    begin_paragraph,
    block_format,
    block_kind,
    caret_offset,
    choose_kind,
    fill_document,
    insert_blocks,
    insert_marked,
    move_caret,
    next_slot,
    origin_format,
    origin_index,
    read_block,
    read_blocks,
    replace_blocks,
    selected_blocks,
)
from speechdesk.ui.faces import Faces
from speechdesk.ui.ghost import Ghost, draw_ghost, erase_ghost
from speechdesk.ui.paper import Paper
from speechdesk.ui.positions import text_offset
from speechdesk.ui.theme import Colours

_EMPTY_DRAFT = (DraftBlock(BlockKind.TITLE, ""), DraftBlock(BlockKind.BODY, ""))
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class DraftEditor(Paper):
    """Where the speech is written.

    While the input method composes, nothing else changes the draft.

    Signals:
        place_changed: the caret stands somewhere new, or the text around it has changed, and nothing is
            being composed; at most once for each turn of the event loop.
        menu_wanted: the user asks for the menu of what can be done here, at a point of the screen.

    Args:
        faces: families to show paragraphs in.
        colours: of paper, text and ghost.
        parent: its owner in Qt.

    Attributes:
        card: fills the slots of passages that are put in.
    """

    place_changed = Signal()
    menu_wanted = Signal(object)

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(faces, colours, parent)
        self.setObjectName("drafting_pane")
        self.setAccessibleName("讲稿")
        self.card = MeetingCard()
        self._origins: list[Origin] = []
        self._ghost: Ghost | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._report_place)
        self.textChanged.connect(self._settle.start)
        self.cursorPositionChanged.connect(self._after_move)
        self.set_blocks(())

    # The draft

    def set_blocks(self, blocks: tuple[DraftBlock, ...]) -> None:
        """Show another draft; undo does not go back behind it."""
        self.hide_completion()
        self._origins.clear()
        fill_document(self.document(), blocks or _EMPTY_DRAFT, self._origins)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def replace_blocks(self, start: int, end: int, blocks: tuple[DraftBlock, ...]) -> None:
        """Put blocks in the place of the paragraphs `start` to `end` (half-open), as one undo step."""
        if self.is_composing:
            return
        self.hide_completion()
        self._go_to(replace_blocks(self.document(), start, end, blocks, self._origins))

    def blocks(self) -> tuple[DraftBlock, ...]:
        """Return the draft as it stands, without text still being composed."""
        return read_blocks(self.document(), self._origins)

    def set_zoom(self, percent: int) -> None:
        """Show the paper larger or smaller."""
        if hasattr(self, "_ghost"):
            self.hide_completion()
        super().set_zoom(percent)

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.hide_completion()
        super().set_colours(colours)

    def choose_kind(self, kind: BlockKind, level: int) -> None:
        """Make the paragraphs of the selection paragraphs of this kind."""
        if self.is_composing:
            return
        self.hide_completion()
        choose_kind(self.textCursor(), kind, level)
        self.highlighter.rehighlight()

    def text_before_caret(self) -> str:
        """Return the draft before the caret, paragraphs parted by line feeds."""
        cursor = self.textCursor()
        return self.toPlainText().encode("utf-16-le")[: 2 * cursor.position()].decode("utf-16-le", "ignore")

    @property
    def is_composing(self) -> bool:
        """Whether the input method is composing text that is not yet in the draft."""
        return self._ghost is None and self._is_preedited()

    # Passages, clipboard, undo

    def insert_chosen(self, passage: Passage) -> None:
        """Put in a passage at the caret; the selection, or words typed of it, give way. One undo step."""
        if self.is_composing:
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        kind, _ = block_kind(cursor.block())
        text, offset = cursor.block().text(), caret_offset(cursor)
        self._insert(cursor, passage, place_chosen(passage.kind, passage.text, kind, text, offset))
        cursor.endEditBlock()
        self._go_to(cursor)

    def _insert_dropped(self, passage: Passage) -> None:
        cursor = self.textCursor()
        kind, _ = block_kind(cursor.block())
        text, offset = cursor.block().text(), caret_offset(cursor)
        cursor.beginEditBlock()
        self._insert(cursor, passage, place_dropped(passage.kind, kind, text, offset))
        cursor.endEditBlock()
        self._go_to(cursor)

    def _insert(self, cursor: QTextCursor, passage: Passage, placement: Placement) -> None:
        self.hide_completion()
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
        if self.card != MeetingCard():
            filled = fill_slots(passage.text, passage.slots, self.card, passage.level)
        origin = origin_format(self._origins, Origin(passage.text, passage.sources[0]))
        insert_marked(cursor, filled.text, [(0, len(filled.text), origin)], filled.slots)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take passages, pieces of drafts and text; files are for the window."""
        if self.is_composing or source.hasUrls():
            return False
        return carried_passage(source) is not None or bool(carried_blocks(source))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Put in what is dropped or pasted, with its provenance where it has one."""
        if not self.canInsertFromMimeData(source):
            return
        if passage := carried_passage(source):
            self._insert_dropped(passage)
            return
        self.hide_completion()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        insert_blocks(cursor, carried_blocks(source), self._origins)
        cursor.endEditBlock()
        self._go_to(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the selection as pieces of a draft."""
        cursor = self.textCursor()
        pieces: list[DraftBlock] = []
        for block in selected_blocks(cursor):
            text = block.text()
            start = text_offset(text, max(0, cursor.selectionStart() - block.position()))
            end = text_offset(text, cursor.selectionEnd() - block.position())
            pieces.append(cut_block(read_block(block, self._origins), start, end))
        # Qt's own object: one made here would be on the clipboard still when Python has ended, and crash.
        carried = super().createMimeDataFromSelection()
        carried.html()  # Qt fills it when first asked, over whatever it held
        add_blocks(carried, tuple(pieces))
        return carried

    def undo(self) -> None:
        """Undo the last step."""
        if not self.is_composing:
            self.hide_completion()
            super().undo()

    def redo(self) -> None:
        """Redo the step undone last."""
        if not self.is_composing:
            self.hide_completion()
            super().redo()

    def select_all(self) -> None:
        """Select the whole draft."""
        if not self.is_composing:
            self.hide_completion()
            self.selectAll()

    def _go_to(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        self._leave_passage()  # the caret may not have moved for Qt, so that nothing else asks
        self.ensureCursorVisible()

    def select_slot(self, *, forwards: bool) -> None:
        """Select the next open slot, or the one before, to be typed over."""
        if self.is_composing:
            return
        self.hide_completion()
        if chosen := next_slot(self.textCursor(), forwards=forwards):
            self.setTextCursor(chosen)
            self.ensureCursorVisible()

    # The completion in grey

    @property
    def completion_shown(self) -> str:
        """The text shown in grey; empty where there is none."""
        return self._ghost.text if self._ghost else ""

    def show_completion(self, completion: Completion) -> None:
        """Show how the text may go on, at the end of the caret's paragraph; elsewhere nothing is shown."""
        self.hide_completion()
        cursor = self.textCursor()
        if not self.is_composing and not cursor.hasSelection() and cursor.atBlockEnd() and self.hasFocus():
            self._ghost = draw_ghost(self, completion, completion.text, self.colours.ghost)

    def hide_completion(self) -> None:
        """Take away the completion in grey."""
        ghost, self._ghost = self._ghost, None
        if ghost:
            erase_ghost(self, ghost)

    def accept_completion(self) -> None:
        """Make the completion part of the draft, as one undo step."""
        ghost = self._ghost
        self.hide_completion()
        if ghost is None or not ghost.stands_at(self.textCursor()):
            return
        completion = ghost.completion
        layout = origin_format(self._origins, Origin(completion.text, completion.sources[0]))
        self.textCursor().insertText(ghost.text, layout)
        self.ensureCursorVisible()

    def _keep_agreeing(self, ghost: Ghost | None, typed: str) -> None:
        """Leave of a ghost what is still to come after `typed`, so that it shortens instead of flickering."""
        left = ghost.text.removeprefix(typed) if ghost and typed and ghost.text.startswith(typed) else ""
        if ghost and left and self.textCursor().atBlockEnd():
            self._ghost = draw_ghost(self, ghost.completion, left, self.colours.ghost)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tab accepts the completion, Escape takes it away, Enter begins a paragraph; the rest is Qt's."""
        key, ghost = event.key(), self._ghost
        if key in _MODIFIERS or self.is_composing:
            event.ignore()  # what the input method lets through while composing is not meant for the text
            return
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if key == Qt.Key.Key_Tab:
                self.accept_completion()
            event.accept()  # a speech has no tabs, and a ghost gone a moment ago must not cost the focus
            return
        self.hide_completion()
        if key == Qt.Key.Key_Escape and ghost:
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to(begin_paragraph(self.textCursor()))
            event.accept()
        else:
            super().keyPressEvent(event)
            self._keep_agreeing(ghost, event.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Let the input method work undisturbed: no ghost, and no suggestion until it has committed."""
        ghost = self._ghost
        self.hide_completion()
        super().inputMethodEvent(event)
        if not self.is_composing:
            self._keep_agreeing(ghost, event.commitString())
            self._settle.start(0)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take away the ghost before the caret moves: what is clicked on must be text."""
        self.hide_completion()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the window's menu: Qt's own has other words and other keys."""
        self.menu_wanted.emit(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take away the ghost: it belongs to where one types. A menu that opens may still accept it."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.hide_completion()
        super().focusOutEvent(event)

    def _after_move(self) -> None:
        if self._ghost and not self._ghost.stands_at(self.textCursor()):
            self.hide_completion()
        self._leave_passage()
        self._settle.start(0)

    def _leave_passage(self) -> None:
        """See to it that what is typed before or behind a passage is not of it."""
        cursor = self.textCursor()
        origin = origin_index(cursor.charFormat())
        if origin is None or cursor.hasSelection():
            return
        following = QTextCursor(cursor)
        at_edge = cursor.atBlockStart() or cursor.atBlockEnd()
        if not at_edge:
            following.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if at_edge or origin_index(following.charFormat()) != origin:
            self.setCurrentCharFormat(QTextCharFormat())

    def _report_place(self) -> None:
        if not self.is_composing:
            self.place_changed.emit()
