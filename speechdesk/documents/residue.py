"""What a web page or its editors put above and below a speech: navigation, captions, licences, notes.

A single line is judged by its wording only as far as it stands where such lines stand: above the first
sentence or greeting, below the last paragraph, or beside others of its kind.
"""

import functools
import re
from collections.abc import Iterator, Sequence

from speechdesk.documents.lines import Layout, Line, ends_sentence, has_sentence
from speechdesk.documents.opening import (
    find_speaker,
    gives_fact,
    is_date,
    is_date_with_place,
    is_greeting,
    is_speaker,
    is_title,
)
from speechdesk.documents.wording import wording
from speechdesk.records import RepairKind
from speechdesk.text.headings import numbered_level

_HEAD_LINES = 60  # above a speech, those of a page not counted
_MOST_SENTENCES_IN_HEAD = 3
_LONGEST_CAPTION = 160  # characters
_LONGEST_LABELLED = 60
_LONGEST_LINK = 40
_LONGEST_NOTE = 120
_LONGEST_GROUP = 8  # lines of a bracketed group of buttons
_MOST_LINKS = 30  # headlines below 相关报道
_MARKS = re.compile(r"(?!.*[。！？；：…])(?!.*××)[\W]+")  # a rule, a separator; not a name left blank
_MASK = re.compile(r"[×xX＊*○〇□ ]{2,}")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CLOCK = re.compile(
    r".{0,6}\d{2,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?.{0,6}"
)
_DATELINE = re.compile(
    r"[（(]?\s*(?:本报|新华社|[^\s，。]{1,8}社|[^\s，。]{1,8}网)[^\s，。]{0,8}\d{1,2}月\d{1,2}日[电讯][^，。]{0,20}"
)
_PATH = re.compile(
    r"[^>＞»\u203a。！？]{1,16}(?:\s*[>＞»\u203a]+\s*[^>＞»\u203a。！？]{1,24})+"
)  # 首页 > 要闻
_BRACKETED = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_SEPARATORS = frozenset({">", "＞", "»", "\u203a", ">>", "→"})
_SURROUNDINGS = "》《>< 　[]【】（）()|丨·"


def find_residue(lines: Sequence[Line], layout: Layout) -> dict[int, RepairKind]:
    """Return which lines to leave out, as index in `lines` → why; a text of nothing else gives them all.

    Below a speech whose lines were broken around links nothing is judged before they are put together.
    """
    residue = _head_residue(lines[: _head_length(lines)])
    if layout.width or not layout.parted:
        residue |= _tail_residue(lines)
    for index, line in enumerate(lines):
        placeholder = line.text in wording().page_placeholders
        if placeholder or (len(line.text) <= _LONGEST_LABELLED and _page_label().fullmatch(line.text)):
            residue.setdefault(index, RepairKind.WEB_RESIDUE)
    return residue


def _head_length(lines: Sequence[Line]) -> int:
    """Return how many lines stand above a speech's greeting or, where it has none, its first sentence."""
    sentences: list[int] = []
    own = 0
    for index, line in enumerate(lines):
        if _is_residue(line.text):
            continue
        if is_greeting(line.text):
            return index
        own += 1
        long = len(line.text) > _LONGEST_CAPTION
        if long or numbered_level(line.text) or has_sentence(line.text):
            sentences.append(index)
        if long or len(sentences) > _MOST_SENTENCES_IN_HEAD or own == _HEAD_LINES:
            return min([*sentences, index + 1])
    return min([*sentences, len(lines)])


def _head_residue(head: Sequence[Line]) -> dict[int, RepairKind]:
    texts = [line.text for line in head]
    residue = dict.fromkeys(_page_parts(texts), RepairKind.WEB_RESIDUE)
    residue |= {
        index: RepairKind.EDITOR_NOTE
        for index, text in enumerate(texts)
        if _has_note(text) and not is_title(text)
    }
    residue |= dict.fromkeys(_second_titles(texts, residue), RepairKind.REPEATED)
    return residue | dict.fromkeys(_captions(texts, residue), RepairKind.CAPTION)


def _page_parts(texts: Sequence[str]) -> set[int]:
    """Return the lines of a page's own: labels with their values, buttons, the path from its home page."""
    parts: set[int] = set()
    last_title = max((index for index, text in enumerate(texts) if is_title(text)), default=-1)
    for index, text in enumerate(texts):
        if _is_residue(text):
            parts.add(index)
            if text[-1] in "：:" and index + 1 < len(texts) and not gives_fact(texts[index + 1]):
                parts.add(index + 1)
        if text in _SEPARATORS:
            beside = {place for place in (index - 1, index + 1) if 0 <= place < len(texts)}
            parts |= {place for place in beside if place < last_title or not is_title(texts[place])}
        if text[0] in "【[" and text[-1] not in "】]":
            group = range(index, min(index + _LONGEST_GROUP, len(texts)))
            closing = next((end for end in group if texts[end][0] in "】]"), -1)
            parts.update(range(index, closing + 1))
    known = {texts[index] for index in parts if not is_title(texts[index])}
    return parts | {index for index, text in enumerate(texts) if text in known}


