"""A past speech to read: its words can be selected, copied and dragged into the draft, with their origin."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from speechdesk.drafting.filling import fill_slots
from speechdesk.library.overview import ShownBlock, ShownSpeech
from speechdesk.mining.slots import slots_of_part
from speechdesk.records import BlockKind, DraftBlock, MeetingCard, Passage, PassageKind, Provenance
from speechdesk.ui.draft_clips import PASSAGE_MIME, add_blocks, passage_data
from speechdesk.ui.positions import qt_offset, text_offset
from speechdesk.ui.theme import Colours

_TEXT_PX = 14
_LINE_PERCENT = 150.0
_NO_ID = 0  # a passage cut out of a speech has no number in the library


class SpeechView(QTextEdit):
    """A past speech.

    Signals:
        passage_wanted: a Passage, the words selected (or the caret's paragraph), for the draft.

    Args:
        colours: of text and marks.
        card: returns the meeting card that fills slots of several paragraphs.
        parent: its owner in Qt.
    """

    passage_wanted = Signal(object)

    def __init__(self, colours: Colours, card: Callable[[], MeetingCard], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("speech_view")
        self.setAccessibleName("以往讲话")
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(10)
        self._colours = colours
        self._card = card
        self._speech: ShownSpeech | None = None
        self._marked: tuple[int, str] | None = None

    @property
    def speech(self) -> ShownSpeech | None:
        """The speech that is shown."""
        return self._speech

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self._colours = colours
        self._mark()

    def show_speech(self, speech: ShownSpeech) -> None:
        """Show a speech from its beginning."""
        self._speech = speech
        self._marked = None
        self.setExtraSelections([])
        self.clear()
        cursor = self.textCursor()
        for number, block in enumerate(speech.blocks):
            layout = QTextBlockFormat()
            layout.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            layout.setBottomMargin(6)
            layout.setTextIndent(0 if block.level or not block.role else 2 * _TEXT_PX)
            look = QTextCharFormat()
            look.setProperty(QTextCharFormat.Property.FontPixelSize, _TEXT_PX)
            if number:
                cursor.insertBlock(layout, look)
            else:
                cursor.setBlockFormat(layout)
            heading = len(block.text) if block.level and not block.role else 0
            if block.heading and block.heading in block.text:
                heading = block.text.index(block.heading) + len(block.heading)
            bold = QTextCharFormat(look)
            bold.setFontWeight(QFont.Weight.DemiBold)
            cursor.insertText(block.text[:heading], bold)
            cursor.insertText(block.text[heading:], look)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, block: int, words: str = "") -> None:
        """Scroll to a paragraph of the speech (by its number in it) and mark it, or words of it."""
        row = next((at for at, shown in enumerate(self._blocks()) if shown.source.block == block), None)
        if row is None:
            return
        self._marked = (row, words)
        self._mark()
        target = self.document().findBlockByNumber(row)
        cursor = QTextCursor(target)
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(target).top()
        self.verticalScrollBar().setValue(round(top - self.viewport().height() / 5))

    def selected_passage(self) -> Passage | None:
        """Return the words selected in one paragraph, or else its whole; None for several or none."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        blocks = self._blocks()
        if first != last or first >= len(blocks):
            return None
        shown = blocks[first]
        at = document.findBlockByNumber(first).position()
        start, end = 0, len(shown.text)
        if cursor.hasSelection():
            start = text_offset(shown.text, cursor.selectionStart() - at)
            end = text_offset(shown.text, cursor.selectionEnd() - at)
        words = shown.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        return self._passage(shown, start, start + len(words)) if words else None

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the selection with its origin: a passage, or paragraphs with their slots filled."""
        if passage := self.selected_passage():
            carried = (
                super().createMimeDataFromSelection()
            )  # Qt's own object outlives Python on the clipboard
            carried.html()
            carried.setData(PASSAGE_MIME, passage_data(passage).data(PASSAGE_MIME))
            carried.setText(passage.text)
            return carried
        carried = super().createMimeDataFromSelection()
        carried.html()
        add_blocks(carried, self._selected_blocks())
        return carried

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter puts the selection, or the caret's paragraph, into the draft."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if passage := self.selected_passage():
                self.passage_wanted.emit(passage)
            return
        super().keyPressEvent(event)

    def _blocks(self) -> tuple[ShownBlock, ...]:
        return self._speech.blocks if self._speech else ()

    def _passage(self, shown: ShownBlock, start: int, end: int) -> Passage:
        level = self._speech.level if self._speech else ""
        text, slots = shown.text[start:end], slots_of_part(shown.text, shown.slots, start, end, level)
        kind = PassageKind.PARAGRAPH if text == shown.text else PassageKind.SENTENCE
        return Passage(_NO_ID, kind, text, (shown.source,), shown.role, slots=slots, level=level)

    def _selected_blocks(self) -> tuple[DraftBlock, ...]:
        cursor, card = self.textCursor(), self._card()
        pieces: list[DraftBlock] = []
        for number, shown in enumerate(self._blocks()):
            at = self.document().findBlockByNumber(number).position()
            start = text_offset(shown.text, max(0, cursor.selectionStart() - at))
            end = text_offset(shown.text, max(0, cursor.selectionEnd() - at))
            if start == end:
                continue
            passage = self._passage(shown, start, end)
            text, slots = passage.text, passage.slots
            if card != MeetingCard():
                filled = fill_slots(text, slots, card, passage.level)
                text, slots = filled.text, filled.slots
            origin = (Provenance(0, len(text), passage.text, shown.source),)
            kind = BlockKind.HEADING if shown.level else BlockKind.BODY
            pieces.append(DraftBlock(kind, text, shown.level, origin, slots))
        return tuple(pieces)

    def _mark(self) -> None:
        if self._marked is None:
            return
        row, words = self._marked
        block = self.document().findBlockByNumber(row)
        if not words:
            self._mark_whole(row)
            return
        text = block.text()
        start = max(0, text.find(words))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + qt_offset(text, start))
        length = len(words) if words in text else len(text)
        cursor.setPosition(
            block.position() + qt_offset(text, start + length), QTextCursor.MoveMode.KeepAnchor
        )
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
        look = QTextCharFormat()
        look.setBackground(QColor(self._colours.accent_soft))
        mark.format = look  # pyright: ignore[reportAttributeAccessIssue]
        self.setExtraSelections([mark])

    def _mark_whole(self, row: int) -> None:
        """Lay a ground under one paragraph, and under no other."""
        for number in range(self.document().blockCount()):
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            layout = cursor.blockFormat()
            layout.clearBackground()
            if number == row:
                layout.setBackground(QColor(self._colours.accent_soft))
            cursor.setBlockFormat(layout)
