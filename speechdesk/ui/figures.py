"""The draft's figures, followed at a distance while one types; pages are set off the UI thread."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from speechdesk.drafting.outline import length_of
from speechdesk.errors import SpeechDeskError
from speechdesk.export.composition import Composer
from speechdesk.export.presets import load_preset
from speechdesk.records import Draft
from speechdesk.settings import Settings
from speechdesk.text.counting import count_as_word
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.jobs import Jobs
from speechdesk.ui.preferences import Preferences
from speechdesk.ui.status_line import StatusLine

_PAGES_DELAY_MS = 700  # pages are set once the hands rest: they cost a moment of the processor


class Figures(QObject):
    """Keeps the status line in step with the draft.

    Args:
        line: shows the figures.
        files: has the draft, and the preset it is set in.
        preferences: the speaker's rate.
        jobs: sets the pages.
        parent: its owner in Qt.
    """

    def __init__(
        self, line: StatusLine, files: DraftFiles, preferences: Preferences, jobs: Jobs, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._files = files
        self._preferences = preferences
        self._jobs = jobs
        self._composer = Composer(load_preset(files.preset_name))
        self._preset = files.preset_name
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAGES_DELAY_MS)
        self._pause.timeout.connect(self._count_pages)
        jobs.receive("page_count", self._show_pages, self._show_no_pages)
        preferences.changed.connect(self._follow)

    def show(self, draft: Draft) -> None:
        """Show the figures of a draft; its pages follow."""
        length = length_of(draft.blocks, self._preferences.settings.rate_chars)
        self._line.show_chars(sum(count_as_word(block.text) for block in draft.blocks))
        self._line.show_minutes(*length.minutes)
        self._line.show_slots(sum(len(block.slots) for block in draft.blocks))
        self.count_pages()

    def count_pages(self) -> None:
        """Count the pages again, soon; those of another preset too."""
        self._pause.start()

    def _count_pages(self) -> None:
        if self._preset != self._files.preset_name:
            self._preset = self._files.preset_name
            self._composer = Composer(load_preset(self._preset))
        self._jobs.start("page_count", partial(_count_pages, self._composer, self._files.draft()))

    def _show_pages(self, pages: object) -> None:
        if isinstance(pages, int):
            self._line.show_pages(pages)

    def _show_no_pages(self, _: SpeechDeskError) -> None:
        self._line.show_pages(0)

    def _follow(self, before: Settings, now: Settings) -> None:
        if before.rate_chars != now.rate_chars:
            self.show(self._files.draft())
        if before.preset != now.preset:
            self.count_pages()


def _count_pages(composer: Composer, draft: Draft) -> int:
    return len(composer.compose(draft).pages)
