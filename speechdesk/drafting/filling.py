"""A passage's slots filled from the meeting card; what the card cannot know stays a slot."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from speechdesk.mining.patterns import LEVELS, mask_pattern, place_names
from speechdesk.records import MeetingCard, Slot, SlotKind

_RANKS = {"省": 0, "市": 1, "州": 1, "县": 2, "区": 2, "旗": 2, "乡": 3, "镇": 3}
_COUNTY, _TOWNSHIPS = 2, "乡镇"
_BLANK = "××"
_BESIDE = "兄弟"
_SHORTEST_NAME_CHARS = 2  # 云岭县 without 县 is a name, 渠县 is not
_MASKED_NAME = re.compile(f"(?<=[新字丽安治福廉康慧化])\\s*{mask_pattern().pattern}(?=建设|$)")
_NAMED_OFFICE = re.compile(
    rf"(?P<before>[{LEVELS}]委|[{LEVELS}]政府)?(?P<name>[^副]*?)\s*"
    rf"(?P<office>(?:常务)?副?(?:[{LEVELS}]长|书记|主席|主任|秘书长|同志|[部厅局处]长|常委).*)"
)
_LOWER = re.compile(rf"(?P<before>各|跨|兄弟|其他|个别|部分)?[{LEVELS}（）()、]+$")
_REPEATED = re.compile(rf"([{LEVELS}])(?:[、和]?\1)+(?![{LEVELS}]?委)")
_OPENS_MEETING = re.compile("(?:召开|举行|开好|出席|参加)(?:了|这次|本次)?$")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text after filling.

    Attributes:
        text: the words.
        slots: those that are still to be looked at, in order, in `text`.
    """

    text: str
    slots: tuple[Slot, ...]


def fill_slots(text: str, slots: Sequence[Slot], card: MeetingCard, level: str = "") -> Filled:
    """Return `text` with its slots filled from the card; what stands outside slots never changes.

    Level words change together (市委市政府 → 县委县政府, 全市 → 全县), the meeting that is being opened and
    masked places take their names from the card. The name of another office's leader is blanked, and stays a
    slot like everything the card does not know; so does a place whose name was exchanged, for somebody has to
    see whether it is true of the new one.

    Args:
        text: a passage or a part of one.
        slots: in order and apart, in `text`.
        card: empty fields fill nothing.
        level: of the speech the passage comes from; "" to take it from the slots.
    """
    own = level or _own_level(slots)
    pieces: list[str] = []
    left: list[Slot] = []
    at = length = 0
    for slot in slots:
        words, done = _fill(slot, text[: slot.start], card, own)
        pieces += (text[at : slot.start], words)
        length += slot.start - at
        if not done:
            masked = mask_pattern().search(words) is not None
            left.append(replace(slot, start=length, end=length + len(words), text=words, masked=masked))
        length += len(words)
        at = slot.end
    return Filled("".join((*pieces, text[at:])), tuple(left))


def _fill(slot: Slot, before: str, card: MeetingCard, own: str) -> tuple[str, bool]:
    """Return the words for a slot and whether nothing more is to be done there."""
    words, done = slot.text, False
    if slot.time_bound:
        return words, done
    if slot.kind is SlotKind.MEETING and card.meeting and _OPENS_MEETING.search(before):
        words, done = card.meeting, True
    elif slot.kind is SlotKind.PLACE:
        words, done = _fill_place(slot, card, own)
    elif slot.kind is SlotKind.PERSON:
        words = _blank_person(slot, card, own)
    elif slot.kind is SlotKind.LEVEL:
        words, done = _fill_level(slot.text, card.level, own)
    else:
        words = _change_level(_fill_name(slot, card.place), own, card.level)
        done = slot.kind is SlotKind.ORGANISATION and not slot.masked and words != slot.text
    return words, done


def _fill_level(text: str, level: str, own: str) -> tuple[str, bool]:
    if level and text.startswith(_BESIDE):
        return _BESIDE + level, True
    lower = _LOWER.match(text)
    if own and own in text and not (lower and lower["before"]):
        return _change_level(text, own, level), bool(level)
    return _lower_level(text, level), False


def _fill_place(slot: Slot, card: MeetingCard, own: str) -> tuple[str, bool]:
    name = slot.text.rstrip(LEVELS)
    tail = _change_level(slot.text[len(name) :], own, card.level)
    masked = mask_pattern().fullmatch(name) is not None
    if card.place and (masked or name in place_names()):
        place = card.place.rstrip(LEVELS) if tail and len(card.place) > _SHORTEST_NAME_CHARS else card.place
        return place + ("" if place.endswith(tail) else tail), masked
    return slot.text, False


def _fill_name(slot: Slot, place: str) -> str:
    """Return the words of a slot with the place in a masked name filled: 社会主义现代化新××, 数字××."""
    name = place.rstrip(LEVELS) if len(place) > _SHORTEST_NAME_CHARS else place
    masked = slot.masked and slot.kind is SlotKind.PROJECT and name
    return _MASKED_NAME.sub(name, slot.text) if masked else slot.text


def _blank_person(slot: Slot, card: MeetingCard, own: str) -> str:
    match = _NAMED_OFFICE.fullmatch(slot.text)
    if match is None:
        return slot.text
    office = _change_level(match["office"], own, card.level)
    return _change_level(match["before"] or "", own, card.level) + _BLANK + office


def _change_level(text: str, own: str, level: str) -> str:
    """Return text with the level word `own` made `level`, but not inside another word (城市, 市场)."""
    if not own or not level or own == level:
        return text
    changed = re.sub(f"(?<![城都超上股社地园小景灾]){own}(?![场民容域别块])", level, text)
    return _REPEATED.sub(r"\1", changed) if changed != text else text


def _lower_level(text: str, level: str) -> str:
    """Return what 各县（市） is called at a level that has no counties below it."""
    match = _LOWER.match(text)
    if not level or match is None or _RANKS.get(level, 0) < _COUNTY:
        return text
    return (match["before"] or "") + _TOWNSHIPS


def _own_level(slots: Sequence[Slot]) -> str:
    """Return the level that level slots speak of most, the lowest where none leads (省市 is said in a 市)."""
    counts: Counter[str] = Counter()
    for slot in slots:
        if slot.kind is SlotKind.LEVEL and not slot.text.startswith(("各", "跨", "兄弟")):
            counts.update(set(slot.text) & set(_RANKS))
    return max(sorted(counts), key=lambda level: (counts[level], _RANKS[level]), default="")
