"""What pairs of variants teach: which words stand for one another, and so are slots wherever they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speechdesk.mining.patterns import LEVELS, mask_pattern, place_names
from speechdesk.mining.slots import LearnedSlot, find_slots
from speechdesk.records import Difference, Passage, SlotKind

_TAUGHT = (SlotKind.PERSON, SlotKind.ORGANISATION, SlotKind.PROJECT)
_SHORTEST, _LONGEST = 2, 16
_SAID_OF_PLACES = "省市州县旗乡镇"  # not 区, which is said of zones of every sort
_PLACE = re.compile(
    f"(?![全我本各该])(?:(?![的是在和与了把对也为以从将向等]|[{LEVELS}][^{LEVELS}])[\u4e00-\u9fff]){{2,6}}"
)


@dataclass(frozen=True, slots=True)
class SlotPair:
    """Words of one text and what stands in their place in another.

    Attributes:
        words, other: as written, neither empty.
        kind: of the slot; None where it is a matter of wording.
        count: how often the two stand for one another.
    """

    words: str
    other: str
    kind: SlotKind | None
    count: int


def count_pairs(comparisons: Iterable[tuple[str, str, Sequence[Difference]]]) -> tuple[SlotPair, ...]:
    """Return the words that stand for one another, most frequent first, without clauses of one text only.

    Args:
        comparisons: two texts and where they part.
    """
    counts: Counter[tuple[str, str, SlotKind | None]] = Counter()
    for text, other, differences in comparisons:
        for found in differences:
            if not found.is_option:
                words = text[found.start : found.end], other[found.other_start : found.other_end]
                counts[*words, found.kind] += 1
    return tuple(
        SlotPair(words, other, kind, count)
        for (words, other, kind), count in sorted(
            counts.items(), key=lambda item: (-item[1], item[0][0], item[0][1])
        )
    )


def learn_slots(pairs: Iterable[SlotPair]) -> tuple[LearnedSlot, ...]:
    """Return the names that pairs show to be slots, to be looked for in passages that have no variant.

    A place is what stands opposite a mask, or opposite another place when its last word says what it is
    (云岭县); a person, an office or a slogan is what the rules know for one by its own words.
    """
    learned: dict[str, SlotKind] = {}
    for pair in pairs:
        for words, other in ((pair.words, pair.other), (pair.other, pair.words)):
            if pair.kind is SlotKind.PLACE and _is_place(words, other):
                learned.setdefault(words, SlotKind.PLACE)
            elif pair.kind is not None and pair.kind in _TAUGHT and _is_slot(words, pair.kind):
                learned.setdefault(words, pair.kind)
    return tuple(LearnedSlot(words, kind) for words, kind in sorted(learned.items()))


def _is_place(words: str, other: str) -> bool:
    if not _PLACE.fullmatch(words):
        return False
    opposite = other.rstrip(LEVELS)
    known = words.rstrip(LEVELS) in place_names()
    return mask_pattern().fullmatch(opposite) is not None or (
        opposite in place_names() and words[-1] in _SAID_OF_PLACES and not known
    )


def _is_slot(words: str, kind: SlotKind) -> bool:
    """Whether the rules take words, standing alone, for one slot of a kind, without a mask."""
    slots = find_slots(words) if _SHORTEST <= len(words) <= _LONGEST else ()
    return any(slot.kind is kind and slot.text == words and not slot.masked for slot in slots)


def prefer_wording(wordings: Sequence[Passage]) -> Passage:
    """Return the wording to show of a group: used most often, then without masks, then the latest.

    Args:
        wordings: variants of one another, at least one.
    """
    return max(
        wordings,
        key=lambda passage: (
            len(passage.sources),
            not any(slot.masked for slot in passage.slots),
            passage.id,
        ),
    )
