"""Versions (版本) of a draft: kept in the user's folder, never beside the draft's file, thinned by age."""

import hashlib
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

import msgspec

from speechdesk.atomic import replace_file, unwritable
from speechdesk.drafting.storage import is_sound
from speechdesk.errors import UnreadableFile
from speechdesk.records import Draft
from speechdesk.text.counting import count_as_word

_SUFFIX = ".version"
_FORMAT = 1
_UNNAMED = "new-"  # folders of drafts that have no file yet begin so
_ALL_FOR = timedelta(hours=1)
_HOURLY_FOR = timedelta(days=1)
_DAILY_FOR = timedelta(days=31)
_log = logging.getLogger(__name__)


class VersionKind(StrEnum):
    """Why a version was kept; only automatic ones are ever thinned."""

    NAMED = "named"
    AUTOMATIC = "automatic"
    REPLACED = "replaced"  # what stood there before another version was restored


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """What is told of a version in a list.

    Attributes:
        made: when, ISO 8601 with the offset of local time.
        kind: why.
        name: such as 二稿; "" for an automatic one.
        asked_by: who asked for the revision; may be empty.
        round: which round of revision; may be empty.
        note: may be empty.
        chars: how long the draft was.
        digest: the same for the same draft.
    """

    made: str
    kind: VersionKind
    name: str = ""
    asked_by: str = ""
    round: str = ""
    note: str = ""
    chars: int = 0
    digest: str = ""

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made)


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version in its file."""

    file: Path
    info: VersionInfo


@dataclass(frozen=True, slots=True)
class _VersionFile:
    info: VersionInfo
    draft: Draft
    version: int = _FORMAT


@dataclass(frozen=True, slots=True)
class _Head:
    """A version's file without its draft, which is skipped when a list is read."""

    info: VersionInfo
    version: int


