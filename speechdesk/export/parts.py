"""What a draft's paragraphs are beyond their kinds: attachments, signature and date, note.

GB/T 9704-2012, 7.3.4 to 7.3.7.

They are written as ordinary paragraphs, as a secretary types them, and known by their words and place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from speechdesk.records import BlockKind, DraftBlock

_ATTACHMENT_NOTE = re.compile(r"附件[：:]\s*\S")
_LISTED = re.compile(r"\d{1,2}[.．、]\s*[^\s\d]")
_SENTENCE = re.compile("[。！？!?](?!$)")  # ends before the line does: an attachment has a name, no sentences
_ATTACHMENT = re.compile(r"附件\s*\d{0,2}")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NOTE = re.compile(r"[（(].{2,60}[）)]")
_LEADING_ZERO = re.compile(r"(?<=[年月])0(?=\d)")
_ENDING = re.compile(r"[。；;，,、]+$")
_LONGEST_SIGNATURE_CHARS = 30
_LAST_MARKS = "。！？；：，、…"


class Part(StrEnum):
    """What a paragraph is to the layout."""

    PLAIN = "plain"  # what its kind says
    RECIPIENT = "recipient"
    ATTACHMENT_NOTE = "attachment_note"
    SIGNATURE = "signature"
    SIGN_DATE = "sign_date"
    NOTE = "note"
    ATTACHMENT = "attachment"
    ATTACHMENT_TITLE = "attachment_title"


@dataclass(frozen=True, slots=True)
class PartBlock:
    """A block with the text that is printed, and what it is.

    Attributes:
        number: its index in the draft.
    """

    block: DraftBlock
    text: str
    part: Part = Part.PLAIN
    number: int = 0


def find_parts(blocks: Sequence[PartBlock], *, closing: bool) -> tuple[PartBlock, ...]:
    """Return the blocks with their parts found.

    Args:
        blocks: with text, in order.
        closing: whether a signature and a date at the end are looked for; a speech has none.
    """
    found = list(_attachments(blocks, closing=closing))
    if closing:
        _mark_recipient(found)
        _mark_closing(found)
    return tuple(found)


def _attachments(blocks: Sequence[PartBlock], *, closing: bool) -> Iterator[PartBlock]:
    before = Part.PLAIN
    for item in blocks:
        part = Part.PLAIN
        text = item.text.strip()
        if item.block.kind is BlockKind.BODY or item.block.kind is BlockKind.HEADING:
            listed = before is Part.ATTACHMENT_NOTE and _LISTED.match(text)
            if (_ATTACHMENT_NOTE.match(text) or listed) and not _SENTENCE.search(text):
                part = Part.ATTACHMENT_NOTE
                text = _ENDING.sub("", text) if closing else text  # a speech's words stay as they are
            elif _ATTACHMENT.fullmatch(text):
                part = Part.ATTACHMENT
            elif before is Part.ATTACHMENT and not text.endswith(tuple(_LAST_MARKS)):
                part = Part.ATTACHMENT_TITLE
        before = part
        yield replace(item, text=text if part is not Part.PLAIN else item.text, part=part)


def _mark_recipient(blocks: list[PartBlock]) -> None:
    """Mark whom the document is for: a line behind the title that ends with a colon."""
    for place, item in enumerate(blocks):
        if item.block.kind is BlockKind.BODY:
            if item.text.rstrip().endswith(("：", ":")):
                text = item.text.rstrip().rstrip("：:") + "："
                blocks[place] = replace(item, text=text, part=Part.RECIPIENT)
            return


def _mark_closing(blocks: list[PartBlock]) -> None:
    """Mark signature, date and note: the last lines before the attachments."""
    end = next((place for place, item in enumerate(blocks) if item.part is Part.ATTACHMENT), len(blocks))
    place = end - 1
    if place >= 0 and _plain(blocks[place]) and _NOTE.fullmatch(blocks[place].text.strip()):
        blocks[place] = replace(blocks[place], part=Part.NOTE)
        place -= 1
    if place < 1 or not _DATE.fullmatch(blocks[place].text.strip()):
        return
    date = _LEADING_ZERO.sub("", blocks[place].text.strip())
    blocks[place] = replace(blocks[place], text=date, part=Part.SIGN_DATE)
    signature = blocks[place - 1].text.strip()
    short = len(signature) <= _LONGEST_SIGNATURE_CHARS and not signature.endswith(tuple(_LAST_MARKS))
    if short and _plain(blocks[place - 1]):
        blocks[place - 1] = replace(blocks[place - 1], text=signature, part=Part.SIGNATURE)


def _plain(item: PartBlock) -> bool:
    return item.part is Part.PLAIN and item.block.kind in (BlockKind.BODY, BlockKind.SPEAKER, BlockKind.DATE)
