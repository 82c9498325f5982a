"""Names that tell by their last word what they name: a reservoir, a hospital, a fair."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

from speechdesk.mining.patterns import alternatives, clause_names, place_names
from speechdesk.paths import resources
from speechdesk.records import Slot, SlotKind

_LONGEST = 20  # characters before the last word
_LONGEST_PLACE = 5
_SHORTEST_SCOPED = 3
_LEAST_OWN = 2  # characters that are a name's own, of no common word
_COUNTED = frozenset("家大条")  # with a figure before: 宜昌3家高新区
_JOINS = frozenset("—－-·’")
_UNITS = frozenset("省市州县")
_BEFORE_PLACE = ("环", "黄河", "长江")  # 环太湖科创圈, 黄河宁夏段治理工程


@dataclass(frozen=True, slots=True)
class _End:
    """The last word of names.

    Attributes:
        whole: whether it is a name alone.
        bare: whether it makes a name where no place leads.
    """

    word: str
    kind: SlotKind
    whole: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of names.toml.

    Attributes:
        tail: the last but one character of a last word, where the last follows.
        ends: the last words by their last two characters, the longest first.
        edges: what a name begins after.
        verbs: what it begins after where no place leads.
        inner: two characters that are no edge together.
        places: what leads a name.
        heads: the first two characters of each of `places`.
        scopes: what leads the name of a meeting.
        common: a word that is in no name.
        unless: a word that only begins like a last word or a place.
    """

    tail: re.Pattern[str]
    ends: Mapping[str, tuple[_End, ...]]
    edges: frozenset[str]
    verbs: frozenset[str]
    inner: frozenset[str]
    places: frozenset[str]
    heads: frozenset[str]
    scopes: frozenset[str]
    common: re.Pattern[str]
    unless: re.Pattern[str]


class _KindData(TypedDict):
    kind: str
    whole: str
    ends: str
    led: str


class _NameData(TypedDict):
    before: str
    verbs: str
    inner: str
    common: str
    leads: str
    scope: str
    unless: str
    name: list[_KindData]


def find_names(text: str) -> Iterator[Slot]:
    """Yield the names in `text`, which is without white space; they may overlap."""
    rules = _rules()
    for match in rules.tail.finditer(text):
        ends = rules.ends.get(text[match.start() : match.end() + 1])
        if ends is None:
            continue
        stop = match.end() + 1
        for end in ends:
            at = stop - len(end.word)
            if text.startswith(end.word, max(0, at)):
                break
        else:
            continue
        unless = rules.unless.match(text, at)
        if (unless and unless.end() > stop) or (end.whole and text[at - 1 : at + 1] in rules.heads):
            continue  # 山东海洋 is not of 东海
        is_alone = end.whole and end.kind is SlotKind.PLACE
        start = at if is_alone else _name_start(text, at, end, rules)
        if start < at or end.whole:
            yield Slot(start, stop, end.kind, text[start:stop])


def name_edge(text: str, at: int) -> int:
    """Return where the words before `at` begin, behind a verb or what is no part of any name."""
    rules = _rules()
    return _edge(text, at, rules.edges | rules.verbs, rules.inner)


def place_length(words: str) -> int:
    """Return the length of the place or known name that `words` begin with; 0 if they begin with none."""
    places = _rules().places
    lengths = range(min(_LONGEST_PLACE, len(words)), 1, -1)
    return next((length for length in lengths if words[:length] in places), 0)


def common_words() -> tuple[str, ...]:
    """Return the words that are in no name."""
    return tuple(_data()["common"].split())


def _name_start(text: str, at: int, end: _End, rules: _Rules) -> int:
    """Return where the name that ends in the last word at `at` begins; `at` where there is none."""
    first = _edge(text, at, rules.edges, rules.inner)
    if first == at:
        return at
    led = _led_start(text, first, at, rules)
    if led is not None:
        return led
    start = max(first, _edge(text, at, rules.verbs, rules.inner))
    if end.kind is SlotKind.MEETING:
        for begin in (first, start):
            is_scoped = text[begin : begin + 2] in rules.scopes and at - begin > _SHORTEST_SCOPED
            if is_scoped and not rules.unless.match(text, begin):
                return begin
    if not end.bare:
        return at
    is_cut = start == at - _LONGEST  # who knows what it begins after
    is_common = len(rules.common.sub("", text[start:at])) < _LEAST_OWN
    return at if is_cut or is_common else start


def _led_start(text: str, first: int, at: int, rules: _Rules) -> int | None:
    """Return where the name begins that a place at `first` or behind it leads; None where there is no place.

    That is before the place where a name does not begin with it: 国家技术转移郑州中心. What names nothing
    begins at `at`.
    """
    for start in range(first, at - 1):
        if text[start : start + 2] not in rules.heads:
            continue
        for stop in range(min(at, start + _LONGEST_PLACE), start + 1, -1):
            if text[start:stop] not in rules.places or text[stop] == "）" or rules.unless.match(text, start):
                continue
            if text[first : first + 2] in rules.scopes:
                return first
            if _is_any_of_place(text[stop:at], rules.common):
                return at
            return start - next((len(one) for one in _BEFORE_PLACE if text.endswith(one, first, start)), 0)
    return None


def _edge(text: str, at: int, edges: frozenset[str], inner: frozenset[str]) -> int:
    """Return where the words before `at` begin: behind one of `edges` or what is no part of any name."""
    first = max(0, at - _LONGEST)
    position = at
    while position > first:
        last = text[position - 1]
        if last == "）":  # 中国（连云港）论坛
            opening = text.rfind("（", first, position)
            if opening < 0:
                return position
            position = opening
            continue
        if not ("\u4e00" <= last <= "\u9fff" or last in _JOINS or (last.isascii() and last.isalnum())):
            return position
        if last in _COUNTED and text[position - 2 : position - 1].isdigit():
            return position
        if last in edges or text[position - 2 : position] in edges or text[position - 3 : position] in edges:
            around = text[position - 2 : position + 1]
            if around[:2] not in inner and around[1:] not in inner:
                return position
        position -= 1
    return position


def _is_any_of_place(words: str, common: re.Pattern[str]) -> bool:
    """Whether what stands between a place and a last word names nothing: 安徽省重点实验室."""
    return words[:1] in _UNITS and not common.sub("", words[1:])


@functools.cache
def _data() -> _NameData:
    return cast("_NameData", cast("object", tomllib.loads((resources() / "names.toml").read_text("utf-8"))))


@functools.cache
def _rules() -> _Rules:
    data = _data()
    ends: dict[str, list[_End]] = {}
    for name in data["name"]:
        kind = SlotKind(name["kind"])
        for words, whole, bare in (
            (name["whole"], True, False),
            (name["ends"], False, True),
            (name["led"], False, False),
        ):
            for word in words.split():
                ends.setdefault(word[-2:], []).append(_End(word, kind, whole, bare))
    whole = {end.word for found in ends.values() for end in found if end.whole}
    places = frozenset({*place_names(), *clause_names(), *data["leads"].split(), *whole})
    return _Rules(
        re.compile(f"[{''.join({tail[0] for tail in ends})}](?=[{''.join({tail[1] for tail in ends})}])"),
        {tail: tuple(sorted(found, key=lambda end: -len(end.word))) for tail, found in ends.items()},
        frozenset(data["before"].split()),
        frozenset(data["verbs"].split()),
        frozenset(data["inner"].split()),
        places,
        frozenset(place[:2] for place in places),
        frozenset(data["scope"].split()),
        re.compile(alternatives(common_words())),
        re.compile(alternatives(data["unless"].split())),
    )
