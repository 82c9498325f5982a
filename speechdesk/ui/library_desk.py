"""The library in the window: searches, imports with their progress, and what goes wrong."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.ui import dialogs
from speechdesk.ui.library_access import Found, LibraryAccess
from speechdesk.ui.panels import SidePanel
from speechdesk.worker import ImportSummary, Progress

_NO_LIBRARY = "素材库打不开，暂时没有联想。"
_MOST_FAILURES = 20


class LibraryDesk(QObject):
    """Joins the library's tab, the library, and the dialogs of an import.

    Signals:
        told: a sentence for the status line that may go after a while.
        busy: a sentence for as long as the work lasts; "" when it has ended.
        running_changed: whether there is an import that can be stopped.

    Args:
        library: answers and imports.
        side: shows what is found and how far an import has come.
        folder: where dialogs begin.
        parent: the window, for dialogs.
    """

    told = Signal(str)
    busy = Signal(str)
    running_changed = Signal(bool)

    def __init__(
        self, library: LibraryAccess, side: SidePanel, folder: Callable[[], Path], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._library = library
        self._side = side
        self._folder = folder
        side.library.query_changed.connect(self._search)
        library.found.connect(self._show_found)
        library.progressed.connect(self._show_progress)
        library.imported.connect(self._report_import)
        library.failed.connect(self._report_failure)

    def import_files(self) -> None:
        """Import documents asked for."""
        if paths := dialogs.choose_material(self._window, self._folder()):
            self._library.import_paths(paths)

    def import_folder(self) -> None:
        """Import a folder asked for."""
        if folder := dialogs.choose_folder(self._window, self._folder()):
            self._library.import_paths([folder])

    def _search(self, query: str, selection: Selection) -> None:
        if query or selection != EVERYTHING:
            self._library.search(query, selection)
        else:
            self._side.library.show_matches((), "")

    def _show_found(self, found: Found) -> None:
        self._side.library.show_matches(found.matches, "" if found.matches else "素材库里没有这样的素材。")

    def _show_progress(self, progress: Progress) -> None:
        running = progress.done < progress.total
        self.running_changed.emit(running)
        self._side.library.show_progress(progress.done, progress.total if running else 0)
        counted = f"正在导入 {progress.done + 1}/{progress.total}：{progress.file}"
        self.busy.emit(counted if running else "")

    def _report_import(self, summary: ImportSummary) -> None:
        self._show_progress(Progress(0, 0, ""))
        self.told.emit(summary.sentence())
        if summary.failures:
            messages = (failure.message for failure in summary.failures[:_MOST_FAILURES])
            dialogs.show_error(self._window, "\n".join(messages))

    def _report_failure(self, error: SpeechDeskError) -> None:
        if not isinstance(error, UnreadableFile):
            dialogs.show_error(self._window, error.message)
        elif dialogs.ask_rebuild(self._window, error.message):
            self._library.rebuild()
        else:
            self._side.suggestions.show_matches((), _NO_LIBRARY)
