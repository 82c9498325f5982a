"""The library as the window sees it: questions go out, answers come back as signals, nothing waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from speechdesk.atomic import unwritable
from speechdesk.errors import SpeechDeskError
from speechdesk.library.cards import Card
from speechdesk.library.finding import Wanted
from speechdesk.library.library import Library
from speechdesk.library.user_library import UserLibrary
from speechdesk.records import Suggestions
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester
from speechdesk.text.sentences import sentence_spans
from speechdesk.ui.jobs import Jobs
from speechdesk.worker import (
    ImportSummary,
    Progress,
    create_library,
    import_in_process,
    index_initials_in_process,
    refresh_index,
)

_SUGGESTED = 5
_SEARCH_RESULTS = 100
_NEAR_RESULTS = 30  # passages that come near what is looked for, below those that hold it
_LEAST_NEAR = 0.5
_ANY_TEXT = "。"


@dataclass(frozen=True, slots=True)
class Answer:
    """Suggestions and what they were asked for.

    Attributes:
        place: of the caret.
        sentence: the last before it, begun or ended; what the cards are compared with.
        suggestions: the answer.
        cards: of its passages.
    """

    place: Place
    sentence: str
    suggestions: Suggestions
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, and what was looked for.

    Attributes:
        wanted: what was looked for.
        cards: those that hold it, then those that come near it.
        holding: how many hold it.
        tags: all tags the user has given.
    """

    wanted: Wanted
    cards: tuple[Card, ...]
    holding: int
    tags: tuple[str, ...]


class LibraryAccess(QObject):
    """Asks the library and imports into it, off the UI thread.

    Signals:
        suggested: an Answer.
        found: a Found.
        progressed: how far an import has come, a Progress.
        imported: what an import did, an ImportSummary.
        opened: the library can be asked; again after every import.
        failed: a SpeechDeskError to tell the user.
        refused: why a question or a change was not answered or made, in one sentence.

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
    refused = Signal(str)

    def __init__(self, library_file: Path, quick: Jobs, slow: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library_file = library_file
        self._quick = quick
        self._slow = slow
        self._suggester = Suggester(stored=True)
        self._user_library: UserLibrary | None = None
        self._cancel = Event()
        self._stop = Event()
        quick.receive("update", self._report_opened, self._report_failure)
        quick.receive("suggest", self.suggested.emit, self._report_failure)
        quick.receive("search", self.found.emit, self._refuse)
        slow.receive("import", self._finish_import, self._report_failure)

    def open(self) -> None:
        """Open the library; `opened` follows, after `progressed` where it has to be made first."""
        self._slow.queue("import", self._make_library)

    def rebuild(self) -> None:
        """Set a damaged library aside, under another name, and make a new one; `opened` follows."""
        self.close()
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

    def close(self) -> None:
        """Let go of the library's file, when all work has ended."""
        user_library, self._user_library = self._user_library, None
        if user_library:
            user_library.close()

    def suggest(self, place: Place) -> None:
        """Ask what fits at the caret; `suggested` follows for the newest question only."""
        self._quick.start("suggest", partial(_ask, self._suggester, self._user_library, place))

    def search(self, wanted: Wanted) -> None:
        """Ask for passages; `found` follows for the newest question only."""
        self.ask("search", partial(_search, self._suggester, wanted))

    def receive(self, kind: str, done: Callable[[object], None]) -> None:
        """Say who gets the results of questions and changes of `kind`, on the UI thread."""
        self._quick.receive(kind, done, self._refuse)

    def ask(self, kind: str, work: Callable[[UserLibrary], object]) -> None:
        """Ask the library; the newest question of `kind` only is answered. Nothing before it is open."""
        if self._user_library:
            self._quick.start(kind, partial(work, self._user_library))

    def change(self, kind: str, work: Callable[[UserLibrary], object]) -> None:
        """Change the library; every change of `kind` is made and reported. Nothing before it is open."""
        if self._user_library:
            self._quick.queue(kind, partial(work, self._user_library))

    def take_in(self) -> None:
        """Bring suggestions and initials up to date with what has been changed; `opened` follows."""
        self._finish_import(None)

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
        self._quick.start("update", partial(_update, self._suggester, self._user_library, self._library_file))

    def _report_opened(self, user_library: object) -> None:
        if isinstance(user_library, UserLibrary):
            if user_library is not self._user_library:
                self.close()
            self._user_library = user_library
            self._slow.start("initials", partial(_index_initials, user_library, self._library_file))
        self.opened.emit()

    def _refuse(self, error: SpeechDeskError) -> None:
        self.refused.emit(error.message)

    def _report_failure(self, error: SpeechDeskError) -> None:
        self.progressed.emit(Progress(0, 0, ""))
        self.failed.emit(error)


def _ask(suggester: Suggester, user_library: UserLibrary | None, place: Place) -> Answer:
    suggestions = suggester.suggest(place, _SUGGESTED)
    cards = user_library.cards(suggestions.passages) if user_library else ()
    return Answer(place, _last_sentence(place.before), suggestions, cards)


def _last_sentence(before: str) -> str:
    paragraph = before.rpartition("\n")[2].rstrip()
    spans = sentence_spans(paragraph)
    return paragraph[slice(*spans[-1])].strip() if spans else ""


def _search(suggester: Suggester, wanted: Wanted, user_library: UserLibrary) -> Found:
    holding = user_library.search(wanted, _SEARCH_RESULTS)
    near: tuple[Card, ...] = ()
    if wanted.query.strip() and Wanted(wanted.query, wanted.selection) == wanted and not wanted.letters:
        matches = suggester.search(wanted.query, _NEAR_RESULTS, wanted.selection)
        shown = {card.words for card in holding}
        near = tuple(
            card
            for card in user_library.cards(match for match in matches if match.score >= _LEAST_NEAR)
            if card.words not in shown
        )
    return Found(wanted, (*holding, *near), len(holding), user_library.book().tags())


def _update(suggester: Suggester, known: UserLibrary | None, library_file: Path) -> UserLibrary | None:
    if not library_file.exists():
        return known  # the program is about to end before the library was made
    with Library(library_file) as library:
        suggester.update(library)
    suggester.suggest(_ANY_TEXT)  # or the first key would wait 30 ms for tables that are made when asked for
    if known and known.is_in_place():
        return known
    return UserLibrary(library_file)


def _index_initials(user_library: UserLibrary, library_file: Path) -> None:
    if user_library.lacks_initials():
        index_initials_in_process(library_file)
