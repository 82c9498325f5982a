"""Numbered headings of a speech: 一、 （一） 1. （1） 第一， 一是 一要 首先 其一.

A number alone makes no heading: it has to be followed by a short, closed phrase. This runs on every
keystroke for the paragraph being typed, so it looks at the first few dozen characters only.
"""

import re
from dataclasses import dataclass

_FIGURE = "[一二三四五六七八九十百〇零]"
_FIGURES = "〇一二三四五六七八九"  # each at the place of its value
_DIGIT = r"[0-9\uff10-\uff19]"  # full-width digits are found in old files
_NUMBER = re.compile(
    rf"""
    (?P<part>{_FIGURE}{{1,4}}、(?!{_FIGURE}{{1,4}}、) | 第{_FIGURE}{{1,4}}[，、：,:])
    | (?P<chapter>[（(]{_FIGURE}{{1,4}}[）)][、，]?)
    | (?P<item>{_DIGIT}{{1,2}}[.．、](?!{_DIGIT}) | {_FIGURE}{{1,3}}(?:是|要(?![素点件]))
        | 其{_FIGURE}[，、：,:])
    | (?P<turn>(?:首先|其次|再次|最后)(?:是|要|，|,))
    | (?P<detail>[（(]{_DIGIT}{{1,2}}[）)][、，]?)
    """,
    re.VERBOSE,
)

_PART, _CHAPTER, _ITEM, _TURN, _DETAIL = "part", "chapter", "item", "turn", "detail"
_LEVELS = {_PART: 1, _CHAPTER: 2, _ITEM: 3, _TURN: 3, _DETAIL: 4}
# The longest heading of each sort, in characters. A turn such as 首先 mostly opens a plain sentence.
_LONGEST = {_PART: 50, _CHAPTER: 50, _ITEM: 32, _TURN: 14, _DETAIL: 32}
_LONGEST_BEFORE_COLON = 12
_LONGEST_ALONE = 70  # a part or chapter that is all of its paragraph and has no end mark

_STOP = re.compile("[。！？；：!?;:]")
_NEXT_ITEM = re.compile(rf"[，、]{_FIGURE}{{1,3}}[是要]")
_DATE = re.compile(
    rf"(?:{_DIGIT}|{_FIGURE}){{2,4}}年(?:{_DIGIT}|{_FIGURE}){{1,3}}月(?:(?:{_DIGIT}|{_FIGURE}){{1,3}}日)?"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]{2,3}(?:[ \u3000]+[\u4e00-\u9fff]{2,3}){2,}")
_HALVES = ("“”", "‘’", "（）", "《》", "「」", "()")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that opens a paragraph, or is all of it.

    Attributes:
        level: 1 to 4: 一、 第一， → 1, （一） → 2, 1. 一是 一要 首先 其一 → 3, （1） → 4.
        number: as written, with its punctuation: "一、", "（一）", "一是", "第一，".
        text: the heading alone, without number and closing punctuation; never empty.
        end: offset in the paragraph just after the heading and its closing punctuation; less than the
            paragraph's length where the heading is run in.
    """

    level: int
    number: str
    text: str
    end: int


def find_heading(paragraph: str) -> Heading | None:
    """Return the numbered heading that opens a paragraph, None where there is none.

    A number alone, an over-long first sentence, and a list inside a sentence (一是…，二是…；) are none.

    Args:
        paragraph: its text, without white space before the number; may be empty.
    """
    number = _NUMBER.match(paragraph)
    if number is None or number.lastgroup is None:
        return None
    longest = _longest(paragraph, number.lastgroup)
    end = _heading_end(paragraph, number.end(), longest)
    if end is None or (number.lastgroup == _TURN and end == len(paragraph)):
        return None
    text = paragraph[number.end() : end].strip().rstrip("。：:")
    if not _is_phrase(text) or len(text) > longest:
        return None
    return Heading(_LEVELS[number.lastgroup], number.group(), text, end)


def numbered_level(text: str) -> int:
    """Return the level (1 to 4) of the number a text begins with, whatever follows; 0 where there is none."""
    number = _NUMBER.match(text)
    return _LEVELS[number.lastgroup] if number and number.lastgroup else 0


def _longest(paragraph: str, sort: str) -> int:
    alone = sort in {_PART, _CHAPTER} and len(paragraph) <= _LONGEST_ALONE and not _STOP.search(paragraph)
    return _LONGEST_ALONE if alone else _LONGEST[sort]


def figure_value(figure: str) -> int:
    """Return the value of a Chinese number from 一 to 九十九, 0 for any other text."""
    tens, ten, ones = figure.rpartition("十")
    digits = [_FIGURES.find(digit) for digit in (tens or "一", ones or "〇")]
    if not figure or any(digit < 0 for digit in digits) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * digits[0] if ten else 0) + digits[1]


def _heading_end(paragraph: str, start: int, longest: int) -> int | None:
    """Return where the phrase that begins at `start` ends, closing mark included; None where it is open."""
    stop = _STOP.search(paragraph, start, start + longest + 2)
    if stop is None:
        closed = paragraph[-1] not in "，、,（“《—"
        return len(paragraph) if len(paragraph) - start <= longest and closed else None
    mark, end = stop.group(), stop.end()
    if mark == "。":
        return end
    if mark in "：:":
        introduces_speech = paragraph[end : end + 1] in {"“", '"'}
        short = stop.start() - start <= _LONGEST_BEFORE_COLON
        return end if end == len(paragraph) or (short and not introduces_speech) else None
    return None


def _is_phrase(text: str) -> bool:
    """Whether a heading's text stands alone: quotes paired, no date, no list of names, no next item in it."""
    if not text or not any(character.isalnum() for character in text):
        return False
    if any(text.count(opening) != text.count(closing) for opening, closing in _HALVES):
        return False
    if _DATE.fullmatch(text) or _lists_names(text):
        return False
    return _NEXT_ITEM.search(text) is None


def _lists_names(text: str) -> bool:
    """Whether a text is words of two and three characters; slogans side by side are of one length."""
    return _WORDS.fullmatch(text) is not None and len(set(map(len, text.split()))) > 1
