"""What is done with versions off the UI thread: files in, records out."""

from dataclasses import dataclass
from pathlib import Path

from speechdesk.atomic import replace_file
from speechdesk.drafting.comparison import Row, compare_blocks
from speechdesk.drafting.restoring import Section, sections_of
from speechdesk.drafting.versions import (
    KeptVersion,
    VersionInfo,
    delete_version,
    keep_version,
    list_versions,
    read_version,
    thin_versions,
)
from speechdesk.export.comparison import comparison_bytes
from speechdesk.export.presets import load_preset
from speechdesk.records import Draft


@dataclass(frozen=True, slots=True)
class Listed:
    """The versions of a draft, newest first."""

    versions: tuple[KeptVersion, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of the draft, what differs, and the sections of the older one."""

    old: Draft
    new: Draft
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]


def listed(folder: Path) -> Listed:
    """Return the versions in `folder`."""
    return Listed(list_versions(folder))


def keep(folder: Path, draft: Draft, info: VersionInfo) -> Listed:
    """Keep a version, thin the automatic ones, and return what there is."""
    keep_version(folder, draft, info)
    thin_versions(folder, info.moment)
    return listed(folder)


def delete(folder: Path, version: KeptVersion) -> Listed:
    """Take a version away, and return what there is."""
    delete_version(version)
    return listed(folder)


def compare(old: KeptVersion, new: KeptVersion | None, current: Draft) -> Compared:
    """Return a version against another, or against the draft as it stands."""
    before = read_version(old)
    after = read_version(new) if new else current
    return Compared(before, after, compare_blocks(before.blocks, after.blocks), sections_of(before.blocks))


def export_marked(compared: Compared, preset: str, path: Path) -> None:
    """Write the marked-up comparison as a Word document with revisions."""
    replace_file(path, comparison_bytes(compared.old, compared.new, load_preset(preset)))
