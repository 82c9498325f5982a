"""Reads damaged files of every format and tells of every crash, hang and excess of memory.

    python -m tests.benchmarks.fuzz_reading --cases 20000 --workers 2 --keep /tmp/fuzz

Each file is read in a process of its own kind, which is ended when it takes too long. Files that LibreOffice
would have to convert are only told apart, but for `--office` of them: a conversion takes a second.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

from speechdesk.documents import office
from speechdesk.documents.reader import read_document
from speechdesk.errors import UnreadableFile
from tests.benchmarks.mutations import mutate
from tests.benchmarks.samples import needs_office, sample_files

_LIMIT_S = 5
_OFFICE_LIMIT_S = 70  # a conversion has a minute of its own
_LIMIT_MB = 1000
_ADDRESS_SPACE_BYTES = 4_000_000_000  # beyond it a run-away is stopped before the computer is
_FRESH_AFTER = 500  # cases; the memory measured is the most since the process began


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged file; `index` alone decides on the damage."""

    index: int
    name: str
    data: bytes
    converted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: `trouble` is "" where it was read, or refused with one sentence."""

    case: Case
    read: bool
    seconds: float
    memory_mb: float
    trouble: str


def make_cases(count: int, first: int = 0, *, office_cases: int = 0) -> Iterator[Case]:
    """Yield damaged files, each sample in its turn, then some to be converted."""
    samples = sorted(sample_files().items())
    for index in range(first, first + count):
        name, data = samples[index % len(samples)]
        yield Case(index, name, mutate(data, random.Random(index)))
    old = [sample for sample in samples if needs_office(sample[0])]
    for index in range(first, first + office_cases):
        name, data = old[index % len(old)]
        yield Case(index, name, mutate(data, random.Random(~index)), converted=True)


def run_cases(cases: Iterable[Case], workers: int) -> Iterator[Outcome]:
    """Yield what becomes of each case, in order; `workers` are read at once."""
    readers = [_Reader() for _ in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        free = list(readers)

        def read(case: Case) -> Outcome:
            reader = free.pop()
            try:
                return reader.read(case)
            finally:
                free.append(reader)

        try:
            yield from pool.map(read, cases)
        finally:
            for reader in readers:
                reader.stop()


class _Reader:
    """A process that reads files, started anew after a crash or a hang."""

    def __init__(self) -> None:
        self._count = 0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self._pipe.recv()  # ready
        self._count = 0

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def read(self, case: Case) -> Outcome:
        start = time.monotonic()
        self._pipe.send((case.name, case.data, case.converted))
        limit = _OFFICE_LIMIT_S if case.converted else _LIMIT_S
        try:
            answered = self._pipe.poll(limit)
            read, memory_mb, trouble = self._pipe.recv() if answered else (False, 0.0, f"hang over {limit} s")
        except EOFError:
            answered = False
            self._process.join()
            read, memory_mb, trouble = False, 0.0, f"process ended with {self._process.exitcode}"
        self._count += 1
        if not answered or memory_mb > _LIMIT_MB or self._count > _FRESH_AFTER:
            self.stop()
            self._start()
        if memory_mb > _LIMIT_MB:
            trouble = trouble or f"{memory_mb:.0f} MB"
        return Outcome(case, read, time.monotonic() - start, memory_mb, trouble)


def _serve(pipe: Connection) -> None:
    """Read files as they come until the pipe is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE_BYTES, _ADDRESS_SPACE_BYTES))
    with tempfile.TemporaryDirectory() as folder:
        pipe.send("ready")
        while True:
            try:
                name, data, converted = pipe.recv()
            except EOFError:
                return
            path = Path(folder) / name
            path.write_bytes(data)
            if converted:
                answer = _read(path)
            else:
                with mock.patch.object(office, "find_office", return_value=None):
                    answer = _read(path)
            memory_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            pipe.send((answer[0], memory_kb / 1000, answer[1]))


def _read(path: Path) -> tuple[bool, str]:
    """Return whether a file was read, and what is wrong with the way it was read or refused."""
    try:
        document = read_document(path)
    except UnreadableFile as error:
        sentence = (
            error.message.count("。") == 1 and error.message.endswith("。") and "\n" not in error.message
        )
        return False, "" if sentence else f"no single sentence: {error.message}"
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        return False, traceback.format_exc()
    whole = all(block.text.strip() for speech in document.speeches for block in speech.blocks)
    return True, "" if whole else "an empty block"


def report(outcomes: Sequence[Outcome]) -> str:
    """Return a table: a line for each sample, then every trouble."""
    by_name: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_name[f"{outcome.case.name}{' (converted)' * outcome.case.converted}"].append(outcome)
    lines = [f"{'file':26}{'cases':>7}{'read':>7}{'refused':>9}{'slowest s':>11}{'peak MB':>9}{'trouble':>9}"]
    for name, found in sorted(by_name.items()):
        read = sum(outcome.read for outcome in found)
        slowest = max(outcome.seconds for outcome in found)
        peak = max(outcome.memory_mb for outcome in found)
        troubled = sum(bool(outcome.trouble) for outcome in found)
        lines.append(
            f"{name:26}{len(found):7}{read:7}{len(found) - read:9}{slowest:11.2f}{peak:9.0f}{troubled:9}"
        )
    lines += [f"case {bad.case.index} {bad.case.name}: {bad.trouble}" for bad in outcomes if bad.trouble]
    return "\n".join(lines)


def main() -> int:
    """Run the cases asked for; return 1 where one of them makes trouble."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--office", type=int, default=0, help="files to convert")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the files that make trouble")
    options = parser.parse_args()
    outcomes: list[Outcome] = []
    for outcome in run_cases(
        make_cases(options.cases, options.first, office_cases=options.office), options.workers
    ):
        troubled = bool(outcome.trouble)
        if troubled and options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{outcome.case.index}-{outcome.case.name}").write_bytes(outcome.case.data)
        kept = (
            outcome.case
            if troubled
            else Case(outcome.case.index, outcome.case.name, b"", outcome.case.converted)
        )
        outcomes.append(Outcome(kept, outcome.read, outcome.seconds, outcome.memory_mb, outcome.trouble))
    sys.stdout.write(report(outcomes) + "\n")
    return int(any(outcome.trouble for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
