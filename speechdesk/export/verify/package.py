"""A .docx as a stranger's file: its parts, opened with care.

Nothing of the file is believed: sizes are counted while unpacking, and a part with a document type, which
only a hand-made file has (ECMA-376 part 2, 9.1.3 forbids it), is refused before any entity is expanded.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers.expat import ExpatError, ParserCreate

from speechdesk.errors import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DOCUMENT = "word/document.xml"
# Far above a thousand pages with pictures, far below what stops a computer.
_MOST_FILE_BYTES = 100_000_000
_MOST_PART_BYTES = 60_000_000
_MOST_BYTES = 200_000_000
_MOST_PARTS = 3000
# What zipfile raises for a file that is damaged, cut short, encrypted or of an unknown compression.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
)


class _Hostile(Exception):
    """A part that no Office program would write."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a .docx.

    Attributes:
        names: of all parts.
        roots: name → root element, of the parts under word/ and docProps/ and of the relationships.
    """

    names: tuple[str, ...]
    roots: Mapping[str, Element]

    def part(self, name: str) -> Element:
        """Return the root of a part; an element without children where the file has none."""
        return self.roots.get(name, Element("missing"))

    def targets(self) -> Mapping[str, str]:
        """Return the relationships of the document: identifier → name of the part."""
        relations = self.part("word/_rels/document.xml.rels")
        return {
            str(item.get("Id")): f"word/{item.get('Target')}".replace("word//word/", "word/")
            for item in relations
        }


def open_package(path: Path) -> Package:
    """Return the parts of the .docx at `path`.

    Raises:
        UnreadableFile: it is missing, damaged, hostile or no Word document.
    """
    try:
        if path.stat().st_size > _MOST_FILE_BYTES:
            raise UnreadableFile(f"“{path.name}”过大，不像一份公文，没有读取。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到文件“{path.name}”；请检查名字和位置。") from error
    except OSError as error:
        raise UnreadableFile(f"无法打开“{path.name}”；请检查它是不是文件、有没有读取权限。") from error
    return read_package(data, path.name)


def read_package(data: bytes, name: str) -> Package:
    """Return the parts of the .docx in `data`.

    Args:
        data: the whole file.
        name: the file's name, for the message.

    Raises:
        UnreadableFile: it is damaged, hostile or no Word document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = _unpack(package)
        roots = {part: _parse(content) for part, content in parts.items() if _is_markup(part)}
    except _Hostile as error:
        raise UnreadableFile(f"“{name}”不是正常的 Word 文档（{error}），没有读取。") from error
    except (*_DAMAGE, ParseError, ExpatError) as error:
        raise UnreadableFile(
            f"“{name}”不是完好的 Word 文档，请在 Word 或 WPS 中重新另存为 .docx。"
        ) from error
    root = roots.get(DOCUMENT)
    if root is None or root.tag != f"{W}document":
        raise UnreadableFile(f"“{name}”不是 .docx 文档，请在 Word 或 WPS 中另存为 .docx。")
    return Package(tuple(parts), roots)


def _is_markup(part: str) -> bool:
    return part.endswith((".xml", ".rels")) and part.startswith(("word/", "docProps/", "_rels/"))


def _unpack(package: zipfile.ZipFile) -> dict[str, bytes]:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_PARTS or len(names) < len(entries):
        raise _Hostile("部件过多或重名")
    parts: dict[str, bytes] = {}
    left = _MOST_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        if not _is_markup(entry.filename):
            parts[entry.filename] = b""  # pictures and the like: only that they are there is of interest
            continue
        with package.open(entry) as stream:
            content = stream.read(min(_MOST_PART_BYTES, left) + 1)
        left -= len(content)
        if left < 0 or len(content) > _MOST_PART_BYTES:
            raise _Hostile("解压后过大")
        parts[entry.filename] = content
    return parts


def _parse(content: bytes) -> Element:
    _refuse_document_type(content)
    return fromstring(content)  # noqa: S314 - entities cannot be declared without the document type refused above


def _refuse_document_type(content: bytes) -> None:
    def refuse(*_: object) -> None:
        raise _Hostile("含有外来的实体定义")

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)  # noqa: FBT003 - expat's only spelling for the last piece
