"""Two states of a draft against each other: paragraphs paired by likeness, words in them compared."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from speechdesk.records import DraftBlock
from speechdesk.text.similarity import likeness, matching_blocks

_ALIKE = 0.5  # from here on, two paragraphs are one that was changed
_SHORTEST_CHARS = 2  # one character in common between two changes is chance, and reads worse than none


class Mark(StrEnum):
    """What has happened to a piece of text."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph, never empty."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in both states.

    Attributes:
        old, new: the block's number in each state; None where it is not there.
        pieces: the marked-up paragraph; those not inserted give the old text, those not deleted the new one.
    """

    old: int | None
    new: int | None
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether the states differ here."""
        one_side = self.old is None or self.new is None
        return one_side or any(piece.mark is not Mark.SAME for piece in self.pieces)


def compare_blocks(old: Sequence[DraftBlock], new: Sequence[DraftBlock]) -> tuple[Row, ...]:
    """Return both states side by side, in reading order; what was deleted before what took its place."""
    before, after = [block.text for block in old], [block.text for block in new]
    rows: list[Row] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            rows += (
                Row(i, j, _whole(Mark.SAME, after[j]))
                for i, j in zip(range(i1, i2), range(j1, j2), strict=True)
            )
        else:
            rows += _pair(before, range(i1, i2), after, range(j1, j2))
    return tuple(rows)


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Return `new` marked up against `old`."""
    ends = {(0, 0), (len(old), len(new))}
    shared = [
        (i, j, size)
        for i, j, size in matching_blocks(old, new)
        if size >= _SHORTEST_CHARS or {(i, j), (i + size, j + size)} & ends
    ]
    pieces: list[Piece] = []
    at = other = 0
    for i, j, size in (*shared, (len(old), len(new), 0)):
        pieces += _whole(Mark.DELETED, old[at:i])
        pieces += _whole(Mark.INSERTED, new[other:j])
        pieces += _whole(Mark.SAME, new[j : j + size])
        at, other = i + size, j + size
    return tuple(pieces)


def _pair(before: Sequence[str], olds: range, after: Sequence[str], news: range) -> Iterator[Row]:
    """Yield a stretch in which paragraphs differ: those alike in pairs, the others on one side."""
    start = olds.start
    for j in news:
        place = next((i for i in range(start, olds.stop) if likeness(before[i], after[j]) >= _ALIKE), None)
        if place is None:
            yield Row(None, j, _whole(Mark.INSERTED, after[j]))
            continue
        for i in range(start, place):
            yield Row(i, None, _whole(Mark.DELETED, before[i]))
        yield Row(place, j, compare_texts(before[place], after[j]))
        start = place + 1
    for i in range(start, olds.stop):
        yield Row(i, None, _whole(Mark.DELETED, before[i]))


def _whole(mark: Mark, text: str) -> tuple[Piece, ...]:
    return (Piece(mark, text),) if text else ()
