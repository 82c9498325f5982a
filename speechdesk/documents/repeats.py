"""What stands in a text twice: a page's teaser, a speech printed a second time."""

import re
from collections import Counter
from collections.abc import Sequence

from speechdesk.documents.lines import Line
from speechdesk.documents.opening import is_title
from speechdesk.records import RepairKind
from speechdesk.text.headings import numbered_level

_ELLIPSES = ".…。"
_LEADER = re.compile(r"[\s.…·\u2025-]*[(（]?\d{0,4}[)）]?$")
_CONTENTS_REACH = 20  # lines from the top of a text within which its contents are listed
_SHORTEST_TEASER = 10  # characters; less may repeat by chance
_SHORTEST_PARAGRAPH = 20
_SHORTEST_SPEECH = 200


def find_teasers(lines: Sequence[Line]) -> dict[int, RepairKind]:
    """Return the lines that end in dots and only repeat how the lines after them begin."""
    return {
        index: RepairKind.TEASER
        for index, line in enumerate(lines)
        if line.text.endswith(("...", "…")) and _is_repeated(line.text.rstrip(_ELLIPSES), lines, index + 1)
    }


def _is_repeated(opening: str, lines: Sequence[Line], start: int) -> bool:
    """Whether the lines from `start` on begin with `opening`, white space aside."""
    wanted = "".join(opening.split())
    if len(wanted) < _SHORTEST_TEASER:
        return False
    for index in range(start, len(lines)):
        text = "".join(lines[index].text.split())
        if len(text) >= len(wanted):
            return text.startswith(wanted)
        if not wanted.startswith(text):
            return False
        wanted = wanted[len(text) :]
    return False


def find_contents(lines: Sequence[Line]) -> dict[int, RepairKind]:
    """Return the lines of a table of contents: 目录 and the headings below it that all come again later."""
    top = next(
        (index for index, line in enumerate(lines[:_CONTENTS_REACH]) if _bare(line.text) == "目录"), None
    )
    if top is None:
        return {}
    later = Counter(_bare(line.text) for line in lines[top + 1 :])
    end = top + 1
    while end < len(lines) and _comes_again(lines[end].text, later):
        end += 1
    return dict.fromkeys(range(top, end), RepairKind.REPEATED) if end > top + 1 else {}


def _comes_again(entry: str, later: Counter[str]) -> bool:
    """Whether an entry, its dots and page number aside, stands once more among the lines counted."""
    heading = _bare(_LEADER.sub("", entry))
    return numbered_level(heading) > 0 and later[heading] > (heading == _bare(entry))


def _bare(text: str) -> str:
    return "".join(text.split())


def find_reprints(paragraphs: Sequence[Line]) -> dict[int, RepairKind]:
    """Return the paragraphs of speeches that already stand above, each from its first to its last one."""
    reprints: dict[int, RepairKind] = {}
    first: dict[str, int] = {}
    refused = 0  # how far apart the last two paragraphs stood that were the same, but not the same speech
    index = 0
    while index < len(paragraphs):
        text = paragraphs[index].text
        original = first.setdefault(text, index) if len(text) >= _SHORTEST_PARAGRAPH else index
        apart = index - original
        if apart and apart != refused and (copy := _reprint(paragraphs, original, index)):
            reprints |= dict.fromkeys(copy, RepairKind.REPEATED)
            index = copy.stop
        else:
            refused = apart or (refused if len(text) < _SHORTEST_PARAGRAPH else 0)
            index += 1
    return reprints


def _reprint(paragraphs: Sequence[Line], original: int, copy: int) -> range | None:
    """Return the paragraphs around `copy` that repeat a whole speech around `original`, or None."""
    while original and paragraphs[original - 1].text == paragraphs[copy - 1].text:
        original, copy = original - 1, copy - 1
    if original and not is_title(paragraphs[original].text):
        return None
    length = 0
    while (
        original + length < copy
        and copy + length < len(paragraphs)
        and paragraphs[original + length].text == paragraphs[copy + length].text
    ):
        length += 1
    whole = original + length == copy or is_title(paragraphs[original + length].text)
    size = sum(len(paragraph.text) for paragraph in paragraphs[copy : copy + length])
    return range(copy, copy + length) if whole and size >= _SHORTEST_SPEECH else None
