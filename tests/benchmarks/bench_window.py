"""Suggestions in the window: from a key to what is seen, and how long the window is held up.

    python -m tests.benchmarks.bench_window LIBRARY [KEYS]

LIBRARY is one that bench_suggest made (--keep). A sentence of it after the other is typed: first key by key,
each once the answer to the one before is seen; then in a burst of 40 keys a second. A beat every
millisecond tells how long the window was busy; the same burst with suggestions switched off tells what of
that is typing's own. Where KEYS were typed all must stand in the draft, and the last answer be for the last.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from speechdesk.desk import make_application, start_desk
from speechdesk.library.reader import LibraryReader
from speechdesk.paths import library_file
from speechdesk.settings import Settings
from speechdesk.suggest import store
from speechdesk.ui.caret_place import caret_place
from speechdesk.ui.library_access import Answer
from speechdesk.ui.main_window import MainWindow

_BURST_MS = 25  # 40 keys a second
_PAUSE_MS = 30  # before the next key, where keys wait for answers
_KEYS = 400
_PATIENCE_MS = 5000


def type_key(window: MainWindow, character: str) -> None:
    """Have the input method commit one character."""
    event = QInputMethodEvent("", [])
    event.setCommitString(character)
    QApplication.sendEvent(window.editor, event)


def wait(loop: QEventLoop, most_ms: int = _PATIENCE_MS) -> None:
    """Run events until the loop is quit, or so many milliseconds have passed."""
    timer = QTimer(singleShot=True)
    timer.timeout.connect(loop.quit)
    timer.start(most_ms)
    loop.exec()


def one_by_one(window: MainWindow, text: str) -> np.ndarray:
    """Return the milliseconds from each key to the answer seen."""
    took: list[float] = []
    loop = QEventLoop()
    window.library.suggested.connect(loop.quit)  # connected after the desk's own: what it shows is shown
    for character in text:
        began = time.perf_counter()
        type_key(window, character)
        wait(loop)
        QApplication.processEvents()  # the window paints what has changed
        took.append((time.perf_counter() - began) * 1e3)
        wait(QEventLoop(), _PAUSE_MS)
    window.library.suggested.disconnect(loop.quit)
    return np.array(took)


def burst(window: MainWindow, text: str) -> tuple[np.ndarray, int, bool]:
    """Type 40 keys a second; return how long the window was busy each time, answers, whether all is right."""
    gaps: list[float] = []
    answers: list[Answer] = []
    last = time.perf_counter()
    rest = list(reversed(text))
    loop = QEventLoop()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1e3)
        last = now

    def key() -> None:
        if rest:
            type_key(window, rest.pop())
        else:
            keys.stop()
            QTimer.singleShot(500, loop.quit)

    beats, keys = QTimer(timerType=Qt.TimerType.PreciseTimer), QTimer(timerType=Qt.TimerType.PreciseTimer)
    beats.timeout.connect(beat)
    keys.timeout.connect(key)
    window.library.suggested.connect(answers.append)
    beats.start(1)
    keys.start(_BURST_MS)
    loop.exec()
    beats.stop()
    window.library.suggested.disconnect(answers.append)
    lost = not window.editor.text_before_caret().endswith(text)
    late = bool(answers) and answers[-1].place != caret_place(window.editor)
    print(f"keys lost: {lost}; last answer for another place: {late}")
    right = not lost and not late
    return np.array(gaps), len(answers), right


def main() -> int:
    """Type and print; return 1 where a key was lost or the last answer was not for the last key."""
    source = Path(sys.argv[1])
    keys = int(sys.argv[2]) if len(sys.argv) > 2 else _KEYS
    with tempfile.TemporaryDirectory() as home:
        os.environ["SPEECHDESK_HOME"] = home
        library_file().parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, library_file())
        shutil.copytree(store.index_folder(source), store.index_folder(library_file()))
        with LibraryReader(library_file()) as reader:
            text = "".join(text for _, _, text in reader.blocks(0, 2000))[: 2 * keys].replace("\n", "")
        application = make_application()
        desk = start_desk(application, Settings())
        window = desk.window
        window.editor.setFocus()
        loop = QEventLoop()
        window.library.opened.connect(loop.quit)
        window.library.open()
        loop.exec()
        took = one_by_one(window, text[:keys])
        told = " ".join(f"{value:.1f}" for value in (*np.percentile(took, (50, 95, 99)), took.max()))
        print(f"key to suggestion seen: p50, p95, p99, max: {told} ms")
        gaps, answers, right = burst(window, text[keys : 2 * keys])
        print(f"burst: {answers} answers to {keys} keys; {_busy(gaps)}")
        switch = window.findChild(QAction, "suggestions")
        if switch is None:
            raise RuntimeError("suggestions cannot be switched off")
        switch.trigger()
        quiet, _, all_there = burst(window, text[keys : 2 * keys])
        print(f"the same without suggestions: {_busy(quiet)}")
        window.editor.document().setModified(False)
        desk.close()
    return 0 if right and all_there else 1


def _busy(gaps: np.ndarray) -> str:
    return f"window busy p99 {np.percentile(gaps, 99):.1f}, max {gaps.max():.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
