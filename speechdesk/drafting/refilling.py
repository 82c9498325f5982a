"""What changes in a draft when its meeting card changes: everything the card has filled, found again."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from speechdesk.drafting.changes import Change
from speechdesk.drafting.filling import fill_slots
from speechdesk.drafting.patterns import UNKNOWN_MEETING
from speechdesk.mining.slots import find_slots
from speechdesk.records import BlockKind, DraftBlock, MeetingCard, Provenance

_SHORTEST_CHARS = 2  # a single character stands for too much


def refill(blocks: Sequence[DraftBlock], old: MeetingCard, new: MeetingCard) -> tuple[Change, ...]:
    """Return what has to change so that a draft filled from one card is filled from another, in order, apart.

    Passages are filled anew from the words they came with, where these still stand as the old card left
    them; of the rest, whatever says what a field of the old card said.

    Args:
        blocks: the draft's paragraphs.
        old: the card they were filled from.
        new: the card as it is now; a field that has become empty changes nothing.
    """
    if new in (old, MeetingCard()):
        return ()
    changes: list[Change] = []
    for number, block in enumerate(blocks):
        found: list[Change] = []
        for span in block.provenance:
            found += _passage(number, block.text, span, old, new)
        found += [change for change in _fields(number, block, old, new) if not _overlaps(change, found)]
        changes += sorted(found)
    return tuple(changes)


def _passage(
    number: int, text: str, span: Provenance, old: MeetingCard, new: MeetingCard
) -> Iterator[Change]:
    slots = find_slots(span.passage, listed=False)
    stands = text[span.start : span.end]
    filled = span.passage if old == MeetingCard() else fill_slots(span.passage, slots, old).text
    if stands != filled:
        return  # somebody has worked on it since
    wanted = fill_slots(span.passage, slots, new).text
    for kind, start, end, first, last in SequenceMatcher(None, stands, wanted, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(number, span.start + start, span.start + end, wanted[first:last])


def _fields(number: int, block: DraftBlock, old: MeetingCard, new: MeetingCard) -> Iterator[Change]:
    pairs = [
        (old.meeting, new.meeting),
        (old.place, new.place),
        (old.date, new.date),
        (old.office, new.office),
        (old.speaker, new.speaker),
    ]
    if block.kind is BlockKind.TITLE:
        pairs.append((UNKNOWN_MEETING, new.meeting))
    wanted = [(before, after) for before, after in pairs if len(before) >= _SHORTEST_CHARS and after]
    at = 0
    while at < len(block.text):
        found = next((pair for pair in wanted if block.text.startswith(pair[0], at)), None)
        if found and found[0] != found[1]:
            yield Change(number, at, at + len(found[0]), found[1])
        at += len(found[0]) if found else 1


def _overlaps(change: Change, others: Sequence[Change]) -> bool:
    return any(change.start < other.end and other.start < change.end for other in others)
