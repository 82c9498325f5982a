"""F1: the shortcuts of every action, to be searched, and a short page of help."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.ui.actions import ACTIONS, MENUS, ActionSpec
from speechdesk.ui.theme import size_dialog

_LINE_PERCENT = 140
_MARGIN_PX, _ABOVE_HEADING_PX, _BELOW_PX = 10, 14, 4


class HelpDialog(QDialog):
    """Shows what keys do and how the desk is used.

    Args:
        page: the help page, Markdown.
        parent: the window.
    """

    def __init__(self, page: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键与帮助")
        self.setObjectName("help_dialog")
        self._box = QLineEdit(self)
        self._box.setAccessibleName("查找操作或按键")
        self._box.setPlaceholderText("查找操作或按键，如 版本、F4、Ctrl")
        self._box.setClearButtonEnabled(True)
        self.none_found = QLabel("没有这样的操作。", self)
        self.none_found.setObjectName("hint")
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("所有操作和快捷键")
        self.tree.setHeaderLabels(["操作", "按键"])
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(14)
        self.tree.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._menus: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        for name, words in MENUS:
            self._add_menu(words.partition("(")[0], [spec for spec in ACTIONS if spec.menu == name])
        self._box.textChanged.connect(self._narrow)
        text = QTextBrowser(self)
        text.setAccessibleName("帮助")
        text.setOpenLinks(False)
        text.setMarkdown(page.read_text(encoding="utf-8"))
        _space_out(text.document())
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._box)
        left.addWidget(self.none_found)
        left.addWidget(self.tree, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 20, 20, 20)
        row.setSpacing(16)
        row.addLayout(left, 3)
        row.addWidget(text, 4)
        size_dialog(self, 960, 620)
        self._narrow("")
        self._box.setFocus()

    def _add_menu(self, words: str, specs: list[ActionSpec]) -> None:
        menu = QTreeWidgetItem([words, ""])
        menu.setFlags(Qt.ItemFlag.ItemIsEnabled)
        menu.setForeground(0, self.palette().link())
        self.tree.addTopLevelItem(menu)
        rows: list[QTreeWidgetItem] = []
        for spec in specs:
            keys = QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            item = QTreeWidgetItem(menu, [spec.text.rstrip("…"), keys])
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}，{keys or '没有快捷键'}")
            rows.append(item)
        menu.setExpanded(True)
        self._menus.append((menu, rows))

    def _narrow(self, wanted: str) -> None:
        """Leave what holds every one of the words wanted, in its name, its menu or its keys."""
        words = wanted.casefold().split()
        for menu, rows in self._menus:
            for item in rows:
                said = f"{menu.text(0)} {item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in said for word in words))
            menu.setHidden(all(item.isHidden() for item in rows))
        self.none_found.setVisible(all(menu.isHidden() for menu, _ in self._menus))


def _space_out(document: QTextDocument) -> None:
    """Give the lines of the help page the height Chinese is easy to read at."""
    document.setDocumentMargin(_MARGIN_PX)
    block = document.begin()
    while block.isValid():
        layout = block.blockFormat()
        layout.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        layout.setTopMargin(_ABOVE_HEADING_PX if layout.headingLevel() else 0)
        layout.setBottomMargin(_BELOW_PX)
        QTextCursor(block).setBlockFormat(layout)
        block = block.next()
