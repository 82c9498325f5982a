"""Print how fast texts are read, repair and structure together, at 1, 10 and 100 times their length.

Run with text files: `python tests/benchmarks/reading_speed.py seeds/*.txt`.
"""

import sys
import time
from pathlib import Path

from speechdesk.documents.reader import read_text


def measure(text: str) -> float:
    """Return the megabytes of UTF-8 read in a second of processor time."""
    started = time.process_time()
    read_text(text, "text")
    return len(text.encode()) / 1e6 / (time.process_time() - started)


def main() -> None:
    """Measure each file; its copies are numbered, since a reprint is read but once."""
    read_text("同志们：", "text")  # the word lists are read
    for file in map(Path, sys.argv[1:]):
        text = file.read_text("utf-8")
        for times in (1, 10, 100):
            speed = measure("\n".join(f"在第{copy}次会议上的讲话\n{text}" for copy in range(times)))
            sys.stdout.write(f"{file.name} ×{times}: {speed:.1f} MB/s\n")


if __name__ == "__main__":
    main()
