"""Keeps the pinned speeches at the section that is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.parallels import find_place, heading_above, parallel_block
from speechdesk.library.overview import ShownSpeech
from speechdesk.library.user_library import UserLibrary
from speechdesk.records import DraftBlock, Passage
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.library_access import LibraryAccess
from speechdesk.ui.panels import SidePanel

_DELAY_MS = 150  # the speeches follow the caret at this distance


class SourcesDesk(QObject):
    """Joins the drafting pane and the pinned speeches.

    Args:
        editor: where the draft is.
        library: finds the sections that go together, off the UI thread.
        side: shows the speeches.
        parent: the window.
    """

    def __init__(self, editor: DraftEditor, library: LibraryAccess, side: SidePanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._library = library
        self._side = side
        self._section: str | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._follow)
        editor.place_changed.connect(self._delay.start)
        side.sources.passage_wanted.connect(self._insert)
        side.sources.pinned_changed.connect(self._begin)
        library.receive("section", self._show)

    def pin(self, speech: ShownSpeech) -> None:
        """Pin a speech and show it."""
        self._side.sources.pin(speech)
        self._side.setCurrentWidget(self._side.sources)

    def _begin(self) -> None:
        self._section = None
        self._follow()

    def _follow(self) -> None:
        """Ask for the sections that go with the caret's, when it has come to another one."""
        speeches = self._side.sources.speeches()
        self._side.sources.card = self._editor.card
        if not speeches or self._editor.is_composing:
            return
        blocks, at = self._editor.blocks(), self._editor.textCursor().blockNumber()
        heading = heading_above(blocks, at)
        section = blocks[heading].text if heading >= 0 else ""
        if section != self._section:
            self._section = section
            self._library.ask("section", partial(_find_sections, blocks, at, speeches))

    def _show(self, found: object) -> None:
        if isinstance(found, _Sections):
            for number, block in found.places:
                self._side.sources.show_section(number, block)

    def _insert(self, passage: Passage) -> None:
        self._editor.insert_chosen(passage)
        self._editor.setFocus()


@dataclass(frozen=True, slots=True)
class _Sections:
    """Speeches (by their numbers in the library) and the paragraphs where their sections begin."""

    places: tuple[tuple[int, int], ...]


def _find_sections(
    blocks: Sequence[DraftBlock], at: int, speeches: Sequence[ShownSpeech], _: UserLibrary
) -> _Sections:
    place = find_place(blocks, at)
    found = ((speech.id, parallel_block(place, speech)) for speech in speeches)
    return _Sections(tuple((number, block) for number, block in found if block is not None))
