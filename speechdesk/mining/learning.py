"""What pairs of variants teach: which words stand for one another, and so are slots wherever they stand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speechdesk.mining.patterns import mask_pattern
from speechdesk.mining.slots import LearnedSlot
from speechdesk.records import Difference, Passage, SlotKind

_TAUGHT = (SlotKind.PLACE, SlotKind.PERSON, SlotKind.ORGANISATION, SlotKind.PROJECT)
_SHORTEST, _LONGEST = 2, 16


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

    A name is what stands opposite a mask, or opposite another name of a place, a person or an office.
    """
    learned: dict[str, SlotKind] = {}
    for pair in pairs:
        if pair.kind is None or pair.kind not in _TAUGHT:
            continue
        for words in (pair.words, pair.other):
            if _SHORTEST <= len(words) <= _LONGEST and not mask_pattern().search(words):
                learned.setdefault(words, pair.kind)
    return tuple(LearnedSlot(words, kind) for words, kind in sorted(learned.items()))


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
