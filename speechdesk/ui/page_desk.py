"""What has to do with pages: preview, PDF, print, the check of Word documents, the office's presets."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from speechdesk.errors import SpeechDeskError, UnwritableFile
from speechdesk.export.composition import Composer, Composition
from speechdesk.export.presets import load_preset, preset_labels
from speechdesk.export.verify.verify import Report, verify_file
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.jobs import Jobs
from speechdesk.ui.page_panel import PagePanel
from speechdesk.ui.page_print import print_pages, write_pdf
from speechdesk.ui.preset_editor import PresetEditor
from speechdesk.ui.theme import Look

_DELAY_MS = 120  # the pages follow the typing at this distance


@dataclass(frozen=True, slots=True)
class _Measured:
    """A Word document's name and what it was measured to be."""

    name: str
    report: Report


class PageDesk(QObject):
    """Keeps the pages of the draft up to date while the preview is open, and lets them out.

    Signals:
        done: what was done, to be told in the status line.
        preview_shown: whether the preview was opened or closed.

    Args:
        editor: where the draft is.
        files: which draft it is; its exports take the preset chosen here.
        look: faces and colours.
        slow: sets pages and measures files.
        parent: the window, for dialogs.
    """

    done = Signal(str)
    preview_shown = Signal(bool)

    def __init__(
        self, editor: DraftEditor, files: DraftFiles, look: Look, slow: Jobs, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._editor = editor
        self._files = files
        self._faces = look.faces
        self._slow = slow
        self._composer = Composer(load_preset(files.preset_name))
        self.panel = PagePanel(look.faces, look.colours, parent)
        self.panel.hide()
        self.panel.show_presets(preset_labels(), files.preset_name)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._compose)
        self.panel.preset_chosen.connect(self._choose_preset)
        editor.textChanged.connect(self._note_change)
        editor.place_changed.connect(self._follow)
        slow.receive("pages", self._show, self._report_failure)
        slow.receive("verify", self._show_report, self._report_failure)

    def show_preview(self, on: bool) -> None:  # noqa: FBT001 - Qt passes whether it is checked
        """Open or close the preview."""
        self.panel.setVisible(on)
        self.preview_shown.emit(on)
        if on:
            self._compose()

    def refresh(self) -> None:
        """Set the pages again where the preview is open."""
        if self.panel.isVisible():
            self._compose()

    def panes(self) -> tuple[PagePanel, ...]:
        """Return the preview where it is open, for the way from pane to pane."""
        return (self.panel,) if self.panel.isVisible() else ()

    def export_pdf(self) -> None:
        """Write the pages as a PDF, asking where."""
        if not self._files.may_export():
            return
        self._ask_for_pdf(self._files.folder() / f"{self._files.proposed_name()}.pdf")

    def _ask_for_pdf(self, proposed: Path) -> None:
        chosen = page_dialogs.choose_pdf(self._window, proposed)
        if chosen is None:
            return
        try:
            self._write_pdf(chosen)
        except UnwritableFile as error:
            if dialogs.ask_elsewhere(self._window, error.message):
                self._ask_for_pdf(self._files.other_place(chosen))
        except SpeechDeskError as error:
            dialogs.show_error(self._window, error.message)

    def print_draft(self) -> None:
        """Print the pages, asking for a printer."""
        if not self._files.may_export():
            return
        try:
            print_pages(self._composed(), self._faces, self._window)
        except SpeechDeskError as error:
            dialogs.show_error(self._window, error.message)

    def verify(self) -> None:
        """Measure a Word document asked for against the preset chosen."""
        if chosen := page_dialogs.choose_word(self._window, self._files.folder(), "选择要检查的 Word 文档"):
            self._slow.start("verify", partial(_verify, chosen, self._files.preset_name))

    def edit_presets(self) -> None:
        """Let the user derive a preset of the office's own, with a live page."""
        colours = self.panel.view.colours
        editor = PresetEditor(
            self._files.preset_name, self._files.draft(), self._faces, colours, self._window
        )
        editor.preset_saved.connect(self.take_preset)
        editor.open()

    def take_preset(self, name: str) -> None:
        """Go on in a preset, which may be a new one."""
        self.panel.show_presets(preset_labels(), name)
        self._choose_preset(name)

    def _choose_preset(self, name: str) -> None:
        try:
            self._composer = Composer(load_preset(name))
        except SpeechDeskError as error:
            dialogs.show_error(self._window, error.message)
            return
        self._files.preset_name = name
        self._compose()

    def _note_change(self) -> None:
        if self.panel.isVisible():
            self._delay.start()

    def _follow(self) -> None:
        if self.panel.isVisible():
            self.panel.view.follow_block(self._editor.textCursor().blockNumber())

    def _compose(self) -> None:
        self._slow.start("pages", partial(self._composer.compose, self._files.draft()))

    def _composed(self) -> Composition:
        return Composer(load_preset(self._files.preset_name)).compose(self._files.draft())

    def _show(self, composition: object) -> None:
        if isinstance(composition, Composition):
            self.panel.show_composition(composition)
            self._follow()

    def _write_pdf(self, path: Path) -> None:
        write_pdf(self._composed(), self._faces, path)
        self.done.emit("；".join((f"已导出 {path}", *self._files.faces_to_tell())))

    def _show_report(self, measured: object) -> None:
        if isinstance(measured, _Measured):
            page_dialogs.show_report(self._window, measured.name, measured.report)

    def _report_failure(self, error: SpeechDeskError) -> None:
        dialogs.show_error(self._window, error.message)


def _verify(path: Path, preset: str) -> _Measured:
    return _Measured(path.name, verify_file(path, load_preset(preset)))
