"""The slots of a text: what changes when another office, at another place or level, uses the words."""

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from speechdesk.mining.listed import find_listed
from speechdesk.mining.names import find_names
from speechdesk.mining.patterns import (
    LEVELS,
    bare_heads,
    bare_names,
    clause_names,
    county_names,
    fixed_wording,
    mask_pattern,
    rules_by_need,
    slot_rules,
)
from speechdesk.records import Slot, SlotKind, Speech
from speechdesk.text.pairs import find_pairs

_OWN = re.compile(
    f"[全我{LEVELS}](?:(?<=[全我])([{LEVELS}])(?![面体域场民])"
    f"|(?<=([{LEVELS}]))委、?\\2政府|(?<=([{LEVELS}]))政府|(?<=([{LEVELS}]))人大)"
)
_WEIGHTS = (3, 2, 1, 1)  # 全市 tells more of who speaks than 市政府
_LEAST_EVIDENCE = 6  # a report to the whole country names a county now and then
_COUNTRY = re.compile("我国|全国|国务院")
_LEAST_OF_COUNTRY = 10
_COUNTY_END = re.compile("[县区旗市](?<!城市)(?!(?<=市)[圈场民])(?![长委])")
_LONGEST_COUNTY = 6
_BETWEEN_MARKS = re.compile("[^，、。；：“”）和与及等在到赴由]+")
_BEFORE_COUNTY = frozenset(("支持", "推动", "推进", "加快", "实现", "带动", "覆盖", "确保"))
_BEGINS_CLAUSE = "，、。；：“"
_BEFORE_NAME, _AFTER_NAME = "，、。；：“和与及在到赴由", "，、。；”）和与及等"
_SINGLE_LETTER = re.compile("[A-Za-z0-9]")
_FIGURES = "一二三四五六七八九十百年月日"
_MEETING, _DATE, _PERSON = (
    re.compile("大|(?<!社)会"),
    re.compile("五|年|换届"),
    re.compile("总理|书记|同志|主席"),
)


@dataclass(frozen=True, slots=True)
class LearnedSlot:
    """Words that turned out to be a slot elsewhere, such as the name of a place that a variant masks."""

    text: str
    kind: SlotKind


def speech_level(speech: Speech) -> str:
    """Return the level a speech is given at, one of `LEVELS`; "" where it does not show."""
    counts: Counter[str] = Counter()
    for text in (*(block.text for block in speech.blocks), *[speech.title or ""] * 3):
        _count_levels(text, counts)
    level = max(sorted(counts), key=lambda level: counts[level], default="")
    return level if counts[level] >= _LEAST_EVIDENCE else ""


def speaks_for_country(speech: Speech, level: str) -> bool:
    """Return whether a speech at `level` is given to the whole country: its slogans are everybody's."""
    said = 0 if level else sum(len(_COUNTRY.findall(block.text)) for block in speech.blocks)
    return said >= _LEAST_OF_COUNTRY


def find_slots(text: str, level: str = "", *, listed: bool = True) -> tuple[Slot, ...]:
    """Return the slots of `text`, in order and apart.

    National fixed wording is none; where it is bound to a date it is a slot marked time-bound.

    Args:
        text: a paragraph or a sentence; white space inside makes no difference.
        level: of the speech it comes from; "" for any.
        listed: whether to look for names that only their list tells, with a dictionary of words: its first
            use takes 0.3 to 0.9 s, too long for the UI thread.
    """
    compact, offsets = _without_spaces(text)
    found = [
        *_dated(compact),
        *_ruled(compact, level),
        *_counties(compact),
        *_bare_counties(compact),
        *find_names(compact),
        *(find_listed(compact) if listed else ()),
    ]
    fixed = _fixed_spans(compact)
    chosen = _apart(slot for slot in found if slot.time_bound or not _is_fixed(slot, compact, fixed))
    return tuple(_placed(slot, text, offsets) for slot in chosen)


