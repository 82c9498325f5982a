"""Imports a folder of 500 mixed files, with progress and cancel, and again.

python -m tests.benchmarks.bench_import [FILES]

The folder holds the seeds and files made from them in every way they come: .docx as we export it, text in
several encodings, pages, mail, notes with marks; the samples of tests/data/formats, three read through
LibreOffice; and 20 files that are broken.
"""

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from speechdesk.documents.reader import read_text
from speechdesk.drafting.blocks import draft_from_document
from speechdesk.export.docx import docx_bytes
from speechdesk.export.presets import load_preset
from speechdesk.paths import seeds
from speechdesk.worker import ImportSummary, Progress, import_in_process
from tests.benchmarks.mutations import mutate
from tests.benchmarks.samples import mail_file, page_file

_FORMATS = Path(__file__).parents[1] / "data/formats"
_FILES = 500
_BROKEN = 20
_PARAGRAPHS = 60  # of a file: some ten pages


def main() -> int:
    """Print the figures; return 1 where an import does not do what it should."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=int, nargs="?", default=_FILES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "材料"
        build_folder(folder, parser.parse_args().files)
        size_mb = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        _say(f"{sum(1 for _ in folder.iterdir())} files, {size_mb:.1f} MB")
        whole = Path(name) / "whole.db"
        first = _import("first", folder, whole)
        again = _import("again", folder, whole)
        half = Path(name) / "half.db"
        stopped = _import("cancelled in the middle", folder, half, stop_at=first.documents // 2)
        rest = _import("the rest", folder, half)
    for failure in first.failures:
        _say(f"  {failure.file}: {failure.message}")
    sound = [
        (again.documents, again.passages) == (0, 0),
        again.known == first.documents + first.known,
        stopped.cancelled,
        stopped.documents + rest.documents == first.documents,
        stopped.passages + rest.passages == first.passages,
    ]
    return int(not all(sound))


def build_folder(folder: Path, count: int) -> None:
    """Make a folder of files, the same each time: no two alike, some of them broken."""
    folder.mkdir()
    for file in (*seeds().iterdir(), *_FORMATS.iterdir()):
        shutil.copy(file, folder / file.name)
    chance = random.Random(3)
    paragraphs = [
        line for file in sorted(seeds().glob("*.txt")) for line in file.read_text("utf-8").split("\n")
    ]
    makers = _makers()
    left = count - sum(1 for _ in folder.iterdir())
    for number in range(left):
        text = _text(number, paragraphs, chance)
        suffix, make = makers[number % len(makers)]
        data = make(text)
        if number >= left - _BROKEN:
            data = _break(data, number, chance)
        (folder / f"讲话{number:03}{suffix}").write_bytes(data)


def _makers() -> list[tuple[str, Callable[[str], bytes]]]:
    """Return how a text becomes a file, and the suffix of its name."""
    preset = load_preset("speech")

    def word(text: str) -> bytes:
        return docx_bytes(draft_from_document(read_text(text, "x")), preset)

    def notes(text: str) -> bytes:
        return f"# {text}".replace("\n", "\n\n").encode()

    return [
        (".docx", word),
        (".txt", lambda text: text.encode("gb18030")),
        (".docx", word),
        (".txt", lambda text: text.encode("utf-16")),
        (".html", page_file),
        (".md", notes),
        (".txt", lambda text: text.encode("utf-8-sig")),
        (".mht", lambda text: mail_file(page_file(text))),
    ]


def _text(number: int, paragraphs: Sequence[str], chance: random.Random) -> str:
    """Return a speech of its own made of paragraphs of the seeds."""
    start = chance.randrange(len(paragraphs) - _PARAGRAPHS)
    body = paragraphs[start : start + _PARAGRAPHS]
    return "\n".join((f"在第{number}次全市工作会议上的讲话", "（2026年3月1日）", "同志们：", *body))


def _break(data: bytes, number: int, chance: random.Random) -> bytes:
    """Return a file that is empty, cut off, noise, or damaged here and there."""
    cases = (b"", data[:100] + b"\0" * 50, chance.randbytes(2000), mutate(data, chance))
    return cases[number % len(cases)]


def _import(name: str, folder: Path, library: Path, *, stop_at: int = -1) -> ImportSummary:
    """Import the folder and print what it took; it is cancelled at the file with the number `stop_at`."""
    cancel = Event()
    told: list[Progress] = []

    def report(progress: Progress) -> None:
        told.append(progress)
        if progress.done == stop_at:
            cancel.set()

    start = time.perf_counter()
    summary = import_in_process([folder], library, report, cancel)
    seconds = time.perf_counter() - start
    _say(f"{name}: {seconds:.1f} s, {len(told)} reports, library {library.stat().st_size / 1e6:.1f} MB")
    # The most of any process ended so far, LibreOffice among them.
    _say(
        f"  peak {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:.0f} MB; {summary.sentence()}"
    )
    return summary


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
