"""Title lines: where a title that is too long for one line is broken.

GB/T 9704-2012, 7.3.1: 词意完整，排列对称，长短适宜，间距恰当，标题排列应当使用梯形或菱形.
Every way of breaking into two or three lines is given a cost for its breaks (sense) and for its shape; the
cheapest is taken.
"""

import functools
import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from speechdesk.export.paragraphs import em_width
from speechdesk.paths import resources
from speechdesk.text.words import cut_words

_MOST_LINES = 3
_OPENING = "“‘「『《〈（(〔【"
_CLOSING = "”’」』》〉）)〕】"
_NEVER_FIRST = _CLOSING + "，。、；：！？,.;:!?％%的 "
_COUNT = "〇○零一二三四五六七八九十百千万亿两\\d"
_UNBROKEN = re.compile(
    rf"[0-9]{{4}}年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?|〔[0-9]+〕[0-9]+号"
    rf"|第?[{_COUNT}]+(?:[.．·:：/／-][{_COUNT}]+)*[%％]?(?:周年|世纪|年代|季度|中全会|[年月日届次号个项批期级])?"
    rf"(?:第?[{_COUNT}]+(?:中全会|次))?|[A-Za-z0-9][A-Za-z0-9.&'+-]*|—+|…+"
)
_ORDINAL = re.compile(rf"第[{_COUNT}]+[届次期批]")  # wants what it counts on its line
# Costs of one break; a difference of one character between neighbouring lines costs about 1.
_INSIDE_WORD = 1000
_INSIDE_PAIR = 400
_INSIDE_PHRASE = 400
_BAD_FIRST = 2000
_BETWEEN_WORDS = 10
_LEANING = 80
_WANTING = 20
_BEFORE_MEETING = 25
_BEFORE_OPENING_WORD = -12
_BEFORE_PARTING_WORD = -25
_BEFORE_DASH = -60
_AFTER_PUNCTUATION = -16
# Costs of a shape.
_HOURGLASS = 500
_STUB = 60
_EQUAL = 3
_MORE_LINES = 15


def break_title(title: str, line_chars: int) -> tuple[str, ...]:
    """Return the lines of `title`, together the whole of it; one line when it fits.

    Args:
        title: without line breaks; may be empty.
        line_chars: full-width characters that fit on a line, at least 1.

    Returns:
        At most three lines of at most `line_chars`. A title too long for three lines comes back as one,
        for the word processor to fill the lines.
    """
    subtitle = title.find("——")
    if subtitle > 0:  # main title and subtitle are broken each for itself
        lines = (*break_title(title[:subtitle], line_chars), *break_title(title[subtitle:], line_chars))
        if len(lines) <= _MOST_LINES and all(em_width(line) <= line_chars for line in lines):
            return lines
    edges = _edges(title)
    if edges[-1] <= line_chars or edges[-1] > _MOST_LINES * line_chars:
        return (title,)
    costs = _break_costs(title)
    cuts = min(
        (cuts for count in range(1, _MOST_LINES) for cuts in _fitting_cuts(edges, count, line_chars)),
        key=lambda cuts: sum(costs[cut] for cut in cuts) + _shape_cost(_widths(edges, cuts)),
        default=(),
    )
    return tuple(title[start:end] for start, end in itertools.pairwise((0, *cuts, len(title))))


def _edges(title: str) -> tuple[float, ...]:
    """Return the distance of each offset from the title's start, in full-width characters."""
    widths = (1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in title)
    return tuple(itertools.accumulate(widths, initial=0))


def _widths(edges: Sequence[float], cuts: Sequence[int]) -> tuple[float, ...]:
    places = (0, *cuts, len(edges) - 1)
    return tuple(edges[end] - edges[start] for start, end in itertools.pairwise(places))


def _fitting_cuts(edges: Sequence[float], count: int, line_chars: int) -> tuple[tuple[int, ...], ...]:
    every = itertools.combinations(range(1, len(edges) - 1), count)
    return tuple(cuts for cuts in every if max(_widths(edges, cuts)) <= line_chars)


def _shape_cost(widths: tuple[float, ...]) -> float:
    """Return how far the lines are from a trapezoid or a diamond of fair proportions."""
    steps = [abs(above - below) for above, below in itertools.pairwise(widths)]
    cost = _MORE_LINES * (len(widths) - 2) + sum(max(1.5 * step - 4, 0) for step in steps)
    if len(set(widths)) == 1:
        cost += _EQUAL  # a block is neither
    if any(
        middle < min(above, below)
        for above, middle, below in zip(widths, widths[1:], widths[2:], strict=False)
    ):
        cost += _HOURGLASS
    missing = max(widths) / 3 - min(widths[0], widths[-1])
    if missing > 0:
        cost += _STUB * (1 + missing)
    return cost


def _break_costs(title: str) -> list[int]:
    """Return for each offset of `title` what a break there costs."""
    costs = [_INSIDE_WORD] * (len(title) + 1)
    words = cut_words(title)
    ends = itertools.accumulate(len(word) for word in words)
    for end, (left, right) in zip(ends, itertools.pairwise(words), strict=False):
        costs[end] = _between(left, right)
    for match in _ORDINAL.finditer(title):
        costs[match.end()] += _LEANING
    for start, end, cost in _wholes(title):
        for offset in range(start + 1, end):
            costs[offset] += cost
    for offset in range(1, len(title)):
        if title[offset] in _NEVER_FIRST or title[offset - 1] in _OPENING:
            costs[offset] += _BAD_FIRST
    return costs


def _between(left: str, right: str) -> int:
    """Return the cost of a break between two words."""
    lists = _word_lists()
    cost = _BETWEEN_WORDS
    cost += _LEANING * (right in lists["leaning_back"] or left in lists["leaning_on"] or left == "—")
    cost += _WANTING * (left in lists["wanting"])
    cost += _BEFORE_MEETING * (right in lists["meeting"])
    cost += _BEFORE_OPENING_WORD * (right in lists["opening"])
    cost += _BEFORE_PARTING_WORD * (right in lists["parting"])
    cost += _BEFORE_DASH * (right == "—")
    cost += _AFTER_PUNCTUATION * (left in "，、；：》")
    return cost


def _wholes(title: str) -> Iterator[tuple[int, int, int]]:
    """Yield the spans that are to stay on one line, each with the cost of breaking it."""
    for match in _UNBROKEN.finditer(title):
        yield *match.span(), _INSIDE_WORD
    for start, end in _pairs(title):
        yield start, end, _INSIDE_PAIR
    for phrase in _word_lists()["phrases"]:
        for match in re.finditer(re.escape(phrase), title):
            yield *match.span(), _INSIDE_PHRASE


def _pairs(title: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the bracketed and quoted parts, marks included; unclosed marks are no pair."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for offset, character in enumerate(title):
        if character in _OPENING:
            opened.append(offset)
        elif character in _CLOSING and opened:
            pairs.append((opened.pop(), offset + 1))
    return tuple(pairs)


@functools.cache
def _word_lists() -> Mapping[str, frozenset[str]]:
    file = resources() / "presets" / "lists" / "title.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}
