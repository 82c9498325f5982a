"""The index from its building on: seconds, memory, opening, the first answer, new passages."""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from speeches import Named, add_document

from speechdesk.library.library import Library
from speechdesk.records import Block, BlockKind, Document, Speech
from speechdesk.suggest import store
from speechdesk.suggest.suggester import Suggester

_ADDED = 100


def measure_lifecycle(library_file: Path) -> None:
    """Build, open, ask and add, each in a process of its own; print what it took."""
    for step in ("build", "cold", "open", "add"):
        command = [sys.executable, __file__, step, str(library_file)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(told.strip(), flush=True)


def _build(library_file: Path) -> None:
    began, work = time.perf_counter(), time.process_time()
    store.build_generation(library_file)
    took, worked = time.perf_counter() - began, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    folder = store.index_folder(library_file)
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    print(f"index built in {took:.1f} s ({worked:.1f} s worked), {peak:.0f} MB at most, {disk:.0f} MB kept")


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
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    opening, first = (opened - began) * 1e3, (answered - opened) * 1e3
    print(f"{name}: opened in {opening:.0f} ms, first answer {first:.0f} ms, {pages * 4096 / 1e6:.0f} MB")


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
    print(f"{_ADDED} passages added and visible in {took:.0f} ms ({worked:.0f} ms worked)")


if __name__ == "__main__":
    {"build": _build, "cold": _cold, "open": _open, "add": _add}[sys.argv[1]](Path(sys.argv[2]))
