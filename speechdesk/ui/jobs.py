"""Work off the UI thread: one thread, results on the UI thread, the newest request of a kind wins."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from speechdesk.errors import SpeechDeskError

_EVERY = 0  # number of a piece of work whose result is always wanted
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Done:
    """A finished piece of work: its kind, its number, and its result or its error."""

    kind: str
    number: int
    result: object
    error: BaseException | None


class Jobs(QObject):
    """Runs work of several kinds one after the other on one thread of its own.

    Args:
        executor: runs the work; a synchronous one makes a test deterministic.
        parent: its owner in Qt.
    """

    _ended = Signal(object)
    defect_found = Signal(object)
    """A piece of work raised what is no SpeechDeskError: carries the exception."""

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor or ThreadPoolExecutor(max_workers=1)
        self._newest: dict[str, int] = {}
        self._waiting: dict[str, Future[object]] = {}
        self._receivers: dict[str, tuple[Callable[[object], None], Callable[[SpeechDeskError], None]]] = {}
        self._ended.connect(self._deliver)

    def receive(
        self,
        kind: str,
        done: Callable[[object], None],
        failed: Callable[[SpeechDeskError], None],
    ) -> None:
        """Say who gets the results and the errors of `kind`; both are called on the UI thread."""
        self._receivers[kind] = (done, failed)

    def start(self, kind: str, work: Callable[[], object]) -> None:
        """Run `work` when the thread is free; a request of the same kind still waiting is dropped.

        Its result goes to the receivers of `kind`, unless a newer request of the kind has been made.
        """
        self._newest[kind] = self._newest.get(kind, 0) + 1
        waiting = self._waiting.get(kind)
        if waiting is not None:
            waiting.cancel()
        self._waiting[kind] = self._executor.submit(self._run, kind, self._newest[kind], work)

    def queue(self, kind: str, work: Callable[[], object]) -> None:
        """Run `work` after what was queued before; every result goes to the receivers of `kind`."""
        self._executor.submit(self._run, kind, _EVERY, work)

    def close(self, *, finish: bool = False) -> None:
        """Wait for what is under way; nothing is delivered any more.

        Args:
            finish: whether what still waits is done first, or dropped.
        """
        self._receivers.clear()
        self._executor.shutdown(wait=True, cancel_futures=not finish)

    def _run(self, kind: str, number: int, work: Callable[[], object]) -> None:
        try:
            done = _Done(kind, number, work(), None)
        except Exception as error:  # noqa: BLE001 - the thread's border: handed to the UI thread, not lost
            done = _Done(kind, number, None, error)
        self._ended.emit(done)

    @Slot(object)
    def _deliver(self, done: _Done) -> None:
        receivers = self._receivers.get(done.kind)
        if receivers is None or done.number not in (_EVERY, self._newest.get(done.kind)):
            return
        if done.error is None:
            receivers[0](done.result)
        elif isinstance(done.error, SpeechDeskError):
            receivers[1](done.error)
        else:
            _log.error("work of kind %s failed", done.kind, exc_info=done.error)
            self.defect_found.emit(done.error)


@dataclass(frozen=True, slots=True)
class Threads:
    """The desk's threads of work, one for each thing that must not wait for the others.

    Attributes:
        quick: answers questions.
        slow: imports.
        files: opens and exports drafts.
        journal: writes the recovery journal.
        syncs: brings it to the disk, which may take seconds.
        pages: counts the draft's pages.
    """

    quick: Jobs
    slow: Jobs
    files: Jobs
    journal: Jobs
    syncs: Jobs
    pages: Jobs

    def all(self) -> tuple[Jobs, ...]:
        """Return the threads."""
        return self.quick, self.slow, self.files, self.journal, self.syncs, self.pages

    def close(self) -> None:
        """Finish exports, drop what else waits, and wait for what is under way."""
        self.files.close(finish=True)
        for jobs in (self.quick, self.slow, self.journal, self.syncs, self.pages):
            jobs.close()
