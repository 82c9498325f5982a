"""What a file is, judged by its content: .doc files that are RTF, web pages or .docx are common."""

import re
from enum import Enum, auto

from speechdesk.documents.package import DamagedPackage, OversizedPackage, Package
from speechdesk.documents.word import is_word

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OPEN_DOCUMENT_TEXT = b"application/vnd.oasis.opendocument.text"
_HEAD_LENGTH = 4096  # bytes or characters looked at to know a file
_PDF_LENGTH = 1024  # section 7.5.2 of ISO 32000: readers accept the mark within so many bytes
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# The directory of an OLE file gives each stream's name in UTF-16.
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SHEET_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document"))
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WORD_MAGIC = b"\xec\xa5"  # [MS-DOC] 2.5.2 FibBase.wIdent; the bit fEncrypted stands ten bytes on
_LOCKED_BIT = 0x0100
_SECTOR_BYTES = 512
_SECTORS_SEARCHED = 64

_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)
_WEB_HEAD = re.compile(
    r"""\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*
    <(?:!doctype\s+html|(?:html|head|body|meta|title|div|table|p|font|span|center|style|script|h[1-6]|br)\b)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_OFFICE_HEAD = re.compile(r"\s*<\?xml.*?(?:mso-application|office:document|w:wordDocument)", re.DOTALL)
_WEB_TAG = re.compile(r"<(?:p|br|div|html|body|table)\b", re.IGNORECASE)
_WEB_SUFFIXES = frozenset({".htm", ".html", ".shtml", ".xhtml"})


class Kind(Enum):
    """What is done with a file."""

    TEXT = auto()
    WORD = auto()
    OLD_WORD = auto()
    RICH_TEXT = auto()
    OPEN_DOCUMENT = auto()
    OFFICE_XML = auto()
    PDF = auto()
    WEB = auto()
    MAIL = auto()
    LOCKED = auto()
    SHEET = auto()
    ARCHIVE = auto()
    PICTURE = auto()


def find_binary_kind(data: bytes) -> Kind | None:
    """Return what a file is by its first bytes, None where it can only be text."""
    if data.startswith(_ZIPS):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if b"%PDF-" in data[:_PDF_LENGTH]:
        return Kind.PDF
    for marks, kind in ((_PICTURES, Kind.PICTURE), (_ARCHIVES, Kind.ARCHIVE)):
        if data.startswith(marks):
            return kind
    head = data[:_HEAD_LENGTH].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if head.startswith(b"{\\rtf"):
        return Kind.RICH_TEXT
    return Kind.MAIL if _MAIL_HEAD.match(head) else None


def find_text_kind(text: str, suffix: str) -> Kind:
    """Return what a decoded text is.

    Args:
        text: the whole of it.
        suffix: of the file's name, in small letters; it only decides on a page that begins without a tag.
    """
    head = text[:_HEAD_LENGTH]
    if _OFFICE_HEAD.match(head):
        return Kind.OFFICE_XML
    if _WEB_HEAD.match(head) or (suffix in _WEB_SUFFIXES and _WEB_TAG.search(text)):
        return Kind.WEB
    return Kind.TEXT


def _zip_kind(data: bytes) -> Kind:
    if is_word(data):
        return Kind.WORD
    try:
        package = Package(data)
        if "mimetype" in package and package.part("mimetype").startswith(_OPEN_DOCUMENT_TEXT):
            return Kind.OPEN_DOCUMENT
    except (DamagedPackage, OversizedPackage):
        return Kind.ARCHIVE
    sheets = ("xl/workbook.xml", "ppt/presentation.xml")
    return Kind.SHEET if any(part in package for part in sheets) else Kind.ARCHIVE


def _ole_kind(data: bytes) -> Kind:
    if _LOCKED_STREAM in data or _has_locked_text(data):
        return Kind.LOCKED
    if _WORD_STREAM not in data and any(name in data for name in _SHEET_STREAMS):
        return Kind.SHEET
    return Kind.OLD_WORD


def _has_locked_text(data: bytes) -> bool:
    """Whether the text of an old Word file, which begins at a sector, says that it is encrypted."""
    for start in range(_SECTOR_BYTES, _SECTORS_SEARCHED * _SECTOR_BYTES, _SECTOR_BYTES):
        if data.startswith(_WORD_MAGIC, start):
            return bool(int.from_bytes(data[start + 10 : start + 12], "little") & _LOCKED_BIT)
    return False
