"""The look of a card: the words with what agrees and what differs, then match, role, use and source."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from speechdesk.library.cards import Card
from speechdesk.ui.positions import qt_offset
from speechdesk.ui.theme import Colours

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
CARD_GAP_PX = 8
_MOST_LINES = 5
_PADDING_PX = 11
_TEXT_PX = 14
_META_PX = 12
_META_LINE_PX = 19
_LINE_HEIGHT = 1.5
_CUT = "……"
_LAYOUTS_KEPT = 64  # those of the cards in sight, at the widths they are measured and painted in
_CHARS_BEFORE = 16  # shown before what agrees where the beginning is cut off

_Index = QModelIndex | QPersistentModelIndex
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card and the spans of its words that agree with, or differ from, what was typed or looked for."""

    card: Card
    same: Spans
    other: Spans


class PassageDelegate(QStyledItemDelegate):
    """Paints a card.

    Args:
        colours: of the cards.
        parent: the list.
    """

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = colours
        self._layouts: dict[tuple[object, ...], QTextLayout] = {}  # the one used last comes last

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self._colours = colours
        self._layouts.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of a card at the list's width, the scroll bar beside it whether it is shown or not.

        The bar comes when the first cards have their sizes, and narrower cards may need another line.
        """
        shown: ShownCard = index.data(CARD_ROLE)
        list_view = option.widget
        width = _narrowest(list_view) if isinstance(list_view, QListView) else option.rect.width()
        layout = self._lay_out(shown, option.font, _frame(QRectF(0, 0, width, 0)).width() - 2 * _PADDING_PX)
        height = _lines_height(layout) + 2 * _META_LINE_PX + 2 * _PADDING_PX + CARD_GAP_PX
        return QSize(option.rect.width(), round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one card."""
        shown: ShownCard = index.data(CARD_ROLE)
        colours = self._colours
        frame = _frame(QRectF(option.rect))
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(QColor(colours.accent if chosen or focused else colours.line), 2 if focused else 1)
        )
        painter.setBrush(
            QColor(colours.accent_soft if chosen else colours.hover if hovered else colours.card)
        )
        painter.drawRoundedRect(frame, 7, 7)
        inner = frame.adjusted(_PADDING_PX, _PADDING_PX, -_PADDING_PX, -_PADDING_PX)
        layout = self._lay_out(shown, option.font, inner.width())
        painter.setPen(QColor(colours.text))
        for number in range(min(layout.lineCount(), _MOST_LINES)):
            layout.lineAt(number).draw(painter, inner.topLeft())
        self._paint_facts(painter, option.font, shown.card, inner)
        painter.restore()

    def _paint_facts(self, painter: QPainter, base: QFont, card: Card, inner: QRectF) -> None:
        font = QFont(base)
        font.setPixelSize(_META_PX)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        line = QRectF(inner.left(), inner.bottom() - 2 * _META_LINE_PX + 4, inner.width(), _META_LINE_PX)
        left = line.left()
        for words, look, colour in (
            (score_of(card), bold, self._colours.accent),
            ("★" if card.mark.favourite else "", font, self._colours.accent),
            ("　".join(facts_of(card)), font, self._colours.muted),
        ):
            if not words:
                continue
            painter.setFont(look)
            painter.setPen(QColor(colour))
            metrics = QFontMetrics(look)
            room = int(line.right() - left)
            painter.drawText(
                QRectF(left, line.top(), room, line.height()),
                int(Qt.AlignmentFlag.AlignVCenter),
                metrics.elidedText(words, Qt.TextElideMode.ElideRight, room),
            )
            left += metrics.horizontalAdvance(words) + 8
        line.translate(0, _META_LINE_PX)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.muted))
        label = QFontMetrics(font).elidedText(
            source_of(card), Qt.TextElideMode.ElideMiddle, int(line.width())
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), label)

    def _lay_out(self, shown: ShownCard, base: QFont, width: float) -> QTextLayout:
        """Return the card's words in at most `_MOST_LINES` lines, marked; made once, though asked often."""
        passage = shown.card.match.passage
        key = (passage.text, passage.slots, shown.same, shown.other, base.key(), width)
        layout = self._layouts.pop(key, None) or self._make_layout(shown, base, width)
        self._layouts[key] = layout
        if len(self._layouts) > _LAYOUTS_KEPT:
            del self._layouts[next(iter(self._layouts))]
        return layout

    def _make_layout(self, shown: ShownCard, base: QFont, width: float) -> QTextLayout:
        font = QFont(base)
        font.setPixelSize(_TEXT_PX)
        words, skipped = shown.card.match.passage.text, 0
        layout = _wrapped(QTextLayout(words, font), width)
        first = shown.same[0] if shown.same else (0, 0)
        if (
            first[0] > _CHARS_BEFORE
            and layout.lineCount() > _MOST_LINES
            and qt_offset(words, first[1]) > _visible_chars(layout)
        ):
            skipped = first[0] - _CHARS_BEFORE - len(_CUT)  # what agrees is to be seen, further in as it is
            words = _CUT + words[first[0] - _CHARS_BEFORE :]
            layout = _wrapped(QTextLayout(words, font), width)
        if layout.lineCount() > _MOST_LINES:
            words = words[: max(0, _visible_chars(layout) - 3)] + _CUT
        slot_look, same_look, other_look = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        slot_look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        slot_look.setUnderlineColor(QColor(self._colours.muted))
        same_look.setForeground(QColor(self._colours.accent))
        same_look.setFontWeight(QFont.Weight.DemiBold)
        other_look.setForeground(QColor(self._colours.differs))
        other_look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        other_look.setUnderlineColor(QColor(self._colours.differs))
        slots = tuple((slot.start, slot.end) for slot in shown.card.match.passage.slots)
        marked = QTextLayout(words, font)
        marked.setFormats(  # before the lines are made: it would undo them
            [
                _marked(words, (start - skipped, end - skipped), look)
                for spans, look in ((slots, slot_look), (shown.same, same_look), (shown.other, other_look))
                for start, end in spans
                if start >= skipped
            ]
        )
        return _wrapped(marked, width)


