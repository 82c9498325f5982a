"""The drafting pane: paper of 28 characters, faces as printed, a completion in grey at the caret."""

from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from speechdesk.drafting.placing import Placement, place_chosen, place_dropped
from speechdesk.records import BlockKind, Completion, DraftBlock, Passage
from speechdesk.ui.draft_text import (
    EM_PX,
    TITLE_PX,
    Origin,
    block_format,
    block_kind,
    caret_offset,
    choose_kind,
    fill_document,
    move_caret,
    origin_format,
    origin_index,
    read_blocks,
)
from speechdesk.ui.face_highlighter import FaceHighlighter
from speechdesk.ui.faces import Faces
from speechdesk.ui.theme import Colours

PASSAGE_MIME = "application/x-speechdesk-passage"  # a Passage as JSON
_LINE_CHARS = 28
_MARGIN_PX = 52
_PLACEHOLDERS = {BlockKind.TITLE: "标题", BlockKind.BODY: "从这里写起，联想随光标出现"}


@dataclass(frozen=True, slots=True)
class _Ghost:
    """The completion in grey: shown in `block` at UTF-16 offset `position`, not yet part of the text."""

    completion: Completion
    text: str
    block: QTextBlock
    position: int


class DraftEditor(QTextEdit):
    """Where the speech is written.

    Signals:
        place_changed: the caret stands somewhere new, or the text around it has changed, and nothing is
            being composed by the input method; at most once for each turn of the event loop.

    Args:
        faces: families to show paragraphs in.
        colours: of paper, text and ghost.
        parent: its owner in Qt.
    """

    place_changed = Signal()

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drafting_pane")
        self.setAccessibleName("讲稿")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        font = QFont(faces.body) if faces.body else QFont()
        font.setPixelSize(EM_PX)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(_MARGIN_PX)
        self._highlighter = FaceHighlighter(self.document(), faces)
        self._colours = colours
        self._origins: list[Origin] = []
        self._ghost: _Ghost | None = None
        self._composing = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._report_place)
        self.textChanged.connect(self._after_change)
        self.cursorPositionChanged.connect(self._after_move)
        self.set_blocks(())

    # The draft

    def set_blocks(self, blocks: tuple[DraftBlock, ...]) -> None:
        """Show another draft; undo does not go back behind it."""
        self.hide_completion()
        self._origins.clear()
        fill_document(self.document(), blocks or _EMPTY_DRAFT, self._origins)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def blocks(self) -> tuple[DraftBlock, ...]:
        """Return the draft as it stands, without text still being composed."""
        return read_blocks(self.document(), self._origins)

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.hide_completion()
        self._colours = colours
        self.viewport().update()

    def choose_kind(self, kind: BlockKind, level: int) -> None:
        """Make the paragraphs of the selection paragraphs of this kind."""
        self.hide_completion()
        choose_kind(self.textCursor(), kind, level)
        self._highlighter.rehighlight()

    def text_before_caret(self) -> str:
        """Return the draft before the caret, paragraphs parted by line feeds."""
        cursor = self.textCursor()
        return self.toPlainText().encode("utf-16-le")[: 2 * cursor.position()].decode("utf-16-le", "ignore")

    @property
    def is_composing(self) -> bool:
        """Whether the input method is composing text that is not yet in the draft."""
        return self._composing

    # Passages

    def insert_chosen(self, passage: Passage) -> None:
        """Put in a passage at the caret; words typed of it give way. One undo step."""
        if self._composing:
            return
        cursor = self.textCursor()
        kind, _ = block_kind(cursor.block())
        text, offset = cursor.block().text(), caret_offset(cursor)
        self._insert(passage, place_chosen(passage.kind, passage.text, kind, text, offset))

    def _insert_dropped(self, passage: Passage) -> None:
        cursor = self.textCursor()
        kind, _ = block_kind(cursor.block())
        text, offset = cursor.block().text(), caret_offset(cursor)
        self._insert(passage, place_dropped(passage.kind, kind, text, offset))

    def _insert(self, passage: Passage, placement: Placement) -> None:
        self.hide_completion()
        cursor = self.textCursor()
        cursor.clearSelection()
        body = block_format(BlockKind.BODY, chosen=False)
        cursor.beginEditBlock()
        move_caret(cursor, placement.start)
        move_caret(cursor, placement.end, select=True)
        cursor.removeSelectedText()
        if placement.break_before:
            cursor.insertBlock(body, QTextCharFormat())
        cursor.insertText(
            passage.text, origin_format(self._origins, Origin(passage.text, passage.sources[0]))
        )
        if placement.break_after:
            end = cursor.position()
            cursor.insertBlock(body, QTextCharFormat())
            cursor.setPosition(end)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self._leave_passage()  # the caret may not have moved for Qt, so that nothing else asks
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take passages and text; files are for the window."""
        return (
            not self._composing
            and (source.hasFormat(PASSAGE_MIME) or source.hasText())
            and not source.hasUrls()
        )

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Put in what is dropped or pasted: a passage with its provenance, other text as plain paragraphs."""
        if source.hasFormat(PASSAGE_MIME):
            data = source.data(PASSAGE_MIME).data()
            self._insert_dropped(msgspec.json.decode(data, type=Passage))
            return
        self.hide_completion()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for number, line in enumerate(source.text().strip("\r\n").splitlines()):
            if number:
                cursor.insertBlock(block_format(BlockKind.BODY, chosen=False), QTextCharFormat())
            cursor.insertText(line.strip() if number else line, QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    # The completion in grey

    @property
    def completion_shown(self) -> str:
        """The text shown in grey; empty where there is none."""
        return self._ghost.text if self._ghost else ""

    def show_completion(self, completion: Completion) -> None:
        """Show how the text may go on, at the end of the caret's paragraph; elsewhere nothing is shown."""
        cursor = self.textCursor()
        if self._composing or cursor.hasSelection() or not cursor.atBlockEnd() or not self.hasFocus():
            return
        self._draw_ghost(completion, completion.text)

    def hide_completion(self) -> None:
        """Take away the completion in grey."""
        ghost, self._ghost = self._ghost, None
        if ghost is None or not ghost.block.isValid():
            return
        layout = ghost.block.layout()
        layout.setPreeditArea(-1, "")
        layout.setFormats([item for item in layout.formats() if item.start < ghost.position])
        self.document().markContentsDirty(ghost.block.position(), ghost.block.length())

    def accept_completion(self) -> bool:
        """Make the completion part of the draft, as one undo step; return whether there was one."""
        ghost = self._ghost
        if ghost is None or self._composing:
            return False
        self.hide_completion()
        completion = ghost.completion
        layout = origin_format(self._origins, Origin(completion.text, completion.sources[0]))
        self.textCursor().insertText(ghost.text, layout)
        self.ensureCursorVisible()
        return True

    def _draw_ghost(self, completion: Completion, text: str) -> None:
        # The layout's preedit area is laid out and wrapped like text without being text, which is just what
        # a ghost needs. The input method uses it too, but never while a ghost is shown.
        self.hide_completion()
        cursor = self.textCursor()
        block, position = cursor.block(), cursor.positionInBlock()
        grey = QTextLayout.FormatRange()
        grey.start, grey.length = position, len(text.encode("utf-16-le")) // 2
        grey.format.setForeground(QColor(self._colours.ghost))
        layout = block.layout()
        layout.setPreeditArea(position, text)
        layout.setFormats([*layout.formats(), grey])
        self._ghost = _Ghost(completion, text, block, position)
        self.document().markContentsDirty(block.position(), block.length())

    def _keep_agreeing(self, ghost: _Ghost | None, typed: str) -> None:
        """Leave of a ghost what is still to come after `typed`, so that it shortens instead of flickering."""
        if ghost and typed and len(ghost.text) > len(typed) and ghost.text.startswith(typed):
            self._draw_ghost(ghost.completion, ghost.text[len(typed) :])

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tab accepts the completion, Escape takes it away, Enter begins a paragraph; the rest is Qt's."""
        key, ghost = event.key(), self._ghost
        if key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            super().keyPressEvent(event)
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
            self._begin_paragraph()
            event.accept()
        else:
            super().keyPressEvent(event)
            self._keep_agreeing(ghost, event.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Let the input method work undisturbed: no ghost, and no suggestion until it has committed."""
        ghost = self._ghost
        self.hide_completion()
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._keep_agreeing(ghost, event.commitString())
            self._settle.start(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take away the ghost: it belongs to where one types."""
        self.hide_completion()
        super().focusOutEvent(event)

    def undo(self) -> None:
        """Undo the last step."""
        self.hide_completion()
        super().undo()

    def redo(self) -> None:
        """Redo the step undone last."""
        self.hide_completion()
        super().redo()

    def _begin_paragraph(self) -> None:
        cursor = self.textCursor()
        kind, level = block_kind(cursor.block())
        at_end = cursor.atBlockEnd()
        following = cursor.block().next()
        if kind is BlockKind.TITLE and at_end and following.isValid() and not following.text():
            self.moveCursor(QTextCursor.MoveOperation.NextBlock)  # the empty draft's first paragraph waits
            return
        goes_on = not at_end and kind not in (BlockKind.BODY, BlockKind.HEADING)
        layout = (
            block_format(kind, level, chosen=True) if goes_on else block_format(BlockKind.BODY, chosen=False)
        )
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.insertBlock(layout, QTextCharFormat())
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _after_change(self) -> None:
        self._indent_greeting()
        self._settle.start(0)

    def _after_move(self) -> None:
        ghost = self._ghost
        if ghost and self.textCursor().block() != ghost.block:
            self.hide_completion()
        self._leave_passage()
        self._settle.start(0)

    def _leave_passage(self) -> None:
        """See to it that what is typed behind a passage is not of it."""
        cursor = self.textCursor()
        origin = origin_index(cursor.charFormat())
        if origin is None or cursor.hasSelection():
            return
        following = QTextCursor(cursor)
        at_end = cursor.atBlockEnd() or not following.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if at_end or origin_index(following.charFormat()) != origin:
            self.setCurrentCharFormat(QTextCharFormat())

    def _indent_greeting(self) -> None:
        """Set a greeting flush left once it is one, and back; part of the undo step that typed it."""
        block = self.textCursor().block()
        kind, level = block_kind(block)
        wanted = block_format(kind, level, chosen=False).textIndent()
        if self._composing or block.blockFormat().textIndent() == wanted or not self.document().isModified():
            return
        cursor = QTextCursor(block)
        change = block.blockFormat()
        change.setTextIndent(wanted)
        cursor.joinPreviousEditBlock()
        cursor.setBlockFormat(change)
        cursor.endEditBlock()

    def _report_place(self) -> None:
        if not self._composing:
            self.place_changed.emit()

    # Paper

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the paper 28 characters wide, in the middle of the pane."""
        paper_px = _LINE_CHARS * EM_PX + 2 * _MARGIN_PX + 2  # 2: rounding of glyph advances
        bar = self.verticalScrollBar()
        left = max(0, (self.width() - paper_px) // 2)
        right = max(0, self.width() - paper_px - left - (bar.width() if bar.isVisible() else 0))
        if (self.viewportMargins().left(), self.viewportMargins().right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the paper under the text, and what an empty draft is for."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._colours.paper))
        if self.document().characterCount() <= self.document().blockCount():
            self._paint_placeholders(painter)
        painter.end()
        super().paintEvent(event)

    def _paint_placeholders(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._colours.ghost))
        block = self.document().begin()
        while block.isValid():
            kind, _ = block_kind(block)
            if hint := "" if self._composing else _PLACEHOLDERS.get(kind, ""):
                area = self.document().documentLayout().blockBoundingRect(block)
                area.translate(0, -self.verticalScrollBar().value())
                area.adjust(block.blockFormat().textIndent(), 0, 0, 0)
                font = QFont(self.document().defaultFont())
                font.setPixelSize(TITLE_PX if kind is BlockKind.TITLE else EM_PX)
                painter.setFont(font)
                centred = (
                    Qt.AlignmentFlag.AlignHCenter if kind is BlockKind.TITLE else Qt.AlignmentFlag.AlignLeft
                )
                painter.drawText(area, int(centred | Qt.AlignmentFlag.AlignVCenter), hint)
            block = block.next()


_EMPTY_DRAFT = (DraftBlock(BlockKind.TITLE, ""), DraftBlock(BlockKind.BODY, ""))
