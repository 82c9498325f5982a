"""kill -9 at random moments of an import: the library must be readable, and the import can be done again.

    python -m tests.benchmarks.kill_importing [TIMES]

A process of its own imports the seeds and builds the index, as the desk's does. It is killed at a random
moment; then the library is opened as the next start opens it, asked, and the import done again: in the end
all is there that an import undisturbed brings, once.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speechdesk.library.library import Library
from speechdesk.paths import seeds
from speechdesk.suggest.suggester import Suggester
from speechdesk.worker import import_files, refresh_index

ROOT = Path(__file__).parent.parent.parent


def bring_in(library_file: Path) -> tuple[int, int]:
    """Import the seeds and bring the index up to date; return how many documents and passages there are."""
    import_files([seeds()], library_file, lambda _: None, lambda: False)
    refresh_index(library_file)
    with Library(library_file) as library:
        return len(library.documents()), library.count_passages()


def answers(library_file: Path) -> bool:
    """Return whether a library, whole or only begun, answers.

    Raises:
        SpeechDeskError: it cannot be read.
    """
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)
        some = library.count_passages() > 0
    found = suggester.suggest("办公室工作")
    suggester.close()
    return bool(found.passages) or not some


def kill_once(library_file: Path, seconds: float) -> bool:
    """Kill an import after some seconds; return whether it was still going."""
    command = [sys.executable, "-m", "tests.benchmarks.kill_importing", "--child", str(library_file)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        going = process.poll() is None
        process.kill()
    return going


def main(times: int) -> int:
    """Import and kill again and again; return 1 where a library was not as it must be."""
    chance = random.Random(5)
    wrong = going = 0
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        whole = bring_in(Path(folder) / "whole.sqlite")
        longest = 1.2 * (time.perf_counter() - began)
        for number in range(times):
            library_file = Path(folder) / str(number) / "library.sqlite"
            library_file.parent.mkdir()
            going += kill_once(library_file, chance.uniform(0, longest))
            if not answers(library_file) or bring_in(library_file) != whole or not answers(library_file):
                wrong += 1
            shutil.rmtree(library_file.parent)
    print(f"{times} kills, {going} of them before the end; libraries not as they must be: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print("begins", flush=True)
        bring_in(Path(sys.argv[2]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
