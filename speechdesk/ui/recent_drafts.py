"""The menu of drafts opened or saved last."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from speechdesk.settings import with_recent
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.preferences import Preferences


class RecentDrafts(QObject):
    """Keeps the menu in step with what is opened and saved.

    Args:
        menu: of the drafts.
        files: opens what is chosen, and tells what is open.
        preferences: remember them.
        parent: its owner in Qt.
    """

    def __init__(self, menu: QMenu, files: DraftFiles, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = menu
        self._files = files
        self._preferences = preferences
        files.file_changed.connect(self._note)
        self._show()

    def _note(self, path: Path | None) -> None:
        if path:
            self._preferences.change(recent=with_recent(self._preferences.settings.recent, path))
        self._show()

    def _show(self) -> None:
        self._menu.clear()
        for name in self._preferences.settings.recent:
            action = self._menu.addAction(Path(name).name)
            action.setToolTip(name)
            action.triggered.connect(partial(self._open, Path(name)))
        self._menu.setEnabled(bool(self._preferences.settings.recent))

    def _open(self, path: Path, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - from `triggered`
        self._files.open(path)
