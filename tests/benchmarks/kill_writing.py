"""kill -9 at random moments of writing: what had been typed a second before must be there at the next start.

    python -m tests.benchmarks.kill_writing [TIMES]

Each time a desk of its own types characters that count on (every one is told apart from the one before),
now and then saves, keeps a version, moves a section or undoes and goes on; it writes down what it has typed
and when. It is killed at a random moment; then its draft's file and its journal are read as the next start
reads them. Lost is what was typed more than a second before the kill and stands in neither.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parent.parent.parent
_SHORTEST_S, _LONGEST_S = 0.2, 3.0  # of writing before the kill
_AT_ONCE = 4  # desks written in side by side: most of the time goes by waiting
_KEY_MS = 30
_SECOND = 1.0
_FIRST = 0x4E00  # the characters typed are the ideographs in their order


def child(target: Path) -> None:
    """Open the desk and write until killed; print each key's number and the clock."""
    sys.path.append(str(ROOT / "tests" / "ui"))
    from hands import always, commit, press, trigger  # noqa: PLC0415 - of the child alone
    from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415
    from PySide6.QtGui import QTextCursor  # noqa: PLC0415

    from speechdesk.desk import build_desk, make_application  # noqa: PLC0415
    from speechdesk.settings import Settings  # noqa: PLC0415
    from speechdesk.ui import dialogs  # noqa: PLC0415

    application = make_application()
    desk = build_desk(application, Settings(version_minutes=1))
    window, editor = desk.window, desk.window.editor
    dialogs.choose_save = always(target)
    window.show()
    chance = random.Random(target.stem)
    typed = 0

    def key() -> None:
        nonlocal typed
        editor.moveCursor(QTextCursor.MoveOperation.End)
        commit(editor, chr(_FIRST + typed))
        print(typed, time.time(), flush=True)
        typed += 1
        act = chance.random()
        if act < 0.05:
            press(editor, Qt.Key.Key_Return)
        elif act < 0.09:
            trigger(window, "save")
        elif act < 0.12:
            window.versions.keep_automatic()
        elif act < 0.15:
            trigger(window, "undo")
            trigger(window, "redo")

    keys = QTimer()
    keys.timeout.connect(key)
    keys.start(_KEY_MS)
    application.exec()


class Writer:
    """A desk that writes in a process of its own, to be killed at a random moment."""

    def __init__(self, folder: Path, seconds: float) -> None:
        folder.mkdir()
        self.folder = folder
        self.file = folder / "draft.speech"
        self._seconds = seconds
        environment = os.environ | {"SPEECHDESK_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._told = (folder / "told").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--child", str(self.file)],
            env=environment,
            stdout=self._told,
            stderr=subprocess.DEVNULL,
        )

    def finish(self) -> tuple[float, int]:
        """Kill it when its time has come; return the age of the oldest key lost, and how many keys it had.

        Raises:
            SpeechDeskError: a file it has left cannot be read.
        """
        while not (self.folder / "told").stat().st_size:
            if self._process.poll() is not None:
                raise RuntimeError("a desk ended by itself")
            time.sleep(0.01)
        time.sleep(self._seconds)
        self._process.send_signal(signal.SIGKILL)
        killed = time.time()
        self._process.wait()
        self._told.seek(0)
        lines = [line.split() for line in self._told.read().splitlines() if line.count(" ") == 1]
        self._told.close()
        found = self._found()
        lost = [killed - float(clock) for number, clock in lines if chr(_FIRST + int(number)) not in found]
        return max(lost, default=0.0), len(lines)

    def _found(self) -> str:
        """Return all words that the next start would have."""
        from speechdesk.drafting.journal import read_journals  # noqa: PLC0415 - not in the child's time
        from speechdesk.drafting.storage import open_draft  # noqa: PLC0415

        drafts = [left.entry.draft for left in read_journals(self.folder / "home" / "recovery")]
        if self.file.exists():
            drafts.append(open_draft(self.file))
        return "".join(block.text for draft in drafts for block in draft.blocks)


def main(times: int) -> int:
    """Write and kill again and again; return 1 where more than a second was lost."""
    chance = random.Random(4)
    ages: list[float] = []
    keys = 0
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, times, _AT_ONCE):
            writers = [
                Writer(Path(folder) / str(number), chance.uniform(_SHORTEST_S, _LONGEST_S))
                for number in range(first, min(first + _AT_ONCE, times))
            ]
            for writer in writers:
                age, typed = writer.finish()
                ages.append(age)
                keys += typed
    late = sum(age > _SECOND for age in ages)
    told = "  ".join(f"{ages_at:.2f}" for ages_at in quantiles(ages, n=4))
    print(f"{times} kills, {keys} keys; nothing lost {ages.count(0.0)} times, over a second {late} times")
    print(f"age of the oldest key lost: quartiles {told}, worst {max(ages):.2f} s")
    return 1 if late else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