def _second_titles(texts: Sequence[str], residue: dict[int, RepairKind]) -> Iterator[int]:
    """Yield the lines of the head that only say again what another says: all but the last printing of each.

    A short title below a longer one that ends with it is the longer one's.
    """
    left = [index for index in range(len(texts)) if index not in residue]
    facts = [index for index in left if gives_fact(texts[index])]
    titles: list[str] = []
    for place, index in enumerate(facts):
        if texts[index] in [texts[later] for later in facts[place + 1 :]]:
            yield index
        elif is_title(texts[index]):
            if any(title.endswith(texts[index]) for title in titles):
                yield index
            titles.append(texts[index])


def _captions(texts: Sequence[str], residue: dict[int, RepairKind]) -> Iterator[int]:
    """Yield the captions of pictures: they name the photographer, or the speaker below his own name."""
    speaker = ""
    for index, text in enumerate(texts):
        if index in residue:
            continue
        if found := find_speaker(text):
            speaker = "".join(found.split())
        elif (speaker and speaker in "".join(text.split())) or _names_photographer(text):
            yield index


def _names_photographer(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and text.rstrip("）)。").endswith(wording().caption_endings)


def _tail_residue(lines: Sequence[Line]) -> dict[int, RepairKind]:
    """Walk up from the end; headlines and the like count only below a line that announces them."""
    residue: dict[int, RepairKind] = {}
    pending: list[int] = []
    chinese = any(_CHINESE.search(line.text) for line in lines)
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if _is_residue(text) or (chinese and _is_foreign(text)):
            residue[index] = RepairKind.WEB_RESIDUE
            residue |= dict.fromkeys(pending, RepairKind.WEB_RESIDUE)
            pending.clear()
        elif not pending and _is_note(text):
            residue[index] = RepairKind.EDITOR_NOTE
        elif len(pending) < _MOST_LINKS and _could_be_link(text):
            pending.append(index)
        else:
            break
    return residue


def _is_foreign(text: str) -> bool:
    """Whether a line below a Chinese speech is in no Chinese: an address, a licence's name, a counter."""
    return not (_CHINESE.search(text) or is_date(text) or ends_sentence(text) or _MASK.fullmatch(text))


def _could_be_link(text: str) -> bool:
    return (
        len(text) <= _LONGEST_LINK
        and not ends_sentence(text)
        and not numbered_level(text)
        and not is_date(text)
    )


def _is_note(text: str) -> bool:
    """Whether a line is a publisher's word on the speech: all of it in brackets, or one of a few phrases."""
    if len(text) > _LONGEST_NOTE or is_date_with_place(text) or is_speaker(text) or numbered_level(text):
        return False
    return _BRACKETED.fullmatch(text) is not None or _has_note(text)


def _has_note(text: str) -> bool:
    return len(text) <= _LONGEST_NOTE and any(phrase in text for phrase in wording().note_phrases)


def _is_residue(text: str) -> bool:
    """Whether a line is worded like a part of a page; only its place tells that it is one."""
    if any(phrase in text for phrase in wording().licence_phrases):
        return True
    if len(text) > _LONGEST_LABELLED:
        return False
    return (
        _MARKS.fullmatch(text) is not None
        or text.strip(_SURROUNDINGS) in wording().page_controls
        or _any_label().fullmatch(text) is not None
        or (_label_inside().search(text) is not None and not has_sentence(text))
        or _PATH.fullmatch(text) is not None
        or _CLOCK.fullmatch(text) is not None
        or _DATELINE.fullmatch(text) is not None
    )


@functools.cache
def _page_label() -> re.Pattern[str]:
    return _label(wording().page_labels)


@functools.cache
def _any_label() -> re.Pattern[str]:
    return _label((*wording().page_labels, *wording().weak_page_labels))


@functools.cache
def _label_inside() -> re.Pattern[str]:
    return re.compile(rf"[\s】]【?(?:{'|'.join(map(re.escape, wording().page_labels))})[：:]")


def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[（(【\[]?\s*(?:{'|'.join(map(re.escape, words))})\s*[：:][^。！？；]*")
