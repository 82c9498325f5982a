"""Reads damaged files of every format and tells of every crash, hang and excess of memory.

    python -m tests.benchmarks.fuzz_reading --cases 20000 --workers 2 --keep /tmp/fuzz

Each file is read in a process of its own kind, which is ended when it takes too long. Files that LibreOffice
would have to convert are only told apart, but for `--office` of them: a conversion takes a second.
"""

import argparse
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

_LIMIT_S = 5  # of the processor's time, which other work on the computer does not lengthen
_PATIENCE_S = 60  # until a process that does not answer is ended
_OFFICE_LIMIT_S = 70  # a conversion has a minute of its own
_LIMIT_MB = 1000
_ADDRESS_SPACE_BYTES = 4_000_000_000  # beyond it a run-away is stopped before the computer is
_FRESH_AFTER = 500  # cases; the memory measured is the most since the process began


@dataclass(frozen=True, slots=True)
class Case:
    """A file to damage; `index` alone decides on the damage."""

    index: int
    name: str
    converted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: `trouble` is "" where it was read, or refused with one sentence."""

    case: Case
    read: bool
    seconds: float = 0.0
    memory_mb: float = 0.0
    trouble: str = ""


def make_cases(count: int, first: int = 0, *, office_cases: int = 0) -> list[Case]:
    """Return cases, each sample in its turn, then some to be converted."""
    names = sorted(sample_files())
    old = [name for name in names if needs_office(name)]
    cases = [Case(index, names[index % len(names)]) for index in range(first, first + count)]
    return cases + [
        Case(index, old[index % len(old)], converted=True) for index in range(first, first + office_cases)
    ]


def damaged_file(case: Case, samples: Mapping[str, bytes]) -> bytes:
    """Return the file of a case, the same each time."""
    return mutate(samples[case.name], random.Random(case.index))


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
        self._pipe.send(case)
        limit_s = _OFFICE_LIMIT_S if case.converted else _PATIENCE_S
        try:
            answered = self._pipe.poll(limit_s)
            outcome = (
                self._pipe.recv() if answered else Outcome(case, read=False, seconds=limit_s, trouble="hang")
            )
        except EOFError:
            answered = False
            self._process.join()
            outcome = Outcome(case, read=False, trouble=f"process ended with {self._process.exitcode}")
        self._count += 1
        if not answered or outcome.trouble or self._count > _FRESH_AFTER:
            self.stop()
            self._start()
        return outcome


def _serve(pipe: Connection) -> None:
    """Read files as they are asked for until the pipe is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE_BYTES, _ADDRESS_SPACE_BYTES))
    samples = sample_files()
    with tempfile.TemporaryDirectory() as folder:
        pipe.send("ready")
        while True:
            try:
                case: Case = pipe.recv()
            except EOFError:
                return
            path = Path(folder) / case.name
            path.write_bytes(damaged_file(case, samples))
            pipe.send(_outcome(case, path))


def _outcome(case: Case, path: Path) -> Outcome:
    """Read a file and tell of it; one that is not to be converted finds no LibreOffice."""
    start = time.process_time()
    if case.converted:
        read, trouble = _read(path)
    else:
        with mock.patch.object(office, "find_office", return_value=None):
            read, trouble = _read(path)
    seconds = time.process_time() - start
    if seconds > _LIMIT_S:
        trouble = trouble or f"{seconds:.1f} s"
    memory_mb = _most_memory_kb() / 1000
    if memory_mb > _LIMIT_MB:
        trouble = trouble or f"{memory_mb:.0f} MB"
    return Outcome(case, read, seconds, memory_mb, trouble)


def _most_memory_kb() -> int:
    """Return the most memory this process has had.

    Linux counts in `ru_maxrss` what the process that started this one had then: here the tests' own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


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


def _keep(cases: Sequence[Case], folder: Path) -> None:
    """Write the files of cases into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = sample_files()
    for case in cases:
        (folder / f"{case.index}-{case.name}").write_bytes(damaged_file(case, samples))


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
    cases = make_cases(options.cases, options.first, office_cases=options.office)
    outcomes = list(run_cases(cases, options.workers))
    if options.keep is not None:
        _keep([outcome.case for outcome in outcomes if outcome.trouble], options.keep)
    sys.stdout.write(report(outcomes) + "\n")
    return int(any(outcome.trouble for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
