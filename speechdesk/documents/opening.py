"""The lines a speech opens with, judged one by one: title, date, speaker and office, greeting."""

import functools
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
_LONGEST_OFFICE = 20
_LONGEST_NAME = 3  # characters, where no office announces it
_LONGEST_DATE = 70
_MOST_TITLE_LINES = 4

_FIGURE = "[0-9\uff10-\uff19〇○零一二三四五六七八九十×xX]"
_DATE = (
    rf"(?:{_FIGURE}{{2,4}}\s*年\s*{_FIGURE}{{1,3}}\s*月(?:\s*{_FIGURE}{{1,3}}\s*[日号])?"
    r"|(?<!\d)(?:19|20)\d\d(?:-\d{1,2}-|\.\d{1,2}\.|/\d{1,2}/)\d{1,2}(?!\d))"
)
_FIND_DATE = re.compile(_DATE)
_DATE_LINE = re.compile(rf"[（(]?\s*{_DATE}\s*[）)]?")
_DASHES = "[-—―─–－]{1,3}"
_PLACE = "[^。！？；]*"
_DATE_AND_PLACE = re.compile(rf"(?:{_DASHES}\s*)?{_DATE}{_PLACE}|(?:{_DASHES}|[（(]){_PLACE}{_DATE}{_PLACE}")
_SUBTITLE = re.compile(rf"{_DASHES}[^-—―─–－。！？；]+")
_HAN = r"[\u4e00-\u9fff×xX＊*]"
_NAME = rf"(?:{_HAN}(?:[ \u3000]?{_HAN}){{1,3}}|[\u4e00-\u9fff]{{1,7}}·[\u4e00-\u9fff·]{{1,12}})"
_OFFICE_AND_NAME = re.compile(rf"[（(]?[^\s，。；：！？,;:!?]{{2,25}}[ \u3000\t\xa0]+(?P<name>{_NAME})[）)]?")
_NAME_ALONE = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]{0,2}[\u4e00-\u9fff]){1,3}")
_AFTER_PLACE = re.compile(
    rf".*上[）)]?[ \u3000\t\xa0]+(?P<speaker>\S{{2,25}}[ \u3000\t\xa0]+(?P<name>{_NAME}))"
)
_GREETING_ENDS = frozenset("：:，,！!")
_BETWEEN_ADDRESSES = re.compile(r"[、，,\s]+")
_BRACKETED_END = re.compile(r"[（(]([^（）()]*)[）)]$")


def find_date(text: str) -> str | None:
    """Return the first date in a text as written, such as 2026年3月1日; None where there is none."""
    found = _FIND_DATE.search(text)
    return found.group() if found else None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, brackets aside."""
    return len(text) <= _LONGEST_DATE and _DATE_LINE.fullmatch(text) is not None


def is_date_with_place(text: str) -> bool:
    """Whether a line gives the date, and the meeting held then: ——2026年1月25日在…会议上."""
    if len(text) > _LONGEST_DATE or _DATE_AND_PLACE.fullmatch(text) is None:
        return False
    return not text[0].isalnum() or not text.endswith(wording().title_endings)


def find_speaker_after_place(text: str) -> str | None:
    """Return office and name where they end the line of date and meeting; None where they do not."""
    found = _AFTER_PLACE.fullmatch(text) if is_date_with_place(text) else None
    return found.group("speaker") if found else None


def is_speaker(text: str) -> bool:
    """Whether a line has the shape of an office and a name (市长 李四, 市长李四), or of a name (李四)."""
    return find_speaker(text) is not None and not is_date_with_place(text)


def find_speaker(text: str) -> str | None:
    """Return the name in a line of the shape of a speaker, with or without an office; else None."""
    if len(text) > _LONGEST_DATE or numbered_level(text):
        return None
    if is_date_with_place(text):
        found = _AFTER_PLACE.fullmatch(text)
        return found.group("name") if found else None
    if len(text) > _LONGEST_SPEAKER or text.endswith(wording().title_endings):
        return None
    for pattern in (_labelled_speaker(), _OFFICE_AND_NAME, _glued_speaker()):
        if (found := pattern.fullmatch(text)) and _is_name_after(
            found.group("name"), text[: found.start("name")]
        ):
            return found.group("name")
    return text if _NAME_ALONE.fullmatch(text) else None


def _is_name_after(name: str, office: str) -> bool:
    """Whether a name is short enough for one, or stands behind what is surely an office."""
    return (
        len("".join(name.split())) <= _LONGEST_NAME
        or "·" in name
        or office.rstrip(" \u3000\t\xa0").endswith(wording().offices)
    )


def names_office(text: str) -> bool:
    """Whether a line gives an office and a name apart from each other, which a name alone does not."""
    return is_speaker(text) and any(
        pattern.fullmatch(text) for pattern in (_OFFICE_AND_NAME, _labelled_speaker())
    )


def is_office(text: str) -> bool:
    """Whether a line is an office alone, whose holder the next line may name: 国务院总理."""
    return len(text) <= _LONGEST_OFFICE and text.endswith(wording().offices) and not has_sentence(text)


def names_person(text: str) -> bool:
    """Whether a line could be a person's name and nothing else."""
    return _NAME_ALONE.fullmatch(text) is not None