def add_slots(text: str, slots: Sequence[Slot], learned: Sequence[LearnedSlot]) -> tuple[Slot, ...]:
    """Return `slots` and the occurrences of learned words in `text`, in order and apart.

    Args:
        text: what the slots were found in; white space inside makes no difference.
        slots: in order and apart.
        learned: words that are slots wherever they stand, but in national fixed wording.
    """
    if not learned:
        return tuple(slots)
    compact, offsets = _without_spaces(text)
    fixed = _fixed_spans(compact)
    found = [slot for words in learned for slot in _occurrences(compact, words)]
    named = [_placed(slot, text, offsets) for slot in found if not _is_fixed(slot, compact, fixed)]
    return tuple(_apart([*slots, *named]))


def slots_within(slots: Iterable[Slot], start: int, end: int) -> tuple[Slot, ...]:
    """Return the slots that lie in a span, counted from its start; one cut by its border is left out."""
    return tuple(
        Slot(slot.start - start, slot.end - start, slot.kind, slot.text, slot.masked, slot.time_bound)
        for slot in slots
        if slot.start >= start and slot.end <= end
    )


def slots_of_part(
    text: str, slots: Iterable[Slot], start: int, end: int, level: str = ""
) -> tuple[Slot, ...]:
    """Return the slots of a part of `text`, counted from its start; of one that is cut, those in the rest.

    Args:
        text: a paragraph.
        slots: its own.
        start: of the part.
        end: of it.
        level: of the speech it comes from; "" for any.
    """
    whole = list(slots)
    found = [*slots_within(whole, start, end)]
    for slot in whole:
        first, last = max(start, slot.start), min(end, slot.end)
        if first < last and last - first < slot.end - slot.start:
            found += [
                replace(one, start=one.start + first - start, end=one.end + first - start)
                for one in find_slots(text[first:last], level, listed=False)
            ]
    return tuple(sorted(found, key=attrgetter("start")))


def local_names(slots: Iterable[Slot]) -> tuple[LearnedSlot, ...]:
    """Return the slogans among `slots`, to be looked for where they stand bare in their speech."""
    names = {
        slot.text.strip("“”")
        for slot in slots
        if slot.kind is SlotKind.PROJECT and not slot.masked and not slot.time_bound
        and slot.text.startswith("“") and slot.text.endswith("”") and slot.text.count("“") == 1
    }  # fmt: skip
    return tuple(LearnedSlot(name, SlotKind.PROJECT) for name in sorted(names) if len(name) > 3)  # noqa: PLR2004


def _count_levels(text: str, counts: Counter[str]) -> None:
    for match in _OWN.finditer(text):
        group = match.lastindex or 1
        counts[match.group(group)] += _WEIGHTS[group - 1]


def _ruled(text: str, level: str) -> Iterator[Slot]:
    rules = slot_rules(level)
    for number in _worth_trying(text):
        rule = rules[number]
        last = 0
        for match in rule.pattern.finditer(text):
            start, end = match.start(rule.start), match.end(rule.end)
            if end > start >= last:
                last = end
                mask = mask_pattern().search(text, start, end)
                masked = mask is not None and _is_mask(text, *mask.span())
                if mask is not None and not masked and mask.start() == start:
                    continue
                yield Slot(start, end, rule.kind, text[start:end], masked)


def _worth_trying(text: str) -> list[int]:
    """Return the numbers of the rules of which the text holds a string they need."""
    by_need = rules_by_need()
    found = set(find_pairs(by_need.heads, text)[1].tolist())
    needs = itertools.chain(by_need.short, *map(by_need.behind.__getitem__, found))
    return sorted({number for need, numbers in needs if need in text for number in numbers})


def _counties(text: str) -> Iterator[Slot]:
    """Yield counties and the like that are named with 县 市 区 旗, anywhere."""
    for match in _COUNTY_END.finditer(text):
        end = match.end()
        names = county_names(match.group())
        name_end = end - 3 if text.endswith("自治", 0, end - 1) else end - 1
        for start in range(max(0, name_end - _LONGEST_COUNTY), name_end - 1):
            if text[start:name_end] in names:
                yield Slot(start, end, SlotKind.PLACE, text[start:end])
                break


