"""Lines that belong to the page and not to the speech: page numbers, running titles."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from speechdesk.documents.lines import Layout, Line, ends_sentence
from speechdesk.documents.opening import is_title
from speechdesk.records import RepairKind
from speechdesk.text.headings import numbered_level

_DIGITS = r"\s*[0-9\uff10-\uff19]{1,4}\s*"
_DASHES = "[-—–－·•]+"
_PAGE_NUMBER = re.compile(
    rf"""
    (?P<dressed>{_DASHES}{_DIGITS}{_DASHES} | 第{_DIGITS}页(?:\s*[，,/／]?\s*共{_DIGITS}页)?
        | {_DIGITS}[/／]{_DIGITS}页? | [Pp]age{_DIGITS}(?:of{_DIGITS})?)
    | (?P<bare>[0-9\uff10-\uff19]{{1,3}})
    """,
    re.VERBOSE,
)
_FIRST_NUMBER = re.compile(r"\d+")
_FEWEST_NUMBERED_PAGES = 3
_FEWEST_RUNNING_TITLES = 3
_LONGEST_RUNNING_TITLE = 40  # characters
_LEAST_AT_PAGE_SHARE = 0.6
_OWN_TITLE_LINES = 3  # lines of the first page in which the title itself stands
_DEEPEST_RAG = 8  # units a line cut off by the page may be short of the width
_NUMBER = re.compile("[0-9\uff10-\uff19]+")


def find_furniture(lines: Sequence[Line], layout: Layout) -> dict[int, RepairKind]:
    """Return which lines to leave out, as index in `lines` → why."""
    numbers = _page_numbers(lines, layout)
    furniture = dict.fromkeys(_running_titles(lines, layout, frozenset(numbers)), RepairKind.RUNNING_TITLE)
    return furniture | dict.fromkeys(numbers, RepairKind.PAGE_NUMBER)


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


def _running_titles(lines: Sequence[Line], layout: Layout, numbers: frozenset[int]) -> Iterable[int]:
    """Yield the lines that come again and again, figures aside, where pages break.

    A line that only comes again may be the speaker's own; at the top of the first page it is the title.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) <= _LONGEST_RUNNING_TITLE:
            places[_NUMBER.sub("0", line.text)].append(index)
    for text, indexes in places.items():
        found = [index for index in indexes if index not in numbers]
        if len(found) < _FEWEST_RUNNING_TITLES or ends_sentence(text) or numbered_level(lines[found[0]].text):
            continue
        at_page = sum(_at_page(lines, index, layout, numbers) for index in found)
        if at_page >= _LEAST_AT_PAGE_SHARE * len(found):
            yield from found[_is_own_title(lines, found[0]) :]


def _is_own_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a running title stands above the speech for its title, and not above another one."""
    if index >= _OWN_TITLE_LINES or not is_title(lines[index].text):
        return False
    near = [line.text for line in lines[: index + 1 + _OWN_TITLE_LINES]]
    return not any(is_title(text) and text != lines[index].text for text in near)


def _at_page(lines: Sequence[Line], index: int, layout: Layout, numbers: frozenset[int]) -> bool:
    """Whether pages break at a line: by a number or form feed beside it, or because it cuts a sentence.

    A full line amid full lines is running text, however often a speaker says it.
    """
    last = len(lines) - 1
    if index - 1 in numbers or index + 1 in numbers or lines[index].page_start:
        return True
    if index < last and lines[index + 1].page_start:
        return True
    if index > 0 and lines[index - 1].text == lines[index].text:
        return True  # twice in a row it is nobody's sentence
    full = layout.width - _DEEPEST_RAG
    cuts_sentence = 0 < index < last and not ends_sentence(lines[index - 1].text)
    return cuts_sentence and layout.width > 0 and lines[index - 1].width >= full > lines[index].width
