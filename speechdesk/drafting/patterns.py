"""Outline patterns (提纲模式): what a speech is made of, skeletons of it, what one lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from speechdesk.drafting.changes import apply_changes
from speechdesk.drafting.numbering import format_figure, renumber
from speechdesk.drafting.sections import section_end
from speechdesk.errors import UnreadableFile
from speechdesk.paths import resources, user_folder
from speechdesk.records import BlockKind, DraftBlock, MeetingCard, Slot, SlotKind

_FILE = "patterns.toml"
UNKNOWN_MEETING = "××会议"
_FEWEST_CHARS = 12  # of one's own words; fewer make no part


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a speech.

    Attributes:
        name: what it is called.
        heading: the heading over it, without its number; "" where it has none.
        purpose: what it is for.
        share: of the time, in percent.
        marks: words of which one shows that the part is there.
    """

    name: str
    heading: str
    purpose: str
    share: Annotated[int, Meta(ge=0, le=100)]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a speech for an occasion is made of.

    Attributes:
        name: the occasion.
        title: of the speech, with {meeting} for the meeting's name.
        greeting: to those present.
        part: the parts in order.
        note: where the proportions come from.
    """

    name: str
    title: str
    greeting: str
    part: tuple[Part, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _PatternFile:
    pattern: tuple[Pattern, ...] = ()


def load_patterns() -> tuple[Pattern, ...]:
    """Return the patterns of the program, with those of the user's folder in place of or behind them.

    Raises:
        UnreadableFile: the user's file is damaged.
    """
    patterns = {pattern.name: pattern for pattern in _read(resources() / _FILE)}
    own = user_folder() / _FILE
    if own.exists():
        patterns |= {pattern.name: pattern for pattern in _read(own)}
    return tuple(patterns.values())


def skeleton(
    pattern: Pattern, card: MeetingCard, blocks: Sequence[DraftBlock] = ()
) -> tuple[DraftBlock, ...]:
    """Return a draft with every part of a pattern begun, what is there already left as it is.

    Args:
        pattern: what it shall be made of.
        card: fills in the meeting, the speaker, the date; its minutes are shared out among the parts.
        blocks: the draft so far; parts it lacks are put behind its last section.
    """
    minutes = card.minutes
    if any(block.text for block in blocks):
        lacking = [part for part in missing_parts(pattern, blocks) if part.heading]
        headings = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        end = section_end(blocks, headings[-1]) if headings else len(blocks)
        added = [block for part in lacking for block in _begun(part, minutes)]
        made = (*blocks[:end], *added, *blocks[end:])
        arrived = [
            number for number in range(end, end + len(added)) if made[number].kind is BlockKind.HEADING
        ]
        return apply_changes(made, renumber(made, (), arrived)) if added else tuple(blocks)
    head = [DraftBlock(BlockKind.TITLE, pattern.title.replace("{meeting}", card.meeting or UNKNOWN_MEETING))]
    if card.speaker:
        head.append(DraftBlock(BlockKind.SPEAKER, f"{card.office}　{card.speaker}".strip()))
    if card.date:
        head.append(DraftBlock(BlockKind.DATE, f"（{card.date}）"))
    greeting = f"{card.audience.rstrip('：')}：" if card.audience else pattern.greeting
    head.append(DraftBlock(BlockKind.GREETING, greeting))
    begun = [block for part in pattern.part for block in _begun(part, minutes)]
    return _numbered((*head, *begun))


def missing_parts(pattern: Pattern, blocks: Sequence[DraftBlock]) -> tuple[Part, ...]:
    """Return the parts of a pattern a draft does not have yet, in order.

    A part with a heading is there when a section that says one of its marks has something written below the
    heading; one without when a paragraph says it.
    """
    sections: list[str] = []
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1:
            below = "".join(_written(item) for item in blocks[number + 1 : section_end(blocks, number)])
            sections.append(block.text + below if len(below) >= _FEWEST_CHARS else "")
    paragraphs = [
        text
        for block in blocks
        if block.kind is BlockKind.BODY and len(text := _written(block)) >= _FEWEST_CHARS
    ]
    return tuple(
        part
        for part in pattern.part
        if not any(mark in text for text in (sections if part.heading else paragraphs) for mark in part.marks)
    )


def part_hint(part: Part, minutes: int) -> str:
    """Return what a part is for and how much of the time it usually takes; of no time, in percent."""
    share = f"约{max(1, round(part.share * minutes / 100))}分钟" if minutes else f"约占{part.share}%"
    return f"{part.purpose}，{share}"


def _begun(part: Part, minutes: int) -> list[DraftBlock]:
    hint = f"【请写{part_hint(part, minutes)}】"
    slot = Slot(0, len(hint), SlotKind.PROJECT, hint, masked=True)
    body = DraftBlock(BlockKind.BODY, hint, slots=(slot,))
    if not part.heading:
        return [body]
    return [DraftBlock(BlockKind.HEADING, f"一、{part.heading}", 1), body]


def _numbered(blocks: Sequence[DraftBlock]) -> tuple[DraftBlock, ...]:
    count = 0
    numbered: list[DraftBlock] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            count += 1
            numbered.append(replace(block, text=format_figure("part", count) + block.text[1:]))
        else:
            numbered.append(block)
    return tuple(numbered)


def _written(block: DraftBlock) -> str:
    """Return the words of a block that are no longer to be filled in."""
    text = block.text
    for slot in reversed(block.slots):
        if slot.masked:
            text = text[: slot.start] + text[slot.end :]
    return text


def _read(file: Path) -> tuple[Pattern, ...]:
    try:
        return msgspec.toml.decode(file.read_bytes(), type=_PatternFile).pattern
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"提纲模式文件“{file}”读不懂；请改正，或把它移走。") from error
