"""Points (一、 （一） 1. 一是 第一，) and their numbers: which belong together, and what they should be.

A run is the points of one sort that count on from one another. A number of a higher level ends the runs
below it; a one begins a run of its own, unless it has just arrived among others (moved, pasted, dropped).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from speechdesk.documents.numerals import format_number
from speechdesk.drafting.changes import Change, spare_locks
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.text.headings import figure_value

_FIGURE = "[一二三四五六七八九十]{1,3}"
_OPENS = re.compile(
    rf"""
    (?P<part_figure>{_FIGURE})、(?!{_FIGURE}、)
    | 第(?P<ordinal_figure>{_FIGURE})[，、：,:]
    | [（(](?P<chapter_figure>{_FIGURE})[）)]
    | (?P<item_figure>\d{{1,2}})[.．、](?!\d)
    | [（(](?P<detail_figure>\d{{1,2}})[）)]
    | (?P<is_figure>{_FIGURE})是
    | (?P<must_figure>{_FIGURE})要(?![素点件：:])
    | 其(?P<which_figure>{_FIGURE})[，、：,:]
    """,
    re.VERBOSE,
)
# Within a paragraph a point follows a mark; only these sorts are counted so.
_INSIDE = re.compile(
    rf"(?<=[。；：！？，、;])(?:(?P<is_figure>{_FIGURE})是|(?P<must_figure>{_FIGURE})要(?![素点件：:])"
    rf"|第(?P<ordinal_figure>{_FIGURE})，|其(?P<which_figure>{_FIGURE})，)"
)
_RANKS = {"part": 1, "ordinal": 1, "chapter": 2, "item": 3, "detail": 4, "is": 4, "must": 4, "which": 4}
_ARABIC = frozenset({"item", "detail"})
_POINTED = (BlockKind.HEADING, BlockKind.BODY)


@dataclass(frozen=True, slots=True)
class Point:
    """A number that opens a point.

    Attributes:
        block: number of the paragraph, from 0.
        start, end: the span of the figure alone, without what stands around it (一 of 一、 and of 一是).
        sort: of numbering; points of one sort count on from one another.
        value: what the figure says.
    """

    block: int
    start: int
    end: int
    sort: str
    value: int


Run = tuple[Point, ...]


def find_points(block: int, text: str) -> tuple[Point, ...]:
    """Return the points of one paragraph in order: the one that opens it, and those within it."""
    return tuple(Point(block, *found) for found in _points_in(text))


@lru_cache(maxsize=4096)  # asked for every paragraph at every keystroke, and all but one are as they were
def _points_in(text: str) -> tuple[tuple[int, int, str, int], ...]:
    opening = _OPENS.match(text)
    found = [opening] if opening else []
    found += _INSIDE.finditer(text, opening.end() if opening else 0)
    points: list[tuple[int, int, str, int]] = []
    for match in found:
        name = match.lastgroup or ""
        value = _value(match[name])
        if value:
            points.append((match.start(name), match.end(name), name.partition("_")[0], value))
    return tuple(points)


def find_runs(blocks: Sequence[DraftBlock], arrived: Collection[int] = ()) -> tuple[Run, ...]:
    """Return the points of a draft as runs.

    Args:
        blocks: the draft's paragraphs.
        arrived: numbers of paragraphs that have just come to where they are: a one that opens such a
            paragraph counts on from the points before it, unless a two follows it that has come with it.
    """
    points: list[Point] = []
    breaks: set[int] = set()
    for number, block in enumerate(blocks):
        if block.kind in _POINTED:
            points += find_points(number, block.text)
        elif block.kind is BlockKind.TITLE:
            breaks.add(len(points))  # another speech begins
    runs: list[list[Point]] = []
    open_runs: list[list[Point]] = []
    for at, point in enumerate(points):
        if at in breaks:
            open_runs.clear()
        run = _run_for(point, open_runs, arrived, joins=_joins(points, at, arrived))
        if not run:
            runs.append(run)
        run.append(point)
    return tuple(tuple(run) for run in runs)


def renumber(
    blocks: Sequence[DraftBlock],
    known: Iterable[Run] = (),
    arrived: Collection[int] = (),
) -> tuple[Change, ...]:
    """Return what has to change so that the points of each run count from one; locked figures stay.

    Args:
        blocks: the draft's paragraphs as they are now.
        known: runs as they were before; one that still has the same figures is left as it is, so that a
            draft whose numbers are meant otherwise is changed only where its points have changed.
        arrived: see `find_runs`.
    """
    left = {_figures(run) for run in known}
    changes = (
        Change(point.block, point.start, point.end, format_figure(point.sort, value))
        for run in find_runs(blocks, arrived)
        if _figures(run) not in left
        for value, point in enumerate(run, start=1)
        if point.value != value
    )
    return spare_locks(blocks, changes)


def format_figure(sort: str, value: int) -> str:
    """Return a number as points of a sort show it, without the marks around it."""
    return str(value) if sort in _ARABIC else format_number(value, "chineseCounting")


def _run_for(
    point: Point, open_runs: list[list[Point]], arrived: Collection[int], *, joins: bool
) -> list[Point]:
    """Return the run a point belongs to, an empty one where it begins one; runs it ends are closed."""
    rank = _RANKS[point.sort]
    while open_runs and _RANKS[open_runs[-1][0].sort] > rank:
        open_runs.pop()
    if any(run[0].sort == point.sort for run in open_runs):
        while open_runs[-1][0].sort != point.sort:
            open_runs.pop()
        first, *others = open_runs[-1]
        if point.value > 1 or joins or first.value > 1 or (first.block in arrived and not others):
            return open_runs[-1]
        open_runs.pop()
    run: list[Point] = []
    open_runs.append(run)
    return run


def _joins(points: Sequence[Point], at: int, arrived: Collection[int]) -> bool:
    point = points[at]
    if point.block not in arrived:
        return False
    following = next((other for other in points[at + 1 :] if other.sort == point.sort), None)
    return following is None or following.value == 1 or following.block not in arrived


def _figures(run: Run) -> tuple[str, tuple[int, ...]]:
    return run[0].sort, tuple(point.value for point in run)


def _value(figure: str) -> int:
    return int(figure) if figure.isdecimal() else figure_value(figure)  # full-width digits too
