"""A day's typing measured in the window: key to repaint, how long it is held up, memory.

    python -m tests.benchmarks.bench_typing LIBRARY [KEYS]

LIBRARY is one that bench_suggest made (--keep). First a draft of 30,000 characters is typed into, at its end
and in its middle: the time from a key to the paper painted anew, and to the paper with the grey text of the
answer. Then the afternoon of tests/ui/afternoon.py is gone through in that draft, suggestions answered on
their threads, while a watchdog times every turn of the event loop; the worst five are listed with what was
being done. Processor time of the window's thread stands beside the clock's: the machine may have other work.
"""

import itertools
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.append(str(Path(__file__).parent.parent / "ui"))

import afternoon
import numpy as np
from hands import always, trigger
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from speechdesk.desk import make_application, start_desk
from speechdesk.drafting.storage import open_draft
from speechdesk.paths import library_file, seeds
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.settings import Settings
from speechdesk.suggest import store
from speechdesk.ui import dialogs
from speechdesk.ui.main_window import MainWindow

_CHARS = 30_000
_KEYS = 300
_PATIENCE_MS = 3000
_PAUSE_MS = 30  # before the next key
_LONG_MS = 50


class WatchedApplication(QObject):
    """Times every piece of work between two turns of the event loop, and notes what was being done.

    Attributes:
        doing: what the user does at the moment.
        held: milliseconds of processor time, of the clock, and what was being done.
    """

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.held: list[tuple[float, float, str]] = []
        dispatcher = QApplication.eventDispatcher()
        dispatcher.awake.connect(self._begin, Qt.ConnectionType.DirectConnection)
        dispatcher.aboutToBlock.connect(self._end, Qt.ConnectionType.DirectConnection)
        self._began = (time.thread_time(), time.perf_counter())

    def _begin(self) -> None:
        self._end()
        self._began = (time.thread_time(), time.perf_counter())

    def _end(self) -> None:
        spent = (time.thread_time() - self._began[0]) * 1e3
        self.held.append((spent, (time.perf_counter() - self._began[1]) * 1e3, self.doing))
        self._began = (time.thread_time(), time.perf_counter())


def long_draft() -> tuple[DraftBlock, ...]:
    """Return the seeds' paragraphs, repeated up to 30,000 characters."""
    blocks = [block for file in sorted(seeds().glob("*.txt")) for block in open_draft(file).blocks]
    made: list[DraftBlock] = []
    while sum(len(block.text) for block in made) < _CHARS:
        made += blocks
    return tuple(block for block in made if block.kind is not BlockKind.TITLE)


def wait(ms: int, loop: QEventLoop) -> None:
    """Run events until the loop is quit or so many milliseconds have passed."""
    timer = QTimer(singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start(ms)
    loop.exec()


def type_keys(window: MainWindow, text: str) -> list[np.ndarray]:
    """Return each key's milliseconds: processor's and clock's to the paper, clock's to the answer."""
    loop = QEventLoop()
    window.library.suggested.connect(loop.quit)
    spent: list[float] = []
    took: list[float] = []
    answered: list[float] = []
    for character in text:
        event = QInputMethodEvent("", [])
        event.setCommitString(character)
        began, clock = time.thread_time(), time.perf_counter()
        QApplication.sendEvent(window.editor, event)
        window.editor.viewport().repaint()
        spent.append((time.thread_time() - began) * 1e3)
        took.append((time.perf_counter() - clock) * 1e3)
        wait(_PATIENCE_MS, loop)
        QApplication.processEvents()  # the window paints what has changed
        answered.append((time.perf_counter() - clock) * 1e3)
        wait(_PAUSE_MS, QEventLoop())
    window.library.suggested.disconnect(loop.quit)
    return [np.array(found) for found in (spent, took, answered)]


def measure_keys(window: MainWindow, keys: int) -> None:
    """Type at the end and in the middle of the long draft and print the distribution."""
    text = "".join(itertools.islice(afternoon.sentences(random.Random(2)), keys))
    for name, block in (("end", window.editor.document().blockCount() - 1), ("middle", 60)):
        caret = QTextCursor(window.editor.document().findBlockByNumber(block))
        caret.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        window.editor.setTextCursor(caret)
        window.editor.ensureCursorVisible()
        figures = type_keys(window, text[:keys])
        told = ("key to paint, processor", "key to paint, clock", "key to grey text, clock")
        for what, found in zip(told, figures, strict=True):
            p50, p99 = np.percentile(found, (50, 99))
            print(f"{name:7} {what:26} p50 {p50:6.1f}  p99 {p99:6.1f}  max {found.max():6.1f} ms", flush=True)


def watch_afternoon(window: MainWindow, target: Path) -> None:
    """Go through the afternoon in the long draft and print the longest times the window was held up.

    Args:
        window: with the draft.
        target: where it is saved.
    """
    chance = random.Random(6)
    dialogs.choose_save = always(target)
    watched = WatchedApplication()
    parts: tuple[tuple[str, Callable[[], object]], ...] = (
        ("typing", partial(afternoon.write, window, 400, chance)),
        ("dropping passages", partial(afternoon.drop_passages, window, 15, chance)),
        ("saving", partial(trigger, window, "save")),
        ("keeping a version", partial(afternoon.keep_version, window, "first")),
        ("moving sections", partial(afternoon.move_sections, window)),
        ("filling slots", partial(afternoon.fill_slots, window, 5)),
        ("replacing", partial(afternoon.find_and_replace, window, "工作", "各项工作")),
        ("locking", partial(afternoon.lock_words, window)),
        ("undoing", partial(trigger, window, "undo")),
        ("redoing", partial(trigger, window, "redo")),
        ("restoring", partial(afternoon.restore, window, "first")),
    )
    for name, part in parts:
        watched.doing = name
        began, clock = time.thread_time(), time.perf_counter()
        part()
        print(
            f"{name:20} {(time.thread_time() - began) * 1e3:8.0f} ms processor "
            f"{(time.perf_counter() - clock) * 1e3:8.0f} ms clock"
        )
        wait(600, QEventLoop())  # what follows at a distance: outline, figures, journal
    over = sum(spent > _LONG_MS for spent, _, _ in watched.held)
    longest = sorted(watched.held, reverse=True)[:5]
    print(f"held up over {_LONG_MS} ms: {over} times; worst five:")
    for spent, clock, doing in longest:
        print(f"  {spent:7.1f} ms processor, {clock:7.1f} ms clock, while {doing}")


def main() -> None:
    """Measure and print."""
    source = Path(sys.argv[1])
    keys = int(sys.argv[2]) if len(sys.argv) > 2 else _KEYS
    with tempfile.TemporaryDirectory() as home:
        os.environ["SPEECHDESK_HOME"] = home
        library_file().parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, library_file())
        shutil.copytree(store.index_folder(source), store.index_folder(library_file()))
        application = make_application()
        desk = start_desk(application, Settings())
        window = desk.window
        window.activateWindow()
        window.editor.set_blocks(long_draft())
        window.editor.setFocus()
        loop = QEventLoop()
        window.library.opened.connect(loop.quit)
        window.library.open()
        loop.exec()
        measure_keys(window, keys)
        watch_afternoon(window, Path(home) / "讲稿.speech")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        status = Path("/proc/self/status").read_text().split()
        own, mapped = (int(status[status.index(name) + 1]) / 1024 for name in ("RssAnon:", "RssFile:"))
        print(f"memory: {own:.0f} MB of its own, {mapped:.0f} MB of files mapped, {peak:.0f} MB at most")
        window.editor.document().setModified(False)
        desk.close()


if __name__ == "__main__":
    main()
