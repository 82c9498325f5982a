"""Sections of a draft moved, promoted and demoted: blocks in, blocks out, their points counted anew.

A section is a heading and everything below it, up to the next heading of its level or a higher one.
"""

from collections.abc import Sequence
from dataclasses import replace

from speechdesk.documents.opening import calls_audience
from speechdesk.drafting.blocks import recognise_kind
from speechdesk.drafting.changes import Change, apply_changes, spare_locks
from speechdesk.drafting.numbering import find_points, find_runs, format_figure, renumber
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.text.headings import find_heading

_DEEPEST = 4
_MUST = "要"
_NUMBERS = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}  # how each level is numbered where nothing tells


def section_end(blocks: Sequence[DraftBlock], heading: int) -> int:
    """Return the number of the first block behind the section that begins at block `heading`.

    The words that close the speech (同志们！…) belong to no section.
    """
    level = blocks[heading].level
    behind = _headings(blocks, heading + 1)
    closing = next(
        (
            number
            for number in range((behind or [heading])[-1] + 1, len(blocks))
            if blocks[number].kind is not BlockKind.HEADING and calls_audience(blocks[number].text)
        ),
        len(blocks),
    )
    return next((number for number in behind if blocks[number].level <= level), closing)


def section_at(blocks: Sequence[DraftBlock], block: int) -> int | None:
    """Return the heading of the innermost section a block stands in; None before the first."""
    return next((number for number in range(block, -1, -1) if blocks[number].kind is BlockKind.HEADING), None)


def parent_of(blocks: Sequence[DraftBlock], heading: int) -> int | None:
    """Return the heading a section stands under; None for one of the highest."""
    level = blocks[heading].level
    return next(
        (
            number
            for number in range(heading - 1, -1, -1)
            if blocks[number].kind is BlockKind.HEADING and blocks[number].level < level
        ),
        None,
    )


def neighbour_of(blocks: Sequence[DraftBlock], heading: int, *, forwards: bool) -> int | None:
    """Return the heading of the section beside this one, under the same heading; None at the edge."""
    level, parent = blocks[heading].level, parent_of(blocks, heading)
    if forwards:
        end = section_end(blocks, heading)
        beside = end if end < len(blocks) and blocks[end].level == level else None
    else:
        beside = next(
            (number for number in range(heading - 1, -1, -1) if _is_heading(blocks[number], level)), None
        )
    return beside if beside is not None and parent_of(blocks, beside) == parent else None


def move_section(
    blocks: Sequence[DraftBlock], heading: int, before: int
) -> tuple[tuple[DraftBlock, ...], int]:
    """Return the blocks with a section moved, and where its heading stands then.

    Args:
        blocks: the draft's paragraphs.
        heading: number of the section's first block.
        before: number of the block it shall stand before, or `len(blocks)`; a place inside it moves nothing.
    """
    end = section_end(blocks, heading)
    if heading <= before <= end:
        return tuple(blocks), heading
    section = blocks[heading:end]
    if before > end:
        moved = (*blocks[:heading], *blocks[end:before], *section, *blocks[before:])
        start = before - len(section)
    else:
        moved = (*blocks[:before], *section, *blocks[before:heading], *blocks[end:])
        start = before
    return _counted(blocks, moved, start), start


def promote_section(blocks: Sequence[DraftBlock], heading: int) -> tuple[DraftBlock, ...]:
    """Return the blocks with a section raised to the level of the one it stands under.

    One that stands under none stays as it is.
    """
    parent = parent_of(blocks, heading)
    return tuple(blocks) if parent is None else _relevelled(blocks, heading, blocks[parent].level, parent)


def demote_section(blocks: Sequence[DraftBlock], heading: int) -> tuple[DraftBlock, ...]:
    """Return the blocks with a section put under the one before it; unchanged where there is none."""
    above = neighbour_of(blocks, heading, forwards=False)
    if above is None or blocks[heading].level == _DEEPEST:
        return tuple(blocks)
    end = section_end(blocks, above)
    peer = next(
        (number for number in _headings(blocks[:end], above + 1) if parent_of(blocks, number) == above), None
    )
    level = blocks[peer].level if peer is not None else blocks[heading].level + 1
    return _relevelled(blocks, heading, level, peer)


def _relevelled(
    blocks: Sequence[DraftBlock], heading: int, level: int, peer: int | None
) -> tuple[DraftBlock, ...]:
    """Return the blocks with a section at another level, numbered like `peer` where there is one."""
    end = section_end(blocks, heading)
    steps = level - blocks[heading].level
    changed = list(blocks)
    for number in _headings(blocks[:end], heading):
        wanted = min(_DEEPEST, max(1, blocks[number].level + steps))
        model = blocks[peer].text if peer is not None and number == heading else ""
        changed[number] = _numbered_as(blocks[number], wanted, model)
    return _counted(blocks, changed, heading)


def _numbered_as(block: DraftBlock, level: int, model: str) -> DraftBlock:
    """Return a heading at another level with its figure, written as `model` writes it."""
    points, old = find_points(0, block.text)[:1], _number_of(block.text)
    if not points or not old:
        return replace(block, level=level)
    new = _number_of(model) or _NUMBERS[level]
    if old.endswith(_MUST) and not new.endswith(_MUST):
        new += _MUST  # a word of the heading as well
    (point,) = points
    ((shape,),) = (find_points(0, f"{new}某事")[:1],)
    figure = format_figure(shape.sort, point.value)
    number = new[: shape.start] + figure + new[shape.end :]
    (renamed,) = apply_changes((block,), spare_locks((block,), [Change(0, 0, len(old), number)]))
    kind, known = recognise_kind(renamed.text)
    return replace(renamed, level=known if kind is BlockKind.HEADING else level)


def _number_of(text: str) -> str:
    """Return the number that opens a heading, with its marks; "" where there is none that counts."""
    heading = find_heading(text)
    return heading.number if heading and find_points(0, text) else ""


def _counted(
    before: Sequence[DraftBlock], after: Sequence[DraftBlock], heading: int
) -> tuple[DraftBlock, ...]:
    """Return the blocks counted anew; what is below `heading` has come with it, and counts on as it did."""
    return apply_changes(after, renumber(after, find_runs(before), (heading,)))


def _headings(blocks: Sequence[DraftBlock], start: int) -> list[int]:
    return [number for number in range(start, len(blocks)) if blocks[number].kind is BlockKind.HEADING]


def _is_heading(block: DraftBlock, level: int) -> bool:
    return block.kind is BlockKind.HEADING and block.level == level