def gives_fact(text: str) -> bool:
    """Whether a line is surely a title, a date with its meeting, a speaker with the office, or a greeting."""
    return is_title(text) or is_date_with_place(text) or names_office(text) or is_greeting(text)


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
        and "".join(_without_note(text).split()).rstrip("）)").endswith(wording().title_endings)
    )


def _without_note(title: str) -> str:
    """Return a title without the note in brackets behind it: （摘要）."""
    found = _BRACKETED_END.search(title)
    noted = found is not None and any(note in found.group(1) for note in wording().title_notes)
    return title[: found.start()] if found and noted else title


def is_subtitle(text: str) -> bool:
    """Whether a line under a title belongs to it: ——在…会议上的讲话, （摘要）, （在…会议上的讲话）."""
    if len(text) > _LONGEST_TITLE or has_sentence(text) or find_date(text):
        return False
    bracketed = _BRACKETED_END.fullmatch(text)
    if bracketed and not numbered_level(text):
        inside = bracketed.group(1)
        return is_title(inside) or any(note in inside for note in wording().title_notes)
    return _SUBTITLE.fullmatch(text) is not None


def is_attachment(text: str) -> bool:
    """Whether a line is the heading of what is annexed to a speech: 附件1：重点任务清单, 名词解释."""
    return (
        len(text) <= _LONGEST_TITLE and not has_sentence(text) and _attachment().fullmatch(text) is not None
    )


def could_be_title(text: str) -> bool:
    """Whether a line that opens a document may be its title: one phrase without an end mark."""
    return (
        len(text) <= _LONGEST_TITLE
        and not ends_sentence(text)
        and not has_sentence(text)
        and text[-1:] not in "，、,：:"
        and not numbered_level(text)
        and not is_date_with_place(text)
        and not is_speaker(text)
    )


def title_length(lines: Sequence[str]) -> int:
    """Return over how many of the lines a title reaches, 1 where the first is no title that goes on.

    A title broken over lines is broken near its middle: the lines are about as long, only the last ends
    like a title, and no later one could begin a title itself.
    """
    endings = wording().title_endings
    if not any(line.endswith(endings) for line in lines[:_MOST_TITLE_LINES]):
        return 1  # which most lines show, at little cost
    for count in range(1, min(len(lines), _MOST_TITLE_LINES) + 1):
        line = lines[count - 1]
        if not could_be_title(line) or (count > 1 and line.startswith(("在", "关于", "——"))):
            return 1
        if line.endswith(endings):
            lengths = [len(line) for line in lines[:count]]
            even = min(lengths) * 2 >= max(lengths) and sum(lengths) <= _LONGEST_TITLE
            return count if even else 1
    return 1


@functools.cache
def _attachment() -> re.Pattern[str]:
    words = "|".join(wording().attachments)
    return re.compile(
        rf"(?:附件|附录|附表|附)\s*{_FIGURE}{{0,3}}\s*(?:[：:].*)?|[（(]?.{{0,20}}(?:{words})[）)]?[：:]?"
    )


@functools.cache
def _labelled_speaker() -> re.Pattern[str]:
    return re.compile(
        rf"[（(]?(?:{'|'.join(wording().speaker_labels)})\s*[：:]\s*(?:\S{{2,25}}\s+)?(?P<name>{_NAME})[）)]?"
    )


@functools.cache
def _glued_speaker() -> re.Pattern[str]:
    return re.compile(
        rf"[\u4e00-\u9fff、×]{{0,20}}(?:{'|'.join(wording().offices)})(?P<name>[\u4e00-\u9fff]{{2,3}})"
    )
