"""Set expressions of a paragraph: four-character phrases, parallel clauses, fixed formulas, quotations."""

import functools
import re
from collections.abc import Iterator

from speechdesk.mining.patterns import expand
from speechdesk.records import Expression, ExpressionKind

_CHINESE = "[\u4e00-\u9fff]"
_FOUR = re.compile(f"(?<!{_CHINESE}){_CHINESE}{{4}}(?:[、，]{_CHINESE}{{4}})+(?!{_CHINESE})")
_FORMULA = re.compile("“[一二两三四五六七八九十双][^“”，。；：！？]{1,9}”")
_WHO = (
    "(?P<speaker>(?:习近平|胡锦涛|江泽民)?总书记|<<surname>>?<<cjk>>{2}(?:同志|总理|主席|书记|[<<L>>]长)|"
    "古人[云讲说]|俗话说|常言道|古语[云说])(?:(?!书记|总理|主席|[<<L>>]长)[^。！？“”；]){0,40}?[，：]?“(?P<words>[^”]{6,})”"
)
_SPEAKERS = (
    "总书记",
    "同志",
    "总理",
    "主席",
    "书记",
    "长",
    "古",
    "俗话",
    "常言",
)  # one of them, or no quotation
_LONG_WORDS = re.compile("“[^”]{6,}”")
_ALONE = re.compile("(?:^|(?<=。))“(?P<words>[^”]{8,60})[。”]")
_CLAUSES = re.compile("[，；、：]")
_SENTENCE = re.compile("(?!”)[^。！？]+")
_FEWEST_PARALLEL = 3
_FOUR_CHARS = 4  # clauses no longer than that are four-character phrases
_LONGEST_CLAUSE = 24


def find_expressions(text: str, block: int) -> tuple[Expression, ...]:
    """Return the set expressions of a paragraph in order; they may overlap.

    Args:
        text: the paragraph.
        block: its index in `Speech.blocks`, to go into the records.
    """
    found = [
        *_plain(_FOUR, ExpressionKind.FOUR_CHARACTERS, text, block),
        *_plain(_FORMULA, ExpressionKind.FORMULA, text, block),
        *_parallels(text, block),
        *_quotations(text, block),
    ]
    return tuple(sorted(found, key=lambda expression: (expression.start, expression.end)))


@functools.cache
def _quoted() -> re.Pattern[str]:
    return re.compile(expand(_WHO))


def _plain(pattern: re.Pattern[str], kind: ExpressionKind, text: str, block: int) -> Iterator[Expression]:
    for match in pattern.finditer(text):
        yield Expression(kind, match.group(), block, match.start(), match.end())


def _quotations(text: str, block: int) -> Iterator[Expression]:
    spans: list[int] = []
    speaks = _LONG_WORDS.search(text) and any(speaker in text for speaker in _SPEAKERS)
    for match in _quoted().finditer(text) if speaks else ():
        start, end = match.span("words")
        spans.append(start)
        yield Expression(ExpressionKind.QUOTATION, match["words"], block, start, end, match["speaker"])
    for match in _ALONE.finditer(text):
        start, end = match.span("words")
        if start not in spans:
            yield Expression(ExpressionKind.QUOTATION, match["words"], block, start, end)


def _parallels(text: str, block: int) -> Iterator[Expression]:
    """Find three clauses or more in a row that begin or end alike (以…，以…，以…)."""
    for sentence in _SENTENCE.finditer(text):
        starts = [sentence.start(), *(match.end() for match in _CLAUSES.finditer(text, *sentence.span()))]
        if len(starts) < _FEWEST_PARALLEL:
            continue
        ends = [*(start - 1 for start in starts[1:]), sentence.end()]
        run = 1
        for at in range(1, len(starts) + 1):
            if at < len(starts) and _alike(text, starts[at - 1], ends[at - 1], starts[at], ends[at]):
                run += 1
                continue
            if run >= _FEWEST_PARALLEL:
                start, end = starts[at - run], ends[at - 1]
                yield Expression(ExpressionKind.PARALLEL, text[start:end], block, start, end)
            run = 1


def _alike(text: str, start: int, end: int, other: int, other_end: int) -> bool:
    length = end - start
    if not _FOUR_CHARS < length <= _LONGEST_CLAUSE or abs(other_end - other - length) > length // 3:
        return False
    return text[start] == text[other] or text[end - 2 : end] == text[other_end - 2 : other_end]
