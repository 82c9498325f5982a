"""Measures reading: plain text through repair and structure, Word files, PDF; cost against size.

python -m tests.benchmarks.bench_reading
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from speechdesk.documents.reader import read_document, read_text
from speechdesk.paths import seeds
from tests.benchmarks.samples import page_file
from tests.documents.wordparts import paragraph, word_file

_TIMES = (1, 10, 100)
_REPEATS = 3  # at least, and for at least so long
_LEAST_SECONDS = 1.0
_PAGE_CHARACTERS = 22 * 28  # a page in official format
_PAGES = 20


def main() -> int:
    """Print the figures; return 0."""
    text = "".join(file.read_text("utf-8") for file in sorted(seeds().iterdir()))
    rows = [_row(f"text × {times}", text * times, _read_plain) for times in _TIMES]
    one_line = "".join(text.split())
    rows.append(_row("text of one line", one_line * (5_000_000 // len(one_line.encode())), _read_plain))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "讲话"
        rows += [_row(f".txt, GBK × {times}", text * times, _through(path, _gb18030)) for times in _TIMES]
        rows += [_row(f".html × {times}", text * times, _through(path, page_file)) for times in _TIMES]
        pages = (text * 2)[: _PAGES * _PAGE_CHARACTERS]
        rows.append(_row(f".docx of {_PAGES} pages", pages, _through(path, _word)))
        one = min(seeds().iterdir()).read_text("utf-8")  # all of them a hundred times are too many paragraphs
        rows += [_row(f".docx × {times}", one * times, _through(path, _word)) for times in _TIMES]
    sys.stdout.write("\n".join(rows) + "\n")
    return 0


def _row(name: str, text: str, prepare: Callable[[str], Callable[[], object]]) -> str:
    """Return a line of the table: the least time of some."""
    read = prepare(text)
    times: list[float] = []
    while len(times) < _REPEATS or sum(times) < _LEAST_SECONDS:
        times.append(_seconds(read))
    seconds = min(times)
    megabytes = len(text.encode()) / 1e6
    return f"{name:24}{megabytes:9.2f} MB{seconds * 1000:10.1f} ms{megabytes / seconds:8.1f} MB/s"


def _seconds(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start


def _read_plain(text: str) -> Callable[[], object]:
    return lambda: read_text(text, "x")


def _through(path: Path, encode: Callable[[str], bytes]) -> Callable[[str], Callable[[], object]]:
    def prepare(text: str) -> Callable[[], object]:
        path.write_bytes(encode(text))
        return lambda: read_document(path)

    return prepare


def _gb18030(text: str) -> bytes:
    return text.encode("gb18030")


def _word(text: str) -> bytes:
    return word_file("".join(paragraph(line) for line in text.splitlines()))


if __name__ == "__main__":
    sys.exit(main())
