"""The lines a speech opens with, judged one by one: title, date, speaker and office, greeting."""

import re
from collections.abc import Sequence

from speechdesk.documents.lines import ends_sentence, has_sentence
from speechdesk.documents.wording import wording
from speechdesk.text.headings import numbered_level

_LONGEST_TITLE = 60  # characters, over all its lines
_LONGEST_GREETING = 40
_LONGEST_ADDRESS = 14  # one of those a greeting names: 尊敬的各位领导
_LONGEST_BEFORE_COMMA = 6
_LONGEST_SPEAKER = 30
_LONGEST_DATE = 60
_MOST_TITLE_LINES = 4

_FIGURE = "[0-9\uff10-\uff19〇○零一二三四五六七八九十×xX]"
_DATE = re.compile(rf"{_FIGURE}{{2,4}}\s*年\s*{_FIGURE}{{1,3}}\s*月(?:\s*{_FIGURE}{{1,3}}\s*[日号])?")
_DATE_LINE = re.compile(rf"[（(]?\s*{_DATE.pattern}\s*[）)]?")
_DATE_AND_PLACE = re.compile(rf"(?:——|――|[（(])?\s*{_DATE.pattern}[^。！？；]*[）)]?")
_NAME = r"[\u4e00-\u9fff×xX＊*](?:[ \u3000]?[\u4e00-\u9fff·×xX＊*]){1,5}"
_OFFICE_AND_NAME = re.compile(rf"[（(]?[^\s，。；：！？,;:!?]{{2,25}}[ \u3000\t]+{_NAME}[）)]?")
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]{0,2}[\u4e00-\u9fff]){1,3}")
_GREETING_ENDS = frozenset("：:，,！!")
_BETWEEN_ADDRESSES = re.compile(r"[、，,\s]+")


def find_date(text: str) -> str | None:
    """Return the first date in a text as written, such as 2026年3月1日; None where there is none."""
    found = _DATE.search(text)
    return found.group() if found else None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, brackets aside."""
    return len(text) <= _LONGEST_DATE and _DATE_LINE.fullmatch(text) is not None


def is_date_with_place(text: str) -> bool:
    """Whether a line gives the date, and the meeting held then: ——2026年1月25日在…会议上."""
    return len(text) <= _LONGEST_DATE and _DATE_AND_PLACE.fullmatch(text) is not None


def is_speaker(text: str) -> bool:
    """Whether a line has the shape of an office and a name (市长 李四), or of a name alone (李四)."""
    if len(text) > _LONGEST_SPEAKER or numbered_level(text):
        return False
    return _OFFICE_AND_NAME.fullmatch(text) is not None or _NAME_ALONE.fullmatch(text) is not None


def names_office(text: str) -> bool:
    """Whether a line gives an office and a name, which a name alone does not."""
    return is_speaker(text) and _OFFICE_AND_NAME.fullmatch(text) is not None


def is_greeting(text: str) -> bool:
    """Whether a line does nothing but address those present: 同志们： 各位领导、各位来宾： and the like."""
    if len(text) > _LONGEST_GREETING or text[-1:] not in _GREETING_ENDS or has_sentence(text[:-1]):
        return False
    addresses = wording().addresses
    called = _BETWEEN_ADDRESSES.split(text[:-1])
    # After a comma a sentence may go on, so such a greeting must hold nothing but short addresses.
    longest = _LONGEST_BEFORE_COMMA if text[-1] in "，," else _LONGEST_ADDRESS
    if not text.startswith(addresses) or max(map(len, called)) > longest:
        return False
    return longest == _LONGEST_ADDRESS or all(name.startswith(addresses) for name in called)


def calls_audience(text: str) -> bool:
    """Whether a paragraph begins by addressing those present: 同志们，… and the like."""
    for address in wording().addresses:
        if text.startswith(address):
            return text[len(address) : len(address) + 3].lstrip("代表委员")[:1] in {
                "，",
                "：",
                "！",
                ",",
                ":",
                "!",
            }
    return False


def is_title(text: str) -> bool:
    """Whether a line is surely a title: one short phrase that ends like 在…会议上的讲话."""
    return (
        len(text) <= _LONGEST_TITLE
        and not numbered_level(text)
        and not has_sentence(text)
        and not text.endswith(("：", ":"))
        and text.rstrip("）)").removesuffix("（摘要").removesuffix("(摘要").endswith(wording().title_endings)
    )


def could_be_title(text: str) -> bool:
    """Whether a line that opens a document may be its title: one phrase without an end mark."""
    return (
        len(text) <= _LONGEST_TITLE
        and not ends_sentence(text)
        and not has_sentence(text)
        and text[-1:] not in "，、,：:"
        and not numbered_level(text)
        and not is_date(text)
        and not is_speaker(text)
    )


def title_length(lines: Sequence[str]) -> int:
    """Return over how many of the lines a title reaches, 1 where the first is no title that goes on.

    A title broken over lines is broken near its middle: the lines are about as long, only the last ends
    like a title, and no later one could begin a title itself.
    """
    for count in range(1, min(len(lines), _MOST_TITLE_LINES) + 1):
        line = lines[count - 1]
        if not could_be_title(line) or (count > 1 and line.startswith(("在", "关于", "——"))):
            return 1
        if line.endswith(wording().title_endings):
            lengths = [len(line) for line in lines[:count]]
            even = min(lengths) * 2 >= max(lengths) and sum(lengths) <= _LONGEST_TITLE
            return count if even else 1
    return 1
