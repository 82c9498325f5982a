"""A bar that says what was just done to the library and takes it back with one click."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class UndoBar(QFrame):
    """Offers to undo the last change of the library.

    Signals:
        undo_wanted: the user wants it back.
    """

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("undo_bar")
        self.setAccessibleName("刚才的改动")
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._button = QPushButton("撤销", self)
        self._button.setObjectName("undo_library")
        self._button.setAccessibleName("撤销刚才对素材库的改动")
        self._button.setToolTip("撤销（在列表里按 Ctrl+Z）")
        self._button.clicked.connect(self._want)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(self._said, 1)
        layout.addWidget(self._button)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Say what was done; "" takes the bar away."""
        self._said.setText(sentence)
        self.setVisible(bool(sentence))

    def _want(self) -> None:
        self.undo_wanted.emit()
