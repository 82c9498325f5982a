"""Two variants side by side: where they part, widened to whole words, and what kind of slot shows there."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from speechdesk.mining.patterns import LEVELS, mask_pattern, place_names
from speechdesk.records import Difference, Slot, SlotKind
from speechdesk.text.folding import fold_with_offsets

_CHANCE_CHARS = 1  # one equal character between two differences is chance, unless it is a mark
_MARKS = frozenset("，。；：、！？“”‘’（）《》,.;:!?\"'()")
_FIRM = (SlotKind.PERSON, SlotKind.MEETING, SlotKind.ORGANISATION, SlotKind.LEVEL)


@dataclass(slots=True)
class _Gap:
    """A difference while it is being widened; spans in the folded texts."""

    start: int
    end: int
    other_start: int
    other_end: int

    def is_replacement(self) -> bool:
        return self.start < self.end and self.other_start < self.other_end


def find_differences(
    text: str, other: str, slots: Sequence[Slot] = (), other_slots: Sequence[Slot] = ()
) -> tuple[Difference, ...]:
    """Return where two variants part, in order; white space and the shape of marks do not matter.

    A difference inside a slot of either text takes in the whole slot, so that 市 against 州 is seen as
    市委市政府 against 州委州政府.

    Args:
        text: one wording.
        other: the other one.
        slots: of the first; they say where words end and what kind a difference is.
        other_slots: of the second.
    """
    folded, other_folded = fold_with_offsets(text), fold_with_offsets(other)
    gaps = _gaps(folded.text, other_folded.text)
    spans = [(slot, *_folded_span(slot, folded.offsets)) for slot in slots]
    other_spans = [(slot, *_folded_span(slot, other_folded.offsets)) for slot in other_slots]
    for gap in gaps:
        _widen(gap, folded.text, other_folded.text, spans, other_spans)
    return tuple(
        Difference(
            *_placed(gap.start, gap.end, folded.offsets),
            *_placed(gap.other_start, gap.other_end, other_folded.offsets),
            _kind(gap, folded.text, other_folded.text, [*_touching(gap.start, gap.end, spans),
                  *_touching(gap.other_start, gap.other_end, other_spans)]),
        )
        for gap in _merged(gaps)
    )  # fmt: skip


def _gaps(text: str, other: str) -> list[_Gap]:
    # difflib takes the longest piece both have first, so that a clause in one of them stays in one piece; the
    # alignment with the most characters in common would scatter it.
    blocks = [
        block
        for block in SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
        if block[2] > _CHANCE_CHARS
        or (block[2] and text[block[0]] in _MARKS)
        or (block[2] and block[0] in {0, len(text) - 1})
    ]
    gaps: list[_Gap] = []
    at = other_at = 0
    for start, other_start, size in (*blocks, (len(text), len(other), 0)):
        if start > at or other_start > other_at:
            gaps.append(_Gap(at, start, other_at, other_start))
        at, other_at = start + size, other_start + size
    return gaps


def _widen(
    gap: _Gap,
    text: str,
    other: str,
    spans: Sequence[tuple[Slot, int, int]],
    other_spans: Sequence[tuple[Slot, int, int]],
) -> None:
    """Stretch a replacement over the slots it touches, as far as the texts agree beside it."""
    if not gap.is_replacement():
        return
    left = right = 0
    for slot, start, end in spans:
        if slot.kind in _FIRM and start < gap.end and end > gap.start:
            left, right = max(left, gap.start - start), max(right, end - gap.end)
    for slot, start, end in other_spans:
        if slot.kind in _FIRM and start < gap.other_end and end > gap.other_start:
            left, right = max(left, gap.other_start - start), max(right, end - gap.other_end)
    for _ in range(left):
        if not gap.start or not gap.other_start or text[gap.start - 1] in _MARKS - {"、"}:
            break
        gap.start, gap.other_start = gap.start - 1, gap.other_start - 1
    for _ in range(right):
        if gap.end == len(text) or gap.other_end == len(other) or text[gap.end] in _MARKS - {"、"}:
            break
        gap.end, gap.other_end = gap.end + 1, gap.other_end + 1


def _merged(gaps: Sequence[_Gap]) -> list[_Gap]:
    merged: list[_Gap] = []
    for gap in gaps:
        last = merged[-1] if merged else None
        if last and (gap.start < last.end or gap.other_start < last.other_end):
            last.end, last.other_end = max(last.end, gap.end), max(last.other_end, gap.other_end)
        else:
            merged.append(gap)
    return merged


def _kind(gap: _Gap, text: str, other: str, touching: Sequence[Slot]) -> SlotKind | None:
    words, others = text[gap.start : gap.end], other[gap.other_start : gap.other_end]
    if not words or not others:
        mask = mask_pattern().fullmatch(words or others)
        return SlotKind.PLACE if mask else None
    if _without_levels(words) == _without_levels(others):
        return SlotKind.LEVEL
    if words in place_names() or others in place_names():
        return SlotKind.PLACE
    kinds = [slot.kind for slot in touching if not slot.time_bound]
    if kinds:
        return next((kind for kind in kinds if kind is not SlotKind.LEVEL), kinds[0])
    return None


def _without_levels(words: str) -> str:
    return "".join("级" if character in LEVELS else character for character in words)


def _touching(start: int, end: int, spans: Sequence[tuple[Slot, int, int]]) -> list[Slot]:
    return [slot for slot, slot_start, slot_end in spans if slot_start < end and slot_end > start]


def _folded_span(slot: Slot, offsets: Sequence[int]) -> tuple[int, int]:
    if isinstance(offsets, range):
        return slot.start, slot.end
    return (
        next(at for at, offset in enumerate(offsets) if offset >= slot.start),
        next(at for at, offset in enumerate(offsets) if offset >= slot.end),
    )


def _placed(start: int, end: int, offsets: Sequence[int]) -> tuple[int, int]:
    if start == end:
        return offsets[start], offsets[start]
    return offsets[start], offsets[end - 1] + 1