def score_of(card: Card) -> str:
    """Return how well a card fits, as it is shown; "" where it holds the very words."""
    return f"{card.match.score:.0%}" if card.match.score < 1 else ""


def facts_of(card: Card) -> tuple[str, ...]:
    """Return what is told of a passage: role, times used, what the user says of it."""
    mark = card.mark
    facts = (
        str(card.match.passage.role or ""),
        f"用过 {mark.used} 次" if mark.used else "",
        "已改写" if mark.wording else "",
        "有备注" if mark.note else "",
        " ".join(f"#{tag}" for tag in mark.tags),
    )
    return tuple(filter(None, facts))


def source_of(card: Card) -> str:
    """Return where a passage stands, in how many places, in how many wordings."""
    label = card.label
    if len(card.match.passage.sources) > 1:
        label += f" 等 {len(card.match.passage.sources)} 处"
    if card.match.variants:
        label += f"　异文 {len(card.match.variants)}"
    return label


def _visible_chars(layout: QTextLayout) -> int:
    """Return how many UTF-16 units of a layout stand in the lines that are shown."""
    last = layout.lineAt(_MOST_LINES - 1)
    return last.textStart() + last.textLength()


def _marked(words: str, span: tuple[int, int], look: QTextCharFormat) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start = qt_offset(words, min(span[0], len(words)))
    mark.length = qt_offset(words, min(span[1], len(words))) - mark.start
    mark.format = look
    return mark


def _narrowest(view: QListView) -> int:
    bar = view.verticalScrollBar()
    return view.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())


def _frame(item: QRectF) -> QRectF:
    """Return where the card stands in its item; half a pixel in, so that its border is sharp."""
    return item.adjusted(1.5, CARD_GAP_PX / 2 + 0.5, -CARD_GAP_PX - 0.5, -CARD_GAP_PX / 2 - 0.5)


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
