"""Which section of a past speech goes with the section of the draft that is being written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.library.overview import ShownSpeech
from speechdesk.mining.roles import find_cues, find_roles
from speechdesk.records import Block, BlockKind, DraftBlock, Role
from speechdesk.text.folding import fold
from speechdesk.text.headings import find_heading
from speechdesk.text.similarity import containment, likeness

_LEAST_LIKENESS = 0.5  # headings below have little more than chance in common
_INSIDE_WEIGHT = 0.8  # a heading that only holds the other's words goes with it less surely


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """The section the caret stands in.

    Attributes:
        heading: the nearest one at or above the caret, without its number; "" before the first.
        role: what most paragraphs of the section do; None where there are none.
    """

    heading: str
    role: Role | None


def heading_above(blocks: Sequence[DraftBlock], at: int) -> int:
    """Return the number of the heading the block `at` stands under, or is; -1 where there is none."""
    return next(
        (
            number
            for number in range(min(at, len(blocks) - 1), -1, -1)
            if blocks[number].kind is BlockKind.HEADING
        ),
        -1,
    )


def find_place(blocks: Sequence[DraftBlock], at: int) -> SectionPlace:
    """Return which section the block with number `at` stands in."""
    start = heading_above(blocks, at)
    end = next(
        (number for number in range(start + 1, len(blocks)) if blocks[number].kind is BlockKind.HEADING),
        len(blocks),
    )
    found = find_heading(blocks[start].text) if start >= 0 else None
    section = [
        Block(block.kind, block.text, block.level)
        for block in blocks[max(start, 0) : end]
        if block.kind in (BlockKind.BODY, BlockKind.HEADING) and block.text.strip()
    ]
    guesses = find_roles(section, [find_cues(block) for block in section])
    roles = Counter(guess.role for guess in guesses if guess)
    heading = found.text if found else blocks[start].text if start >= 0 else ""
    return SectionPlace(heading, roles.most_common(1)[0][0] if roles else None)


def parallel_block(place: SectionPlace, speech: ShownSpeech) -> int | None:
    """Return the paragraph (by its number in the speech) where the section that goes with a place begins.

    Headings that are alike go together, levels folded; without one, the first paragraph that does the same.
    None where nothing goes with it.
    """
    wanted = fold(place.heading, levels=True)
    best, best_score = None, _LEAST_LIKENESS
    for block in speech.blocks:
        if not block.level or not wanted:
            continue
        heading = fold(block.heading or block.text, levels=True)
        score = max(likeness(wanted, heading), _INSIDE_WEIGHT * containment(wanted, heading))
        if score > best_score:
            best, best_score = block.source.block, score
    if best is not None or place.role is None:
        return best
    return next((block.source.block for block in speech.blocks if block.role is place.role), None)
