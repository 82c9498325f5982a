"""A draft in Qt's terms: paragraphs as text blocks, kinds as block properties, provenance as text properties.

Properties travel with the text through cutting, undo and redo, so nothing has to be kept in step by hand.
"""

from collections.abc import Iterator, MutableSequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from speechdesk.drafting.blocks import recognise_kind
from speechdesk.records import BlockKind, DraftBlock, Provenance, Source
from speechdesk.ui.positions import qt_offset, text_offset

_USER_PROPERTY = int(QTextFormat.Property.UserProperty.value)
_KIND = _USER_PROPERTY + 1  # of a block: its kind, where it was chosen and not told from the text
_LEVEL = _USER_PROPERTY + 2
_ORIGIN = _USER_PROPERTY + 3  # of text: index in the list of origins
_LINE_SEPARATORS = str.maketrans("\u2028\u2029", "  ")

EM_PX = 21  # a body character on the screen: 16 pt at 96 dpi
LINE_PX = 38  # 28.95 pt (official-format: 22 lines a page)
TITLE_PX = 29  # 22 pt
_TITLE_LINE_PX = 46
_CENTRED = (BlockKind.TITLE, BlockKind.SPEAKER, BlockKind.DATE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of the draft's text came from: the library's words and their source."""

    passage: str
    source: Source


def block_kind(block: QTextBlock) -> tuple[BlockKind, int]:
    """Return what a block is, and its heading level: as chosen, or else as its text tells."""
    chosen = block.blockFormat().property(_KIND)
    if isinstance(chosen, str) and chosen:
        return BlockKind(chosen), block.blockFormat().intProperty(_LEVEL)
    return recognise_kind(block.text())


def block_format(kind: BlockKind, level: int = 0, *, chosen: bool) -> QTextBlockFormat:
    """Return the layout of a paragraph of a kind.

    Args:
        kind: what it is.
        level: of a heading, else 0.
        chosen: whether it stays so whatever its text says.
    """
    layout = QTextBlockFormat()
    centred = kind in _CENTRED
    layout.setAlignment(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
    layout.setTextIndent(2 * EM_PX if kind in (BlockKind.BODY, BlockKind.HEADING) else 0)
    line_px = _TITLE_LINE_PX if kind is BlockKind.TITLE else LINE_PX
    layout.setLineHeight(line_px, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if kind is BlockKind.TITLE:
        layout.setBottomMargin(LINE_PX / 2)
    if chosen:
        layout.setProperty(_KIND, str(kind))
        layout.setProperty(_LEVEL, level)
    return layout


def choose_kind(cursor: QTextCursor, kind: BlockKind, level: int) -> None:
    """Make every block of the cursor's selection a block of this kind, as one undo step."""
    cursor.beginEditBlock()
    for block in selected_blocks(cursor):
        chosen = recognise_kind(block.text()) != (kind, level)
        QTextCursor(block).setBlockFormat(block_format(kind, level, chosen=chosen))
    cursor.endEditBlock()


def selected_blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """Yield the blocks a selection touches; the caret's own where nothing is selected."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    while block.isValid() and block.position() <= cursor.selectionEnd():
        yield block
        block = block.next()


def text_of(block: QTextBlock) -> str:
    """Return a block's text without the separators Qt uses for breaks inside a block."""
    return block.text().translate(_LINE_SEPARATORS)


def origin_format(origins: MutableSequence[Origin], origin: Origin) -> QTextCharFormat:
    """Return the format that marks text as coming from `origin`, which joins the list."""
    layout = QTextCharFormat()
    layout.setProperty(_ORIGIN, len(origins))
    origins.append(origin)
    return layout


def origin_index(layout: QTextCharFormat) -> int | None:
    """Return which origin text of this format came from; None for typed text."""
    return layout.intProperty(_ORIGIN) if layout.hasProperty(_ORIGIN) else None


def fill_document(
    document: QTextDocument, blocks: tuple[DraftBlock, ...], origins: MutableSequence[Origin]
) -> None:
    """Put a draft's blocks into an emptied document; there is nothing to undo afterwards."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    for number, block in enumerate(blocks):
        layout = block_format(
            block.kind, block.level, chosen=recognise_kind(block.text) != (block.kind, block.level)
        )
        if number:
            cursor.insertBlock(layout, QTextCharFormat())
        else:
            cursor.setBlockFormat(layout)
        _insert_block_text(cursor, block, origins)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def _insert_block_text(cursor: QTextCursor, block: DraftBlock, origins: MutableSequence[Origin]) -> None:
    position = 0
    for span in block.provenance:
        cursor.insertText(block.text[position : span.start], QTextCharFormat())
        layout = origin_format(origins, Origin(span.passage, span.source))
        cursor.insertText(block.text[span.start : span.end], layout)
        position = span.end
    cursor.insertText(block.text[position:], QTextCharFormat())


def read_blocks(document: QTextDocument, origins: MutableSequence[Origin]) -> tuple[DraftBlock, ...]:
    """Return the document's paragraphs with their kinds and provenance."""
    blocks: list[DraftBlock] = []
    block = document.begin()
    while block.isValid():
        kind, level = block_kind(block)
        blocks.append(DraftBlock(kind, text_of(block), level, tuple(_provenance(block, origins))))
        block = block.next()
    return tuple(blocks)


def _provenance(block: QTextBlock, origins: MutableSequence[Origin]) -> Iterator[Provenance]:
    text = block.text()
    open_span: Provenance | None = None
    for layout in block.textFormats():
        index = origin_index(layout.format)
        if index is None:
            continue
        start = text_offset(text, layout.start)
        end = text_offset(text, layout.start + layout.length)
        origin = origins[index]
        if open_span and open_span.end == start and open_span.source == origin.source:
            open_span = Provenance(open_span.start, end, open_span.passage, origin.source)
            continue
        if open_span:
            yield open_span
        open_span = Provenance(start, end, origin.passage, origin.source)
    if open_span:
        yield open_span


def caret_offset(cursor: QTextCursor) -> int:
    """Return the code-point offset of the caret in its block."""
    return text_offset(cursor.block().text(), cursor.positionInBlock())


def move_caret(cursor: QTextCursor, offset: int, *, select: bool = False) -> None:
    """Put the caret at a code-point offset of its block, selecting on the way when asked."""
    mode = QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
    block = cursor.block()
    cursor.setPosition(block.position() + qt_offset(block.text(), offset), mode)
