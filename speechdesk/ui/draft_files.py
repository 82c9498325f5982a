"""Which draft is open: new, open, save, recent, export; the window shows what they say."""

import hashlib
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.journal import JournalEntry
from speechdesk.drafting.refilling import refill
from speechdesk.drafting.storage import SUFFIX, fingerprint, open_draft, save_draft
from speechdesk.drafting.versions import unnamed_history
from speechdesk.errors import SpeechDeskError, UnwritableFile
from speechdesk.export.docx import export_docx
from speechdesk.export.guard import Unfilled, find_unfilled
from speechdesk.export.presets import load_preset
from speechdesk.paths import user_folder
from speechdesk.records import BlockKind, Draft, OfficialFacts
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.asking import topmost
from speechdesk.ui.card_dialog import ask_card
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.jobs import Jobs
from speechdesk.ui.page_paint import missing_faces
from speechdesk.ui.positions import qt_offset
from speechdesk.ui.recovery import Recovery
from speechdesk.ui.refill_dialog import ask_changes

_UNNAMED = "未命名讲稿"
_LONGEST_NAME_CHARS = 40
_NOT_IN_NAMES = '\\/:*?"<>|\n\r\t'


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft as it was read, and what its file held then."""

    path: Path
    draft: Draft
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Refused:
    """A file that could not be written, why, and how it is written."""

    path: Path
    message: str
    write: Callable[[Path], None]


class DraftFiles(QObject):
    """The open draft and its file.

    Signals:
        file_changed: the path of the draft now open, None for one that has none yet.
        exported: the Word document that was written, a Path.
        given_up: the draft's changes are about to be left unsaved.
        saved: the path the draft had, None for none, and the one it was saved under.

    Args:
        editor: where the draft is.
        files: reads and exports drafts.
        recovery: journals the draft while it has changes that are not saved.
        parent: the window, for dialogs.

    Attributes:
        path: the draft's file; None where it has none yet.
        history: name of the folder of versions of a draft without a file.
    """

    file_changed = Signal(object)
    exported = Signal(object)
    given_up = Signal()
    saved = Signal(object, object)

    def __init__(self, editor: DraftEditor, files: Jobs, recovery: Recovery, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._editor = editor
        self._files = files
        self._recovery = recovery
        self._lock: QLockFile | None = None
        self._faces_told = False  # once while the desk is open
        self._known = ""  # what the file held when it was last opened or saved here
        self.preset_name = "speech"
        self.home = Path.home()
        self.facts = OfficialFacts()
        self.path: Path | None = None
        self.history = unnamed_history()
        recovery.watch(self._unsaved_draft, lambda: self.path, lambda: self.history)
        editor.textChanged.connect(recovery.note_change)
        files.receive("open", self._take, self._report_failure)
        files.receive("export", self._end_export, self._report_failure)

    def new(self) -> bool:
        """Begin an empty draft; return whether it was not cancelled."""
        if not self.may_leave():
            return False
        self._claim(None)
        self._show(Draft(), None)
        return True

    def open(self, path: Path | None = None) -> None:
        """Open a draft, asking for it where no path is given; `file_changed` follows where one was opened."""
        if not self.may_leave():
            return
        chosen = path or dialogs.choose_draft(self._window, self.folder())
        if chosen is not None:
            self._files.start("open", partial(_read, chosen))

    def _take(self, read: object) -> None:
        if not isinstance(read, _Read) or not self.may_leave():  # typed on while it was read
            return
        # A document read as a draft is saved under a name of its own: the original stays as it was.
        path = read.path if read.path.suffix.lower() == SUFFIX else None
        try:
            self._claim(path)
        except SpeechDeskError as error:
            self._report_failure(error)
            return
        self._known = read.fingerprint
        self._show(read.draft, path)

    def save(self) -> bool:
        """Save the draft, asking for a name where it has none; return whether it was saved."""
        if self.path is None:
            return self.save_as()
        if self.path.exists() and fingerprint(self.path) != self._known:
            answer = dialogs.ask_overwrite(self._window, self.path.name)
            if answer is not dialogs.Overwrite.REPLACE:
                return answer is dialogs.Overwrite.SAVE_AS and self.save_as()
        return self._save_to(self.path)

    def save_as(self) -> bool:
        """Save the draft under a name asked for; return whether it was saved."""
        chosen = dialogs.choose_save(self._window, self.folder() / f"{self.proposed_name()}{SUFFIX}")
        return self._save_to(chosen) if chosen else False

    def export(self) -> None:
        """Write the draft as a Word document in official format, asking where; `exported` follows."""
        if self.may_export():
            proposed = self.folder() / f"{self.proposed_name()}.docx"
            self.let_out(proposed, partial(_export, self.draft(), self.preset_name))

    def let_out(self, proposed: Path, write: Callable[[Path], None]) -> None:
        """Write a Word document, asking where, and again where it cannot be written; `exported` follows."""
        chosen = dialogs.choose_export(topmost(self._window), proposed)
        if chosen is not None:
            self._files.queue("export", partial(_let_out, chosen, write))

    def other_place(self, path: Path) -> Path:
        """Return a path that is free, for a file that cannot be written where it was to be."""
        folder = path.parent if path.parent.is_dir() and os.access(path.parent, os.W_OK) else self.home
        names = (f"{path.stem}（{number}）{path.suffix}" for number in itertools.count(2))
        return next(folder / name for name in names if not (folder / name).exists())

    def edit_card(self) -> None:
        """Let the user fill in the meeting card, and change what the old one has filled."""
        old = self._editor.card
        card = ask_card(self._window, old)
        if card is not None and card != old:
            self._editor.card = card
            if changes := refill(self._editor.blocks(), old, card):
                chosen = ask_changes(self._window, changes, self._editor.paragraphs())
                self._editor.make_changes(chosen)
            self._editor.document().setModified(True)
            self._recovery.note_change()

    def change_facts(self, facts: OfficialFacts) -> None:
        """Take what is printed around the draft."""
        self.facts = facts
        self._editor.document().setModified(True)
        self._recovery.note_change()

    def may_export(self) -> bool:
        """Return whether nothing in the draft is left to be filled in, or it may leave all the same."""
        unfilled = find_unfilled(self.draft())
        if not unfilled:
            return True
        answer = page_dialogs.ask_anyway(
            self._window, [place.message for place in unfilled], self.faces_to_tell()
        )
        if answer.place is not None:
            _select(self._editor, unfilled[answer.place])
        return answer.go_on

    def faces_to_tell(self) -> tuple[str, ...]:
        """Return what to say of faces this computer lacks, the first time only."""
        missing = () if self._faces_told else missing_faces(load_preset(self.preset_name))
        self._faces_told = True
        return (f"本机没有字体 {'、'.join(missing)}，会用相近的字体代替",) if missing else ()

    def _end_export(self, result: object) -> None:
        if not isinstance(result, _Refused):
            self.exported.emit(result)
        elif dialogs.ask_elsewhere(topmost(self._window), result.message):
            self.let_out(self.other_place(result.path), result.write)

    def may_leave(self) -> bool:
        """Return whether the open draft is saved, or may be given up."""
        if not self._editor.document().isModified():
            return True
        answer = dialogs.ask_unsaved(self._window)
        if answer is dialogs.Unsaved.DISCARD:
            self.given_up.emit()
        return self.save() if answer is dialogs.Unsaved.SAVE else answer is dialogs.Unsaved.DISCARD

    def restore(self, entry: JournalEntry) -> None:
        """Show a draft from a journal, as unsaved changes of its file."""
        path = Path(entry.path) if entry.path else None
        try:
            self._claim(path)
        except SpeechDeskError:
            path = None  # another window has the file by now: what is restored needs a name of its own
        self._known = fingerprint(path) if path else ""
        self._show(entry.draft, path, entry.history)
        self._editor.document().setModified(True)
        self._recovery.note_change()

    def draft(self) -> Draft:
        """Return the draft as it stands."""
        return Draft(self._editor.card, self._editor.blocks(), self.facts)

    def folder(self) -> Path:
        """Return where dialogs begin: beside the draft, or where new drafts are kept."""
        return self.path.parent if self.path else self.home

    def proposed_name(self) -> str:
        """Return a name for the draft's file: its own, or its title."""
        if self.path:
            return self.path.stem
        titles = (block.text for block in self._editor.blocks() if block.kind is BlockKind.TITLE)
        title = "".join(mark for mark in next(titles, "") if mark not in _NOT_IN_NAMES)
        return title.strip()[:_LONGEST_NAME_CHARS] or _UNNAMED

    def release(self) -> None:
        """Let other windows have the draft's file."""
        if self._lock:
            self._lock.unlock()
        self._lock = None

    def _claim(self, path: Path | None) -> None:
        """Take a draft's file for this window, and give up the one it had.

        Raises:
            SpeechDeskError: another window has it.
        """
        if path and self._lock and path == self.path:
            return
        lock = _lock_of(path) if path else None
        if path and lock and not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
            raise SpeechDeskError(f"“{path.name}”已在另一个讲稿台窗口里打开；请到那个窗口编辑。")
        self.release()
        self._lock = lock

    def _show(self, draft: Draft, path: Path | None, history: str = "") -> None:
        self._editor.card = draft.card
        self.facts = draft.facts
        self._editor.set_blocks(draft.blocks)
        self.path = path
        self.history = history or unnamed_history()
        self._recovery.clear()
        self.file_changed.emit(path)

    def _unsaved_draft(self) -> Draft | None:
        return self.draft() if self._editor.document().isModified() else None

    def _save_to(self, path: Path) -> bool:
        try:
            self._claim(path)
            save_draft(self.draft(), path)
        except SpeechDeskError as error:
            dialogs.show_error(self._window, error.message)
            return False
        self._known = fingerprint(path)
        self.saved.emit(self.path, path)
        self.path = path
        self._editor.document().setModified(False)
        self._recovery.clear()
        self.file_changed.emit(path)
        return True

    def _report_failure(self, error: SpeechDeskError) -> None:
        dialogs.show_error(self._window, error.message)


def _select(editor: DraftEditor, place: Unfilled) -> None:
    """Select a place of the draft, to be looked at or typed over."""
    editor.end_composing()
    block = editor.document().findBlockByNumber(place.block)
    start, end = (block.position() + qt_offset(block.text(), offset) for offset in (place.start, place.end))
    cursor = QTextCursor(block)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    editor.ensureCursorVisible()
    editor.setFocus()


def _lock_of(path: Path) -> QLockFile:
    folder = user_folder() / "locks"  # never beside the draft: others see that folder
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    lock = QLockFile(str(folder / f"{name}.lock"))
    lock.setStaleLockTime(0)  # stale only when its process is gone
    return lock


def _read(path: Path) -> _Read:
    known = fingerprint(path)
    return _Read(path, open_draft(path), known)


def _export(draft: Draft, preset: str, path: Path) -> None:
    export_docx(draft, path, load_preset(preset))


def _let_out(path: Path, write: Callable[[Path], None]) -> Path | _Refused:
    try:
        write(path)
    except UnwritableFile as error:
        return _Refused(path, error.message, write)
    return path
