"""How long the desk takes to be ready: from the start of the process to the first suggestion.

    python -m tests.benchmarks.bench_start [TIMES]

Each start is a process of its own on one user folder; the first makes the library and the interpreter's
bytecode, as the first start of an installed program does, and is reported apart.
"Shown" is the first paint; "typed" the first character taken; "suggested" the answer to it. The processor's
time up to the first paint stands beside the clock's: the machine may have other work.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
STAGES = ("processor", "shown", "typed", "suggested")


def child() -> None:
    """Open the desk, type, wait for a suggestion; print the processor's time, and the clock at each stage."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - part of what is measured
    from PySide6.QtGui import QInputMethodEvent  # noqa: PLC0415

    from speechdesk.__main__ import load_desk  # noqa: PLC0415

    module = load_desk()
    application = module.make_application()
    desk = module.start_desk(application, module.Settings())
    window = desk.window
    window.activateWindow()
    window.editor.setFocus()
    application.processEvents()
    clock = [time.process_time(), time.time()]
    event = QInputMethodEvent("", [])
    event.setCommitString("办公室工作需要紧跟时代步")
    application.sendEvent(window.editor, event)
    application.processEvents()
    clock.append(time.time())
    loop = QEventLoop()
    window.side.suggestions.model.modelReset.connect(loop.quit)
    window.library.open()
    loop.exec()
    clock.append(time.time())
    print(*clock, flush=True)
    window.editor.document().setModified(False)
    desk.close()


def start(home: str) -> list[float]:
    """Return the processor's seconds to the first paint, then the seconds from the start to each stage."""
    environment = os.environ | {"SPEECHDESK_HOME": home, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(home) / "bytecode")
    began = time.time()
    told = subprocess.run(
        [sys.executable, __file__, "--child"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ).stdout
    spent, *clocks = map(float, told.split())
    return [spent, *(clock - began for clock in clocks)]


def main(times: int) -> None:
    """Start the desk again and again and print the distribution."""
    with tempfile.TemporaryDirectory() as home:
        first = start(home)
        runs = [start(home) for _ in range(times)]
    print(f"{'stage':10} {'first':>7} {'median':>7} {'worst':>7}   seconds, {times} starts")
    for stage, once, again in zip(STAGES, first, zip(*runs, strict=True), strict=True):
        print(f"{stage:10} {once:7.2f} {median(again):7.2f} {max(again):7.2f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--child"]:
        child()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
