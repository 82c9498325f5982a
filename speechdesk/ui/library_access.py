"""The library as the window sees it: questions go out, answers come back as signals, nothing waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from speechdesk.atomic import unwritable
from speechdesk.errors import SpeechDeskError
from speechdesk.library.library import Library
from speechdesk.library.selection import Selection
from speechdesk.records import Match, Suggestions
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester
from speechdesk.ui.jobs import Jobs
from speechdesk.worker import ImportSummary, Progress, create_library, import_in_process, refresh_index

_COMPLETIONS = 5
_SEARCH_RESULTS = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """Suggestions and the place of the caret they were asked for."""

    place: Place
    suggestions: Suggestions


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what was looked for."""

    query: str
    matches: tuple[Match, ...]


class LibraryAccess(QObject):
    """Asks the library and imports into it, off the UI thread.

    Signals:
        suggested: an Answer.
        found: a Found.
        progressed: how far an import has come, a Progress.
        imported: what an import did, an ImportSummary.
        opened: the library can be asked; again after every import.
        failed: a SpeechDeskError to tell the user.

    Args:
        library_file: the user's library; made from the seeds when it is missing.
        quick: runs questions, and takes new passages into the index.
        slow: runs imports.
        parent: its owner in Qt.
    """

    suggested = Signal(object)
    found = Signal(object)
    progressed = Signal(object)
    imported = Signal(object)
    opened = Signal()
    failed = Signal(object)

    def __init__(self, library_file: Path, quick: Jobs, slow: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library_file = library_file
        self._quick = quick
        self._slow = slow
        self._suggester = Suggester(stored=True)
        self._cancel = Event()
        self._stop = Event()
        quick.receive("update", self._report_opened, self._report_failure)
        quick.receive("suggest", self.suggested.emit, self._report_failure)
        quick.receive("search", self.found.emit, self._report_failure)
        slow.receive("import", self._finish_import, self._report_failure)

    def open(self) -> None:
        """Open the library; `opened` follows, after `progressed` where it has to be made first."""
        self._slow.queue("import", self._make_library)

    def rebuild(self) -> None:
        """Set a damaged library aside, under another name, and make a new one; `opened` follows."""
        self._slow.queue("import", self._set_aside)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders, after what is being imported; `imported` and `opened` follow."""
        self._cancel.clear()
        self._slow.queue("import", partial(self._import, tuple(paths)))

    def cancel_import(self) -> None:
        """Stop imports after the file at hand."""
        self._cancel.set()

    def stop(self) -> None:
        """Stop all long work, the making of the library too, for the program is to end."""
        self._cancel.set()
        self._stop.set()

    def suggest(self, place: Place) -> None:
        """Ask what fits at the caret; `suggested` follows for the newest question only."""
        self._quick.start("suggest", partial(_ask, self._suggester, place))

    def search(self, query: str, selection: Selection) -> None:
        """Ask for the passages nearest to `query`; `found` follows for the newest question only."""
        self._quick.start("search", partial(_search, self._suggester, query, selection))

    def _make_library(self) -> None:
        """Make the library where it is missing; only the end of the program stops that."""
        if not self._library_file.exists():
            create_library(
                self._library_file,
                lambda files, target: import_in_process(files, target, self.progressed.emit, self._stop),
            )
        if self._library_file.exists():  # not where making it was cancelled
            refresh_index(self._library_file)

    def _set_aside(self) -> None:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        try:
            self._library_file.replace(self._library_file.with_name(f"library-{stamp}.damaged"))
        except OSError as error:
            raise unwritable(self._library_file, error) from error
        self._make_library()

    def _import(self, paths: Sequence[Path]) -> ImportSummary:
        self._make_library()  # it may have been deleted meanwhile
        summary = import_in_process(paths, self._library_file, self.progressed.emit, self._cancel)
        refresh_index(self._library_file)
        return summary

    def _finish_import(self, summary: object) -> None:
        if isinstance(summary, ImportSummary):
            self.imported.emit(summary)
        self._quick.start("update", partial(_update, self._suggester, self._library_file))

    def _report_opened(self, _: object) -> None:
        self.opened.emit()

    def _report_failure(self, error: SpeechDeskError) -> None:
        self.progressed.emit(Progress(0, 0, ""))
        self.failed.emit(error)


def _ask(suggester: Suggester, place: Place) -> Answer:
    return Answer(place, suggester.suggest(place, _COMPLETIONS))


def _search(suggester: Suggester, query: str, selection: Selection) -> Found:
    return Found(query, suggester.search(query, _SEARCH_RESULTS, selection))


def _update(suggester: Suggester, library_file: Path) -> None:
    if not library_file.exists():
        return  # the program is about to end before the library was made
    with Library(library_file) as library:
        suggester.update(library)
