"""Passages as cards: the model, the painting and the list they are dragged from."""

import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from speechdesk.mining.alignment import find_differences
from speechdesk.records import Match, Passage
from speechdesk.ui.draft_clips import PASSAGE_MIME, passage_data
from speechdesk.ui.positions import qt_offset
from speechdesk.ui.theme import Colours

MATCH_ROLE = Qt.ItemDataRole.UserRole + 1
_IGNORED = "省市州县等级别字、全角半角、标点样式和空格"
_MOST_LINES = 5
_PADDING_PX = 11
_GAP_PX = 8
_TEXT_PX = 14
_META_PX = 12
_LINE_HEIGHT = 1.5

_Index = QModelIndex | QPersistentModelIndex


class PassageModel(QAbstractListModel):
    """The passages offered, best first; each can be dragged as passage and as plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matches: tuple[Match, ...] = ()

    def show(self, matches: Sequence[Match]) -> None:
        """Show other passages; the same ones again change nothing."""
        if tuple(matches) == self._matches:
            return
        self.beginResetModel()
        self._matches = tuple(matches)
        self.endResetModel()

    def match_at(self, row: int) -> Match | None:
        """Return what stands at `row`; None where there is nothing."""
        return self._matches[row] if 0 <= row < len(self._matches) else None

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many passages are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._matches)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a passage's words, the whole of it to hover over, or the record itself."""
        match = self.match_at(index.row())
        if match is None:
            return None
        if role == MATCH_ROLE:
            return match
        if role == Qt.ItemDataRole.DisplayRole:
            return match.passage.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return "".join(
                (
                    _paragraph(match.passage.text),
                    *map(partial(_variant, match), match.variants),
                    f"<p>{html.escape(_meta(match))}</p>",
                    _comparison(match),
                )
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{match.passage.text}，{_meta(match)}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that every card can be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Return what a dragged card carries."""
        return [PASSAGE_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the dragged passage."""
        match = self.match_at(indexes[0].row()) if indexes else None
        return passage_data(match.passage) if match else QMimeData()


class PassageDelegate(QStyledItemDelegate):
    """Paints a card: the words with what matches marked, below them score and source.

    Args:
        colours: of the cards.
        shows_score: whether the score says something, as it does not for a phrase that is in all of them.
        parent: the list.
    """

    def __init__(self, colours: Colours, parent: QWidget, *, shows_score: bool) -> None:
        super().__init__(parent)
        self._colours = colours
        self._shows_score = shows_score

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of a card at the list's width."""
        match: Match = index.data(MATCH_ROLE)
        list_view = option.widget
        width = list_view.viewport().width() if isinstance(list_view, QListView) else option.rect.width()
        layout = self._lay_out(match, option.font, _card(QRectF(0, 0, width, 0)).width() - 2 * _PADDING_PX)
        height = _lines_height(layout) + _META_PX * 2 + 2 * _PADDING_PX + _GAP_PX
        return QSize(width, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        match: Match = index.data(MATCH_ROLE)
        colours = self._colours
        card = _card(QRectF(option.rect))
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 1))
        painter.setBrush(QColor(colours.hover if hovered else colours.card))
        painter.drawRoundedRect(card, 7, 7)
        inner = card.adjusted(_PADDING_PX, _PADDING_PX, -_PADDING_PX, -_PADDING_PX)
        layout = self._lay_out(match, option.font, inner.width())
        painter.setPen(QColor(colours.text))
        for number in range(min(layout.lineCount(), _MOST_LINES)):
            layout.lineAt(number).draw(painter, inner.topLeft())
        self._paint_meta(painter, option.font, match, inner)
        painter.restore()

    def _paint_meta(self, painter: QPainter, base: QFont, match: Match, inner: QRectF) -> None:
        font = QFont(base)
        font.setPixelSize(_META_PX)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        line = QRectF(inner.left(), inner.bottom() - _META_PX * 1.4, inner.width(), _META_PX * 1.6)
        if self._shows_score:
            score = f"{match.score:.0%}"
            painter.setFont(bold)
            painter.setPen(QColor(self._colours.accent))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), score)
            line.adjust(QFontMetrics(bold).horizontalAdvance(score) + 8, 0, 0, 0)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.muted))
        label = metrics.elidedText(
            _source_line(match.passage), Qt.TextElideMode.ElideMiddle, int(line.width())
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), label)

    def _lay_out(self, match: Match, base: QFont, width: float) -> QTextLayout:
        """Return the card's words in at most `_MOST_LINES` lines, what matches marked."""
        font = QFont(base)
        font.setPixelSize(_TEXT_PX)
        words = match.passage.text
        layout = _wrapped(QTextLayout(words, font), width)
        if layout.lineCount() > _MOST_LINES:
            last = layout.lineAt(_MOST_LINES - 1)
            words = words[: max(0, last.textStart() + last.textLength() - 2)] + "……"
        marks: list[QTextLayout.FormatRange] = []
        for start, end in match.matched:
            mark = QTextLayout.FormatRange()
            mark.start = qt_offset(words, min(start, len(words)))
            mark.length = qt_offset(words, min(end, len(words))) - mark.start
            look = QTextCharFormat()
            look.setForeground(QColor(self._colours.accent))
            mark.format = look
            marks.append(mark)
        for slot in match.passage.slots:
            mark = QTextLayout.FormatRange()
            mark.start = qt_offset(words, min(slot.start, len(words)))
            mark.length = qt_offset(words, min(slot.end, len(words))) - mark.start
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            look.setUnderlineColor(QColor(self._colours.muted))
            mark.format = look
            marks.append(mark)
        marked = QTextLayout(words, font)
        marked.setFormats(marks)  # before the lines are made: it would undo them
        return _wrapped(marked, width)


