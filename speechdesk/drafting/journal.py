"""The recovery journal: the open draft as it was a moment ago, for the next start after a power cut.

Each time a file of its own is written, WINDOW.NUMBER.journal: what is written outlives the program at once,
and a power cut when the disk has it, which may take seconds. Until then the file before it stays.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from speechdesk.atomic import sync_folder, unwritable
from speechdesk.records import Draft

SUFFIX = ".journal"
_VERSION = 1
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A draft that had not been saved when the program ended.

    Attributes:
        path: its file; "" where it has none yet.
        written: when it was last written, ISO 8601 in local time.
        draft: as it was then.
        version: of this record.
        history: of a draft without a file, the name of the folder its versions are in; "" where unknown.
    """

    path: str
    written: str
    draft: Draft
    version: int = _VERSION
    history: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A journal found in the folder: its file and what it holds."""

    file: Path
    entry: JournalEntry


def journal_file(folder: Path, window: str, number: int) -> Path:
    """Return where a window writes its journal for the `number`th time."""
    return folder / f"{window}.{number}{SUFFIX}"


def window_of(file: Path) -> str:
    """Return the window whose journal a file is."""
    return file.name.partition(".")[0]


def write_journal(file: Path, entry: JournalEntry) -> None:
    """Write the journal `file`, which is not there yet, as far as the system's memory.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    try:
        file.write_bytes(msgspec.json.encode(entry))
    except OSError as error:
        raise unwritable(file, error) from error


def sync_journal(file: Path) -> None:
    """Bring a journal to the disk, then take away the window's older ones; blocks as long as the disk does.

    One that is gone meanwhile is no longer needed.

    Raises:
        UnwritableFile: the disk does not take it; it is gone.
    """
    try:
        with file.open("rb+") as journal:
            os.fsync(journal.fileno())
    except FileNotFoundError:
        return
    except OSError as error:
        file.unlink(missing_ok=True)  # or they would pile up
        raise unwritable(file, error) from error
    sync_folder(file.parent)
    for other in journals_of(file.parent, window_of(file)):
        if _number(other) < _number(file):
            other.unlink(missing_ok=True)


def journals_of(folder: Path, window: str) -> list[Path]:
    """Return the journals of a window, the newest first."""
    files = [file for file in folder.glob(f"*{SUFFIX}") if window_of(file) == window]
    return sorted(files, key=_number, reverse=True)


def read_journals(folder: Path) -> tuple[Leftover, ...]:
    """Return the newest journal of each window in `folder`, newest first; none where there is no folder.

    One that cannot be read is left where it is: a later program may know how. The one before it is taken.
    """
    windows = {window_of(file) for file in folder.glob(f"*{SUFFIX}")}
    found = [left for window in windows if (left := next(_readable(journals_of(folder, window)), None))]
    return tuple(sorted(found, key=lambda leftover: leftover.entry.written, reverse=True))


def _readable(files: list[Path]) -> Iterator[Leftover]:
    for file in files:
        try:
            entry = msgspec.json.decode(file.read_bytes(), type=JournalEntry)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            _log.warning("journal %s not read: %s", file.name, type(error).__name__)
            continue
        if entry.version <= _VERSION:
            yield Leftover(file, entry)


def _number(file: Path) -> int:
    number = file.name.removesuffix(SUFFIX).partition(".")[2]
    return int(number) if number.isdecimal() else 0
