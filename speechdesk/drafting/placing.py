"""Where a passage goes in a draft: decisions on text, apart from any window."""

from dataclasses import dataclass

from speechdesk.records import BlockKind, PassageKind
from speechdesk.text.folding import fold
from speechdesk.text.headings import find_heading
from speechdesk.text.sentences import last_sentence_start

_BEGUN = 0.85  # share of the typed characters that must stand at the same place of the passage
_FEWEST_CHARS = 2  # one typed character is the beginning of too much


@dataclass(frozen=True, slots=True)
class Placement:
    """How a passage is put into a paragraph.

    Attributes:
        start, end: the span of the paragraph that gives way to it; empty where it is only put in.
        break_before: whether a new paragraph begins before it.
        break_after: whether a new paragraph begins after it.
    """

    start: int
    end: int
    break_before: bool
    break_after: bool


def place_dropped(kind: PassageKind, block: BlockKind, paragraph: str, offset: int) -> Placement:
    """Return how a passage goes in where it is dropped.

    A sentence goes in at the offset. A paragraph becomes a paragraph of its own: text before and after the
    offset stay paragraphs, and a title or greeting it is dropped on stays whole before it.

    Args:
        kind: paragraph or sentence.
        block: what the paragraph it is dropped on is.
        paragraph: that paragraph's text.
        offset: where in it, 0 to `len(paragraph)`.
    """
    if kind is PassageKind.SENTENCE:
        return Placement(offset, offset, break_before=False, break_after=False)
    if _stands_alone(block, paragraph):
        return Placement(len(paragraph), len(paragraph), break_before=True, break_after=False)
    return _own_paragraph(paragraph, offset, offset)


def place_chosen(kind: PassageKind, passage: str, block: BlockKind, paragraph: str, offset: int) -> Placement:
    """Return how a passage goes in at the caret when it is chosen from the list.

    The sentence before the caret gives way to it where it is the passage's beginning, but for single
    characters; what the passage only holds somewhere stays.
    """
    before = paragraph[:offset]
    start = last_sentence_start(before)
    start += len(before[start:]) - len(before[start:].lstrip())
    if not _is_begun(before[start:], passage):
        return place_dropped(kind, block, paragraph, offset)
    if kind is PassageKind.SENTENCE:
        return Placement(start, offset, break_before=False, break_after=False)
    if block not in (BlockKind.BODY, BlockKind.HEADING):
        return place_dropped(kind, block, paragraph, offset)
    return _own_paragraph(paragraph, start, offset)


def _stands_alone(block: BlockKind, paragraph: str) -> bool:
    """Whether a paragraph is a title, a greeting or a heading without text: whole or nothing."""
    if block is BlockKind.HEADING:
        heading = find_heading(paragraph)
        return bool(paragraph) and (heading is None or heading.end >= len(paragraph))
    return block is not BlockKind.BODY


def _own_paragraph(paragraph: str, start: int, end: int) -> Placement:
    return Placement(
        start, end, break_before=bool(paragraph[:start].strip()), break_after=bool(paragraph[end:].strip())
    )


def _is_begun(sentence: str, passage: str) -> bool:
    """Whether a typed sentence is the beginning of a passage, with or without its number (一是)."""
    heading = find_heading(passage)
    numberless = passage[len(heading.number) :] if heading else passage
    return any(
        _agrees(fold(sentence, levels=True), fold(text, levels=True)) for text in (passage, numberless)
    )


def _agrees(typed: str, folded: str) -> bool:
    if len(typed) < _FEWEST_CHARS or len(typed) > len(folded) or typed[0] != folded[0]:
        return False
    same = sum(a == b for a, b in zip(typed, folded, strict=False))
    return same >= _BEGUN * len(typed)
