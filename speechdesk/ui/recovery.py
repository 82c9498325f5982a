"""Keeps the open draft safe against a power cut: a journal never more than a second behind the keys."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from speechdesk.drafting.journal import (
    JournalEntry,
    Leftover,
    journal_file,
    journals_of,
    read_journals,
    sync_journal,
    window_of,
    write_journal,
)
from speechdesk.errors import SpeechDeskError
from speechdesk.records import Draft
from speechdesk.ui.jobs import Jobs

_DELAY_MS = 400  # from the first change to writing; writing itself takes some milliseconds


class Recovery(QObject):
    """Journals one window's draft, and finds what windows that died have left.

    A lock file beside each journal tells whether its window still lives.

    Signals:
        failed: the journal could not be written; one sentence for the user, once until it works again.

    Args:
        folder: of the journals, made when needed.
        jobs: a thread of its own: neither an import nor a suggestion may hold the journal up.
        syncs: another, that waits for the disk.
        parent: its owner in Qt.
    """

    failed = Signal(str)

    def __init__(self, folder: Path, jobs: Jobs, syncs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._jobs = jobs
        self._syncs = syncs
        self._window = uuid4().hex
        self._number = 0  # of the last journal
        self._lock: QLockFile | None = None
        self._failing = False
        self._wanted = False  # whether the next start shall find the journal
        self._entry: Callable[[], JournalEntry | None] = _nothing
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._write)
        jobs.receive("journal", self._sync, self._fail)
        syncs.receive("sync", self._succeed, self._fail)

    def watch(
        self, draft: Callable[[], Draft | None], path: Callable[[], Path | None], history: Callable[[], str]
    ) -> None:
        """Say where the draft, its path and its history's name are to be had; no draft needs no journal."""

        def entry() -> JournalEntry | None:
            kept = draft()
            written = datetime.now().astimezone().isoformat(timespec="seconds")
            return kept and JournalEntry(str(path() or ""), written, kept, history=history())

        self._entry = entry

    def note_change(self) -> None:
        """See to it that the journal is written soon; further changes meanwhile do not put it off."""
        if not self._timer.isActive():
            self._timer.start()

    def clear(self) -> None:
        """Take the journal away: the draft is saved, or given up."""
        self._timer.stop()
        self._wanted = False
        self._jobs.start("journal", self._remove)

    def leftovers(self) -> tuple[Leftover, ...]:
        """Return what windows that no longer live have left, newest first."""
        return tuple(found for found in read_journals(self._folder) if self._owner_is_gone(found.file))

    def discard(self, leftover: Leftover) -> None:
        """Take a leftover away for good."""
        _remove(self._folder, window_of(leftover.file))
        _lock_file(leftover.file).unlink(missing_ok=True)

    def close(self) -> None:
        """Give up the lock, after all work has stopped; a journal still wanted is left for the next start."""
        if not self._wanted:
            self._remove()
        if self._lock:
            self._lock.unlock()

    def _owner_is_gone(self, file: Path) -> bool:
        if window_of(file) == self._window:
            return False
        lock = _lock_of(file)
        gone = lock.tryLock(0)
        lock.unlock()
        return gone

    def _write(self) -> None:
        entry = self._entry()
        if entry is None:
            return
        self._number += 1
        file = journal_file(self._folder, self._window, self._number)
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock_of(file)
            self._lock.tryLock(0)
        self._wanted = True
        self._jobs.start("journal", partial(_write, file, entry))

    def _remove(self) -> None:
        _remove(self._folder, self._window)

    def _sync(self, written: object) -> None:
        if isinstance(written, Path):
            self._syncs.start("sync", partial(sync_journal, written))

    def _succeed(self, _: object) -> None:
        self._failing = False

    def _fail(self, error: SpeechDeskError) -> None:
        if not self._failing:
            self.failed.emit(f"讲稿暂时没有留底，请尽快手动保存。{error.message}")
        self._failing = True


def _write(file: Path, entry: JournalEntry) -> Path:
    write_journal(file, entry)
    return file


def _remove(folder: Path, window: str) -> None:
    for file in journals_of(folder, window):
        file.unlink(missing_ok=True)


def _lock_file(journal: Path) -> Path:
    return journal.with_name(f"{window_of(journal)}.lock")


def _lock_of(journal: Path) -> QLockFile:
    lock = QLockFile(str(_lock_file(journal)))
    lock.setStaleLockTime(0)  # stale only when its process is gone, however long the window stays open
    return lock


def _nothing() -> None:
    return None
