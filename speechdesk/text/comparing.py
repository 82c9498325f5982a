"""Where a passage agrees with what was typed, and where it says something else."""

import itertools

from speechdesk.text.folding import fold, fold_with_offsets
from speechdesk.text.similarity import matching_blocks

_LEAST_SHARED = 2  # single characters agree by chance
_LONGEST_CHANGE = 12  # what is longer is no other wording but something between

Spans = tuple[tuple[int, int], ...]


def compare(text: str, typed: str) -> tuple[Spans, Spans]:
    """Return the spans of `text` that stand in `typed` too, and those between them that differ.

    What goes on behind the last agreement is neither. Width, case and white space make no difference.
    """
    folded = fold_with_offsets(text)
    shared = [
        (start, start + size)
        for start, _, size in matching_blocks(folded.text, fold(typed))
        if size >= _LEAST_SHARED
    ]

    def back(start: int, end: int) -> tuple[int, int]:
        return folded.offsets[start], folded.offsets[end - 1] + 1

    differing = tuple(
        back(end, start)
        for (_, end), (start, _) in itertools.pairwise(shared)
        if 0 < start - end <= _LONGEST_CHANGE
    )
    return tuple(back(*span) for span in shared), differing
