"""The library's tab: a search box, what it is narrowed to and sorted by, and what it finds."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from speechdesk.library.cards import Card
from speechdesk.library.finding import Order, Shown, Wanted
from speechdesk.library.selection import Selection
from speechdesk.records import Role
from speechdesk.ui.passage_card import CARD_GAP_PX
from speechdesk.ui.passage_list import PassageList, PassageModel
from speechdesk.ui.theme import Colours
from speechdesk.ui.undo_bar import UndoBar

_SEARCH_DELAY_MS = 120
_LEAST_SAID_PX = 180  # of a file's name while it is imported
_LEVELS = "省市州县区乡镇"


class LibraryPanel(QWidget):
    """The library.

    Signals:
        wanted_changed: what is looked for, a Wanted, after a pause.
        management_wanted: the user wants to see documents and statistics.
        cancel_wanted: the import under way is to stop.
    """

    wanted_changed = Signal(object)
    management_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, colours: Colours, topics: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("素材库")
        self._document = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_DELAY_MS)
        self._pause.timeout.connect(self._report)
        self._box = self._line("检索素材库", "词句或拼音首字母")
        self._box.setToolTip("几个词句用空格隔开")
        self._box.setClearButtonEnabled(True)
        self._role = self._choice("功能", tuple(Role))
        self._topic = self._choice("主题", topics)
        self._level = self._choice("层级", _LEVELS)
        self._source = self._line("出处", "出处")
        self._year = self._line("年份", "年份")
        self._shown = self._choice("标记", [shown for shown in Shown if shown is not Shown.ALL])
        self._tag = self._choice("标签", ())
        self._order = QComboBox(self)
        self._order.setAccessibleName("排序")
        self._order.view().setAccessibleName("排序")
        self._order.setToolTip("哪些排在前面")
        self._order.addItems(list(Order))
        self._order.currentIndexChanged.connect(self._pause.start)
        self.model = PassageModel(self)
        self.passages = PassageList(self.model, colours, self, several=True)
        self.passages.setAccessibleName("检索到的素材")
        self.undo_bar = UndoBar(self)
        self._hint = QLabel(self)
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._import = _ImportBar(self)
        self._import.cancel_wanted.connect(self.cancel_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        self._filters = QWidget(self)
        grid = QGridLayout(self._filters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for number, widget in enumerate(
            (self._role, self._topic, self._level, self._source, self._year, self._tag)
        ):
            grid.addWidget(widget, number // 3, number % 3)
            grid.setColumnStretch(number % 3, 1)
        self._more = QToolButton(self)
        self._more.setText("筛选")
        self._more.setAccessibleName("显示或收起筛选条件")
        self._more.setToolTip("按功能、主题、层级、出处、年份、标签筛选")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._filters.setVisible)
        self._filters.hide()
        manage = QToolButton(self)
        manage.setText("管理")
        manage.setAccessibleName("管理材料，看统计")
        manage.setToolTip("材料、讲话和统计")
        manage.clicked.connect(self._want_management)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._shown, 1)
        line.addWidget(self._order, 1)
        line.addWidget(self._more)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._box, 1)
        first.addWidget(manage)
        asked = QVBoxLayout()
        asked.setContentsMargins(0, 0, CARD_GAP_PX, 0)  # as far in as the cards
        asked.setSpacing(8)
        asked.addLayout(first)
        asked.addLayout(line)
        asked.addWidget(self._filters)
        asked.addWidget(self._import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 6, 10)
        layout.setSpacing(10)
        layout.addLayout(asked)
        layout.addWidget(self._hint)
        layout.addWidget(self.passages, 1)
        layout.addWidget(self.undo_bar)

    def _choice(self, name: str, choices: Sequence[str]) -> QComboBox:
        """Return a box to choose one of `choices` in; a first, empty one shows what it is for."""
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.view().setAccessibleName(name)
        box.addItem(name)
        box.addItems(list(choices))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.currentIndexChanged.connect(self._pause.start)
        return box

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        line.textChanged.connect(self._pause.start)
        return line

    def wanted(self) -> Wanted:
        """Return what is looked for, as the controls stand."""
        selection = Selection(
            _chosen(self._role),
            _chosen(self._topic),
            self._source.text().strip(),
            self._year.text().strip(),
            _chosen(self._level),
        )
        return Wanted(
            self._box.text().strip(),
            selection,
            Shown(_chosen(self._shown) or Shown.ALL),
            _chosen(self._tag),
            self._document,
            (*Order,)[self._order.currentIndex()],
        )

    def focus_search(self) -> None:
        """Put the caret into the search box."""
        self._box.setFocus()
        self._box.selectAll()

    def show_document(self, document_id: int) -> None:
        """Look only among the passages of one document; typing something else ends that."""
        self._show_only("", document_id)

    def show_words(self, words: str) -> None:
        """Look for words everywhere, with nothing narrowed."""
        self._show_only(words, 0)

    def _show_only(self, words: str, document_id: int) -> None:
        for box in (self._role, self._topic, self._level, self._shown, self._tag):
            box.setCurrentIndex(0)
        for line in (self._source, self._year):
            line.clear()
        self._box.setText(words)
        self._document = document_id
        self._pause.stop()
        self._more.setText("筛选")
        self.wanted_changed.emit(self.wanted())

    def show_cards(self, cards: Sequence[Card], hint: str, tags: Sequence[str] = ()) -> None:
        """Show what was found and how much it is, and offer the tags there are."""
        self.model.show(cards)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if tags and list(tags) != [self._tag.itemText(row) for row in range(1, self._tag.count())]:
            chosen = _chosen(self._tag)
            self._tag.blockSignals(True)  # noqa: FBT003 - Qt's
            self._tag.clear()
            self._tag.addItems(["标签", *tags])
            self._tag.setCurrentText(chosen or "标签")
            self._tag.blockSignals(False)  # noqa: FBT003 - Qt's

    def show_progress(self, done: int, total: int, file: str) -> None:
        """Show how far an import has come; `total` 0 takes the bar away."""
        self._import.show_progress(done, total, file)

    def _report(self) -> None:
        self._document = 0
        wanted = self.wanted()
        narrowed = sum(map(bool, (*_fields(wanted.selection), wanted.tag)))
        self._more.setText(f"筛选 {narrowed}" if narrowed else "筛选")
        self.wanted_changed.emit(wanted)

    def _want_management(self) -> None:
        self.management_wanted.emit()


class _ImportBar(QWidget):
    """How far an import has come, with a button to stop it."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = QLabel(self)
        self._said.setObjectName("hint")
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName("导入进度")
        self._bar.setTextVisible(False)
        stop = QPushButton("停止", self)
        stop.setAccessibleName("停止导入")
        stop.setToolTip("读完手上这一份就停；已导入的都在")
        stop.clicked.connect(self._want)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._said, 0, 0)
        layout.addWidget(self._bar, 1, 0)
        layout.addWidget(stop, 0, 1, 2, 1)
        layout.setColumnStretch(0, 1)
        self.hide()

    def show_progress(self, done: int, total: int, file: str) -> None:
        self.setVisible(total > 0)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        words = f"正在导入 {done + 1}/{total}　{file}" if total else ""
        room = max(_LEAST_SAID_PX, self._bar.width())
        self._said.setText(self._said.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room))
        self._said.setToolTip(file)

    def _want(self) -> None:
        self.cancel_wanted.emit()


def _chosen(box: QComboBox) -> str:
    return box.currentText() if box.currentIndex() > 0 else ""


def _fields(selection: Selection) -> tuple[str, ...]:
    return selection.role, selection.topic, selection.source, selection.year, selection.level
