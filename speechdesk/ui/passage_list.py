"""Passages as cards: the model, and the list with its keys, its menu and its drag."""

import html
from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from speechdesk.library.cards import Card
from speechdesk.records import Match
from speechdesk.suggest.cards import compare_words
from speechdesk.text.comparing import compare
from speechdesk.ui.draft_clips import PASSAGE_MIME, passage_data
from speechdesk.ui.passage_card import CARD_ROLE, PassageDelegate, ShownCard, facts_of, score_of, source_of
from speechdesk.ui.theme import LIGHT, Colours
from speechdesk.ui.wordings import other_wordings

_IGNORED = "省市州县等级别字、全角半角、标点样式和空格"
_Index = QModelIndex | QPersistentModelIndex
_CARDS_AT_ONCE = 12  # laid out in one turn of the event loop, so that a long list never holds it up


class Deed(Enum):
    """What can be done with cards: its words and its key in the list; whether it takes several at once."""

    INSERT = ("插入", "Return", False)
    INSERT_TO_SLOT = ("插入并填第一个空位", "Shift+Return", False)
    INSERT_PLAIN = ("照原文插入（不换空位）", "Alt+Return", False)
    COPY = ("复制文字", "Ctrl+C", True)
    SOURCE = ("打开出处…", "Ctrl+G", False)
    PIN = ("钉为参照", "Ctrl+R", False)
    FAVOURITE = ("收藏", "Ctrl+B", True)
    EDIT = ("改写、标签和备注…", "F2", False)
    JOIN = ("合并为异文", "Ctrl+M", True)
    PART = ("拆开异文", "Ctrl+Shift+M", False)
    HIDE = ("不再显示", "Delete", True)
    DELETE = ("从素材库删除", "Shift+Delete", True)

    def __init__(self, words: str, key: str, several: bool) -> None:  # noqa: FBT001 - the enum's values
        self.words = words
        self.key = QKeySequence(key)
        self.several = several


_GROUPS_END = (Deed.INSERT_PLAIN, Deed.COPY, Deed.PIN, Deed.EDIT, Deed.PART)


class PassageModel(QAbstractListModel):
    """The cards offered, best first; each can be dragged as passage and as plain text.

    Attributes:
        colours: of what is hovered over.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours = LIGHT
        self._cards: tuple[ShownCard, ...] = ()

    def show(self, cards: Sequence[Card], typed: str = "") -> None:
        """Show other cards; the same ones again change nothing.

        Args:
            cards: best first.
            typed: what they are compared with; "" leaves the marks they came with.
        """
        shown = tuple(ShownCard(card, *_spans(card, typed)) for card in cards)
        if shown == self._cards:
            return
        if [one.card.words for one in shown] == [one.card.words for one in self._cards]:
            self._cards = shown  # the same passages, marked otherwise: what is chosen stays chosen
            self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._cards = shown
        self.endResetModel()

    def card_at(self, row: int) -> Card | None:
        """Return the card at `row`; None where there is none."""
        return self._cards[row].card if 0 <= row < len(self._cards) else None

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many cards are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a passage's words, the whole of it to hover over, or the record itself."""
        card = self.card_at(index.row())
        if card is None:
            return None
        if role == CARD_ROLE:
            return self._cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.match.passage.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(card, self.colours)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{card.match.passage.text}，{_told(card)}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that every card can be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Return what a dragged card carries."""
        return [PASSAGE_MIME, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return the dragged passage."""
        card = self.card_at(indexes[0].row()) if indexes else None
        return passage_data(card.match.passage) if card else QMimeData()


