"""What a draft looks like from above: its headings, its length, its minutes and pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.drafting.sections import section_end
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.text.counting import count_as_word
from speechdesk.text.headings import find_heading

_LINE_CHARS = 28  # official-format: 28 characters a line, 22 lines a page
_PAGE_LINES = 22
_TITLE_LINE_CHARS = 20  # at 22 pt
_SLOWER, _FASTER = 0.9, 1.1  # the same speaker is up to a tenth slower or faster


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of the draft.

    Attributes:
        block: number of its block, from 0.
        level: 1 to 4.
        heading: with its number, without what follows a run-in heading.
        chars: of its section, everything below it included, as Word counts them.
        minutes: to say them.
    """

    block: int
    level: int
    heading: str
    chars: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Length:
    """How long a draft is; `minutes` is a range, slowest reading last."""

    chars: int
    minutes: tuple[float, float]
    pages: int


def count_chars(text: str) -> int:
    """Return how many characters of `text` there are to be said, white space not counted."""
    return len("".join(text.split()))


def outline_of(blocks: Sequence[DraftBlock], rate_chars: int) -> tuple[OutlineEntry, ...]:
    """Return the headings of a draft in order.

    Args:
        blocks: the draft's paragraphs.
        rate_chars: characters said in a minute.
    """
    headings = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    entries: list[OutlineEntry] = []
    counted = [count_as_word(block.text) for block in blocks]
    said = [count_chars(block.text) for block in blocks]
    for number in headings:
        block, section = blocks[number], slice(number, section_end(blocks, number))
        minutes = sum(said[section]) / rate_chars
        entries.append(
            OutlineEntry(number, block.level, _heading_text(block.text), sum(counted[section]), minutes)
        )
    return tuple(entries)


def length_of(blocks: Sequence[DraftBlock], rate_chars: int) -> Length:
    """Return the length of a draft; an empty one has 0 pages.

    Args:
        blocks: the draft's paragraphs.
        rate_chars: characters said in a minute.
    """
    chars = sum(count_chars(block.text) for block in blocks)
    lines = sum(_line_count(block) for block in blocks if block.text)
    minutes = chars / rate_chars
    return Length(chars, (minutes * _SLOWER, minutes * _FASTER), -(-lines // _PAGE_LINES))


def _line_count(block: DraftBlock) -> int:
    if block.kind is BlockKind.TITLE:
        return -(-len(block.text) // _TITLE_LINE_CHARS) + 1  # and the blank line under it
    indent = 2 if block.kind in (BlockKind.BODY, BlockKind.HEADING) else 0
    return -(-(len(block.text) + indent) // _LINE_CHARS)


def _heading_text(text: str) -> str:
    heading = find_heading(text)
    return text[: heading.end].rstrip("。：: ") if heading else text
