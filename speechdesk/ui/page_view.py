"""The page preview beside the draft: paper as it will be printed, the page of the caret followed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from speechdesk.export.composition import Composition
from speechdesk.ui.faces import Faces
from speechdesk.ui.page_paint import PagePainter, page_rect
from speechdesk.ui.theme import Colours

_GAP_PX = 14
_SMALLEST, _LARGEST, _STEP = 0.2, 4.0, 1.15


class PageView(QAbstractScrollArea):
    """Pages under each other; only those in sight are painted.

    Signals:
        page_shown: number (from 1) of the page that is followed, and how many there are.

    Args:
        faces: families that stand in for faces this computer lacks.
        colours: of ground and frame; paper is white in every theme, as the printer's is.
        parent: its owner in Qt.
    """

    page_shown = Signal(int, int)

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_view")
        self.setAccessibleName("页面预览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._faces = faces
        self.colours = colours
        self._composition: Composition | None = None
        self._painter: PagePainter | None = None
        self._scale = 0.0  # 0: as wide as the pane
        self._current = 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size at which a page can be read."""
        return QSize(380, 540)

    def show_composition(self, composition: Composition) -> None:
        """Show the pages of a draft; the place in view stays."""
        self._composition = composition
        self._painter = PagePainter(composition, self._faces)
        self._current = min(self._current, max(len(composition.pages) - 1, 0))
        self._set_range()
        self.viewport().update()
        self.page_shown.emit(self._current + 1, len(composition.pages))

    def follow_block(self, block: int) -> None:
        """Bring the page that shows a block of the draft into view."""
        if self._composition is None or not self._composition.pages:
            return
        self.go_to_page(self._composition.page_of_block(block))

    def go_to_page(self, index: int) -> None:
        """Bring a page into view, unless it is there already; counted from 0."""
        self._current = index
        height = self._page_px().height() + _GAP_PX
        top = round(_GAP_PX / 2 + index * height)
        bar = self.verticalScrollBar()
        if not bar.value() <= top + 1 <= bar.value() + self.viewport().height() - height / 2:
            bar.setValue(top)
        self.viewport().update()
        if self._composition:
            self.page_shown.emit(index + 1, len(self._composition.pages))

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.colours = colours
        self.viewport().update()

    def zoom_in(self) -> None:
        """Show pages larger."""
        self._zoom(self._page_scale() * _STEP)

    def zoom_out(self) -> None:
        """Show pages smaller."""
        self._zoom(self._page_scale() / _STEP)

    def zoom_to_width(self) -> None:
        """Show pages as wide as the pane."""
        self._zoom(0.0)

    def _zoom(self, scale: float) -> None:
        self._scale = min(max(scale, _SMALLEST), _LARGEST) if scale else 0.0
        self._set_range()
        self.go_to_page(self._current)

    def _page_scale(self) -> float:
        """Return how many pixels a point takes."""
        if self._scale or self._composition is None:
            return self._scale or 1.0
        width = page_rect(self._composition.preset).width()
        return max((self.viewport().width() - 2 * _GAP_PX) / width, _SMALLEST)

    def _page_px(self) -> QRectF:
        if self._composition is None:
            return QRectF()
        scale = self._page_scale()
        paper = page_rect(self._composition.preset)
        return QRectF(0, 0, paper.width() * scale, paper.height() * scale)

    def _set_range(self) -> None:
        pages = len(self._composition.pages) if self._composition else 0
        paper = self._page_px()
        height = round(pages * (paper.height() + _GAP_PX) + _GAP_PX)
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(self.viewport().height())
        vertical.setSingleStep(40)
        vertical.setRange(0, max(height - self.viewport().height(), 0))
        horizontal.setPageStep(self.viewport().width())
        horizontal.setRange(0, max(round(paper.width()) + 2 * _GAP_PX - self.viewport().width(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep pages as wide as the pane."""
        super().resizeEvent(event)
        self._set_range()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with the control key held, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self.colours.ground))
        if self._composition is None or self._painter is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        paper = self._page_px()
        scale = self._page_scale()
        left = (
            max((self.viewport().width() - paper.width()) / 2, _GAP_PX) - self.horizontalScrollBar().value()
        )
        for index in range(len(self._composition.pages)):
            top = _GAP_PX + index * (paper.height() + _GAP_PX) - self.verticalScrollBar().value()
            area = QRectF(QPointF(left, top), paper.size())
            if not area.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(area, QColor("white"))
            frame = self.colours.accent if index == self._current else self.colours.line
            painter.setPen(QPen(QColor(frame), 1.5 if index == self._current else 1))
            painter.drawRect(area)
            painter.save()
            painter.setClipRect(area)
            painter.translate(area.topLeft())
            painter.scale(scale, scale)
            self._painter.paint(painter, index)
            painter.restore()
