"""Near-identical passages (异文) of different speeches, found as they are added.

Each passage is reduced to its form (slots blanked, level words made one) and the form to a sketch: the lowest
hashes of its three-character pieces. Two texts that share half their pieces share some of the lowest ones, so
a dozen numbers a passage find nearly every sibling, at the same cost in a small library and a large one. The
sketch depends on nothing but the text: a library may keep it in a table and look candidates up there.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

from speechdesk.records import Slot, SlotKind
from speechdesk.text.folding import fold
from speechdesk.text.similarity import likeness, matching_blocks

_PIECE_CHARS = 3
_SKETCH_PIECES = 12
_LEAST_SHARED = 2
POSTINGS_LIMIT = 48  # forms with one piece: a commonplace, and the first siblings stand for the later ones
_MOST_VERIFIED = 24
_SHORTEST_FORM = 7
_LEAST_LIKENESS = 0.78
_LEAST_CONTAINMENT, _SHORTEST_CONTAINED, _LEAST_SHARE = 0.93, 20, 0.45
_LARGE_PIECE_CHARS, _LEAST_IN_PIECES = 4, 0.85
_LONG_CHARS = 40
_MOST_REPLACED_SHORT, _MOST_REPLACED_LONG = 0.1, 0.22  # share of a form whose words were exchanged
_BLANK = "0"
_BLANKED = (SlotKind.PLACE, SlotKind.PERSON, SlotKind.DATE, SlotKind.NUMBER)
_NUMBERING = re.compile(
    "^(?:[一二三四五六七八九十]{1,3}(?:是|要(?!素)|、)|第[一二三四五六七八九十]+[，,]"
    "|\\([一二三四五六七八九十]+\\)|[0-9]+[.、])"
)
_DIGITS = re.compile("[0-9]+(?:\\.[0-9]+)?|[x*]{2,}")


def passage_form(text: str, slots: Sequence[Slot] = ()) -> str:
    """Return a passage as it is compared: without numbering, names and figures, with one level word."""
    pieces: list[str] = []
    at = 0
    for slot in slots:
        if slot.kind in _BLANKED and not slot.time_bound:
            pieces += (text[at : slot.start], _BLANK)
            at = slot.end
    folded = fold("".join((*pieces, text[at:])), levels=True)
    return _DIGITS.sub(_BLANK, _NUMBERING.sub("", folded))


def form_sketch(form: str) -> tuple[int, ...]:
    """Return at most twelve numbers that stand for a form; alike forms share some. Lowest first."""
    data = form.encode("utf-16-le")
    width = 2 * _PIECE_CHARS
    pieces = {data[at : at + width] for at in range(0, max(2, len(data) - width + 2), 2)}
    return tuple(sorted(map(zlib.crc32, pieces))[:_SKETCH_PIECES])


def likely_forms(sketch: Sequence[int], postings: Iterable[Iterable[int]]) -> list[int]:
    """Return the forms worth comparing with one that has this sketch, likeliest first.

    Args:
        sketch: of the form at hand.
        postings: for each number of the sketch the forms that have it too, at most the first
            `POSTINGS_LIMIT` of them.
    """
    counts: Counter[int] = Counter()
    for forms in postings:
        counts.update(forms)
    least = _LEAST_SHARED if len(sketch) == _SKETCH_PIECES else 1
    likely = (form for form, count in counts.items() if count >= least)
    return sorted(likely, key=lambda form: (-counts[form], form))[:_MOST_VERIFIED]


def variant_score(form: str, other: str) -> float:
    """Return how far two forms are variants of each other, 0 to 1; 0 where they are none.

    One may hold a clause that the other has not, but where words are exchanged for others it soon is
    another sentence (不断提高政治判断力, 不断提高政治领悟力).
    """
    if form == other:
        return 1.0
    short, long = sorted((form, other), key=len)
    if len(short) < _SHORTEST_FORM:
        return 0.0
    score = likeness(short, long)
    if score < _LEAST_LIKENESS:
        score = _contained(short, long, score)
    if not score:
        return 0.0
    most = _MOST_REPLACED_LONG if len(short) >= _LONG_CHARS else _MOST_REPLACED_SHORT
    return min(score, 0.99) if _replaced_chars(short, long) <= most * len(short) else 0.0


def _contained(short: str, long: str, score: float) -> float:
    """Return how much of `short` stands in order and in large pieces in `long`; 0 where it is too little."""
    if len(short) < max(_SHORTEST_CONTAINED, _LEAST_SHARE * len(long)):
        return 0.0
    in_common = score * (len(short) + len(long)) / 2
    if in_common < _LEAST_CONTAINMENT * len(short):  # far cheaper to know than where it stands
        return 0.0
    pieces = sum(size for _, _, size in matching_blocks(short, long) if size >= _LARGE_PIECE_CHARS)
    return in_common / len(short) if pieces >= _LEAST_IN_PIECES * len(short) else 0.0


def _replaced_chars(short: str, long: str) -> int:
    """Return how many characters of `short` stand where `long` has others; what only one has is free."""
    replaced = 0
    at = other_at = 0
    for start, other_start, size in (*matching_blocks(short, long), (len(short), len(long), 0)):
        replaced += min(start - at, other_start - other_at)
        at, other_at = start + size, other_start + size
    return replaced
