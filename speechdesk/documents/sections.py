"""Under which headings each paragraph of a speech stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.records import Block, BlockKind

_LONGEST_CLOSING = 3  # paragraphs


@dataclass(frozen=True, slots=True)
class Outlined:
    """A paragraph whose kind is known, and not yet its place.

    Attributes:
        kind, text, level, heading: as in `Block`.
        run_in: whether the heading opens the paragraph, which then goes on.
        calls: whether it begins by addressing those present (同志们，…).
    """

    kind: BlockKind
    text: str
    level: int = 0
    heading: str | None = None
    run_in: bool = False
    calls: bool = False


def place_in_sections(paragraphs: Sequence[Outlined]) -> list[Block]:
    """Return the blocks of a speech below its opening, each with the headings above it.

    A run-in heading reaches over a paragraph after its own only while its list goes on; the closing call
    to those present stands under no heading.
    """
    next_levels = _next_levels(paragraphs)
    closing = _closing_start(paragraphs)
    open_headings: list[Outlined] = []
    blocks: list[Block] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.heading is not None:
            while open_headings and open_headings[-1].level >= paragraph.level:
                open_headings.pop()
            open_headings.append(paragraph)
        else:
            while open_headings and open_headings[-1].run_in and next_levels[index] < open_headings[-1].level:
                open_headings.pop()
        if index == closing:
            open_headings.clear()
        section = tuple(above.heading for above in open_headings if above.heading is not None)
        blocks.append(Block(paragraph.kind, paragraph.text, paragraph.level, paragraph.heading, section))
    return blocks


def _next_levels(paragraphs: Sequence[Outlined]) -> list[int]:
    """Return for each paragraph the level of the next heading after it, 0 where none follows."""
    levels = [0] * len(paragraphs)
    level = 0
    for index in range(len(paragraphs) - 1, -1, -1):
        levels[index] = level
        level = paragraphs[index].level or level
    return levels


def _closing_start(paragraphs: Sequence[Outlined]) -> int:
    """Return the index of the closing call, -1 where the speech has none.

    It is the first of its last few paragraphs that addresses those present, with text between it and the
    last heading.
    """
    closing = -1
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 1 - _LONGEST_CLOSING), -1):
        paragraph = paragraphs[index]
        if paragraph.heading is not None:
            break
        before = paragraphs[index - 1] if index else None
        if paragraph.calls and before is not None and (before.heading is None or before.run_in):
            closing = index
    return closing
