"""numbering.xml → the number a reader sees before each paragraph of a list.

A list counts on over all paragraphs that share its abstract definition, as Word does it; an instance with
overridden starts begins anew where it is first used.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from speechdesk.documents.numerals import format_number
from speechdesk.documents.package import Element
from speechdesk.documents.wordml import W, number, switch, value, whole_number

_LEVELS = 9
_LONGEST_LABEL = 50  # characters
_PLACE = re.compile("%([1-9])")
# Labels that end in a mark as wide as a character already stand apart from the text.
_WIDE_ENDINGS = frozenset("、，。．：；）】〕〉》」』")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list shows its numbers.

    Attributes:
        start: the first number.
        kind: a value of ST_NumberFormat.
        text: the label, %1 to %9 for the numbers of the levels.
        gap: what parts the label from the text: "tab", "space" or "nothing".
        legal: whether the numbers of all levels show in Arabic figures.
        restart: the level (from 1) that makes this one start again, 0 for never; None for any level above.
        style: the id of the paragraph style that stands for this level.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    gap: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A `w:num`: which counters it moves and how its levels look.

    Attributes:
        counters: the id of the abstract definition it counts with.
        levels: by index from 0.
        starts: level → the number it begins with where this instance is first used.
    """

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level_of_style(self, style: str) -> int | None:
        """Return the index of the level that stands for a paragraph style, None where none does."""
        return next((index for index, level in self.levels.items() if level.style == style), None)


@dataclass(slots=True)
class _Counters:
    numbers: dict[int, int] = field(
        default_factory=dict[int, int]
    )  # levels in use; what restarts is taken out


class ListNumbers:
    """Counts the lists of a document, paragraph by paragraph.

    Args:
        lists: the document's list instances by their ids.
    """

    def __init__(self, lists: Mapping[str, ListInstance]) -> None:
        self._lists = lists
        self._counters: dict[str, _Counters] = {}
        self._used: set[str] = set()

    def label(self, list_id: str, level: int) -> str:
        """Return the label of the next paragraph of a list, with what parts it from the text.

        Args:
            list_id: a key of `lists`; another gives "".
            level: from 0; one the list does not define gives "".
        """
        instance = self._lists.get(list_id)
        definition = instance.levels.get(level) if instance is not None else None
        if instance is None or definition is None:
            return ""
        numbers = self._counters.setdefault(instance.counters, _Counters()).numbers
        if list_id not in self._used:
            self._used.add(list_id)
            for overridden in instance.starts:
                numbers.pop(overridden, None)
        for above in range(level):  # a level that was skipped counts as begun, as in LibreOffice
            numbers.setdefault(above, _start(instance, above))
        numbers[level] = numbers[level] + 1 if level in numbers else _start(instance, level)
        for below in [below for below in numbers if below > level]:
            if _restarts(instance.levels.get(below), level):
                del numbers[below]
        return _label(instance, definition, numbers)


def _start(instance: ListInstance, level: int) -> int:
    return instance.starts.get(level, instance.levels.get(level, Level()).start)


def _restarts(below: Level | None, level: int) -> bool:
    return below is None or below.restart is None or level < below.restart


def _label(instance: ListInstance, definition: Level, numbers: Mapping[int, int]) -> str:
    if definition.kind == "bullet":
        return ""  # a mark, no number; it is no part of the words

    def show(place: re.Match[str]) -> str:
        index = int(place.group(1)) - 1
        shown = instance.levels.get(index, Level())
        kind = "decimal" if definition.legal and shown.kind not in {"none", "decimalZero"} else shown.kind
        return format_number(numbers.get(index, _start(instance, index)), kind)

    label = _PLACE.sub(show, definition.text)
    if not label.strip() or definition.gap == "nothing":
        return label
    if definition.gap == "tab" and label[-1] in _WIDE_ENDINGS:
        return label
    return label if label[-1].isspace() else f"{label} "


def read_lists(root: Element, style_lists: Mapping[str, str]) -> dict[str, ListInstance]:
    """Return the list instances of a numbering part by their ids.

    Args:
        root: the `w:numbering` element.
        style_lists: id of a style → id of the list instance it names, for lists defined by a style.
    """
    abstracts = {element.get(W + "abstractNumId", ""): element for element in root.findall(W + "abstractNum")}
    numbers = {element.get(W + "numId", ""): element for element in root.findall(W + "num")}
    lists: dict[str, ListInstance] = {}
    for list_id, element in numbers.items():
        abstract_id = value(element, "abstractNumId") or ""
        linked = numbers.get(style_lists.get(_style_link(abstracts.get(abstract_id)), ""))
        if linked is not None:
            abstract_id = value(linked, "abstractNumId") or ""
        abstract = abstracts.get(abstract_id)
        if abstract is not None:
            lists[list_id] = _instance(abstract_id, abstract, element)
    return lists


def _style_link(abstract: Element | None) -> str:
    return (value(abstract, "numStyleLink") or "") if abstract is not None else ""


def _instance(abstract_id: str, abstract: Element, element: Element) -> ListInstance:
    levels = dict(_level(level) for level in abstract.findall(W + "lvl"))
    starts: dict[int, int] = {}
    for override in element.findall(W + "lvlOverride"):
        index = _level_index(override)
        own = override.find(W + "lvl")
        if own is not None:
            levels[index] = _level(own)[1]
        start = number(override, "startOverride")
        if start is not None:
            starts[index] = start
        elif own is not None:
            starts[index] = levels[index].start
    return ListInstance(abstract_id, levels, starts)


def _level_index(element: Element) -> int:
    return min(whole_number(element.get(W + "ilvl")) or 0, _LEVELS - 1)


def _level(element: Element) -> tuple[int, Level]:
    start = number(element, "start")
    level = Level(
        start=0 if start is None else start,  # section 17.9.25: without it a level starts with 0
        kind=_kind(element),
        text=(value(element, "lvlText") or "")[:_LONGEST_LABEL],
        gap=value(element, "suff") or "tab",
        legal=switch(element, "isLgl") or False,
        restart=number(element, "lvlRestart"),
        style=value(element, "pStyle"),
    )
    return _level_index(element), level if element.find(W + "lvlPicBulletId") is None else replace(
        level, kind="bullet"
    )


def _kind(element: Element) -> str:
    """Return the number format; the first of an `mc:AlternateContent` is the one Word shows."""
    found = next(element.iter(W + "numFmt"), None)
    kind = "decimal" if found is None else found.get(W + "val", "decimal")
    if kind == "custom" and found is not None and found.get(W + "format", "").startswith("0"):
        return "decimalZero"
    return kind
