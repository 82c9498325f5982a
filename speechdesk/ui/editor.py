"""The drafting pane: what keys, input method, clipboard and cards do to the draft."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.changes import Change, unchanged_ends
from speechdesk.drafting.placing import Placement, place_chosen, place_dropped
from speechdesk.records import BlockKind, DraftBlock, MeetingCard, Passage
from speechdesk.ui.draft_changes import make_changes
from speechdesk.ui.draft_clips import (
    add_blocks,
    carried_blocks,
    carried_passage,
    lost_in_text,
    selected_pieces,
)
from speechdesk.ui.draft_text import (
    begin_paragraph,
    block_kind,
    caret_offset,
    choose_kind,
    fill_document,
    insert_blocks,
    next_slot,
    origin_index,
    read_blocks,
    replace_blocks,
)
from speechdesk.ui.faces import Faces
from speechdesk.ui.grey_paper import GreyPaper
from speechdesk.ui.locks import (
    REFUSAL,
    beside_lock,
    key_touches_lock,
    lock_format,
    spare_locked,
    switch_lock,
    touches_lock,
)
from speechdesk.ui.number_keeper import NumberKeeper
from speechdesk.ui.passage_insertion import insert_passage
from speechdesk.ui.theme import Colours

_EMPTY_DRAFT = (DraftBlock(BlockKind.TITLE, ""), DraftBlock(BlockKind.BODY, ""))
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class DraftEditor(GreyPaper):
    """Where the speech is written.

    While the input method composes, nothing else changes the draft.

    Signals:
        place_changed: the caret stands somewhere new, or the text around it has changed, and nothing is
            being composed; at most once for each turn of the event loop.
        passage_inserted: a Passage that was put in.
        told: what was done with locked words, or not taken of what was pasted; one sentence for the user.
        menu_wanted: the user asks for the menu of what can be done here, at a point of the screen.

    Args:
        faces: families to show paragraphs in.
        colours: of paper, text and ghost.
        parent: its owner in Qt.

    Attributes:
        card: fills the slots of passages that are put in.
    """

    place_changed = Signal()
    passage_inserted = Signal(object)
    told = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(faces, colours, parent)
        self.setObjectName("drafting_pane")
        self.setAccessibleName("讲稿")
        self.card = MeetingCard()
        self.numbers = NumberKeeper(self.document())
        self._held = False  # whether numbers wait until an event has been worked through
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._report_place)
        self.textChanged.connect(self._after_change)
        self.cursorPositionChanged.connect(self._after_move)
        self.selectionChanged.connect(self._leave_passage)  # letting go of a selection may move no caret
        self.set_blocks(())

    # The draft

    def set_blocks(self, blocks: tuple[DraftBlock, ...]) -> None:
        """Show another draft; undo does not go back behind it."""
        self.end_composing()
        self.hide_completion()
        self._origins.clear()
        self._held = True
        fill_document(self.document(), blocks or _EMPTY_DRAFT, self._origins)
        self._held = False
        self.numbers.remember()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def replace_blocks(self, start: int, end: int, blocks: Sequence[DraftBlock]) -> None:
        """Put blocks in the place of the paragraphs `start` to `end` (half-open), as one undo step."""
        if self.is_composing:
            return
        self.hide_completion()
        whole = (start, end) == (0, self.document().blockCount())
        self._held = whole  # a whole draft brings its numbers; a part is counted where it comes
        begun = replace_blocks(self.document(), start, end, blocks, self._origins)
        self._held = False
        if whole:
            self.numbers.remember()
        self._go_to(begun)

    def blocks(self) -> tuple[DraftBlock, ...]:
        """Return the draft as it stands, without text still being composed."""
        return read_blocks(self.document(), self._origins)

    def change_blocks(self, blocks: Sequence[DraftBlock], caret: int) -> None:
        """Make other paragraphs of the draft, as one undo step, with the caret at the beginning of one."""
        if self.is_composing:
            return
        old = self.blocks()
        start, behind = unchanged_ends(old, blocks)
        self.replace_blocks(start, len(old) - behind, blocks[start : len(blocks) - behind])
        self._go_to(QTextCursor(self.document().findBlockByNumber(caret)))

    def make_changes(self, changes: Sequence[Change]) -> int:
        """Put other words in, save for locked ones, as one undo step; return how many changes were made."""
        if self.is_composing or not changes:
            return 0
        self.hide_completion()
        cursor = QTextCursor(self.document())
        spared = spare_locked(cursor, changes)
        if len(spared) < len(changes):
            self.told.emit(f"有 {len(changes) - len(spared)} 处在锁定的话里，没有改动。")
        cursor.beginEditBlock()
        make_changes(cursor, spared)
        cursor.endEditBlock()
        return len(spared)

    def paragraphs(self) -> list[str]:
        """Return the words of each paragraph, without text still being composed."""
        document = self.document()
        return [document.findBlockByNumber(number).text() for number in range(document.blockCount())]

    def set_zoom(self, percent: int) -> None:
        """Show the paper larger or smaller."""
        self.hide_completion()
        super().set_zoom(percent)

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.hide_completion()
        super().set_colours(colours)

    def end_composing(self) -> None:
        """Take in what is being composed, where it was begun: the caret is about to go elsewhere."""
        QGuiApplication.inputMethod().commit()
        if self.is_composing:  # nobody answered: its letters are not to stay behind
            QGuiApplication.sendEvent(self, QInputMethodEvent())

    def choose_kind(self, kind: BlockKind, level: int) -> None:
        """Make the paragraphs of the selection paragraphs of this kind."""
        if self.is_composing:
            return
        self.hide_completion()
        choose_kind(self.textCursor(), kind, level)
        self.highlighter.rehighlight()

    def renumber(self) -> None:
        """Put the numbers of all points right, as one undo step."""
        if not self.is_composing:
            self.hide_completion()
            self.numbers.renumber_all()

    def switch_lock(self) -> None:
        """Lock what is selected, or the caret's paragraph; unlock it where it is locked; one undo step."""
        if self.is_composing:
            return
        self.hide_completion()
        self.told.emit(switch_lock(self.textCursor()))
        self._leave_passage()

    def _refuses(self, cursor: QTextCursor) -> bool:
        """Return whether locked words would change with what is selected, and say so."""
        touched = touches_lock(cursor)
        if touched:
            self.told.emit(REFUSAL)
        return touched

    def cut(self) -> None:
        """Cut what is selected, unless it is locked."""
        if not self._refuses(self.textCursor()):
            super().cut()

    def text_before_caret(self) -> str:
        """Return the draft before the caret, paragraphs parted by line feeds."""
        cursor = self.textCursor()
        return self.toPlainText().encode("utf-16-le")[: 2 * cursor.position()].decode("utf-16-le", "ignore")

    # Passages, clipboard, undo

    def insert_chosen(self, passage: Passage) -> None:
        """Put in a passage at the caret; the selection, or words typed of it, give way. One undo step."""
        if self.is_composing:
            return
        cursor = self.textCursor()
        if self._refuses(cursor):
            return
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        kind, _ = block_kind(cursor.block())
        text, offset = cursor.block().text(), caret_offset(cursor)
        placement = place_chosen(passage.kind, passage.text, kind, text, offset)
        given = Change(cursor.blockNumber(), placement.start, placement.end, "")
        if not spare_locked(cursor, [given]):  # what was typed of it is locked: it stays
            placement = place_dropped(passage.kind, kind, text, offset)
        self._insert(cursor, passage, placement)
        self._finish(cursor, cursor.blockNumber())

    def _insert_dropped(self, passage: Passage) -> None:
        cursor = self.textCursor()
        kind, _ = block_kind(cursor.block())
        text, offset = cursor.block().text(), caret_offset(cursor)
        cursor.beginEditBlock()
        self._insert(cursor, passage, place_dropped(passage.kind, kind, text, offset))
        self._finish(cursor, cursor.blockNumber())

    def _insert(self, cursor: QTextCursor, passage: Passage, placement: Placement) -> None:
        self.hide_completion()
        insert_passage(cursor, passage, placement, self.card, self._origins)
        self.passage_inserted.emit(passage)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take passages, pieces of drafts and text; files are for the window."""
        if self.is_composing or source.hasUrls():
            return False
        return carried_passage(source) is not None or bool(carried_blocks(source))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Put in what is dropped or pasted, with its provenance where it has one."""
        if self._refuses(self.textCursor()):
            return
        if not self.is_composing and (lost := lost_in_text(source)):
            self.told.emit(lost)
        if not self.canInsertFromMimeData(source):
            return
        if passage := carried_passage(source):
            self._insert_dropped(passage)
            return
        self.hide_completion()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        first = cursor.blockNumber()
        insert_blocks(cursor, carried_blocks(source), self._origins)
        self._finish(cursor, first)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the selection as pieces of a draft."""
        # Qt's own object: one made here would be on the clipboard still when Python has ended, and crash.
        carried = super().createMimeDataFromSelection()
        carried.html()  # Qt fills it when first asked, over whatever it held
        add_blocks(carried, self.selected_draft())
        return carried

    def selected_draft(self) -> tuple[DraftBlock, ...]:
        """Return the selected pieces of the draft; one empty piece where nothing is selected."""
        return selected_pieces(self.textCursor(), self._origins)

    def undo(self) -> None:
        """Undo the last step."""
        self._replay(super().undo)

    def redo(self) -> None:
        """Redo the step undone last."""
        self._replay(super().redo)

    def _replay(self, step: Callable[[], None]) -> None:
        if self.is_composing:
            return
        self.hide_completion()
        self._held = True  # the step has its numbers
        step()
        self._held = False
        self.numbers.remember()

    def select_all(self) -> None:
        """Select the whole draft."""
        if not self.is_composing:
            self.hide_completion()
            self.selectAll()

    def _finish(self, cursor: QTextCursor, first: int) -> None:
        """End an undo step that has put in the blocks from `first` on; the caret goes behind them."""
        self.numbers.arrived = range(first, cursor.blockNumber() + (not cursor.atBlockStart()))
        cursor.endEditBlock()
        self._go_to(cursor)

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

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tab accepts the completion, Escape takes it away, Enter begins a paragraph; the rest is Qt's."""
        key, ghost = event.key(), self._ghost
        if key in _MODIFIERS or self.is_composing:
            event.ignore()  # what the input method lets through while composing is not meant for the text
            return
        if key_touches_lock(event, self.textCursor()):
            self.told.emit(REFUSAL)
            event.accept()
            return
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if key == Qt.Key.Key_Tab:
                self.accept_completion()
            event.accept()  # a speech has no tabs, and a ghost gone a moment ago must not cost the focus
            return
        self.hide_completion()
        if key == Qt.Key.Key_Escape and ghost:
            self.forget_completions()
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif self._takes_mark(event.text()):
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
        if self._commits_into_lock(event):
            self.told.emit(REFUSAL)
            QGuiApplication.inputMethod().reset()
            event.accept()
            return
        steps_over = False
        if not event.replacementLength():
            committed, steps_over = self._without_standing(event.commitString())
            event.setCommitString(committed)
        self._held = True
        super().inputMethodEvent(event)
        self._held = False
        if steps_over:
            self._step_over_mark()
        if self.is_composing:
            self._dress_composed()
        else:
            self.numbers.update()
            self._keep_agreeing(ghost, event.commitString())
            self._settle.start(0)

    def _commits_into_lock(self, event: QInputMethodEvent) -> bool:
        """Return whether the input method begins to compose, or commits, where words are locked."""
        cursor = self.textCursor()
        if event.replacementLength():
            cursor.setPosition(cursor.position() + event.replacementStart())
            cursor.setPosition(cursor.position() + event.replacementLength(), QTextCursor.MoveMode.KeepAnchor)
        takes = event.commitString() or event.preeditString() or event.replacementLength()
        return bool(takes) and touches_lock(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of a selection with locked words that is pressed on: dragged away, they would be gone."""
        pressed, cursor = self.cursorForPosition(event.position().toPoint()), self.textCursor()
        within = cursor.selectionStart() <= pressed.position() <= cursor.selectionEnd()
        if cursor.hasSelection() and within and touches_lock(cursor):
            self.setTextCursor(pressed)
        super().mousePressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Refuse what is dropped among locked words, before it is taken from where it was."""
        if self._refuses(self.cursorForPosition(event.position().toPoint())):
            event.ignore()
        else:
            super().dropEvent(event)

    def _after_change(self) -> None:
        self._settle.start(0)
        if not self._held and not self.is_composing:
            self.numbers.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the window's menu: Qt's own has other words and other keys."""
        self.menu_wanted.emit(event.globalPos())

    def _after_move(self) -> None:
        if self._ghost and not self._ghost.stands_at(self.textCursor()):
            self.hide_completion()
        self._leave_passage()
        self._settle.start(0)

    def _leave_passage(self) -> None:
        """See to it that what is typed before or behind a passage or locked words is not of them."""
        cursor = self.textCursor()
        if not cursor.hasSelection() and beside_lock(cursor):
            self.mergeCurrentCharFormat(lock_format(on=False))
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
