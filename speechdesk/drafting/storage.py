"""The draft's file, NAME.speech: one UTF-8 JSON document with a version."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from speechdesk.atomic import replace_file
from speechdesk.documents.formats import read_document
from speechdesk.drafting.blocks import draft_from_document
from speechdesk.errors import NewerFormat, UnreadableFile
from speechdesk.records import Draft, DraftBlock, MeetingCard, OfficialFacts

SUFFIX = ".speech"
VERSION = 1
_DEEPEST = 4  # heading level
_BREAKS = frozenset(
    "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufdd0\ufdd1"
)  # what Qt takes for the end of a block
_FORMAT = "speechdesk-draft"


@dataclass(frozen=True, slots=True)
class _Header:
    """What every version of the file begins with."""

    format: str
    version: int


@dataclass(frozen=True, slots=True)
class _DraftFile:
    """The file's whole content, version 1."""

    format: str
    version: int
    card: MeetingCard
    blocks: tuple[DraftBlock, ...]
    facts: OfficialFacts = field(default_factory=OfficialFacts)  # older files have none


def encode_draft(draft: Draft) -> bytes:
    """Return the bytes of a draft file; `decode_draft` gives the same draft back."""
    content = _DraftFile(_FORMAT, VERSION, draft.card, draft.blocks, draft.facts)
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def decode_draft(data: bytes, file: str) -> Draft:
    """Return the draft in the bytes of a draft file.

    Args:
        data: the file's bytes.
        file: its name, for the message.

    Raises:
        NewerFormat: a newer program wrote it.
        UnreadableFile: it is no draft file, is cut off, or its spans lie outside the text.
    """
    try:
        header = msgspec.json.decode(data, type=_Header)
        if header.format == _FORMAT and header.version > VERSION:
            raise NewerFormat(f"“{file}”由更新版本的讲稿台写成，未作改动；请先升级讲稿台。")
        content = msgspec.json.decode(data, type=_DraftFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(file) from error
    if content.format != _FORMAT or not all(map(is_sound, content.blocks)):
        raise _damaged(file)
    return Draft(content.card, content.blocks, content.facts)


def save_draft(draft: Draft, path: Path) -> None:
    """Write `draft` to `path`, beside the old file and then swapped in.

    Raises:
        UnwritableFile: the disk is full, the folder is missing or read-only, the file is locked.
    """
    replace_file(path, encode_draft(draft))


def open_draft(path: Path) -> Draft:
    """Return the draft in `path`: a .speech file, or any document read as a draft.

    Raises:
        NewerFormat, UnreadableFile: see `decode_draft` and `read_document`.
    """
    if path.suffix.lower() != SUFFIX:
        return draft_from_document(read_document(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到文件“{path.name}”；请检查名字和位置。") from error
    except OSError as error:
        raise UnreadableFile(f"无法打开“{path.name}”；请检查它是不是文件、有没有读取权限。") from error
    return decode_draft(data, path.name)


def fingerprint(path: Path) -> str:
    """Return what tells a file's content from any other; "" where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def is_sound(block: DraftBlock) -> bool:
    """Return whether the spans are in order, apart and inside the text, and the text is one paragraph."""
    for spans in (block.provenance, block.slots, block.locks):
        position = 0
        for span in spans:
            if not position <= span.start < span.end <= len(block.text):
                return False
            position = span.end
    return 0 <= block.level <= _DEEPEST and not _BREAKS.intersection(block.text)


def _damaged(file: str) -> UnreadableFile:
    return UnreadableFile(f"“{file}”不是讲稿台的讲稿文件或已损坏；请换一个文件，或从备份恢复。")
