"""Pieces of a draft on their way through the clipboard or a drag: with their kinds and their provenance."""

import re
from collections.abc import MutableSequence
from dataclasses import replace

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from speechdesk.records import BlockKind, DraftBlock, Passage
from speechdesk.ui.draft_text import Origin, read_block, selected_blocks
from speechdesk.ui.positions import text_offset

PASSAGE_MIME = "application/x-speechdesk-passage"  # a Passage as JSON
BLOCKS_MIME = "application/x-speechdesk-blocks"  # a list of DraftBlock as JSON


def passage_data(passage: Passage) -> QMimeData:
    """Return what a dragged card carries: the passage, and its words for other programs."""
    carried = QMimeData()
    carried.setData(PASSAGE_MIME, msgspec.json.encode(passage))
    carried.setText(passage.text)
    return carried


def add_blocks(carried: QMimeData, blocks: tuple[DraftBlock, ...]) -> None:
    """Add to what is copied from a draft the blocks themselves, for other drafts."""
    carried.setData(BLOCKS_MIME, msgspec.json.encode(blocks))
    carried.setText("\n".join(block.text for block in blocks))


def carried_passage(carried: QMimeData) -> Passage | None:
    """Return the passage that is carried; None where there is none, or it cannot be read."""
    if not carried.hasFormat(PASSAGE_MIME):
        return None
    try:
        return msgspec.json.decode(carried.data(PASSAGE_MIME).data(), type=Passage)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def carried_blocks(carried: QMimeData) -> tuple[DraftBlock, ...]:
    """Return the paragraphs that are carried, whichever program they come from; none where none are.

    Text of other programs becomes body paragraphs: no indents, tabs or empty lines.
    """
    if carried.hasFormat(BLOCKS_MIME):
        try:
            return msgspec.json.decode(carried.data(BLOCKS_MIME).data(), type=tuple[DraftBlock, ...])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ()
    lines = (" ".join(line.split("\t")).strip() for line in carried.text().splitlines())
    return tuple(DraftBlock(BlockKind.BODY, line) for line in lines if line)


def lost_in_text(carried: QMimeData) -> str:
    """Return what to say of tables and pictures of other programs that are not taken as such; "" for none."""
    if carried.hasFormat(BLOCKS_MIME) or carried.hasFormat(PASSAGE_MIME):
        return ""
    markup = carried.html() if carried.hasHtml() else ""
    table = re.search(r"<table\b", markup, re.IGNORECASE) is not None
    picture = re.search(r"<(?:img|v:imagedata)\b", markup, re.IGNORECASE) is not None
    if not picture and not (carried.hasImage() and not carried.hasText()):
        return "表格已按文字粘贴，一行一段。" if table else ""
    return "表格已按文字粘贴，一行一段；图片没有粘贴。" if table else "讲稿只收文字，图片没有粘贴。"


def selected_pieces(cursor: QTextCursor, origins: MutableSequence[Origin]) -> tuple[DraftBlock, ...]:
    """Return what a selection takes of each paragraph it touches."""
    pieces: list[DraftBlock] = []
    for block in selected_blocks(cursor):
        text = block.text()
        start = text_offset(text, max(0, cursor.selectionStart() - block.position()))
        end = text_offset(text, cursor.selectionEnd() - block.position())
        pieces.append(cut_block(read_block(block, origins), start, end))
    return tuple(pieces)


def cut_block(block: DraftBlock, start: int, end: int) -> DraftBlock:
    """Return the part of a block between two offsets: spans that reach into it, whole slots, no locks."""
    spans = tuple(
        replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
        for span in block.provenance
        if span.start < end and span.end > start
    )
    slots = tuple(
        replace(slot, start=slot.start - start, end=slot.end - start)
        for slot in block.slots
        if start <= slot.start and slot.end <= end
    )
    return replace(block, text=block.text[start:end], provenance=spans, slots=slots, locks=())
