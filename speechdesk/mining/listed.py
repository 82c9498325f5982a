"""Names that no word of theirs tells of, found by where they stand: 卡阳、松如沟等14个电网工程, 柳工入选."""

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict, cast

from speechdesk.mining.names import common_words, name_edge, place_length
from speechdesk.mining.patterns import alternatives
from speechdesk.paths import resources
from speechdesk.records import Slot, SlotKind
from speechdesk.text.words import is_word

_LONGEST_LIST, _SHORTEST, _LONGEST = 60, 2, 16
_LONGEST_WORD = 6
_LEAST_NAMES = 2  # that make names of what else is in their list
_LEAST_OWN = 2  # characters in a row behind a place that are in no common word
_SHORT = 3
_UNKNOWN = re.compile("[\u4e00-\u9fff][^ ]|[^ ][\u4e00-\u9fff]")
_OWN = re.compile("[^ ]*[\u4e00-\u9fff][^ ]*")
_LATIN = re.compile("[0-9A-Za-z.等]")
_QUOTED = ("“", "”")
_LIST = re.compile("[\u4e00-\u9fffA-Za-z—－·、0-9]{2,}$")
_FOLLOWS = re.compile(
    "等|入选|获[评批]|荣获|上[市榜]|挂牌|登陆|跻身|竣工|投产|通车|开工|落地|[0-9]+[万多]?[个家户场条座处项]"
)  # what begins what follows


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of listed.toml.

    Attributes:
        follow: what stands behind names; its groups are called by the kind of what they name.
        adverbs: what may stand between.
        tails: what ends no name.
        common: a word that is in no name.
    """

    follow: re.Pattern[str]
    adverbs: re.Pattern[str]
    tails: re.Pattern[str]
    common: re.Pattern[str]


class _FollowData(TypedDict):
    kind: str
    pattern: str


class _ListedData(TypedDict):
    adverbs: str
    tails: str
    common: str
    follow: list[_FollowData]


def find_listed(text: str) -> Iterator[Slot]:
    """Yield the names in `text`, which is without white space, that stand before what only follows names.

    A name is what the dictionary of words does not know, less the verbs before it; and what it knows (联想)
    in a list of which a third and more are names.
    """
    rules = _rules()
    for head in _FOLLOWS.finditer(text):
        is_cut = head.group()[0].isdigit() and _LATIN.match(text, head.start() - 1)  # T3航站区
        match = None if is_cut else rules.follow.match(text, head.start())
        items = _LIST.search(text, max(0, head.start() - _LONGEST_LIST), head.start()) if match else None
        if match is None or items is None:
            continue
        spans = [*_item_spans(text, items.start(), rules.adverbs.sub("", items.group()))]
        named = [_is_name(text[start:stop], head.group(), rules) for start, stop, _ in spans]
        are_names = sum(named) >= max(_LEAST_NAMES, len(spans) / 3)
        for (start, stop, is_whole), is_name in zip(spans, named, strict=True):
            if is_name or (are_names and is_whole and _may_be_name(text[start:stop], rules)):
                yield Slot(start, stop, SlotKind(match.lastgroup or ""), text[start:stop])


def _item_spans(text: str, start: int, items: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of the items of a list, less the verbs before them, and whether nothing was cut off.

    Only before the first item verbs are its list's.
    """
    stop = start - 1
    for number, item in enumerate(items.split("、")):
        first, stop = stop + 1, stop + 1 + len(item)
        begin = max(first, name_edge(text, stop))
        if begin > first or text[begin - 1 : begin] not in _QUOTED:
            yield begin, stop, begin == first or number == 0


def _is_name(words: str, follows: str, rules: _Rules) -> bool:
    if not _has_form(words, rules):
        return False
    shape = _shape(words, rules)
    place = place_length(words) if follows == "等" else 0
    is_of_place = place and max(map(len, rules.common.split(words[place:]))) >= _LEAST_OWN
    return bool(is_of_place or _UNKNOWN.search(shape) or (len(words) <= _SHORT and _OWN.fullmatch(shape)))


def _may_be_name(words: str, rules: _Rules) -> bool:
    """Whether words among names may be one too, though the dictionary knows them."""
    return _has_form(words, rules) and not rules.common.search(words)


def _has_form(words: str, rules: _Rules) -> bool:
    return _SHORTEST <= len(words) <= _LONGEST and not (words[:1].isdigit() or rules.tails.search(words))


def _shape(words: str, rules: _Rules) -> str:
    """Return `words` with a space for each character that is in a common word or one of the dictionary."""
    known = [False] * len(words)
    for start in range(len(words) - 1):
        for stop in range(start + 2, min(len(words), start + _LONGEST_WORD) + 1):
            if is_word(words[start:stop]):
                known[start:stop] = [True] * (stop - start)
    for common in rules.common.finditer(words):
        known[common.start() : common.end()] = [True] * len(common.group())
    return "".join(" " if is_known else one for one, is_known in zip(words, known, strict=True))


@functools.cache
def _rules() -> _Rules:
    data = cast(
        "_ListedData", cast("object", tomllib.loads((resources() / "listed.toml").read_text("utf-8")))
    )
    return _Rules(
        re.compile("|".join(f"(?P<{follow['kind']}>{follow['pattern']})" for follow in data["follow"])),
        re.compile(f"(?:{'|'.join(data['adverbs'].split())})+$"),
        re.compile(f"(?:{'|'.join(data['tails'].split())})$"),
        re.compile(alternatives({*common_words(), *data["common"].split()})),
    )
