"""The sheet the draft is written on: 28 characters wide at any size, in the middle of the pane."""

import math

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from speechdesk.records import BlockKind
from speechdesk.ui.draft_text import EM_PX, PT_PER_PX, TITLE_PX, block_kind
from speechdesk.ui.face_highlighter import LOCKED, FaceHighlighter
from speechdesk.ui.faces import Faces
from speechdesk.ui.theme import Colours

_LINE_CHARS = 28  # official-format: 28 characters a line
_INDENT_PX = 2 * EM_PX
_MARGIN_PX = 52
_LEAST_MARGIN_PX = 14
# Qt indents a first line by the same pixels at any size: between these its 26 characters fit, and no 27th.
_LEAST_ZOOM, _MOST_ZOOM = 0.7, 1.8
_ZOOM_STEPS = 20  # in which paper follows the width of its pane: laying out costs time
_HINT_GAP_PX = 3  # behind the caret
_PADLOCK_GAP_PX = 22  # left of the text
_DOTS_PER_METRE = 96 / 0.0254
_PLACEHOLDERS = {BlockKind.TITLE: "标题", BlockKind.BODY: "从这里写起，联想随光标出现"}


class Paper(QTextEdit):
    """A text edit that looks like the printed page's type area.

    Signals:
        zoom_wanted: one step larger (1) or smaller (-1).

    Args:
        faces: families to show paragraphs in.
        colours: of paper and text.
        parent: its owner in Qt.
    """

    zoom_wanted = Signal(int)

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)  # 28 characters, however wide the pane
        self.horizontalScrollBar().rangeChanged.connect(self._show_middle)
        self.document().setDefaultFont(_body_font(faces))
        self.document().setDocumentMargin(_MARGIN_PX)
        self.highlighter = FaceHighlighter(self.document(), faces)
        self.colours = colours
        self._zoom = 1.0  # as it is wanted
        self._scale = 1.0  # as it is shown: a line is never wider than the pane
        self._paper_px = 0
        self._line_px = 0.0
        self._resolution = QImage()
        self._lay_out()

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.colours = colours
        self.viewport().update()

    def set_faces(self, faces: Faces) -> None:
        """Show the draft in other families; it and its undo steps know nothing of it."""
        self.document().setDefaultFont(_body_font(faces))
        self.highlighter.set_faces(faces)
        self.set_zoom(round(self._zoom * 100))

    @property
    def is_held_back(self) -> bool:
        """Whether the paper is shown smaller than it is wanted, for its line to fit the pane."""
        return self._scale < self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show the paper larger or smaller, as far as a line of it has room in the pane.

        The draft and its undo steps know nothing of it.
        """
        self._zoom = min(percent / 100, _MOST_ZOOM)
        self._lay_out()
        self.ensureCursorVisible()

    def _lay_out(self) -> None:
        # Another size is another resolution of the device the text is laid out for.
        seen = self.cursorForPosition(QPoint())
        self._scale = self._fitting_scale()
        self._resolution = QImage(1, 1, QImage.Format.Format_Mono)
        dots_per_metre = round(_DOTS_PER_METRE * self._scale)
        self._resolution.setDotsPerMeterX(dots_per_metre)
        self._resolution.setDotsPerMeterY(dots_per_metre)
        document = self.document()
        document.documentLayout().setPaintDevice(self._resolution)
        metrics = QFontMetricsF(document.defaultFont(), self._resolution)
        self._line_px = metrics.horizontalAdvance("字" * _LINE_CHARS)
        self._fit()
        document.markContentsDirty(0, document.characterCount())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(seen).top())  # what stood at the top stays there

    def _fitting_scale(self) -> float:
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _LEAST_MARGIN_PX
        line_px = _LINE_CHARS * EM_PX
        fitting = room / line_px if room >= line_px else (room - _INDENT_PX) / (line_px - _INDENT_PX)
        fitting = math.floor(fitting * _ZOOM_STEPS) / _ZOOM_STEPS
        return min(self._zoom, max(fitting, _LEAST_ZOOM))

    def _fit(self) -> None:
        """Give the paper its width: 28 characters and margins, of which a narrow pane shows less."""
        scale = self._resolution.logicalDpiX() / 96  # whole dots an inch: not quite the size asked for
        spare = max(2.0, _INDENT_PX * (1 - scale) + 1)  # for rounding, or for the indent that is too large
        self._paper_px = round(self._line_px + spare + 2 * _MARGIN_PX * scale)
        self.setLineWrapColumnOrWidth(self._paper_px)
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        fits = room >= self._line_px + spare + 2 * _LEAST_MARGIN_PX
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(off if fits else on)
        self._centre()
        self._show_middle()

    def _show_middle(self) -> None:
        """Cut as much off the margin on either side, where the text has room and the margins have not."""
        bar = self.horizontalScrollBar()
        if self.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            bar.setValue(bar.maximum() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the paper in the middle of the pane, and its line within."""
        if self._fitting_scale() == self._scale:
            self._fit()
        else:
            self._lay_out()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel ask for another size; Qt's own would change the font only."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the paper under the text, and what an empty draft is for."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self.colours.paper))
        if self.is_blank():
            self._paint_placeholders(painter)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_locks(painter, event.rect())
        painter.end()

    def _paint_locks(self, painter: QPainter, area: QRect) -> None:
        """Paint a small padlock in the margin, beside each paragraph that has locked words."""
        scroll = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        block = self.cursorForPosition(area.topLeft()).block()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.colours.muted), 1.4))
        while block.isValid():
            frame = self.document().documentLayout().blockBoundingRect(block).translated(-scroll)
            if frame.top() > area.bottom():
                return
            if block.userState() == LOCKED:
                body = QRectF(
                    frame.left() - _PADLOCK_GAP_PX, frame.top() + block.layout().lineAt(0).height() / 2, 9, 7
                )
                painter.drawRoundedRect(body, 1.5, 1.5)
                painter.drawArc(body.adjusted(2, -4.5, -2, -2.5), 0, 180 * 16)
            block = block.next()

    def is_blank(self) -> bool:
        """Return whether nothing is written yet, and nothing is being composed."""
        return self.document().characterCount() <= self.document().blockCount() and not self._is_preedited()

    def _is_preedited(self) -> bool:
        return bool(self.textCursor().block().layout().preeditAreaText())

    def _centre(self) -> None:
        bar = self.verticalScrollBar()
        left = max(0, (self.width() - self._paper_px) // 2)
        right = max(0, self.width() - self._paper_px - left - (bar.width() if bar.isVisible() else 0))
        if (self.viewportMargins().left(), self.viewportMargins().right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)

    def _paint_placeholders(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.colours.ghost))
        block = self.document().begin()
        while block.isValid():
            kind, _ = block_kind(block)
            if hint := _PLACEHOLDERS.get(kind, ""):
                font = QFont(self.document().defaultFont())
                font.setPixelSize(round((TITLE_PX if kind is BlockKind.TITLE else EM_PX) * self._scale))
                painter.setFont(font)
                caret = self.cursorRect(QTextCursor(block))  # the words begin there, as typed ones will
                room = QRect(caret.right() + _HINT_GAP_PX, caret.top(), self.width(), caret.height())
                painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), hint)
            block = block.next()


def _body_font(faces: Faces) -> QFont:
    font = QFont(faces.body) if faces.body else QFont()
    font.setPointSizeF(EM_PX * PT_PER_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
