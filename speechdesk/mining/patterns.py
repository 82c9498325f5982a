"""The rules that find slots, read from resources/slots.toml, fixed.toml and places.toml once and compiled."""

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict, cast

from speechdesk.paths import resources
from speechdesk.records import SlotKind
from speechdesk.text.pairs import PairTable, pair_table

LEVELS = "省市州县区乡镇旗"
_NAME = re.compile("<<(\\w+)>>")
_HEAD = re.compile(r"(?:\(\?:)*\(\?=(\[[^\\\]^]+\])(?![?*{])")  # one of these characters comes first
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]")  # a character or a set of them, none of it an operator
_INNERMOST = re.compile(r"\([^()]*\)")
_LACKS_HEAD = re.compile(r"\||\)[?*+{]")  # (?=[…])a|b says it of a alone


@dataclass(frozen=True, slots=True)
class SlotRule:
    """One way to find a slot.

    Attributes:
        kind: what changes at the slot.
        pattern: over text without white space.
        start: the group at whose start the slot begins: “slot” where the pattern names it, else the whole.
        end: the group at whose end it ends. What begins before an earlier slot of the rule ends is none.
    """

    kind: SlotKind
    pattern: re.Pattern[str]
    start: str | int
    end: str | int


@dataclass(frozen=True, slots=True)
class RulesByNeed:
    """The numbers of slot rules, by a string that a text must hold.

    Attributes:
        heads: the first two characters of such strings; few of them are in a text.
        behind: for each of `heads`, the strings that begin so and the rules that need them.
        short: the same for strings of one character, and of none for rules that need no string.
    """

    heads: PairTable
    behind: Sequence[Sequence[tuple[str, Sequence[int]]]]
    short: Sequence[tuple[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class FixedWording:
    """National wording.

    Attributes:
        lasting: what never is a slot.
        dated: what is right only for a time: a string that text must hold, and the pattern to try then.
        dates: any of these strings.
    """

    lasting: re.Pattern[str]
    dated: tuple[tuple[str, re.Pattern[str]], ...]
    dates: re.Pattern[str]


class _RuleData(TypedDict):
    kind: str
    pattern: str
    needs: NotRequired[list[str]]


class _SlotData(TypedDict):
    lists: dict[str, str]
    rule: list[_RuleData]


class _PlaceData(TypedDict):
    provinces: str
    abbreviations: str
    prefectures: str
    more: str
    nicknames: str
    counties: str
    districts: str
    words: str
    common: str


class _FixedData(TypedDict):
    lasting: list[str]
    dated: list[tuple[str, str]]


@functools.cache
def slot_rules(level: str) -> tuple[SlotRule, ...]:
    """Return the rules for a speech given at `level` (one of `LEVELS`), or at any level for ""."""
    data = cast("_SlotData", cast("object", _read("slots.toml")))
    lists = _lists(data, level)
    return tuple(
        SlotRule(
            SlotKind(rule["kind"]),
            pattern,
            *(("slot", "slot") if "slot" in pattern.groupindex else (0, end)),
        )
        for rule in data["rule"]
        for pattern, end in (leaping(_expand(rule["pattern"], lists)),)
    )


@functools.cache
def fixed_wording() -> FixedWording:
    """Return the patterns of national wording."""
    data = cast("_FixedData", cast("object", _read("fixed.toml")))
    lists = {"figure": "[一二三四五六七八九十]"}
    return FixedWording(
        re.compile(branches(_expand(pattern, lists) for pattern in data["lasting"])),
        tuple((need, re.compile(_expand(pattern, lists))) for need, pattern in data["dated"]),
        re.compile("|".join(re.escape(need) for need, _ in data["dated"])),
    )


@functools.cache
def rules_by_need() -> RulesByNeed:
    """Return the numbers of the slot rules, the same at each level, by the string they need."""
    data = cast("_SlotData", cast("object", _read("slots.toml")))
    rules: dict[str, list[int]] = {}
    for number, rule in enumerate(data["rule"]):
        for need in rule.get("needs", ("",)):
            rules.setdefault(need, []).append(number)
    heads: dict[str, list[tuple[str, list[int]]]] = {}
    for need, numbers in rules.items():
        heads.setdefault(need[:2] if len(need) > 1 else "", []).append((need, numbers))
    short = heads.pop("")
    return RulesByNeed(pair_table([*heads]), [*heads.values()], short)


@functools.cache
def place_names() -> frozenset[str]:
    """Return the names of places of two characters and more."""
    data = cast("_PlaceData", cast("object", _read("places.toml")))
    return frozenset(f"{data['provinces']} {data['prefectures']} {data['more']} {data['nicknames']}".split())


@functools.cache
def county_names(end: str) -> frozenset[str]:
    """Return the names of what is called 县 or 市 (`end` one of these), 区 or 旗; too many for a pattern."""
    data = cast("_PlaceData", cast("object", _read("places.toml")))
    return frozenset((data["counties"] if end in "县市" else data["districts"]).split())


@functools.cache
def bare_names() -> frozenset[str]:
    """Return the names of counties, districts and the like that are no words of the language."""
    data = cast("_PlaceData", cast("object", _read("places.toml")))
    return (county_names("县") | county_names("区")).difference(data["words"].split())


@functools.cache
def clause_names() -> frozenset[str]:
    """Return those of `bare_names` that begin no common word."""
    data = cast("_PlaceData", cast("object", _read("places.toml")))
    return bare_names().difference(data["common"].split())


@functools.cache
def bare_heads() -> frozenset[str]:
    """Return the first two characters of `bare_names`, to tell at once where none begins."""
    return frozenset(name[:2] for name in bare_names())


@functools.cache
def mask_pattern() -> re.Pattern[str]:
    """Return the pattern of a mask: xx, XX, **, ○○ of any length."""
    data = cast("_SlotData", cast("object", _read("slots.toml")))
    return re.compile(data["lists"]["mask"])


def leaping(pattern: str) -> tuple[re.Pattern[str], str | int]:
    """Return `pattern` compiled, and the group at whose end its matches end.

    The engine leaps to the characters a pattern may begin with only where it takes one of them first. So one
    that says by (?=[…]) at its head which they are takes the character and looks back at the whole from
    there. Its matches may overlap: those that begin before the last one ends are none.
    """
    head = _HEAD.match(pattern)
    if head is None or "(?P<slot>" in pattern:
        return re.compile(pattern), 0
    flat = _TOKEN.sub(".", pattern[head.end() :])
    while flat != (outer := _INNERMOST.sub(".", flat)):
        flat = outer
    if _LACKS_HEAD.search(flat):
        return re.compile(pattern), 0
    return re.compile(f"{head[1]}(?<=(?={pattern}(?P<end>)){head[1]})"), "end"


def expand(pattern: str) -> str:
    """Return a pattern with the names in << >> replaced by the lists of slots.toml."""
    return _expand(pattern, cast("_SlotData", cast("object", _read("slots.toml")))["lists"])


def _lists(data: _SlotData, level: str) -> dict[str, str]:
    places = cast("_PlaceData", cast("object", _read("places.toml")))
    lists = dict(data["lists"])
    lists["own"] = level or f"[{LEVELS}]"
    lists["place"] = alternatives(place_names())
    lists["county"] = alternatives(clause_names())
    lists["abbreviation"] = f"[{places['abbreviations']}]"
    head = f"(?:书记|{lists['own']}长|主席|主任)"
    lists["leader"] = f"(?:{lists['mask']}|{lists['surname']}{lists['name']}?|{lists['name']}{{2}}){head}"
    return lists


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of `words`, the longest first; it says which two characters come first."""
    ranked = sorted(words, key=lambda word: (-len(word), word))
    return beginnings(ranked) + branches(map(re.escape, ranked))


def beginnings(words: Sequence[str]) -> str:
    """Return what says at the head of a pattern which two characters come first, where `words` begin."""
    first, second = ("".join(sorted({word[at : at + 1] for word in words})) for at in range(2))
    lone = "".join(sorted({word for word in words if len(word) == 1}))
    return f"(?=[{first}](?:[{second}]{f'|(?<=[{lone}])' if lone else ''}))"


def branches(patterns: Iterable[str]) -> str:
    """Return a pattern of any of `patterns`, grouped by first character, for the engine to leap to.

    Args:
        patterns: each begins with a character or a set of them; earlier ones win.
    """
    heads: dict[str, list[str]] = {}
    for pattern in patterns:
        if pattern.startswith("["):
            characters, _, rest = pattern[1:].partition("]")
        else:
            length = 2 if pattern.startswith("\\") else 1
            characters, rest = [pattern[:length]], pattern[length:]
        for head in characters:
            heads.setdefault(head, []).append(rest)
    branches = "|".join(f"{head}(?:{'|'.join(tails)})" for head, tails in sorted(heads.items()))
    return f"(?:{branches})"


def _expand(pattern: str, lists: dict[str, str]) -> str:
    return _NAME.sub(lambda name: lists[name.group(1)], pattern)


@functools.cache
def _read(name: str) -> dict[str, object]:
    return tomllib.loads((resources() / name).read_text(encoding="utf-8"))
