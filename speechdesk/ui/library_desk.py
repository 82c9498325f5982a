"""The library in the window: searches, imports with their progress, management, and what goes wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.library.expressions import CountedExpression
from speechdesk.library.finding import Wanted
from speechdesk.library.overview import ShownDocument, Statistics
from speechdesk.library.user_library import UserLibrary
from speechdesk.records import Passage, PassageKind
from speechdesk.ui import dialogs
from speechdesk.ui.card_desk import CardDesk
from speechdesk.ui.import_report import ImportReport
from speechdesk.ui.library_access import Found, LibraryAccess
from speechdesk.ui.management_dialog import ManagementDialog
from speechdesk.ui.panels import SidePanel
from speechdesk.worker import ImportSummary, Progress

_NO_LIBRARY = "素材库打不开，暂时没有联想。"
_NO_ID = 0  # words that are no passage of the library
_EXPRESSIONS_OF_A_KIND = 1000  # the rest stand once and are found by searching
_LOOK_MS = 2000  # other windows' changes are seen after at most so long


class LibraryDesk(QObject):
    """Joins the library's tab, the library, and the dialogs of imports and management.

    Signals:
        told: a sentence for the status line that may go after a while.
        busy: a sentence for as long as the work lasts; "" when it has ended.
        running_changed: whether there is an import that can be stopped.

    Args:
        library: answers and imports.
        side: shows what is found and how far an import has come.
        cards: changes the library.
        folder: where dialogs begin.
        parent: the window, for dialogs.
    """

    told = Signal(str)
    busy = Signal(str)
    running_changed = Signal(bool)

    def __init__(
        self,
        library: LibraryAccess,
        side: SidePanel,
        cards: CardDesk,
        folder: Callable[[], Path],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._library = library
        self._side = side
        self._cards = cards
        self._folder = folder
        self._dialog: ManagementDialog | None = None
        self._seen: int | None = None
        self._importing = False
        side.library.wanted_changed.connect(self._search)
        side.library.management_wanted.connect(self.manage)
        side.library.cancel_wanted.connect(library.cancel_import)
        library.found.connect(self._show_found)
        library.progressed.connect(self._show_progress)
        library.imported.connect(self._report_import)
        library.failed.connect(self._report_failure)
        library.refused.connect(self.told)
        library.opened.connect(self.refresh)
        cards.library_changed.connect(self.refresh)
        library.receive("overview", self._show_overview)
        library.receive("version", self._note_version)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()

    def import_files(self) -> None:
        """Import documents asked for."""
        if paths := dialogs.choose_material(self._window, self._folder()):
            self._library.import_paths(paths)

    def import_folder(self) -> None:
        """Import a folder asked for."""
        if folder := dialogs.choose_folder(self._window, self._folder()):
            self._library.import_paths([folder])

    def manage(self) -> None:
        """Show documents and statistics."""
        if self._dialog is None:
            self._dialog = ManagementDialog(self._window)
            self._dialog.passages_wanted.connect(self._list_document)
            self._dialog.speech_wanted.connect(self._cards.open_speech)
            self._dialog.delete_wanted.connect(self._cards.delete_documents)
            self._dialog.expressions.search_wanted.connect(self._search_words)
            self._dialog.expressions.insert_wanted.connect(self._insert_words)
            self._cards.add_bar(self._dialog.undo_bar)
        self._dialog.show()
        self._library.ask("overview", _read_overview)

    def refresh(self) -> None:
        """Show again what is shown of the library."""
        self._search(self._side.library.wanted())
        if self._dialog and self._dialog.isVisible():
            self._library.ask("overview", _read_overview)

    def look(self) -> None:
        """Look whether another window has changed the library, and show it."""
        if not self._importing:
            self._library.ask("version", _read_version)

    def _note_version(self, version: object) -> None:
        if isinstance(version, int):
            seen, self._seen = self._seen, version
            if seen is not None and seen != version:
                self._library.take_in()

    def _search(self, wanted: Wanted) -> None:
        if wanted.is_blank:
            self._side.library.show_cards((), "")
        else:
            self._library.search(wanted)

    def _show_found(self, found: Found) -> None:
        if found.wanted != self._side.library.wanted():
            return  # the question has changed since
        near = len(found.cards) - found.holding
        hint = f"找到 {found.holding} 条" if found.holding else "素材库里没有这样的素材"
        hint += f"，另列相近的 {near} 条。" if near else "。"
        self._side.library.show_cards(found.cards, hint, found.tags)

    def _list_document(self, document_id: int) -> None:
        self._side.setCurrentWidget(self._side.library)
        self._side.library.show_document(document_id)

    def _search_words(self, words: str) -> None:
        self._side.setCurrentWidget(self._side.library)
        self._side.library.show_words(words)

    def _insert_words(self, found: CountedExpression) -> None:
        self._cards.insert(Passage(_NO_ID, PassageKind.SENTENCE, found.text, (found.source,)))

    def _show_overview(self, overview: object) -> None:
        if isinstance(overview, _Overview) and self._dialog:
            self._dialog.show_documents(overview.documents)
            self._dialog.show_statistics(overview.statistics)
            self._dialog.expressions.show_expressions(overview.expressions)

    def _show_progress(self, progress: Progress) -> None:
        running = progress.done < progress.total
        self._importing = running
        self.running_changed.emit(running)
        self._side.library.show_progress(progress.done, progress.total if running else 0, progress.file)
        counted = f"正在导入 {progress.done + 1}/{progress.total}：{progress.file}"
        self.busy.emit(counted if running else "")

    def _report_import(self, summary: ImportSummary) -> None:
        self._show_progress(Progress(0, 0, ""))
        self.told.emit(summary.sentence())
        if summary.failures:
            report = ImportReport(summary, self._window)
            report.finished.connect(report.deleteLater)
            report.open()

    def _report_failure(self, error: SpeechDeskError) -> None:
        if not isinstance(error, UnreadableFile):
            dialogs.show_error(self._window, error.message)
        elif dialogs.ask_rebuild(self._window, error.message):
            self._library.rebuild()
        else:
            self._side.suggestions.show_cards((), _NO_LIBRARY)


@dataclass(frozen=True, slots=True)
class _Overview:
    """The library as a whole."""

    documents: tuple[ShownDocument, ...]
    statistics: Statistics
    expressions: tuple[CountedExpression, ...]


def _read_overview(library: UserLibrary) -> _Overview:
    return _Overview(library.documents(), library.statistics(), library.expressions(_EXPRESSIONS_OF_A_KIND))


def _read_version(library: UserLibrary) -> int:
    return library.version()