def history_folder(root: Path, draft_file: Path) -> Path:
    """Return where the versions of the draft in `draft_file` are kept below `root`."""
    return root / hashlib.sha256(str(draft_file.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def unnamed_history() -> str:
    """Return a name for the folder of versions of a draft that has no file yet."""
    return f"{_UNNAMED}{uuid4().hex}"


def describe(draft: Draft, info: VersionInfo) -> VersionInfo:
    """Return `info` with the length and the digest of `draft`."""
    chars = sum(count_as_word(block.text) for block in draft.blocks)
    return replace(info, chars=chars, digest=_digest(draft))


def keep_version(folder: Path, draft: Draft, info: VersionInfo) -> KeptVersion | None:
    """Keep a draft as a version; None where an automatic one would repeat the version before it.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    described = describe(draft, info)
    latest = next(iter(list_versions(folder)), None)
    if info.kind is VersionKind.AUTOMATIC and latest and latest.info.digest == described.digest:
        return None
    stamp = info.moment.strftime("%Y%m%dT%H%M%S")
    file = folder / f"{stamp}-{uuid4().hex[:8]}{_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    replace_file(file, msgspec.json.encode(_VersionFile(described, draft)))
    return KeptVersion(file, described)


def list_versions(folder: Path) -> tuple[KeptVersion, ...]:
    """Return the versions in `folder`, newest first; none where there is no folder.

    One that cannot be read is left where it is: a later program may know how.
    """
    found: list[KeptVersion] = []
    for file in folder.glob(f"*{_SUFFIX}"):
        try:
            head = msgspec.json.decode(file.read_bytes(), type=_Head)
            moment = head.info.moment
        except (OSError, ValueError) as error:
            _log.warning("version %s not read: %s", file.name, type(error).__name__)
            continue
        if head.version <= _FORMAT and moment.tzinfo:
            found.append(KeptVersion(file, head.info))
    return tuple(sorted(found, key=lambda kept: (kept.info.moment, kept.file.name), reverse=True))


def read_version(kept: KeptVersion) -> Draft:
    """Return the draft as it was.

    Raises:
        UnreadableFile: the file is gone or damaged.
    """
    try:
        draft = msgspec.json.decode(kept.file.read_bytes(), type=_VersionFile).draft
    except (OSError, ValueError) as error:
        raise UnreadableFile("这个版本的文件读不出来，可能已被删除或损坏；请换一个版本。") from error
    if not all(map(is_sound, draft.blocks)):
        raise UnreadableFile("这个版本的文件已损坏；请换一个版本。")
    return draft


def delete_version(kept: KeptVersion) -> None:
    """Take a version away for good.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    try:
        kept.file.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(kept.file, error) from error


def adopt_history(old: Path, new: Path, *, move: bool) -> None:
    """Give a draft that has got another name the versions it had; those already under the new name stay.

    Args:
        old: where its versions were.
        new: where they shall be.
        move: whether they go from the old place, as those of a draft that had no file.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    try:
        new.mkdir(parents=True, exist_ok=True)
        for kept in list_versions(old):
            replace_file(new / kept.file.name, kept.file.read_bytes())
        if move and old.exists():
            shutil.rmtree(old)
    except OSError as error:
        raise unwritable(new, error) from error


def inherit_history(root: Path, draft_file: Path, draft: Draft) -> None:
    """Give a draft file that has no versions those of the draft it is: it was renamed, moved or copied.

    Args:
        root: of all histories.
        draft_file: as it has just been opened.
        draft: what it holds; an empty one inherits nothing.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    own = history_folder(root, draft_file)
    if own.exists() or not any(block.text for block in draft.blocks):
        return
    wanted = _digest(draft)
    matching = [
        (kept.info.moment, folder)
        for folder in root.glob("*")
        for kept in list_versions(folder)
        if kept.info.digest == wanted
    ]
    if matching:
        adopt_history(max(matching)[1], own, move=False)


def sweep_unnamed(root: Path, now: datetime) -> None:
    """Take away the versions of drafts that were never saved, a month after the last of them.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    for folder in root.glob(f"{_UNNAMED}*"):
        newest = next((kept.info.moment for kept in list_versions(folder)), None)
        if newest and now - newest > _DAILY_FOR:
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise unwritable(folder, error) from error


def thin_versions(folder: Path, now: datetime) -> int:
    """Take away the automatic versions that age has made needless; return how many.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    kept = list_versions(folder)
    staying = set(thinned([version.info for version in kept], now))
    going = [version for number, version in enumerate(kept) if number not in staying]
    for version in going:
        delete_version(version)
    return len(going)


def thinned(versions: Sequence[VersionInfo], now: datetime) -> tuple[int, ...]:
    """Return the indexes of the versions that stay, in order.

    All automatic ones of the last hour stay, of the last day the newest of each hour, of the last month the
    newest of each day; the newest of all and whatever is not automatic always. Hours lie within days, so that
    it does not matter how often or when one thins on the way.
    """
    newest: dict[str, tuple[datetime, int]] = {}
    for number, version in enumerate(versions):
        if version.kind is VersionKind.AUTOMATIC:
            for span in ("", _day(version), _hour(version)):
                newest[span] = max(newest.get(span, (version.moment, number)), (version.moment, number))
    return tuple(number for number, version in enumerate(versions) if _stays(version, number, newest, now))


def _digest(draft: Draft) -> str:
    return hashlib.sha256(msgspec.json.encode(draft)).hexdigest()


def _stays(version: VersionInfo, number: int, newest: dict[str, tuple[datetime, int]], now: datetime) -> bool:
    if version.kind is not VersionKind.AUTOMATIC or newest[""][1] == number:
        return True
    age = now - version.moment
    if age <= _ALL_FOR:
        return True
    if age <= _HOURLY_FOR:
        return newest[_hour(version)][1] == number
    return age <= _DAILY_FOR and newest[_day(version)][1] == number


def _day(version: VersionInfo) -> str:
    return version.made[:10]


def _hour(version: VersionInfo) -> str:
    return version.made[:13]
