"""A file, or a text already decoded → the document with its speeches.

What a file is, is judged by its content; trouble is put in words here and in the formats' modules.
"""

import re
import stat
from pathlib import Path

from speechdesk.documents.kinds import Kind, find_binary_kind, find_text_kind
from speechdesk.documents.markdown import Unmarked, style_headings, take_off_marks
from speechdesk.documents.office import convert_to_docx
from speechdesk.documents.paragraphs import Paragraph
from speechdesk.documents.pdf import read_pdf
from speechdesk.documents.plain import Decoded, decode_text, list_unseen
from speechdesk.documents.repair import repair_text
from speechdesk.documents.structure import find_speeches
from speechdesk.documents.web import read_mail, read_web
from speechdesk.documents.word import read_word
from speechdesk.errors import UnreadableFile
from speechdesk.records import Document, Repair

_MOST_BYTES = 200_000_000  # a speech with many pictures is a tenth of it
_MOST_TEXT_BYTES = 20_000_000  # a thousand speeches
_MOST_LINES = 300_000
_MOST_PAGE_TAGS = 1_000_000
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MARKED_SUFFIX = ".md"
_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_CONVERTED = {  # what LibreOffice reads, and the suffix that tells it so
    Kind.OLD_WORD: ".doc",
    Kind.RICH_TEXT: ".rtf",
    Kind.OPEN_DOCUMENT: ".odt",
    Kind.OFFICE_XML: ".xml",
}
_REFUSED = {
    Kind.LOCKED: "设有密码，请在 Word 或 WPS 中取消密码后再试",
    Kind.SHEET: "是表格或演示文稿，请把其中的讲话另存为 .docx 或 .txt",
    Kind.ARCHIVE: "是压缩包，不是 Word 文档，请解压后导入其中的文件",
    Kind.PICTURE: "是图片，请先用文字识别（OCR）软件转成 .docx 或 .txt",
}


def read_document(path: Path) -> Document:
    """Return what a file of one of the kinds in `formats.SUFFIXES` holds, whatever its name says it is.

    Raises:
        UnreadableFile: it is missing, a folder, not permitted, empty, damaged, encrypted, too large, of
            another kind, or holds no text; or it has to be converted and that failed.
    """
    data = _read_bytes(path)
    if not data:
        raise UnreadableFile(f"“{path.name}”是空文件，没有可读的文字。")
    kind = find_binary_kind(data)
    if kind in _REFUSED:
        if kind is Kind.ARCHIVE and path.suffix.lower() in _WORD_SUFFIXES:
            return _read_word(data, path.name)  # which says that it is a damaged one
        raise UnreadableFile(f"“{path.name}”{_REFUSED[kind]}。")
    if kind is Kind.WORD:
        return _read_word(data, path.name)
    if kind in _CONVERTED:
        return _read_word(convert_to_docx(data, _CONVERTED[kind], path.name), path.name)
    if kind is Kind.PDF:
        return _read(Decoded(read_pdf(data, path.name), ""), path.name)
    return _read_text_file(data, path, kind)


def read_text(text: str, file: str) -> Document:
    """Return what a text holds that is already decoded: standard input, the clipboard.

    Args:
        text: with any line ends.
        file: the name to show for it.

    Raises:
        UnreadableFile: it holds nothing but white space.
    """
    return _read(Decoded(text, ""), file)


def _read_text_file(data: bytes, path: Path, kind: Kind | None) -> Document:
    """Return what a file holds that is text of some sort: plain, a page, or XML of Office."""
    suffix = path.suffix.lower()
    if kind is Kind.MAIL:
        return _read(_checked(read_mail(_limited(data, path)), path), path.name)
    decoded = _checked(decode_text(_limited(data, path)), path)
    kind = find_text_kind(decoded.text, suffix)
    if kind in _CONVERTED:
        return _read_word(convert_to_docx(data, _CONVERTED[kind], path.name), path.name)
    if kind is Kind.WEB:
        decoded = _checked(read_web(data), path)
    return _read(decoded, path.name)


def _limited(data: bytes, path: Path) -> bytes:
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if len(data) > _MOST_TEXT_BYTES or lines > _MOST_LINES or data.count(b"<") > _MOST_PAGE_TAGS:
        raise UnreadableFile(_oversized(path.name))
    return data


def _oversized(name: str) -> str:
    return f"“{name}”太大，不像讲话材料，没有读取，请拆成几个小文件后再试。"


def _checked(decoded: Decoded | None, path: Path) -> Decoded:
    """Return a text; a damaged Word file may pass for one, but hardly for a Chinese one.

    Raises:
        UnreadableFile: there is none.
    """
    word = path.suffix.lower() in _WORD_SUFFIXES
    if decoded is not None and not (word and _CHINESE.search(decoded.text) is None):
        return decoded
    if word:
        raise UnreadableFile(f"“{path.name}”不是完好的 Word 文档，请在 Word 或 WPS 中重新另存为 .docx。")
    raise UnreadableFile(
        f"“{path.name}”不是文字文件，或者已经损坏，能读的有 Word、WPS、PDF、网页和纯文本文件。"
    )


def _read_word(data: bytes, name: str) -> Document:
    return _document(name, "", (), read_word(data, name))


def _read(decoded: Decoded, file: str) -> Document:
    if decoded.text.count("\n") > _MOST_LINES:  # of a page with as many blocks
        raise UnreadableFile(_oversized(file))
    text, unseen = list_unseen(decoded.text)
    marked = Path(file).suffix.lower() == _MARKED_SUFFIX
    unmarked = take_off_marks(text) if marked else Unmarked(text)
    paragraphs, repairs = repair_text(unmarked.text)
    mended = map(unmarked.locate, repairs)
    found = sorted((*decoded.losses, *unseen, *unmarked.repairs, *mended), key=lambda repair: repair.line)
    return _document(file, decoded.encoding, tuple(found), style_headings(paragraphs, unmarked))


def _document(file: str, encoding: str, repairs: tuple[Repair, ...], paragraphs: list[Paragraph]) -> Document:
    speeches = find_speeches(paragraphs)
    if not speeches:
        raise UnreadableFile(f"“{file}”里没有文字。")
    return Document(file, encoding, repairs, speeches)


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFile(f"“{path.name}”是文件夹，请选择其中的文件。")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(f"“{path.name}”不是普通文件，没有读取。")
        if status.st_size > _MOST_BYTES:
            raise UnreadableFile(_oversized(path.name))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到“{path.name}”，请看看它是否被移走或改名。") from error
    except PermissionError as error:
        raise UnreadableFile(f"没有读取“{path.name}”的权限，请检查文件权限或是否被别的程序占用。") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise UnreadableFile(f"读不了“{path.name}”，请检查磁盘或网络位置是否可用。") from error
