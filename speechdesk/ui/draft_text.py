"""A draft in Qt's terms: paragraphs as text blocks, kinds as block properties, provenance as text properties.

Properties travel with the text through cutting, undo and redo, so nothing has to be kept in step by hand.
"""

import itertools
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass, replace

import msgspec
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
from speechdesk.records import BlockKind, DraftBlock, Provenance, Slot, Source
from speechdesk.ui.locks import lock_format, locks_of
from speechdesk.ui.positions import qt_offset, text_offset

_USER_PROPERTY = int(QTextFormat.Property.UserProperty.value)
_KIND = _USER_PROPERTY + 1  # of a block: its kind, where it was chosen and not told from the text
_LEVEL = _USER_PROPERTY + 2
_ORIGIN = _USER_PROPERTY + 3  # of text: index in the list of origins
_SLOT = _USER_PROPERTY + 4  # of text: a Slot as JSON; the slot is open while the text is still its own

# At 100 %, on 96 dots an inch; another size is another resolution of the layout's device, not another draft.
EM_PX = 21  # a body character: 15.75 pt, as 28 of them on a line are printed
LINE_PX = 38  # 28.95 pt (official-format: 22 lines a page)
TITLE_PX = 29  # 22 pt
PT_PER_PX = 0.75
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


def chosen_kind(block: QTextBlock) -> BlockKind:
    """Return what a block was chosen to be; body where only its text could tell."""
    chosen = block.blockFormat().property(_KIND)
    return BlockKind(chosen) if isinstance(chosen, str) and chosen else BlockKind.BODY


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
    return block.text().replace("\u2028", " ").replace("\u2029", " ")  # every paragraph of the draft: quick


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
    """Put a draft's blocks, at least one, into an emptied document; there is nothing to undo afterwards."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    first, *_ = blocks
    chosen = recognise_kind(first.text) != (first.kind, first.level)
    cursor.setBlockFormat(block_format(first.kind, first.level, chosen=chosen))
    insert_blocks(cursor, blocks, origins)
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def insert_blocks(
    cursor: QTextCursor, blocks: tuple[DraftBlock, ...], origins: MutableSequence[Origin]
) -> None:
    """Put blocks in at the caret: the first joins its paragraph, the others follow as paragraphs.

    An empty paragraph becomes what the first block is. Part of the caller's undo step.
    """
    for number, block in enumerate(blocks):
        chosen = recognise_kind(block.text) != (block.kind, block.level)
        if number:
            cursor.insertBlock(block_format(block.kind, block.level, chosen=chosen), QTextCharFormat())
        elif not cursor.block().text() and len(blocks) > 1:
            cursor.setBlockFormat(block_format(block.kind, block.level, chosen=chosen))
        _insert_block_text(cursor, block, origins)


def replace_blocks(
    document: QTextDocument,
    start: int,
    end: int,
    blocks: Sequence[DraftBlock],
    origins: MutableSequence[Origin],
) -> QTextCursor:
    """Put blocks in the place of the paragraphs `start` to `end` (half-open), as one undo step.

    Where `start` is `end` they go in before that paragraph, or behind the last. No paragraph at all becomes
    an empty one.

    Returns:
        A cursor before the first of them.
    """
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if start == end == document.blockCount():
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock()
    elif start == end:
        cursor.setPosition(document.findBlockByNumber(start).position())
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    else:
        last = document.findBlockByNumber(end - 1)
        cursor.setPosition(document.findBlockByNumber(start).position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    first, *others = blocks or (DraftBlock(BlockKind.BODY, ""),)
    chosen = recognise_kind(first.text) != (first.kind, first.level)
    cursor.setBlockFormat(block_format(first.kind, first.level, chosen=chosen))
    cursor.setCharFormat(QTextCharFormat())
    place = cursor.position()
    _insert_block_text(cursor, first, origins)
    for block in others:
        chosen = recognise_kind(block.text) != (block.kind, block.level)
        cursor.insertBlock(block_format(block.kind, block.level, chosen=chosen), QTextCharFormat())
        _insert_block_text(cursor, block, origins)
    cursor.endEditBlock()
    cursor.setPosition(place)
    return cursor


def begin_paragraph(cursor: QTextCursor) -> QTextCursor:
    """Begin a new paragraph at the caret, as one undo step; return where the caret goes.

    What goes on behind a title, a heading or their like is body text. At the very beginning of one the new
    paragraph comes before it. A greeting is set flush left once it is closed so.
    """
    kind, level = block_kind(cursor.block())
    plain = kind in (BlockKind.BODY, BlockKind.HEADING)
    following = cursor.block().next()
    waits = kind is BlockKind.TITLE and following.isValid() and not following.text()
    if waits and cursor.atBlockEnd() and not cursor.hasSelection():
        return QTextCursor(following)  # the empty draft's first paragraph
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    body = block_format(BlockKind.BODY, chosen=False)
    if cursor.atBlockStart() and cursor.block().text():
        own = cursor.blockFormat()
        cursor.setBlockFormat(body)
        cursor.insertBlock(own, QTextCharFormat())
    else:
        goes_on = not plain and not cursor.atBlockEnd()
        if kind is BlockKind.GREETING:
            chosen = recognise_kind(cursor.block().text()) != (kind, level)
            cursor.setBlockFormat(block_format(kind, level, chosen=chosen))
        cursor.insertBlock(block_format(kind, level, chosen=True) if goes_on else body, QTextCharFormat())
    cursor.endEditBlock()
    return cursor


def _insert_block_text(cursor: QTextCursor, block: DraftBlock, origins: MutableSequence[Origin]) -> None:
    looks = [
        (span.start, span.end, origin_format(origins, Origin(span.passage, span.source)))
        for span in block.provenance
    ]
    looks += [(lock.start, lock.end, lock_format()) for lock in block.locks]
    insert_marked(cursor, block.text, looks, block.slots)


def insert_marked(
    cursor: QTextCursor,
    text: str,
    looks: Sequence[tuple[int, int, QTextCharFormat]],
    slots: Sequence[Slot],
) -> None:
    """Put in text whose spans (start, end, format) come from somewhere, with its open slots."""
    edges = {0, len(text)}
    edges.update(edge for start, end, _ in looks for edge in (start, end))
    edges.update(edge for slot in slots for edge in (slot.start, slot.end))
    for start, end in itertools.pairwise(sorted(edges)):
        look = QTextCharFormat()
        for first, last, layout in looks:
            if first <= start and end <= last:
                look.merge(layout)
        for slot in slots:
            if slot.start <= start and end <= slot.end:
                look.setProperty(_SLOT, msgspec.json.encode(slot).decode())
        cursor.insertText(text[start:end], look)


def read_blocks(document: QTextDocument, origins: MutableSequence[Origin]) -> tuple[DraftBlock, ...]:
    """Return the document's paragraphs with their kinds and provenance."""
    blocks: list[DraftBlock] = []
    block = document.begin()
    while block.isValid():
        blocks.append(read_block(block, origins))
        block = block.next()
    return tuple(blocks)


