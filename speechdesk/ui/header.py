"""The quiet row of icons at the right end of the menu bar: what is switched on and off all day."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

_SHOWN = ("card", "suggestions", "search", "preview", "versions", "focus", "settings")
_ICON_PX = 18


class Header(QWidget):
    """A button for each of a few actions; every one of them is in a menu too.

    Args:
        actions: all the window's, by name.
        parent: the menu bar.
    """

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAccessibleName("常用操作")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(2)
        for name in _SHOWN:
            action = actions[name]
            words = action.text().removesuffix("…")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{words}（{keys}）" if keys else words)
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setAccessibleName(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setIconSize(QSize(_ICON_PX, _ICON_PX))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its menu and its keys are nearer
            row.addWidget(button)
