"""A .pdf with a text layer → its lines, page after page."""

import threading
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from speechdesk.errors import UnreadableFile
from speechdesk.text.radicals import RADICALS

_ONE_AT_A_TIME = threading.Lock()  # PDFium may not be called from two threads at once
_MOST_PAGES = 2000
_MOST_CHARACTERS = 7_000_000  # as many as the longest plain text that is read
_FEWEST_PER_PAGE = 10  # characters; a scanned page has none, or a stamp and a number
_HYPHENS = "\x02\ufffe"  # what PDFium puts where a word is broken at a line's end
_MOST_INDENT = 8  # characters; beyond that a line is centred or set to the right


class _Line(NamedTuple):
    text: str
    left: float  # points from the page's left edge
    size: float  # points a character is wide


def read_pdf(data: bytes, name: str) -> str:
    """Return the lines of a PDF in the order of its pages, a form feed before each but the first.

    The indent of a line becomes ideographic spaces; radicals that a font's table gives for characters become
    these characters.

    Args:
        data: the whole file.
        name: the file's name, for the message.

    Raises:
        UnreadableFile: it is damaged or encrypted, has no text layer, or is longer than any speech.
    """
    with _ONE_AT_A_TIME:
        pages = _read_pages(data, name)
    length = sum(len(line.text) for lines in pages for line in lines)
    if length < _FEWEST_PER_PAGE * max(1, len(pages) // 2):
        raise UnreadableFile(
            f"“{name}”是扫描件，没有文字层，请先用文字识别（OCR）软件转成 .docx 或 .txt 再导入。"
        )
    return "\n\f".join("\n".join(_indented(lines)) for lines in pages).translate(RADICALS)


def _read_pages(data: bytes, name: str) -> list[list[_Line]]:
    document = _open(data, name)
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableFile(f"“{name}”有 {len(document)} 页，不像一篇讲话，没有读取，请拆分后再试。")
        return [list(_page_lines(document, index)) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise UnreadableFile(_damaged(name)) from error
    finally:
        document.close()


def _damaged(name: str) -> str:
    return f"“{name}”不是完好的 PDF 文件，请重新下载或另存后再试。"


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableFile(f"“{name}”设有密码，请先取消密码，或另存为不加密的文件后再试。") from error
        raise UnreadableFile(_damaged(name)) from error


def _page_lines(document: pdfium.PdfDocument, index: int) -> Iterator[_Line]:
    page = document[index]
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > _MOST_CHARACTERS:
            return
        text = text_page.get_text_range(0, count) if count else ""
        start = 0
        for whole in text.split("\n"):
            line = whole.rstrip("\r")
            words = line.lstrip()
            if words:
                yield _measured(text_page, start + len(line) - len(words), words)
            start += len(whole) + 1
    finally:
        text_page.close()
        page.close()


def _measured(text_page: pdfium.PdfTextPage, start: int, words: str) -> _Line:
    first = pdfium_c.FPDFText_GetCharIndexFromTextIndex(text_page, start)
    left, bottom, right, top = (
        text_page.get_charbox(first, loose=True) if first >= 0 else (0.0, 0.0, 0.0, 0.0)
    )
    text = "".join(character for character in words.rstrip() if character not in _HYPHENS)
    return _Line(text, left, max(right - left, top - bottom, 1.0))


def _indented(lines: list[_Line]) -> Iterator[str]:
    """Yield lines with their indent, measured from the leftmost line that is no outlier, in characters."""
    if not lines:
        return
    margin = sorted(line.left for line in lines)[len(lines) // 10]
    for line in lines:
        indent = round((line.left - margin) / line.size)
        yield "\u3000" * max(0, min(indent, _MOST_INDENT)) + line.text
