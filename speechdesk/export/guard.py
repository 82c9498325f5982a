"""What should be looked at before a draft leaves: words still to be filled in."""

import re
from dataclasses import dataclass

from speechdesk.records import Draft, DraftBlock

# xx, XX, ××, **: what the seeds and offices put where a name is left out; 【请填写…】 and blanks.
_MASK = re.compile(r"[xXｘＸ×✕]{2,}|[*＊]{2,}|[□_]{2,}|【(?:请|待|填|空)[^】]{0,20}】|[〇○]{3,}")
_AROUND_CHARS = 6


@dataclass(frozen=True, slots=True)
class Unfilled:
    """One place still to be filled in.

    Attributes:
        block: index of the draft's block.
        start, end: the span in its text.
        message: what it is, with a few words around it.
    """

    block: int
    start: int
    end: int
    message: str


def find_unfilled(draft: Draft) -> tuple[Unfilled, ...]:
    """Return the open slots and the masks of a draft, in order."""
    return tuple(
        place for number, block in enumerate(draft.blocks) for place in _unfilled_of_block(number, block)
    )


def _unfilled_of_block(number: int, block: DraftBlock) -> list[Unfilled]:
    slots = [(slot.start, slot.end, "空位还没有核对") for slot in block.slots]
    masks = [
        (match.start(), match.end(), "还没有填写")
        for match in _MASK.finditer(block.text)
        if not any(start < match.end() and match.start() < end for start, end, _ in slots)
    ]
    return [
        Unfilled(number, start, end, f"第{number + 1}段{what}：…{_around(block.text, start, end)}…")
        for start, end, what in sorted((*slots, *masks))
    ]


def _around(text: str, start: int, end: int) -> str:
    return text[max(start - _AROUND_CHARS, 0) : end + _AROUND_CHARS]
