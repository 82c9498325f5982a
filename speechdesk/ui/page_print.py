"""Set pages to a PDF with embedded faces and to the printer."""

import re
import tempfile
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from speechdesk.atomic import replace_file
from speechdesk.errors import SpeechDeskError, UnwritableFile
from speechdesk.export.composition import Composition
from speechdesk.export.preset import Preset
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.faces import Faces
from speechdesk.ui.page_paint import PagePainter

_DOTS_PER_INCH = 1200
_POINTS_PER_INCH = 72
# In the document's information and in its XMP.
_PRODUCERS = (
    re.compile(rb"(/Producer \()((?:\\.|[^\\)])*)(\))", re.DOTALL),
    re.compile(rb"(pdf:Producer=\")([^\"]*)(\")"),
)


def write_pdf(composition: Composition, faces: Faces, path: Path) -> None:
    """Write the pages as a PDF; an older file there stays whole until it is done.

    Raises:
        SpeechDeskError: there is no page.
        UnwritableFile: the file cannot be written; nothing has changed.
    """
    _refuse_empty(composition)
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "pages.pdf"
        writer = QPdfWriter(str(beside))
        writer.setResolution(_DOTS_PER_INCH)
        writer.setCreator("")
        writer.setTitle("")
        writer.setPageLayout(_page_layout(composition.preset))
        painter = QPainter()
        if not painter.begin(writer):
            raise UnwritableFile("无法写出 PDF；请检查磁盘空间后再试。")
        painter.scale(_DOTS_PER_INCH / _POINTS_PER_INCH, _DOTS_PER_INCH / _POINTS_PER_INCH)
        pages = PagePainter(composition, faces)
        for index in range(len(composition.pages)):
            if index:
                writer.newPage()
            pages.paint(painter, index)
        painter.end()
        replace_file(path, _nameless(beside.read_bytes()))


def _nameless(data: bytes) -> bytes:
    """Return a PDF without the name of the software, which Qt writes itself; nothing else moves."""
    for named in _PRODUCERS:
        data = named.sub(lambda found: found[1] + b" " * len(found[2]) + found[3], data)
    return data


def print_pages(composition: Composition, faces: Faces, parent: QWidget) -> bool:
    """Ask for a printer and print; return whether anything was sent.

    Raises:
        SpeechDeskError: there is no page, or the printer does not start.
    """
    _refuse_empty(composition)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_page_layout(composition.preset))
    printer.setFullPage(True)
    printer.setFromTo(1, len(composition.pages))
    dialog = QPrintDialog(printer, parent)
    if run_dialog(dialog) != QDialog.DialogCode.Accepted:
        return False
    send_pages(composition, faces, printer)
    return True


def send_pages(composition: Composition, faces: Faces, printer: QPrinter) -> None:
    """Print the pages a printer is set to; all where it is set to none.

    Raises:
        SpeechDeskError: the printer does not start.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise SpeechDeskError("打印机没有响应；请检查打印机后再试。")
    scale = printer.resolution() / _POINTS_PER_INCH
    painter.scale(scale, scale)
    pages = PagePainter(composition, faces)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(composition.pages), len(composition.pages))
    for number in range(first, last + 1):
        if number > first:
            printer.newPage()
        pages.paint(painter, number - 1)
    painter.end()


def _page_layout(preset: Preset) -> QPageLayout:
    page = preset.page
    size = QPageSize(QSizeF(page.width_mm, page.height_mm), QPageSize.Unit.Millimeter)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def _refuse_empty(composition: Composition) -> None:
    if not composition.pages:
        raise SpeechDeskError("讲稿还没有内容，请写下文字后再导出。")
