"""The menu bar: every action of `actions.py`, made and joined to what it does."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from speechdesk.ui.actions import ACTIONS, MENUS
from speechdesk.ui.header import Header
from speechdesk.ui.icons import make_icon
from speechdesk.ui.theme import Colours

Handler = Callable[[bool], object]
_ASLEEP = ("cancel_import", "undo", "redo", "cut", "copy")  # until there is something to stop, undo or copy


def plain(handler: Callable[[], object]) -> Handler:
    """Return what `triggered` can call, which passes whether the action is checked."""
    return lambda _checked: handler()


class Menus:
    """The window's menus and actions.

    Args:
        window: gets them; the actions are its children, named as their specs.
        handlers: what each action does, by its name.

    Attributes:
        actions: by name.
        recent: the menu of drafts opened last, still empty.
    """

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Handler]) -> None:
        self._menus = {name: window.menuBar().addMenu(text) for name, text in MENUS}
        self.actions: dict[str, QAction] = {}
        self.recent = QMenu("最近打开", window)
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(spec.text, window)
            action.setObjectName(spec.name)
            action.setShortcut(QKeySequence(spec.shortcut))
            action.setCheckable(spec.toggles)
            action.setIconVisibleInMenu(False)  # icons are for the header; a column of them is no calm menu
            action.setEnabled(spec.name not in _ASLEEP)
            action.triggered.connect(handlers[spec.name])
            if spec.group:
                groups.setdefault(spec.group, QActionGroup(window)).addAction(action)
            self._menus[spec.menu].addAction(action)
            self.actions[spec.name] = action
            if spec.name == "open":
                self._menus[spec.menu].addMenu(self.recent)
            if spec.ends_section:
                self._menus[spec.menu].addSeparator()

        window.menuBar().setCornerWidget(Header(self.actions, window.menuBar()))

    def set_colours(self, colours: Colours) -> None:
        """Draw the icons in the colours of a theme."""
        for spec in ACTIONS:
            if spec.icon:
                self.actions[spec.name].setIcon(make_icon(spec.icon, colours))

    def menu(self, name: str) -> QMenu:
        """Return one of `MENUS` by its name."""
        return self._menus[name]
