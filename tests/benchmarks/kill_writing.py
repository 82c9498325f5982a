"""kill -9 at random moments of writing: what had been typed a second before must be there at the next start.

    python -m tests.benchmarks.kill_writing [TIMES]

Each time a desk of its own types characters that count on (every one is told apart from the one before),
now and then saves, keeps a version, or undoes and goes on; it writes down what it has typed and when. It is
killed at a random moment; then its draft's file, its journal and its versions are read as the next start
reads them. Lost is what was typed more than a second before the kill and stands in neither file nor journal.
A quarter as many desks each are killed just while they save, and while they keep a version.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parent.parent.parent
_SHORTEST_S, _LONGEST_S = 0.2, 3.0  # of writing before the kill
_AT_ONCE = 4  # desks written in side by side: most of the time goes by waiting
_KEY_MS = 30
_SECOND = 1.0
_ACTS = ("save", "version")
_AIMED_AFTER = 20  # keys, before the act a kill is aimed at
_LONGEST_ACT_S = 0.05
_NOW = "now"
_FIRST = 0x4E00  # the characters typed are the ideographs in their order


def child(target: Path, aim: str) -> None:
    """Open the desk and write until killed; print each key's number and the clock.

    Args:
        target: where the draft is saved.
        aim: what is to be told of before it is done, for the first time after some keys; "" for nothing.
    """
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

    acts = {
        "save": partial(trigger, window, "save"),
        "version": window.versions.keep_automatic,
    }

    def key() -> None:
        nonlocal typed
        editor.moveCursor(QTextCursor.MoveOperation.End)
        commit(editor, chr(_FIRST + typed))
        print(typed, time.time(), flush=True)
        typed += 1
        act = chance.random()
        if aim:
            if typed == _AIMED_AFTER:
                print(_NOW, flush=True)
                acts[aim]()
        elif act < 0.05:
            press(editor, Qt.Key.Key_Return)
        elif act < 0.09:
            acts["save"]()
        elif act < 0.12:
            acts["version"]()
        elif act < 0.15:
            trigger(window, "undo")
            trigger(window, "redo")

    keys = QTimer()
    keys.timeout.connect(key)
    keys.start(_KEY_MS)
    application.exec()


class Writer:
    """A desk that writes in a process of its own, to be killed at a random moment.

    Args:
        folder: its own, made here.
        seconds: from its first key, or from the act it is aimed at, to the kill.
        aim: the act; "" for none.
    """

    def __init__(self, folder: Path, seconds: float, aim: str = "") -> None:
        folder.mkdir()
        self.folder = folder
        self.file = folder / "draft.speech"
        self._seconds = seconds
        self._aim = aim
        environment = os.environ | {"SPEECHDESK_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._told = (folder / "told").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--child", str(self.file), aim],
            env=environment,
            stdout=self._told,
            stderr=subprocess.DEVNULL,
        )

    def end(self) -> None:
        """Kill it, if it still lives."""
        self._process.kill()
        self._process.wait()

    def finish(self) -> tuple[float, int]:
        """Kill it when its time has come; return the age of the oldest key lost, and how many keys it had.

        Raises:
            SpeechDeskError: a file it has left cannot be read.
        """
        while (_NOW if self._aim else " ") not in (self.folder / "told").read_text():
            if self._process.poll() is not None:
                raise RuntimeError("a desk ended by itself")
            time.sleep(0.002)
        time.sleep(self._seconds)
        self._process.kill()
        killed = time.time()
        self._process.wait()
        self._told.seek(0)
        whole = self._told.read().split("\n")[:-1]  # the last may be cut off
        lines = [line.split() for line in whole if line != _NOW]
        self._told.close()
        found = self._found()
        lost = [killed - float(clock) for number, clock in lines if chr(_FIRST + int(number)) not in found]
        return max(lost, default=0.0), len(lines)

    def _found(self) -> str:
        """Return all words that the next start would have; read every version."""
        from speechdesk.drafting.journal import read_journals  # noqa: PLC0415 - not in the child's time
        from speechdesk.drafting.storage import open_draft  # noqa: PLC0415
        from speechdesk.drafting.versions import list_versions, read_version  # noqa: PLC0415

        for history in (self.folder / "home" / "versions").glob("*"):
            versions = list_versions(history)
            if len(versions) < len(list(history.glob("[!.]*"))):
                raise RuntimeError("a version cannot be read")
            for kept in versions:
                read_version(kept)
        drafts = [left.entry.draft for left in read_journals(self.folder / "home" / "recovery")]
        if self.file.exists():
            drafts.append(open_draft(self.file))
        return "".join(block.text for draft in drafts for block in draft.blocks)


def kill(seconds: Sequence[float], aim: str, folder: Path) -> int:
    """Write and kill as often as there are seconds; print what was lost, return how often it was too much."""
    ages: list[float] = []
    keys = 0
    for first in range(0, len(seconds), _AT_ONCE):
        writers = [
            Writer(folder / f"{aim}{number}", seconds[number], aim)
            for number in range(first, min(first + _AT_ONCE, len(seconds)))
        ]
        try:
            for writer in writers:
                age, typed = writer.finish()
                ages.append(age)
                keys += typed
        finally:
            for writer in writers:
                writer.end()  # where one went wrong the others still write
    late = sum(age > _SECOND for age in ages)
    told = "  ".join(f"{age:.2f}" for age in quantiles(ages, n=4))
    none = ages.count(0.0)
    print(f"{len(ages)} kills {aim}, {keys} keys; nothing lost {none} times, over a second {late} times")
    print(f"age of the oldest key lost: quartiles {told}, worst {max(ages):.2f} s", flush=True)
    return late


def main(times: int) -> int:
    """Write and kill again and again; return 1 where more than a second was lost."""
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        late = kill([chance.uniform(_SHORTEST_S, _LONGEST_S) for _ in range(times)], "", Path(folder))
        for aim in _ACTS:
            late += kill([chance.uniform(0, _LONGEST_ACT_S) for _ in range(times // 4)], aim, Path(folder))
    return 1 if late else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
