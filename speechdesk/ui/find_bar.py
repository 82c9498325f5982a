"""The bar above the draft to look for words and replace them; part of the window, never a popup."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

SCOPES = ("全文", "所选", "本节")


class FindBar(QFrame):
    """Two lines to type in, and what to do with them; every button has a key.

    Signals:
        query_changed: the words, the scope or their meaning have changed.
        step_wanted: to the next place (True) or the one before (False).
        replace_wanted: everywhere (True) or at the place at hand (False).
        closed: the bar has been closed.
    """

    query_changed = Signal()
    step_wanted = Signal(bool)
    replace_wanted = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAccessibleName("查找和替换")
        self._query = self._line("查找")
        self._words = self._line("替换为")
        self._scope = QComboBox(self)
        self._scope.setAccessibleName("查找范围")
        self._scope.view().setAccessibleName("查找范围")
        self._scope.addItems(SCOPES)
        self._regular = QToolButton(self)
        self._regular.setText("正则")
        self._regular.setToolTip("按正则表达式查找（Alt+R）")
        self._regular.setAccessibleName("按正则表达式查找")
        self._regular.setCheckable(True)
        self._regular.setShortcut("Alt+R")
        self._told = QLabel(self)
        self._told.setObjectName("hint")
        self._told.setAccessibleName("查找结果")
        self._told.setMinimumWidth(120)
        self._told.setWordWrap(True)
        self._replace = self._button("替换(&L)", "替换这一处（Alt+L）")
        self._replace_all = self._button("全部替换(&A)", "全部替换（Alt+A）")
        close = QToolButton(self)
        close.setText("✕")
        close.setToolTip("关闭（Esc）")
        close.setAccessibleName("关闭查找")
        self._arrange(close)
        self._query.textChanged.connect(self.query_changed)
        self._scope.currentIndexChanged.connect(self.query_changed)
        self._regular.toggled.connect(self.query_changed)
        self._replace.clicked.connect(lambda: self._ask_replace(everywhere=False))
        self._replace_all.clicked.connect(lambda: self._ask_replace(everywhere=True))
        close.clicked.connect(self.close_bar)
        self.hide()

    def _arrange(self, close: QToolButton) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._scope)
        first.addWidget(self._regular)
        first.addWidget(self._told, 1)
        first.addWidget(close)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._replace)
        second.addWidget(self._replace_all)
        second.addStretch(1)
        self._second = (self._words, self._replace, self._replace_all)
        layout = QGridLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(6)
        layout.addWidget(self._query, 0, 0)
        layout.addLayout(first, 0, 1)
        layout.addWidget(self._words, 1, 0)
        layout.addLayout(second, 1, 1)
        layout.setColumnStretch(0, 3)
        layout.setColumnStretch(1, 4)

    @property
    def query(self) -> str:
        """What is looked for."""
        return self._query.text()

    @property
    def words(self) -> str:
        """What shall stand there instead."""
        return self._words.text()

    @property
    def scope(self) -> int:
        """Index in SCOPES of where to look."""
        return self._scope.currentIndex()

    @property
    def regular(self) -> bool:
        """Whether the query is a regular expression."""
        return self._regular.isChecked()

    def open_bar(self, query: str, *, replacing: bool, in_selection: bool) -> None:
        """Show the bar with the caret in it; a query of "" keeps what was looked for last."""
        for widget in self._second:
            widget.setVisible(replacing)
        self._scope.setCurrentIndex(SCOPES.index("所选") if in_selection else 0)
        if query:
            self._query.setText(query)
        self.show()
        self._query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._query.selectAll()
        self.query_changed.emit()

    def close_bar(self) -> None:
        """Hide the bar and say so."""
        self.hide()
        self.closed.emit()

    def tell(self, words: str) -> None:
        """Say how many places there are, or what is wrong."""
        self._told.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on, Shift+Enter back; in the second line it replaces; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self._words.hasFocus():
            self._ask_replace(everywhere=False)
        else:
            self.step_wanted.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def _ask_replace(self, *, everywhere: bool) -> None:
        self.replace_wanted.emit(everywhere)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setClearButtonEnabled(True)
        return line

    def _button(self, text: str, hint: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(hint)
        button.setAutoDefault(False)
        return button