def read_block(block: QTextBlock, origins: MutableSequence[Origin]) -> DraftBlock:
    """Return one paragraph with its kind, provenance, open slots and locks."""
    kind, level = block_kind(block)
    provenance = tuple(_provenance(block, origins))
    return DraftBlock(kind, text_of(block), level, provenance, open_slots(block), locks_of(block))


def open_slots(block: QTextBlock) -> tuple[Slot, ...]:
    """Return the slots of a paragraph whose words are still those that were put in."""
    text = block.text()
    spans: list[tuple[str, int, int]] = []
    for layout in block.textFormats():
        encoded = layout.format.property(_SLOT)
        if not isinstance(encoded, str):
            continue
        start, end = text_offset(text, layout.start), text_offset(text, layout.start + layout.length)
        if spans and spans[-1][0] == encoded and spans[-1][2] == start:
            spans[-1] = (encoded, spans[-1][1], end)  # one slot in two looks
        else:
            spans.append((encoded, start, end))
    found = ((msgspec.json.decode(encoded, type=Slot), start, end) for encoded, start, end in spans)
    return tuple(
        replace(slot, start=start, end=end) for slot, start, end in found if text[start:end] == slot.text
    )


def next_slot(cursor: QTextCursor, *, forwards: bool) -> QTextCursor | None:
    """Return a cursor that selects the next open slot, from the end on to the beginning; None without any."""
    here = cursor.selectionStart()
    found: list[tuple[int, int]] = []
    block = cursor.document().begin()
    while block.isValid():
        text = block.text()
        found += [
            (block.position() + qt_offset(text, slot.start), block.position() + qt_offset(text, slot.end))
            for slot in open_slots(block)
        ]
        block = block.next()
    if not found:
        return None
    if forwards:
        start, end = next((span for span in found if span[0] > here), found[0])
    else:
        start, end = next((span for span in reversed(found) if span[0] < here), found[-1])
    chosen = QTextCursor(cursor.document())
    chosen.setPosition(start)
    chosen.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return chosen


def _provenance(block: QTextBlock, origins: MutableSequence[Origin]) -> Iterator[Provenance]:
    text = block.text()
    last, start, end = None, 0, 0
    for layout in block.textFormats():
        index = origin_index(layout.format)
        if index is not None and index == last:  # one origin in two looks
            end = text_offset(text, layout.start + layout.length)
            continue
        if last is not None:
            yield Provenance(start, end, origins[last].passage, origins[last].source)
        last = index
        if index is not None:
            start, end = text_offset(text, layout.start), text_offset(text, layout.start + layout.length)
    if last is not None:
        yield Provenance(start, end, origins[last].passage, origins[last].source)


def caret_offset(cursor: QTextCursor) -> int:
    """Return the code-point offset of the caret in its block."""
    return text_offset(cursor.block().text(), cursor.positionInBlock())


def move_caret(cursor: QTextCursor, offset: int, *, select: bool = False) -> None:
    """Put the caret at a code-point offset of its block, selecting on the way when asked."""
    mode = QTextCursor.MoveMode.KeepAnchor if select else QTextCursor.MoveMode.MoveAnchor
    block = cursor.block()
    cursor.setPosition(block.position() + qt_offset(block.text(), offset), mode)
