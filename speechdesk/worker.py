"""Importing documents into the library and building its index, here or in a process of its own.

Reading and mining keep the interpreter busy; in a process of their own they never hold up the window.
"""

import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Event as ThreadEvent

from speechdesk.atomic import unwritable
from speechdesk.documents.formats import SUFFIXES, read_document
from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.library.library import Library
from speechdesk.library.user_library import UserLibrary
from speechdesk.mining.miner import mine_speech
from speechdesk.paths import seeds
from speechdesk.suggest import store

_POLL_S = 0.05
_BIG_LIBRARY_BYTES = 8_000_000  # its index takes half a second and more


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: `done` of `total` files, and the name of the one at hand."""

    done: int
    total: int
    file: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be imported, and why."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did.

    Attributes:
        documents: files taken in.
        passages: passages that are new.
        known: files the library held already.
        failures: files left out.
        cancelled: whether the user stopped it; what was done before is kept.
    """

    documents: int
    passages: int
    known: int
    failures: tuple[Failure, ...]
    cancelled: bool

    def sentence(self) -> str:
        """Return what the user is told of it."""
        said = f"收进 {self.documents} 份材料，新增素材 {self.passages} 条"
        if self.known:
            said += f"，{self.known} 份已在库中"
        if self.failures:
            said += f"，{len(self.failures)} 个文件未能导入"
        return said + ("；已停止。" if self.cancelled else "。")


def import_files(
    paths: Sequence[Path],
    library_file: Path,
    report: Callable[[Progress], None],
    is_cancelled: Callable[[], bool],
) -> ImportSummary:
    """Read files and folders into the library, in this process; a bad file stops nothing.

    Args:
        paths: files, and folders whose readable files are taken with all below them.
        library_file: the library, made when missing.
        report: called before each file and once at the end.
        is_cancelled: asked before each file.

    Raises:
        SpeechDeskError: the library cannot be opened or written.
    """
    files = _find_files(paths)
    documents = passages = known = 0
    failures: list[Failure] = []
    with Library(library_file) as library:
        for done, path in enumerate(files):
            if is_cancelled():
                return ImportSummary(documents, passages, known, tuple(failures), cancelled=True)
            report(Progress(done, len(files), path.name))
            try:
                digest = _digest(path)
                document = None if library.holds(digest) else read_document(path)
            except UnreadableFile as error:
                failures.append(Failure(path.name, error.message))
                continue
            if document is None:
                known += 1
                continue
            mined = [mine_speech(speech) for speech in document.speeches]
            passages += library.add_document(document, digest, mined)
            documents += 1
    if documents:
        _index(library_file)
    report(Progress(len(files), len(files), ""))
    return ImportSummary(documents, passages, known, tuple(failures), cancelled=False)


def import_in_process(
    paths: Sequence[Path],
    library_file: Path,
    report: Callable[[Progress], None],
    cancel: ThreadEvent,
) -> ImportSummary:
    """Do what `import_files` does in a process of its own; blocks, so call it off the UI thread.

    Args:
        paths: files and folders, as for `import_files`.
        library_file: the library, made when missing.
        report: called on the calling thread.
        cancel: set it to stop after the file at hand.

    Raises:
        SpeechDeskError: what the import raised, or its process died.
    """
    context = multiprocessing.get_context("spawn")  # a fork of a program with threads may hang
    receiver, sender = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=_work, args=(tuple(paths), library_file, sender, stop), daemon=True)
    process.start()
    sender.close()
    try:
        while True:
            if cancel.is_set():
                stop.set()
            if not receiver.poll(_POLL_S):
                continue
            message: Progress | ImportSummary | SpeechDeskError = receiver.recv()
            if isinstance(message, Progress):
                report(message)
            elif isinstance(message, ImportSummary):
                return message
            else:
                raise message
    except EOFError as error:
        raise SpeechDeskError("导入中断：后台程序意外退出；已导入的材料都在，请再导入一次。") from error
    finally:
        receiver.close()
        process.join()


def create_library(library_file: Path, importer: Callable[[Sequence[Path], Path], ImportSummary]) -> bool:
    """Make the user's library from the seeds, whole or not at all; return whether it is there now.

    Args:
        library_file: not yet there; where another program makes it meanwhile, that one stays.
        importer: takes the files and the library to import them into.

    Raises:
        SpeechDeskError: the user's folder cannot be written.
    """
    beside = library_file.with_name(f"{library_file.name}.{os.getpid()}.new")
    try:
        summary = importer([seeds()], beside)
        if not summary.cancelled and not library_file.exists():
            beside.replace(library_file)
    except OSError as error:
        raise unwritable(library_file, error) from error
    finally:
        beside.unlink(missing_ok=True)
    return library_file.exists()


def refresh_index(library_file: Path) -> None:
    """Make the suggestions' index on disk current; a big one is built in a process of its own. Blocks.

    Where the disk does not allow it, or the process dies, the index that is there stays in force.

    Raises:
        SpeechDeskError: the library cannot be read.
    """
    if library_file.stat().st_size < _BIG_LIBRARY_BYTES:
        store.refresh(library_file)
    elif not store.is_current(library_file):
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=store.refresh, args=(library_file,), daemon=True)
        process.start()
        process.join()


def index_initials_in_process(library_file: Path) -> None:
    """Make the initials by which the library is searched, in a process of its own; blocks.

    Where the process fails, what is missing is made the next time.
    """
    process = multiprocessing.get_context("spawn").Process(target=_index, args=(library_file,), daemon=True)
    process.start()
    process.join()


def _index(library_file: Path) -> None:
    with contextlib.suppress(SpeechDeskError), contextlib.closing(UserLibrary(library_file)) as library:
        library.index_initials()


def _work(paths: Sequence[Path], library_file: Path, sender: Connection, stop: Event) -> None:
    try:
        sender.send(import_files(paths, library_file, sender.send, stop.is_set))
    except SpeechDeskError as error:
        sender.send(error)
    finally:
        sender.close()


def _find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, and the readable ones in the folders named, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if _is_folder(path):
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
            found.update((file, None) for file in inside if file.is_file())
        else:
            found[path] = None
    return list(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name the system refuses; reading it will say so
        return False


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到文件“{path.name}”；请检查名字和位置。") from error
    except OSError as error:
        raise UnreadableFile(f"无法读取“{path.name}”；请检查有没有读取权限。") from error
