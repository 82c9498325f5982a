"""The index from its building on: seconds, memory, opening, the first answer, new passages.

Pages of the index that are read stay in memory as long as the system needs it for nothing else: what is
resident is told after some forty keys, and after a thousand all over the library.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from replay import real_time
from speeches import Named, add_document

from speechdesk.library.library import Library
from speechdesk.library.reader import LibraryReader
from speechdesk.records import Block, BlockKind, Document, Speech
from speechdesk.suggest import store
from speechdesk.suggest.suggester import Suggester

_ADDED = 100
_ELSEWHERE = 50  # sentences typed all over the library


def measure_lifecycle(library_file: Path, *, first: bool) -> dict[str, float]:
    """Build, open, ask and add, each in a process of its own; print and return what it took.

    All but the building, which takes minutes, at real-time priority where `first`.
    """
    figures: dict[str, float] = {}
    for step in ("build", "cold", "warm", "add"):
        command = [sys.executable, __file__, step, str(library_file)]
        with real_time(first and step != "build"):
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found: dict[str, float] = json.loads(told)
        print(f"{step}: {', '.join(f'{name} {value:.0f}' for name, value in found.items())}", flush=True)
        figures |= found
    return figures


def _build(library_file: Path) -> None:
    began, work = time.perf_counter(), time.process_time()
    store.build_generation(library_file)
    took, worked = time.perf_counter() - began, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    folder = store.index_folder(library_file)
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    _tell({"build s": took, "build s worked": worked, "build MB": peak, "disk MB": disk})


def _cold(library_file: Path) -> None:
    """Have the system forget the index's files, then open and ask."""
    files = [*store.index_folder(library_file).rglob("*"), library_file]
    os.sync()
    for file in files:
        if file.is_file():
            _forget(file)
    _open(library_file, "cold")


def _forget(file: Path) -> None:
    with file.open("rb") as opened:
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _open(library_file: Path, name: str = "warm") -> None:
    began = time.perf_counter()
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)
    opened = time.perf_counter()
    suggester.suggest("同志们：\n办公室工作需要紧跟时代步")
    answered = time.perf_counter()
    text = "今年以来，全市上下坚持以人民为中心的发展思想，推动高质量发展，各项工作取得了新的成效"
    for length in range(1, len(text)):
        suggester.suggest(text[:length])
    times = {f"{name} opened ms": (opened - began) * 1e3, f"{name} answer ms": (answered - opened) * 1e3}
    resident, private = _resident()
    sentences = _sentences(library_file)
    for sentence in sentences:
        for length in range(1, len(sentence) + 1):
            suggester.suggest(sentence[:length])
    later, _ = _resident()
    _tell(times | {f"{name} MB": resident, f"{name} private MB": private, f"{name} MB after much": later})


def _sentences(library_file: Path) -> list[str]:
    """Return the beginnings of paragraphs from all over the library."""
    with LibraryReader(library_file) as reader:
        last, _ = reader.newest()
        numbers = range(1, last, max(1, last // _ELSEWHERE))
        return [text[:20] for number in numbers for _, _, text in reader.blocks(number - 1, number)]


def _resident() -> tuple[float, float]:
    """Return how many megabytes stand in memory, and how many of them are no pages of files."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in rollup[1:])}
    return kilobytes["Rss"] * 1024 / 1e6, kilobytes["Anonymous"] * 1024 / 1e6


def _tell(figures: dict[str, float]) -> None:
    print(json.dumps(figures))


def _add(library_file: Path) -> None:
    stamp = str(time.time_ns())
    blocks = tuple(Block(BlockKind.BODY, f"第{n}项新任务{stamp}要抓紧抓实抓出成效。") for n in range(_ADDED))
    document = Document("added.txt", "utf-8", (), (Speech(None, None, None, None, blocks),))
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)
        list(add_document(library, Named(stamp, document)))
        began, work = time.perf_counter(), time.process_time()
        suggester.update(library)
        answer = suggester.suggest(f"第37项新任务{stamp}要抓")
        took, worked = (time.perf_counter() - began) * 1e3, (time.process_time() - work) * 1e3
        library.delete_document(library.documents()[-1].id)
    if not any(stamp in match.passage.text for match in answer.passages):
        raise RuntimeError("what was added is not visible")
    _tell({"add ms": took, "add ms worked": worked})


if __name__ == "__main__":
    {"build": _build, "cold": _cold, "warm": _open, "add": _add}[sys.argv[1]](Path(sys.argv[2]))
