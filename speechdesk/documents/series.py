"""Items that count on (一是 … 二是 …, 第一， … 第二， …): headings all of them, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from speechdesk.documents.sections import Outlined
from speechdesk.records import BlockKind
from speechdesk.text.headings import figure_value

_ITEM = re.compile("(第|其)?([一二三四五六七八九十]{1,3})([是要]|[，、：,:])")
_PARTS = re.compile("[一二三四五六七八九十]{1,4}、")
_ITEM_LEVEL = 3
_ORDINAL = "第"


@dataclass(slots=True)
class _Series:
    """Items of one sort that count on: their indices, and the number of the last."""

    last: int
    indices: list[int] = field(default_factory=list[int])


def settle_series(paragraphs: Sequence[Outlined]) -> list[Outlined]:
    """Return paragraphs with one kind and one level for the items of each series.

    Of a series some items may open with a phrase and some with a long sentence: where the phrases are not
    more than half of them, none is a heading. 第一， below 一、 is an item of it, else it takes its place.
    """
    settled = list(paragraphs)
    for series in _find_series(paragraphs):
        headings = [index for index in series.indices if settled[index].heading is not None]
        if 2 * len(headings) <= len(series.indices):
            for index in headings:
                settled[index] = Outlined(BlockKind.BODY, settled[index].text)
    below_part = False
    for index, paragraph in enumerate(settled):
        if paragraph.heading is None:
            continue
        if _PARTS.match(paragraph.text):
            below_part = True
        elif below_part and paragraph.text.startswith(_ORDINAL):
            settled[index] = replace(paragraph, level=_ITEM_LEVEL)
    return settled


def _find_series(paragraphs: Sequence[Outlined]) -> list[_Series]:
    found: list[_Series] = []
    counting: dict[str, _Series] = {}
    for index, paragraph in enumerate(paragraphs):
        item = _ITEM.match(paragraph.text) if paragraph.run_in or paragraph.heading is None else None
        sort = f"{item.group(1) or ''}{item.group(3)}" if item else ""
        if item is None or sort == "、":
            if paragraph.heading is not None:
                counting.clear()  # another heading ends every series
            continue
        number = figure_value(item.group(2))
        series = counting.get(sort)
        if series is None or number != series.last + 1:
            series = counting[sort] = _Series(number)
            found.append(series)
        series.last = number
        series.indices.append(index)
    return found
