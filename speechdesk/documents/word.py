"""A .docx file → its paragraphs in reading order, with what their styles say."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.document import CT_Body, CT_Document
from docx.oxml.simpletypes import ST_Merge
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import LxmlError

from speechdesk.documents.lines import strip_line
from speechdesk.documents.paragraphs import Paragraph, Style
from speechdesk.errors import UnreadableFile
from speechdesk.records import BlockKind

_DOCUMENT_PART = "word/document.xml"
_MOST_UNPACKED_BYTES = 300_000_000  # a thousand pages with pictures are far below; a zip bomb is above
# What zipfile, lxml and python-docx raise for a file that is damaged, cut short or encrypted.
_DAMAGE = (
    OpcError,
    LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RuntimeError,
)

_STYLES = {
    "title": Style(BlockKind.TITLE),
    "标题": Style(BlockKind.TITLE),
    "speaker": Style(BlockKind.SPEAKER),
    "date": Style(BlockKind.DATE),
    "日期": Style(BlockKind.DATE),
    "greeting": Style(BlockKind.GREETING),
    "salutation": Style(BlockKind.GREETING),
    "称呼": Style(BlockKind.GREETING),
    "body text": Style(BlockKind.BODY),
    "正文文本": Style(BlockKind.BODY),
}
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-4])")


def is_word(data: bytes) -> bool:
    """Whether the bytes are a package with a Word document in it, whatever the file's name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _DOCUMENT_PART in package.namelist()
    except _DAMAGE:
        return False


def read_word(data: bytes, name: str) -> list[Paragraph]:
    """Return the paragraphs of a .docx that are not empty, those of tables cell by cell where they stand.

    A line break inside a title or heading is none of the text; elsewhere it ends a paragraph.

    Args:
        data: the whole file.
        name: the file's name, for the message.

    Raises:
        UnreadableFile: it is damaged, encrypted, no Word document, or unpacks to more than a speech could be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
        if unpacked > _MOST_UNPACKED_BYTES:
            raise UnreadableFile(f"“{name}”解压后过大，不像一篇讲话，没有读取。")
        part = docx.Document(io.BytesIO(data)).part
        styles = {style.style_id: _style(style.name or "") for style in part.styles}
        return [
            paragraph
            for element in _walk(_body(part.element).inner_content_elements)
            for paragraph in _paragraphs(element, styles.get(element.style or ""))
        ]
    except _DAMAGE as error:
        raise UnreadableFile(
            f"“{name}”不是完好的 Word 文档，请在 Word 或 WPS 中重新另存为 .docx。"
        ) from error


def _body(document: BaseOxmlElement) -> CT_Body:
    if not isinstance(document, CT_Document):
        raise TypeError(type(document))
    return document.body


def _walk(elements: Iterable[object]) -> Iterator[CT_P]:
    """Yield the paragraphs among elements in order, those of a table row by row.

    A cell that goes on the one above it holds nothing of its own.
    """
    for element in elements:
        if isinstance(element, CT_P):
            yield element
        elif isinstance(element, CT_Tbl):
            for row in element.tr_lst:
                for cell in row.tc_lst:
                    if cell.vMerge != ST_Merge.CONTINUE:
                        yield from _walk(cell.inner_content_elements)


def _paragraphs(element: CT_P, style: Style | None) -> Iterator[Paragraph]:
    lines = element.text.split("\n")
    if style is not None and style.kind in {BlockKind.TITLE, BlockKind.HEADING}:
        lines = ["".join(lines)]
    for line in lines:
        if text := strip_line(line):
            yield Paragraph(text, style)


def _style(name: str) -> Style | None:
    lowered = name.strip().lower()
    if heading := _HEADING_STYLE.fullmatch(lowered):
        return Style(BlockKind.HEADING, int(heading.group(1)))
    return _STYLES.get(lowered)
