"""The library as a whole: documents and speeches to look through and delete, statistics, set expressions."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.library.naming import name_file
from speechdesk.library.overview import ShownDocument, Statistics
from speechdesk.ui.expression_page import ExpressionPage
from speechdesk.ui.theme import size_dialog
from speechdesk.ui.undo_bar import UndoBar

_DOCUMENT_ROLE = Qt.ItemDataRole.UserRole + 1
_SPEECH_ROLE = Qt.ItemDataRole.UserRole + 2
# Said outright: Qt would ask which keys are held down just now.
_ONLY_THIS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ManagementDialog(QDialog):
    """Documents, statistics and set expressions.

    Signals:
        passages_wanted: id of the document whose passages are to be listed.
        speech_wanted: id of a speech to be opened.
        delete_wanted: ids of documents to be deleted.
        undo_wanted: the last deletion is to be taken back.

    Args:
        parent: the window.

    Attributes:
        expressions: the set expressions of the library.
    """

    passages_wanted = Signal(int)
    speech_wanted = Signal(int)
    delete_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("素材库管理")
        size_dialog(self, 760, 560)
        self._tree = _DocumentTree(self)
        self._tree.delete_pressed.connect(self._delete)
        self._tree.itemActivated.connect(self._open)
        self._tree.itemSelectionChanged.connect(self._follow)
        self._list = QPushButton("列出素材", self)
        self._read = QPushButton("打开讲话", self)
        self._remove = QPushButton("删除材料", self)
        for button, slot, tip in (
            (self._list, self._list_passages, "在素材库里列出这份材料的素材"),
            (self._read, self._open_current, "从头读这篇讲话（Enter）"),
            (self._remove, self._delete, "从素材库删除选中的材料，可以撤销（Delete）"),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(slot)
        self.undo_bar = UndoBar(self)
        self.undo_bar.undo_wanted.connect(self.undo_wanted)
        buttons = QHBoxLayout()
        for button in (self._list, self._read, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        documents = QWidget(self)
        column = QVBoxLayout(documents)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self._tree, 1)
        column.addLayout(buttons)
        column.addWidget(self.undo_bar)
        self._statistics = QScrollArea(self)
        self._statistics.setWidgetResizable(True)
        self._statistics.setFrameShape(QScrollArea.Shape.NoFrame)
        self._statistics.setAccessibleName("统计")
        self._tabs = QTabWidget(self)
        self._tabs.setAccessibleName("材料与统计")
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(documents, "材料")
        self.expressions = ExpressionPage(self)
        self._tabs.addTab(self._statistics, "统计")
        self._tabs.addTab(self.expressions, "词句")
        close = QPushButton("关闭", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._follow()

    def show_documents(self, documents: Sequence[ShownDocument]) -> None:
        """List the documents with their speeches."""
        self._tree.clear()
        for document in documents:
            several = len(document.speeches) > 1
            name = f"材料 {name_file(document.file)}（{len(document.speeches)} 篇）"
            item = QTreeWidgetItem(
                [
                    name if several else document.speeches[0][1],
                    f"{document.passages}",
                    document.imported[:10],
                ]
            )
            item.setToolTip(0, document.file)
            item.setData(0, _DOCUMENT_ROLE, document)
            item.setData(0, _SPEECH_ROLE, document.speeches[0][0])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            told = f"{item.text(0)}，素材 {document.passages} 条，{document.imported[:10]} 导入"
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, told)
            self._tree.addTopLevelItem(item)
            for number, label, passages in document.speeches:
                if several:
                    below = QTreeWidgetItem([label, f"{passages}", ""])
                    below.setData(0, _DOCUMENT_ROLE, document)
                    below.setData(0, _SPEECH_ROLE, number)
                    below.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    item.addChild(below)
        self._tree.expandAll()
        self._tree.selectionModel().setCurrentIndex(self._tree.model().index(0, 0), _ONLY_THIS)
        self._follow()

    def show_statistics(self, counted: Statistics) -> None:
        """Show what the library amounts to."""
        self._statistics.setWidget(_figures(counted, self))

    def _chosen(self) -> list[QTreeWidgetItem]:
        return self._tree.selectedItems()

    def _follow(self) -> None:
        for button in (self._list, self._read, self._remove):
            button.setEnabled(bool(self._chosen()))

    def _list_passages(self) -> None:
        document: ShownDocument = self._chosen()[0].data(0, _DOCUMENT_ROLE)
        self.passages_wanted.emit(document.id)
        self.reject()

    def _open_current(self) -> None:
        self._open(self._chosen()[0])

    def _open(self, item: QTreeWidgetItem) -> None:
        self.speech_wanted.emit(int(item.data(0, _SPEECH_ROLE)))

    def _delete(self) -> None:
        documents: list[ShownDocument] = [item.data(0, _DOCUMENT_ROLE) for item in self._chosen()]
        if documents:
            self.delete_wanted.emit(tuple(dict.fromkeys(document.id for document in documents)))


class _DocumentTree(QTreeWidget):
    """The documents, with Delete for what is chosen."""

    delete_pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("材料和讲话")
        self.setHeaderLabels(["材料和讲话", "素材", "导入日期"])
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete asks for a deletion; the rest is Qt's."""
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _figures(counted: Statistics, parent: QWidget) -> QWidget:
    """Return the figures: a line of sums, and a bar for each role, topic and year."""
    page = QWidget(parent)
    column = QVBoxLayout(page)
    column.setSpacing(14)
    own = f"，其中我的素材 {counted.own} 份" if counted.own else ""
    sums = QLabel(
        f"材料 {counted.documents} 份，讲话 {counted.speeches} 篇，素材 {counted.passages:,} 条{own}，"
        f"共 {counted.chars:,} 字。",
        page,
    )
    sums.setWordWrap(True)
    column.addWidget(sums)
    for name, counts in (("功能", counted.roles), ("主题", counted.topics), ("年份", counted.years)):
        title = QLabel(f"按{name}（条）", page)
        title.setObjectName("panel_title")
        column.addWidget(title)
        column.addLayout(_bars(counts, page))
    column.addStretch(1)
    return page


def _bars(counts: Sequence[tuple[str, int]], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    most = max((count for _, count in counts), default=1)
    for row, (name, count) in enumerate(counts):
        bar = QProgressBar(parent)
        bar.setRange(0, most)
        bar.setValue(count)
        bar.setTextVisible(False)
        bar.setAccessibleName(f"{name} {count} 条")
        grid.addWidget(QLabel(name, parent), row, 0)
        grid.addWidget(bar, row, 1)
        grid.addWidget(QLabel(f"{count:,}", parent), row, 2, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 90)
    return grid
