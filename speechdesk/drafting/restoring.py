"""A section of an older state of the draft put back into the newer one."""

from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.records import BlockKind, DraftBlock
from speechdesk.text.headings import find_heading
from speechdesk.text.similarity import likeness

_ALIKE = 0.6  # from here on two headings, without their numbers, head the same section
_OPENING = "开头"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all below it, or what stands before the first heading.

    Attributes:
        start, end: numbers of its blocks, half-open.
        level: of the heading, 0 for the opening.
        heading: with its number; 开头 for the opening.
        title: without it; empty for the opening.
    """

    start: int
    end: int
    level: int
    heading: str
    title: str


def sections_of(blocks: Sequence[DraftBlock]) -> tuple[Section, ...]:
    """Return the sections in reading order, each before the ones in it; the opening, if any, first."""
    heads = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    first = heads[0] if heads else len(blocks)
    sections = [Section(0, first, 0, _OPENING, "")] if first else []
    for place, number in enumerate(heads):
        level = blocks[number].level
        end = next((other for other in heads[place + 1 :] if blocks[other].level <= level), len(blocks))
        text = blocks[number].text
        found = find_heading(text)
        heading = text[: found.end].rstrip("。：: ") if found else text
        sections.append(Section(number, end, level, heading, found.text if found else text))
    return tuple(sections)


def find_place(section: Section, old: Sequence[DraftBlock], new: Sequence[DraftBlock]) -> tuple[int, int]:
    """Return the span of blocks of `new` that gives way to `section` of `old`.

    It is the section of the same level whose heading is most alike; where there is none, an empty span behind
    the section that came before it in `old`, or at the end.
    """
    candidates = [other for other in sections_of(new) if other.level == section.level]
    best = max(candidates, key=lambda other: _likeness(section, other), default=None)
    if best and _likeness(section, best) >= _ALIKE:
        return best.start, best.end
    earlier = [
        other for other in sections_of(old) if other.level == section.level and other.end <= section.start
    ]
    if not earlier:
        opening = next((other.end for other in sections_of(new) if not other.level), 0)
        return (opening, opening) if section.level else (0, 0)
    _, end = find_place(earlier[-1], old, new)
    return end, end


def _likeness(section: Section, other: Section) -> float:
    return likeness(section.title, other.title) if section.level else 1.0
