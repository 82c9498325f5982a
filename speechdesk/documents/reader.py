"""A file, or a text already decoded → the document with its speeches.

Trouble with a file is put in words here.
"""

from pathlib import Path

from speechdesk.documents.paragraphs import Paragraph
from speechdesk.documents.plain import decode_text
from speechdesk.documents.repair import repair_text
from speechdesk.documents.structure import find_speeches
from speechdesk.documents.word import is_word, read_word
from speechdesk.errors import UnreadableFile
from speechdesk.records import Document

_FOREIGN = (  # how files begin that look like text or like nothing, and what to do about them
    (b"%PDF", " PDF 文件", "请先另存为 .docx 或 .txt"),
    (
        b"\xd0\xcf\x11\xe0",
        "旧版 .doc、.wps 文件或加了密码的文档",
        "请先在 Word 或 WPS 中另存为不加密的 .docx",
    ),
    (b"{\\rtf", " RTF 文件", "请先在 Word 或 WPS 中另存为 .docx"),
    (b"<!doctype", "网页", "请先把正文复制到 .txt 文件"),
    (b"<html", "网页", "请先把正文复制到 .txt 文件"),
    (b"PK\x03\x04", "压缩包，不是 Word 文档", "请解压后导入其中的 .docx 或 .txt"),
)
SUFFIXES = (".txt", ".md", ".docx")  # what is looked for in a folder
_HEAD_LENGTH = 64  # bytes looked at to know a file


def read_document(path: Path) -> Document:
    """Return what a .txt, .md or .docx file holds; what it is is judged by its content before its name.

    Raises:
        UnreadableFile: it is missing, a folder, not permitted, empty, damaged, of another kind, or holds no
            text.
    """
    data = _read_bytes(path)
    if not data:
        raise UnreadableFile(f"“{path.name}”是空文件，没有可读的文字。")
    if is_word(data) or path.suffix.lower() == ".docx":
        return _document(path.name, "", read_word(data, path.name))
    start = data[:_HEAD_LENGTH].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    for mark, what, advice in _FOREIGN:
        if start.startswith(mark.lower()):
            raise UnreadableFile(f"“{path.name}”是{what}，现在还不能读，{advice}。")
    decoded = decode_text(data)
    if decoded is None:
        raise UnreadableFile(f"“{path.name}”不是文字文件，能读的是 .txt、.md 和 .docx。")
    text, encoding = decoded
    return _read(text, path.name, encoding)


def read_text(text: str, file: str) -> Document:
    """Return what a text holds that is already decoded: standard input, the clipboard.

    Args:
        text: with any line ends.
        file: the name to show for it.

    Raises:
        UnreadableFile: it holds nothing but white space.
    """
    return _read(text, file, encoding="")


def _read(text: str, file: str, encoding: str) -> Document:
    paragraphs, repairs = repair_text(text)
    document = _document(file, encoding, [Paragraph(paragraph) for paragraph in paragraphs])
    return Document(document.file, document.encoding, tuple(repairs), document.speeches)


def _document(file: str, encoding: str, paragraphs: list[Paragraph]) -> Document:
    speeches = find_speeches(paragraphs)
    if not speeches:
        raise UnreadableFile(f"“{file}”里没有文字。")
    return Document(file, encoding, (), speeches)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到“{path.name}”，请看看它是否被移走或改名。") from error
    except IsADirectoryError as error:
        raise UnreadableFile(f"“{path.name}”是文件夹，请选择其中的文件。") from error
    except PermissionError as error:
        if path.is_dir():  # what Windows says of a folder
            raise UnreadableFile(f"“{path.name}”是文件夹，请选择其中的文件。") from error
        raise UnreadableFile(f"没有读取“{path.name}”的权限，请检查文件权限或是否被别的程序占用。") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise UnreadableFile(f"读不了“{path.name}”，请检查磁盘或网络位置是否可用。") from error
