"""What should be looked at before a draft leaves: words still to be filled in."""

import re
from dataclasses import dataclass

from speechdesk.records import Draft

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
    """Return the places of a draft still to be filled in, in order."""
    return tuple(
        Unfilled(
            number, match.start(), match.end(), f"第{number + 1}段还没有填写：…{_around(block.text, match)}…"
        )
        for number, block in enumerate(draft.blocks)
        for match in _MASK.finditer(block.text)
    )


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - _AROUND_CHARS, 0) : match.end() + _AROUND_CHARS]
