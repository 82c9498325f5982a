"""The index on disk: generations beside the library, one small manifest that says which one holds.

A generation is written whole into a folder of its own; only then the manifest is swapped. A crash or a full
disk before that leaves the old one in force. SQLite is the record: whatever does not fit it is built anew.
"""

import contextlib
import hashlib
import os
import shutil
import time
import uuid
import zlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from speechdesk.atomic import replace_file
from speechdesk.errors import UnwritableFile
from speechdesk.library.reader import LibraryReader
from speechdesk.suggest.segment import Segment, build_segment, open_segment

VERSION = 6
_MANIFEST = "manifest.json"
_SAMPLE_BYTES = 65536  # of either end of a file are looked at when it is opened
_PIECE_BYTES = 1 << 20
_STALE_BLOCKS = 2000  # this many new blocks, or
_STALE_SHARE = 10  # one in so many, are worth a new generation
_ABANDONED_S = 3600.0


@dataclass(frozen=True, slots=True)
class Covered:
    """What of the library an index holds: everything up to a block and a document, and their digest."""

    block: int
    document: int
    digest: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the index: its size in bytes, the checksums of its two ends and of all of it."""

    size: int
    ends: int
    whole: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest says.

    Attributes:
        version: of the index's form.
        generation: the name of the folder in force.
        covered: what of the library it holds.
        files: by their names in it.
    """

    version: int
    generation: str
    covered: Covered
    files: dict[str, StoredFile]


def index_folder(library_file: Path) -> Path:
    """Return where the index of a library is kept."""
    return library_file.with_name(f"{library_file.name}.index")


def covers(reader: LibraryReader, document: int) -> str:
    """Return the digest of the documents up to `document`: changes when one of them is another."""
    return hashlib.sha256("\n".join(reader.digests(document)).encode()).hexdigest()


def newest(reader: LibraryReader) -> Covered:
    """Return what an index of all that the library holds now would cover."""
    block, document = reader.newest()
    return Covered(block, document, covers(reader, document))


def read_manifest(reader: LibraryReader, library_file: Path) -> Manifest | None:
    """Return the manifest in force; None where it is missing, of another version, or of another library."""
    try:
        data = (index_folder(library_file) / _MANIFEST).read_bytes()
        manifest = msgspec.json.decode(data, type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    covered = manifest.covered
    if manifest.version != VERSION or Path(manifest.generation).name != manifest.generation:
        return None
    block, document = reader.newest()
    if covered.block > block or covered.document > document:
        return None
    return manifest if covers(reader, covered.document) == covered.digest else None


def open_generation(library_file: Path, manifest: Manifest) -> Segment | None:
    """Return the index a manifest names; None where it is damaged or gone."""
    folder = index_folder(library_file) / manifest.generation
    try:
        if _sizes_and_ends(folder) != {name: (f.size, f.ends) for name, f in manifest.files.items()}:
            return None
        return open_segment(folder)
    except (OSError, ValueError):
        return None


def is_current(library_file: Path) -> bool:
    """Return whether the index on disk is whole and holds nearly all of the library.

    Raises:
        SpeechDeskError: the library cannot be read.
    """
    reader = LibraryReader(library_file)
    try:
        manifest = read_manifest(reader, library_file)
        if manifest is None or is_stale(manifest.covered, reader.newest()[0]):
            return False
        return _intact(library_file, manifest)
    finally:
        reader.close()


def is_stale(covered: Covered, newest_block: int) -> bool:
    """Return whether so much is new that a new generation is worth its time."""
    return newest_block - covered.block > max(_STALE_BLOCKS, covered.block // _STALE_SHARE)


def build_generation(library_file: Path) -> tuple[Manifest, Segment]:
    """Write the index of the whole library and put it in force.

    Raises:
        UnwritableFile, OSError: the disk is full or the folder cannot be written; the old index holds.
        SpeechDeskError: the library cannot be read.
    """
    home = index_folder(library_file)
    generation = f"{int(time.time())}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    folder = home / generation
    reader = LibraryReader(library_file)
    try:
        folder.mkdir(parents=True)
        covered = newest(reader)
        segment = build_segment(reader, 0, covered.block, folder)
        manifest = Manifest(VERSION, generation, covered, _files(folder))
        replaced = read_manifest(reader, library_file)
        replace_file(home / _MANIFEST, msgspec.json.encode(manifest))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        reader.close()
    _remove_old(home, generation, replaced)
    return manifest, segment


def refresh(library_file: Path) -> None:
    """Make the index on disk current; where the disk does not allow it, the old one stays as it is.

    Raises:
        SpeechDeskError: the library cannot be read.
    """
    if is_current(library_file):
        return
    with contextlib.suppress(OSError, UnwritableFile):  # suggestions then come from an index in memory
        build_generation(library_file)


def _intact(library_file: Path, manifest: Manifest) -> bool:
    """Whether every byte of the index is as it was written; reads all of it."""
    folder = index_folder(library_file) / manifest.generation
    try:
        return {name: _checksum(folder / name, None) for name in manifest.files} == {
            name: file.whole for name, file in manifest.files.items()
        }
    except OSError:
        return False


def _sizes_and_ends(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the size of each file below `folder`, and a checksum of its two ends: quick at any size."""
    return {name: (path.stat().st_size, _checksum(path, _SAMPLE_BYTES)) for name, path in _paths(folder)}


def _files(folder: Path) -> dict[str, StoredFile]:
    return {
        name: StoredFile(path.stat().st_size, _checksum(path, _SAMPLE_BYTES), _checksum(path, None))
        for name, path in _paths(folder)
    }


def _paths(folder: Path) -> list[tuple[str, Path]]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]
    return [(path.relative_to(folder).as_posix(), path) for path in files]


def _checksum(path: Path, sample: int | None) -> int:
    """Return the checksum of a file, or of `sample` bytes at either end of it."""
    with path.open("rb") as file:
        if sample is None:
            checksum = 0
            while piece := file.read(_PIECE_BYTES):
                checksum = zlib.crc32(piece, checksum)
            return checksum
        checksum = zlib.crc32(file.read(sample))
        file.seek(max(0, path.stat().st_size - sample))
        return zlib.crc32(file.read(sample), checksum)


def _remove_old(home: Path, generation: str, replaced: Manifest | None) -> None:
    """Delete the generation that holds no more, and what crashes left; what another program builds stays."""
    for folder in home.iterdir():
        if not folder.is_dir() or folder.name == generation:
            continue
        with contextlib.suppress(OSError):
            old = replaced is not None and folder.name == replaced.generation
            if old or time.time() - folder.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(folder, ignore_errors=True)
