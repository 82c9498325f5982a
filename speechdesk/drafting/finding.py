"""Words looked for in a draft, and what is to change to replace them: on records, apart from any window."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

import regex

from speechdesk.drafting.changes import Change
from speechdesk.errors import SpeechDeskError
from speechdesk.text.folding import fold, fold_with_offsets

_LONGEST_S = 0.04  # of looking for an expression: the window waits for it
_LEAST_S = 0.001


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one paragraph where something was found."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a draft that is searched; offsets in its first and its last paragraph.

    Attributes:
        first, start: the paragraph and the offset it begins at.
        last, end: the paragraph and the offset it ends before.
    """

    first: int
    start: int
    last: int
    end: int


def whole(texts: Sequence[str]) -> Scope:
    """Return the scope that is all of a draft, which has at least one paragraph."""
    return Scope(0, 0, len(texts) - 1, len(texts[-1]))


def find_places(texts: Sequence[str], query: str, scope: Scope, *, regular: bool) -> tuple[Place, ...]:
    """Return where a query stands, in order and apart; an empty one stands nowhere.

    Args:
        texts: the draft's paragraphs.
        query: words, compared with width and shape of punctuation evened out; or a regular expression,
            compared as it stands, within one paragraph.
        scope: where to look.
        regular: whether the query is a regular expression.

    Raises:
        SpeechDeskError: the expression is none, or takes too long.
    """
    if not query:
        return ()
    expression = compile_expression(query) if regular else None
    until = monotonic() + _LONGEST_S
    found: list[Place] = []
    for block in range(scope.first, min(scope.last, len(texts) - 1) + 1):
        text = texts[block]
        start = scope.start if block == scope.first else 0
        end = min(scope.end, len(text)) if block == scope.last else len(text)
        spans = _matches(text, expression, until) if expression else _words(text, query)
        found += [Place(block, *span) for span in spans if start <= span[0] < span[1] <= end]
    return tuple(found)


def replacements(
    texts: Sequence[str], places: Sequence[Place], query: str, words: str, *, regular: bool
) -> tuple[Change, ...]:
    r"""Return the changes that put `words` at places found with `query`; \1 is a group of an expression.

    Raises:
        SpeechDeskError: the words name a group the expression does not have.
    """
    if not regular:
        return tuple(Change(place.block, place.start, place.end, words) for place in places)
    expression = compile_expression(query)
    changes: list[Change] = []
    for place in places:
        try:
            match = expression.match(texts[place.block], place.start, timeout=_LONGEST_S)
        except TimeoutError:
            continue  # it has changed since it was found
        if match is None or match.end() != place.end:
            continue  # the draft has changed since
        try:
            changes.append(Change(place.block, place.start, place.end, match.expand(words)))
        except (regex.error, IndexError) as error:
            raise SpeechDeskError("替换成的内容里有表达式没有的分组，如 \\1；请改正后再替换。") from error
    return tuple(changes)


def compile_expression(query: str) -> regex.Pattern[str]:
    """Return the regular expression that a query is.

    Raises:
        SpeechDeskError: it is none.
    """
    try:
        return regex.compile(query)
    except (regex.error, OverflowError, RecursionError) as error:
        at = getattr(error, "pos", None)
        where = f"第 {at + 1} 个字符处" if isinstance(at, int) else ""
        raise SpeechDeskError(f"正则表达式{where}写得不对；请检查括号和反斜杠，或关掉“正则”。") from error


def _matches(text: str, expression: regex.Pattern[str], until: float) -> Iterator[tuple[int, int]]:
    try:
        for match in expression.finditer(text, timeout=max(_LEAST_S, until - monotonic())):
            if match.end() > match.start():
                yield match.span()
    except TimeoutError as error:
        raise SpeechDeskError("这个正则表达式查得太慢，已停下；请写得具体些，少用重复套重复。") from error


def _words(text: str, query: str) -> Iterator[tuple[int, int]]:
    wanted = fold(query)
    if not wanted:
        return
    folded = fold_with_offsets(text)
    at = folded.text.find(wanted)
    while at >= 0:
        last = at + len(wanted)
        yield folded.offsets[at], folded.offsets[last - 1] + 1
        at = folded.text.find(wanted, last)
