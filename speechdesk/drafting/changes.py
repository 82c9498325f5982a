"""Changes of a draft's words, as records: computed here and there, applied in one place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from speechdesk.records import DraftBlock, Lock, Provenance, Slot

Span = TypeVar("Span", Provenance, Slot, Lock)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Words that take the place of others in one paragraph.

    Attributes:
        block: number of the paragraph, from 0.
        start, end: the span that gives way.
        text: what stands there afterwards; may be empty.
    """

    block: int
    start: int
    end: int
    text: str


def apply_changes(blocks: Sequence[DraftBlock], changes: Iterable[Change]) -> tuple[DraftBlock, ...]:
    """Return a draft's blocks with changes made; the changes of a block do not overlap."""
    changed = list(blocks)
    for change in sorted(changes, reverse=True):
        changed[change.block] = _apply(changed[change.block], change)
    return tuple(changed)


def spare_locks(blocks: Sequence[DraftBlock], changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that leave locked words as they are."""
    return tuple(
        change
        for change in changes
        if not any(lock.start < change.end and change.start < lock.end for lock in blocks[change.block].locks)
    )


def unchanged_ends(old: Sequence[DraftBlock], new: Sequence[DraftBlock]) -> tuple[int, int]:
    """Return how many blocks two drafts have in common at their beginning, and behind that at their end."""
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    behind = next((at for at in range(shorter - first) if old[-1 - at] != new[-1 - at]), shorter - first)
    return first, behind


def _apply(block: DraftBlock, change: Change) -> DraftBlock:
    text = block.text[: change.start] + change.text + block.text[change.end :]
    return replace(
        block,
        text=text,
        provenance=_moved(block.provenance, change),
        slots=tuple(slot for slot in _moved(block.slots, change) if text[slot.start : slot.end] == slot.text),
        locks=_moved(block.locks, change),
    )


def _moved(spans: Iterable[Span], change: Change) -> tuple[Span, ...]:
    """Return where spans stand after a change: what lies across it grows or shrinks with it."""
    grown = len(change.text) - (change.end - change.start)
    moved: list[Span] = []
    for span in spans:
        start = span.start if span.start <= change.start else max(change.start, span.start + grown)
        end = span.end if span.end <= change.start else max(change.start, span.end + grown)
        if span.start >= change.end:
            start = span.start + grown
        if start < end:
            moved.append(replace(span, start=start, end=end))
    return tuple(moved)
