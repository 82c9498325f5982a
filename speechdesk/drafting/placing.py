"""Where a passage goes in a draft: decisions on text, apart from any window."""

from dataclasses import dataclass

from speechdesk.records import BlockKind, PassageKind
from speechdesk.text.folding import fold
from speechdesk.text.sentences import last_sentence_start
from speechdesk.text.similarity import containment, opening_likeness

_BEGUN = 0.8  # from this likeness on, the typed words are the beginning of the passage
_FEWEST_CHARS = 2  # one typed character is the beginning of too much
_RUNNING_TEXT = (BlockKind.BODY, BlockKind.HEADING)  # what a paragraph passage may share a block's place with


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
    if block not in _RUNNING_TEXT:
        return Placement(len(paragraph), len(paragraph), break_before=True, break_after=False)
    return _own_paragraph(paragraph, offset, offset)


def place_chosen(kind: PassageKind, passage: str, block: BlockKind, paragraph: str, offset: int) -> Placement:
    """Return how a passage goes in at the caret when it is chosen from the list.

    Words of the sentence before the caret that begin the passage, or stand in it, give way to it.
    """
    before = paragraph[:offset]
    start = last_sentence_start(before)
    start += len(before[start:]) - len(before[start:].lstrip())
    if block not in _RUNNING_TEXT or not _is_begun(before[start:], passage):
        return place_dropped(kind, block, paragraph, offset)
    if kind is PassageKind.SENTENCE:
        return Placement(start, offset, break_before=False, break_after=False)
    return _own_paragraph(paragraph, start, offset)


def _own_paragraph(paragraph: str, start: int, end: int) -> Placement:
    return Placement(
        start, end, break_before=bool(paragraph[:start].strip()), break_after=bool(paragraph[end:].strip())
    )


def _is_begun(sentence: str, passage: str) -> bool:
    typed = fold(sentence, levels=True)
    folded = fold(passage, levels=True)
    if len(typed) < _FEWEST_CHARS:
        return False
    return opening_likeness(typed, folded) >= _BEGUN or containment(typed, folded) >= _BEGUN