class PassageList(QListView):
    """The cards, to be chosen by Enter or double click, dragged into the draft, or treated by key and menu.

    Signals:
        deed_wanted: a Deed and the Cards (at least one, the current one first) it is to be done with.
        undo_wanted: what was done last is to be taken back.

    Args:
        model: the cards.
        colours: of the cards.
        parent: its owner in Qt.
        several: whether several cards can be chosen.

    Attributes:
        offers_undo: whether Ctrl+Z takes back what was done with cards; else it is the window's.
    """

    deed_wanted = Signal(object, object)
    undo_wanted = Signal()

    def __init__(self, model: PassageModel, colours: Colours, parent: QWidget, *, several: bool) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        model.colours = colours
        self.offers_undo = False
        self._cards = PassageDelegate(colours, self)
        self.setItemDelegate(self._cards)
        self.setMouseTracking(True)
        if several:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_CARDS_AT_ONCE)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._insert)

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self._cards.set_colours(colours)
        self._model.colours = colours
        self.viewport().update()

    def chosen(self) -> tuple[Card, ...]:
        """Return the cards that are chosen, the current one first; none where there is none."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        current = self.currentIndex().row()
        rows = [current, *(row for row in rows if row != current)]
        return tuple(card for row in rows if (card := self._model.card_at(row)))

    def choose_only(self, row: int) -> None:
        """Choose one card, whichever keys are held down."""
        only = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._model.index(row), only)

    def want(self, deed: Deed) -> None:
        """Ask for a deed with what is chosen; nothing happens where nothing is."""
        cards = self.chosen()
        if cards:
            self.deed_wanted.emit(deed, cards if deed.several else cards[:1])

    def make_menu(self) -> QMenu:
        """Return the menu of what can be done with what is chosen."""
        menu = QMenu(self)
        cards = self.chosen()
        for deed in Deed:
            action = QAction(_words(deed, cards), menu)
            action.setObjectName(f"card_{deed.name.lower()}")
            action.setShortcut(deed.key)
            action.setShortcutVisibleInContextMenu(True)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here; the list has the key
            action.setEnabled(_possible(deed, cards))
            action.triggered.connect(partial(self.want, deed))
            menu.addAction(action)
            if deed in _GROUPS_END:
                menu.addSeparator()
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Show the menu at the mouse, or at the current card where a key asks for it."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.choose_only(index.row())
        place = self.visualRect(index).center() if by_key else event.pos()
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(place))

    def event(self, event: QEvent) -> bool:
        """Keep the list's keys for the list, whatever the window would do with them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (_deed_of(event) or self._is_undo(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Do what the key is for with what is chosen."""
        deed = _deed_of(event)
        if self._is_undo(event):
            self.undo_wanted.emit()
        elif deed is None:
            super().keyPressEvent(event)
        elif _possible(deed, self.chosen()):
            self.want(deed)

    def _is_undo(self, event: QKeyEvent) -> bool:
        return self.offers_undo and event.matches(QKeySequence.StandardKey.Undo)

    def _insert(self, _index: QModelIndex) -> None:
        self.want(Deed.INSERT)


def _deed_of(event: QKeyEvent) -> Deed | None:
    combination = event.keyCombination()
    key = Qt.Key.Key_Return if combination.key() == Qt.Key.Key_Enter else combination.key()
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(int(key) | int(modifiers.value))
    return next((deed for deed in Deed if deed.key == pressed), None)


def _possible(deed: Deed, cards: Sequence[Card]) -> bool:
    if deed is Deed.JOIN:
        return len(cards) > 1
    if deed is Deed.PART:
        return bool(cards) and bool(cards[0].match.variants)
    return bool(cards)


def _words(deed: Deed, cards: Sequence[Card]) -> str:
    if deed is Deed.FAVOURITE and cards and cards[0].mark.favourite:
        return "取消收藏"
    if deed is Deed.HIDE and cards and cards[0].mark.hidden:
        return "重新显示"
    return deed.words


def _spans(card: Card, typed: str) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    return compare(card.match.passage.text, typed) if typed else (card.match.matched, ())


def _told(card: Card) -> str:
    score = score_of(card)
    topics = f"主题：{'、'.join(card.match.passage.topics)}" if card.match.passage.topics else ""
    favourite = "已收藏" if card.mark.favourite else ""
    parts = (f"相近 {score}" if score else "", favourite, *facts_of(card), source_of(card), topics)
    return "，".join(filter(None, parts))


def _tip(card: Card, colours: Colours) -> str:
    """Return the whole of a card to hover over, with its other wordings and what she noted."""
    note = f"<p>备注：{html.escape(card.mark.note)}</p>" if card.mark.note else ""
    mined = f"<p>原文：{html.escape(card.words)}</p>" if card.mark.wording else ""
    return "".join(
        (
            f"<p>{html.escape(card.match.passage.text)}</p>",
            mined,
            *other_wordings(card, colours),
            note,
            f"<p>{html.escape(_told(card))}</p>",
            _comparison(card.match),
        )
    )


def _comparison(match: Match) -> str:
    """Return for the tooltip what was compared, what made no difference, and what differs."""
    compared = compare_words(match)
    if compared is None:
        return ""
    beside = match.passage.text[compared.start : compared.end]
    said = f"相近度是“{compared.words}”与素材中“{beside}”逐字比较的结果；{_IGNORED}不计。"
    if compared.only_typed:
        said += f"素材里没有：{'、'.join(compared.only_typed)}。"
    return f"<p>{html.escape(said)}</p>"
