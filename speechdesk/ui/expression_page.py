"""The set expressions (四字格, 排比, 固定提法, 引语) of the library: counted, narrowed, put in, looked up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.library.expressions import CountedExpression
from speechdesk.records import ExpressionKind
from speechdesk.text.folding import fold

_FOUND_ROLE = Qt.ItemDataRole.UserRole + 1
_TEXT, _KIND, _COUNT = range(3)


class ExpressionPage(QWidget):
    """Lists set expressions.

    Signals:
        search_wanted: the words that the library is to be searched for.
        insert_wanted: the CountedExpression for the draft.

    Args:
        parent: its owner in Qt.
    """

    search_wanted = Signal(str)
    insert_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: tuple[tuple[CountedExpression, str], ...] = ()  # each with its words folded
        self._kind = QComboBox(self)
        self._kind.setAccessibleName("类别")
        self._kind.view().setAccessibleName("类别")
        self._kind.addItems(["类别", *ExpressionKind])
        self._kind.currentIndexChanged.connect(self._show)
        self._words = QLineEdit(self)
        self._words.setAccessibleName("含有的字")
        self._words.setPlaceholderText("只列含有这些字的")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._show)
        self._list = _ExpressionList(self)
        self._list.itemDoubleClicked.connect(self._search)
        self._list.enter_pressed.connect(self._search)
        self._list.copy_pressed.connect(self._copy)
        self._list.itemSelectionChanged.connect(self._follow)
        self._told = QLabel(self)
        self._told.setObjectName("hint")
        self._told.setWordWrap(True)
        asked = QHBoxLayout()
        asked.addWidget(self._kind)
        asked.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        self._buttons: list[QPushButton] = []
        for words, deed, tip in (
            ("检索素材", self._search, "在素材库里找用到它的素材（双击或 Enter）"),
            ("插入讲稿", self._insert, "插在讲稿的光标处"),
            ("复制", self._copy, "复制文字（Ctrl+C）"),
        ):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(deed)
            buttons.addWidget(button)
            self._buttons.append(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(asked)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._told)
        layout.addLayout(buttons)
        self._follow()

    def show_expressions(self, found: Sequence[CountedExpression]) -> None:
        """List other expressions, the most frequent first until another order is chosen."""
        self._found = tuple((one, fold(one.text)) for one in found)
        self._show()

    def _show(self) -> None:
        kind = self._kind.currentText() if self._kind.currentIndex() else ""
        words = fold(self._words.text().strip())
        self._list.setSortingEnabled(False)
        self._list.clear()
        shown = [one for one, folded in self._found if kind in ("", one.kind) and words in folded]
        self._list.addTopLevelItems([_Row(one) for one in shown])
        self._list.setSortingEnabled(True)
        self._told.setText(f"{len(shown):,} 条，双击检索用到它的素材。" if shown else "没有这样的词句。")
        self._follow()

    def _chosen(self) -> CountedExpression | None:
        items = self._list.selectedItems()
        return items[0].data(_TEXT, _FOUND_ROLE) if items else None

    def _follow(self) -> None:
        for button in self._buttons:
            button.setEnabled(bool(self._list.selectedItems()))

    def _search(self) -> None:
        if found := self._chosen():
            self.search_wanted.emit(found.text)

    def _insert(self) -> None:
        if found := self._chosen():
            self.insert_wanted.emit(found)

    def _copy(self) -> None:
        if found := self._chosen():
            QGuiApplication.clipboard().setText(found.text)


class _ExpressionList(QTreeWidget):
    """The expressions; a click on a heading sorts by it."""

    enter_pressed = Signal()
    copy_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("四字格、排比、固定提法和引语")
        self.setHeaderLabels(["词句", "类别", "次数"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        for column in (_KIND, _COUNT):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.sortByColumn(_COUNT, Qt.SortOrder.DescendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter searches, the copy key copies the words; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit()
        else:
            super().keyPressEvent(event)


class _Row(QTreeWidgetItem):
    """One expression; its count sorts as a number."""

    def __init__(self, found: CountedExpression) -> None:
        who = f"（{found.speaker}）" if found.speaker else ""
        super().__init__([found.text, f"{found.kind}{who}"])
        self.setData(_COUNT, Qt.ItemDataRole.DisplayRole, found.count)
        self.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setData(_TEXT, _FOUND_ROLE, found)
        self.setToolTip(_TEXT, found.text)
        told = f"{found.text}，{found.kind}{who}，{found.count} 次"
        self.setData(_TEXT, Qt.ItemDataRole.AccessibleTextRole, told)
