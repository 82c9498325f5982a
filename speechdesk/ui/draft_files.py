"""Which draft is open: new, open, save, recent, export; the window shows what they say."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.storage import SUFFIX, open_draft, save_draft
from speechdesk.errors import SpeechDeskError
from speechdesk.export.docx import export_docx
from speechdesk.export.guard import find_unfilled
from speechdesk.export.preset import load_preset
from speechdesk.records import BlockKind, Draft, MeetingCard
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.jobs import Jobs

_UNNAMED = "未命名讲稿"
_LONGEST_NAME_CHARS = 40
_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t'


class DraftFiles(QObject):
    """The open draft and its file.

    Signals:
        file_changed: the path of the draft now open, None for one that has none yet.
        exported: the Word document that was written, a Path.

    Args:
        editor: where the draft is.
        slow: runs exports.
        parent: the window, for dialogs.
    """

    file_changed = Signal(object)
    exported = Signal(object)

    def __init__(self, editor: DraftEditor, slow: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._editor = editor
        self._slow = slow
        self._card = MeetingCard()
        self.preset_name = "speech"
        self.path: Path | None = None
        slow.receive("export", self.exported.emit, self._report_failure)

    def new(self) -> bool:
        """Begin an empty draft; return whether it was not cancelled."""
        if not self.may_leave():
            return False
        self._show(Draft(), None)
        return True

    def open(self, path: Path | None = None) -> bool:
        """Open a draft, asking for it where no path is given; return whether one was opened."""
        if not self.may_leave():
            return False
        chosen = path or dialogs.choose_draft(self._window, self.folder())
        if chosen is None:
            return False
        try:
            draft = open_draft(chosen)
        except SpeechDeskError as error:
            dialogs.show_error(self._window, error.message)
            return False
        # A document read as a draft is saved under a name of its own: the original stays as it was.
        self._show(draft, chosen if chosen.suffix.lower() == SUFFIX else None)
        return True

    def save(self) -> bool:
        """Save the draft, asking for a name where it has none; return whether it was saved."""
        return self._save_to(self.path) if self.path else self.save_as()

    def save_as(self) -> bool:
        """Save the draft under a name asked for; return whether it was saved."""
        chosen = dialogs.choose_save(self._window, self.folder() / f"{self.proposed_name()}{SUFFIX}")
        return self._save_to(chosen) if chosen else False

    def export(self) -> None:
        """Write the draft as a Word document in official format, asking where; `exported` follows."""
        if not self.may_export():
            return
        chosen = dialogs.choose_export(self._window, self.folder() / f"{self.proposed_name()}.docx")
        if chosen is not None:
            self._slow.start("export", partial(_export, self.draft(), chosen, self.preset_name))

    def may_export(self) -> bool:
        """Return whether nothing in the draft is left to be filled in, or it may leave all the same."""
        unfilled = [place.message for place in find_unfilled(self.draft())]
        return not unfilled or page_dialogs.ask_anyway(self._window, unfilled)

    def may_leave(self) -> bool:
        """Return whether the open draft is saved, or may be given up."""
        if not self._editor.document().isModified():
            return True
        answer = dialogs.ask_unsaved(self._window)
        return self.save() if answer is dialogs.Unsaved.SAVE else answer is dialogs.Unsaved.DISCARD

    def draft(self) -> Draft:
        """Return the draft as it stands."""
        return Draft(self._card, self._editor.blocks())

    def folder(self) -> Path:
        """Return where dialogs begin: beside the draft, or at home."""
        return self.path.parent if self.path else Path.home()

    def proposed_name(self) -> str:
        """Return a name for the draft's file: its own, or its title."""
        if self.path:
            return self.path.stem
        titles = (block.text for block in self._editor.blocks() if block.kind is BlockKind.TITLE)
        title = "".join(mark for mark in next(titles, "") if mark not in _NOT_IN_NAMES)
        return title.strip()[:_LONGEST_NAME_CHARS] or _UNNAMED

    def _show(self, draft: Draft, path: Path | None) -> None:
        self._card = draft.card
        self._editor.set_blocks(draft.blocks)
        self.path = path
        self.file_changed.emit(path)

    def _save_to(self, path: Path) -> bool:
        try:
            save_draft(self.draft(), path)
        except SpeechDeskError as error:
            dialogs.show_error(self._window, error.message)
            return False
        self.path = path
        self._editor.document().setModified(False)
        self.file_changed.emit(path)
        return True

    def _report_failure(self, error: SpeechDeskError) -> None:
        dialogs.show_error(self._window, error.message)


def _export(draft: Draft, path: Path, preset: str) -> Path:
    export_docx(draft, path, load_preset(preset))
    return path
