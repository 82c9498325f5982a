"""How typed text and the completion in grey go together: decisions on text, apart from any window."""

import re
from collections.abc import Sequence

from speechdesk.records import Completion
from speechdesk.text.folding import fold

_CLAUSE = re.compile(r".*?[，。；：！？、…—,;:!?”）》]+|.+", re.DOTALL)
_NEVER_TWICE = "，。；：、？"
_MARKS = "，。；：、！？"
_WIDE = str.maketrans(",;:?", "，；：？")


def first_clause(text: str) -> str:
    """Return a completion up to its next mark, the mark included; all of it where it has none."""
    clause = _CLAUSE.match(text)
    return clause.group() if clause else ""


def left_of(shown: str, typed: str) -> str:
    """Return what a completion still has to say after `typed`; "" where they do not agree.

    A half-width mark agrees with the full-width one.
    """
    begun = shown[: len(typed)]
    agrees = bool(typed) and (begun == typed or (bool(fold(typed)) and fold(begun) == fold(typed)))
    return shown[len(typed) :] if agrees else ""


def keep_shown(shown: str, completions: Sequence[Completion]) -> int | None:
    """Return which of the new completions goes on as the one that is shown; None where none does."""
    if not shown:
        return None
    for number, completion in enumerate(completions):
        if completion.text.startswith(shown) or shown.startswith(completion.text):
            return number
    return None


def without_doubled(before: str, text: str) -> str:
    """Return a completion without the mark it would put behind another mark before the caret."""
    return text.lstrip(_MARKS) if before and before[-1] in _MARKS else text


def without_standing(before: str, typed: str, after: str) -> tuple[str, bool]:
    """Return what is typed without the marks that stand at the caret already; whether one is stepped over.

    What is typed begins with no mark that stands right before the caret, and ends with none that stands right
    behind it: the caret steps over that one instead. A half-width mark is taken for the full-width one.
    """
    begun, following = before[-1:], after[:1]
    while begun and begun in _NEVER_TWICE and typed[:1].translate(_WIDE) == begun:
        typed = typed[1:]
    ends = bool(following) and following in _NEVER_TWICE and typed[-1:].translate(_WIDE) == following
    return (typed[:-1], True) if ends else (typed, False)