class PassageList(QListView):
    """The cards, to be chosen by Enter or double click, or dragged into the draft.

    Signals:
        passage_chosen: a Passage the user wants at the caret.
    """

    passage_chosen = Signal(object)

    def __init__(self, model: PassageModel, colours: Colours, parent: QWidget, *, shows_score: bool) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._cards = PassageDelegate(colours, self, shows_score=shows_score)
        self.setItemDelegate(self._cards)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._choose)

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self._cards.set_colours(colours)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter puts the current card in at the caret."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        match: Match = index.data(MATCH_ROLE)
        self.passage_chosen.emit(match.passage)


def _card(item: QRectF) -> QRectF:
    """Return where the card stands in its item; half a pixel in, so that its border is sharp."""
    return item.adjusted(0.5, _GAP_PX / 2 + 0.5, -_GAP_PX - 0.5, -_GAP_PX / 2 - 0.5)


def _wrapped(layout: QTextLayout, width: float) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, top))
        top += _TEXT_PX * _LINE_HEIGHT
    layout.endLayout()
    return layout


def _lines_height(layout: QTextLayout) -> float:
    return min(layout.lineCount(), _MOST_LINES) * _TEXT_PX * _LINE_HEIGHT


def _source_line(passage: Passage) -> str:
    """Return what stands under a passage: its role, where it stands, how often, its variants."""
    label = passage.sources[0].label()
    if len(passage.sources) > 1:
        label += f" 等 {len(passage.sources)} 处"
    if passage.variants:
        label += f"　异文 {len(passage.variants)}"
    return f"{passage.role}　{label}" if passage.role else label


def _meta(match: Match) -> str:
    topics = f"，{'、'.join(match.passage.topics)}" if match.passage.topics else ""
    return f"相近 {match.score:.0%}，{_source_line(match.passage)}{topics}"


def _comparison(match: Match) -> str:
    """Return for the tooltip what was compared, what made no difference, and what differs."""
    compared = match.comparison
    if compared is None:
        return ""
    beside = match.passage.text[compared.start : compared.end]
    said = f"相近度是“{compared.words}”与素材中“{beside}”逐字比较的结果；{_IGNORED}不计。"
    if compared.only_typed:
        said += f"素材里没有：{'、'.join(compared.only_typed)}。"
    return _paragraph(said)


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _variant(match: Match, variant: Passage) -> str:
    """Return another wording for the tooltip, bold where it differs, with where it stands."""
    passage = match.passage
    pieces: list[str] = []
    at = 0
    for found in find_differences(passage.text, variant.text, passage.slots, variant.slots):
        pieces += (
            html.escape(variant.text[at : found.other_start]),
            f"<b><u>{html.escape(variant.text[found.other_start : found.other_end])}</u></b>",
        )
        at = found.other_end
    pieces.append(html.escape(variant.text[at:]))
    return f"<p>异文（{html.escape(variant.sources[0].label())}）：{''.join(pieces)}</p>"
