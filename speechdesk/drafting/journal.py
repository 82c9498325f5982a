"""The recovery journal: the open draft as it was a moment ago, for the next start after a power cut."""

import logging
from dataclasses import dataclass
from pathlib import Path

import msgspec

from speechdesk.atomic import replace_file
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


def write_journal(file: Path, entry: JournalEntry) -> None:
    """Write the journal `file`, beside the old one and then swapped in.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    replace_file(file, msgspec.json.encode(entry))


def read_journals(folder: Path) -> tuple[Leftover, ...]:
    """Return the journals in `folder`, newest first; none where there is no folder.

    One that cannot be read is left where it is: a later program may know how.
    """
    found: list[Leftover] = []
    for file in folder.glob(f"*{SUFFIX}"):
        try:
            entry = msgspec.json.decode(file.read_bytes(), type=JournalEntry)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            _log.warning("journal %s not read: %s", file.name, type(error).__name__)
            continue
        if entry.version <= _VERSION:
            found.append(Leftover(file, entry))
    return tuple(sorted(found, key=lambda leftover: leftover.entry.written, reverse=True))
