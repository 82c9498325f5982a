"""How alike two texts are; the only user of rapidfuzz. Compare folded texts (folding.py)."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel


def containment(part: str, whole: str) -> float:
    """Return how much of `part` stands together somewhere in `whole`, 0 to 1; 0 for an empty text."""
    if not part or not whole:
        return 0.0
    if len(part) > len(whole):
        return fuzz.ratio(part, whole) / 100
    return fuzz.partial_ratio(part, whole) / 100


def containments(part: str, wholes: Sequence[str], *, least: float = 0.0) -> list[float]:
    """Return `containment` of `part` in each of `wholes`, much faster than one by one.

    Args:
        part: what is looked for; it is not longer than what can hold it.
        wholes: where.
        least: what is less is 0.
    """
    if not part or not wholes:
        return [0.0] * len(wholes)
    found = process.cdist([part], wholes, scorer=fuzz.partial_ratio, score_cutoff=100 * least)[0].tolist()
    return [
        value / 100 if len(part) <= len(whole) else 0.0 for value, whole in zip(found, wholes, strict=True)
    ]


def likenesses(text: str, others: Sequence[str]) -> list[float]:
    """Return `likeness` of `text` and each of `others`, much faster than one by one."""
    if not text or not others:
        return [0.0] * len(others)
    found = process.cdist([text], others, scorer=fuzz.ratio)[0].tolist()
    return [value / 100 for value in found]


def best_span(part: str, whole: str) -> tuple[int, int]:
    """Return the span of `whole` that `part` is most like; one as long as `part`, or all of `whole`."""
    found = fuzz.partial_ratio_alignment(part, whole) if part and len(part) <= len(whole) else None
    return (found.dest_start, found.dest_end) if found else (0, len(whole))


def common_spans(text: str, other: str, *, least: int = 2) -> tuple[tuple[int, int], ...]:
    """Return the spans of `text` that stand in `other` too, in the same order.

    Args:
        text: the text whose spans are returned.
        other: what it is compared with.
        least: shorter spans are left out, as chance agreement.
    """
    return tuple(
        (block.a, block.a + block.size)
        for block in Indel.opcodes(text, other).as_matching_blocks()
        if block.size >= least
    )


def likeness(text: str, other: str) -> float:
    """Return what share of both texts they have in common in the same order, 0 to 1; 0 for an empty text."""
    return fuzz.ratio(text, other) / 100 if text and other else 0.0


def matching_blocks(text: str, other: str) -> tuple[tuple[int, int, int], ...]:
    """Return what stands in both texts in the same order: start in the first, start in the second, length."""
    return tuple(
        (block.a, block.b, block.size)
        for block in Indel.opcodes(text, other).as_matching_blocks()
        if block.size
    )