def _bare_counties(text: str) -> Iterator[Slot]:
    """Yield counties and the like named without 县 市 区 旗: alone between marks or heading a clause."""
    alone, names, heads = bare_names(), clause_names(), bare_heads()
    for match in _BETWEEN_MARKS.finditer(text):
        words, (start, end) = match.group(), match.span()
        if words[:2] not in heads:
            if words[2:4] not in heads or words[:2] not in _BEFORE_COUNTY:
                continue
            words, start = words[2:], start + 2
        before = text[max(0, match.start() - 1) : match.start()]
        if words in alone:
            if before in _BEFORE_NAME and text[end : end + 1] in _AFTER_NAME:
                yield Slot(start, end, SlotKind.PLACE, words)
        elif before in _BEGINS_CLAUSE:
            for end in range(start + _LONGEST_COUNTY, start + 1, -1):
                if text[start:end] in names:
                    yield Slot(start, end, SlotKind.PLACE, text[start:end])
                    break


def _is_mask(text: str, start: int, end: int) -> bool:
    """Whether what looks like a mask stands for something: not the X of X光, a product, or 二○二二年."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start] in "○〇◯" and set(before + after) & set(_FIGURES):
        return False
    if text[start] == "_" and _SINGLE_LETTER.match(before):  # PM_2.5
        return False
    latin = end - start == 1 and (_SINGLE_LETTER.match(before) or _SINGLE_LETTER.match(after))
    return not latin and text[start:end] not in "—_" and after != "光"


def _dated(text: str) -> Iterator[Slot]:
    fixed = fixed_wording()
    for need, pattern in fixed.dated if fixed.dates.search(text) else ():
        if need not in text:
            continue
        for match in pattern.finditer(text):
            words = match.group()
            yield Slot(match.start(), match.end(), _dated_kind(words), words, time_bound=True)


def _dated_kind(words: str) -> SlotKind:
    if _PERSON.search(words):
        return SlotKind.PERSON
    if _DATE.search(words) and "会" not in words:
        return SlotKind.DATE
    return SlotKind.MEETING if _MEETING.search(words) else SlotKind.PROJECT


def _occurrences(text: str, words: LearnedSlot) -> Iterator[Slot]:
    start = text.find(words.text)
    while start >= 0:
        end = start + len(words.text)
        yield Slot(start, end, words.kind, words.text)
        start = text.find(words.text, end)


def _fixed_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in fixed_wording().lasting.finditer(text)]


def _is_fixed(slot: Slot, text: str, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a slot lies in fixed wording, or is it in quotation marks and a word; a meeting is none."""
    return any(
        start <= slot.start
        and (
            slot.end <= end
            or (start == slot.start and text[end - 1] == "”" and slot.kind is not SlotKind.MEETING)
        )
        for start, end in spans
    )


def _apart(slots: Iterable[Slot]) -> list[Slot]:
    """Return slots that do not overlap, in order: the longest first, then the earlier rule."""
    starts: list[int] = []
    chosen: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: slot.start - slot.end):
        at = bisect.bisect_left(starts, slot.start)
        free_before = at == 0 or chosen[at - 1].end <= slot.start
        free_after = at == len(starts) or starts[at] >= slot.end
        if free_before and free_after:
            starts.insert(at, slot.start)
            chosen.insert(at, slot)
    return sorted(chosen, key=attrgetter("start"))


def _without_spaces(text: str) -> tuple[str, Sequence[int]]:
    compact = "".join(text.split())
    if len(compact) == len(text):
        return text, range(len(text) + 1)
    return compact, [offset for offset, character in enumerate(text) if not character.isspace()]


def _placed(slot: Slot, text: str, offsets: Sequence[int]) -> Slot:
    if isinstance(offsets, range):
        return slot
    start, end = offsets[slot.start], offsets[slot.end - 1] + 1
    return replace(slot, start=start, end=end, text=text[start:end])
