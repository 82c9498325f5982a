"""Lines of a text that are no part of the speech: page numbers, a web page's teaser."""

import itertools
import re
from collections.abc import Sequence

from speechdesk.documents.lines import Layout, Line, ends_sentence
from speechdesk.records import RepairKind

_DIGITS = r"\s*[0-9\uff10-\uff19]{1,4}\s*"
_DASHES = "[-—–－·•]+"
_PAGE_NUMBER = re.compile(
    rf"""
    (?P<dressed>{_DASHES}{_DIGITS}{_DASHES} | 第{_DIGITS}页(?:\s*[，,/／]?\s*共{_DIGITS}页)?)
    | (?P<bare>[0-9\uff10-\uff19]{{1,3}})
    """,
    re.VERBOSE,
)
_FIRST_NUMBER = re.compile(r"\d+")
_ELLIPSES = (".", "…", "。")
_SHORTEST_TEASER = 10  # characters; less may repeat by chance
_FEWEST_NUMBERED_PAGES = 3


def find_furniture(lines: Sequence[Line], layout: Layout) -> dict[int, RepairKind]:
    """Return which lines to leave out, as index in `lines` → why.

    Never all of them: what is left holds the text.
    """
    furniture = dict.fromkeys(_page_numbers(lines, layout), RepairKind.PAGE_NUMBER)
    for index, line in enumerate(lines):
        if line.text.endswith(("...", "…")) and _is_repeated(
            line.text.rstrip("".join(_ELLIPSES)), lines, index + 1
        ):
            furniture[index] = RepairKind.TEASER
    return furniture if len(furniture) < len(lines) else {}


def _page_numbers(lines: Sequence[Line], layout: Layout) -> list[int]:
    """A bare number counts only inside a sentence or where numbers go on rising through the text."""
    matches = [
        (index, found) for index, line in enumerate(lines) if (found := _PAGE_NUMBER.fullmatch(line.text))
    ]
    numbers = [int(number.group()) for _, found in matches if (number := _FIRST_NUMBER.search(found.group()))]
    rising = len(numbers) >= _FEWEST_NUMBERED_PAGES and all(
        0 < later - earlier <= _FEWEST_NUMBERED_PAGES for earlier, later in itertools.pairwise(numbers)
    )
    return [
        index
        for index, found in matches
        if found.lastgroup == "dressed" or rising or (layout.width and _in_sentence(lines, index))
    ]


def _in_sentence(lines: Sequence[Line], index: int) -> bool:
    return 0 < index < len(lines) - 1 and not ends_sentence(lines[index - 1].text)


def _is_repeated(opening: str, lines: Sequence[Line], start: int) -> bool:
    """Whether the lines from `start` on begin with `opening`, white space aside."""
    wanted = "".join(opening.split())
    if len(wanted) < _SHORTEST_TEASER:
        return False
    for line in lines[start:]:
        text = "".join(line.text.split())
        if len(text) >= len(wanted):
            return text.startswith(wanted)
        if not wanted.startswith(text):
            return False
        wanted = wanted[len(text) :]
    return False
