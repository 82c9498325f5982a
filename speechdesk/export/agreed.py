"""Where every program ends a line: what Word and LibreOffice measure, and where the two agree."""

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from speechdesk.export.breaks import LIBREOFFICE, WORD, Metrics, end_before
from speechdesk.export.lines import Edges, box_of, edges_of, portion_ends
from speechdesk.export.paragraphs import Paragraph, Run, char_em
from speechdesk.export.preset import TWIPS_PER_PT, Alignment, Preset

MOST_APART_TWIPS = 70
MOST_TOGETHER_TWIPS = -17  # 29 characters of 16 pt on a line of 28, 27 on one of 26
# All letter spacings, in stretches of one sign each of which is measured at once.
SPACINGS = (range(MOST_TOGETHER_TWIPS, 0), range(10), range(10, 30), range(30, MOST_APART_TWIPS + 1))
_LONGEST_LINE_CHARS = 150  # figures alone are half as wide as Chinese characters
# A line has to end at the same character although a program measures it this much wider or narrower.
_TOLERANCES_PT = ((WORD, 0.2), (LIBREOFFICE, 0.15))
_COUNT = "〇零一二三四五六七八九十百千万亿两"
_UNIT = (
    "(?:个百分点|平方公里|平方米|立方米|多?(?:万|亿)?(?:元|人|户|吨|亩|公里|千瓦时|千瓦|吨标准煤|美元|人次)|"
    "周年|世纪|年代|年|月|日|时|分|"
    "个|项|次|届|期|条|名|位|件|批|家|所|座|天|倍|米|℃|％|%|万|亿|号)?"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温"
)
_OFFICE = "(?:总书记|书记|主席|总理|副?[省市州县区]长|主任|[部局厅]长|秘书长|同志|先生|女士)"
_WHOLE = re.compile(
    rf"[第约近超]?[0-9][0-9.,．∶:·]*(?:[-~～—][0-9.]+)?{_UNIT}|第?[{_COUNT}]{{2,}}{_UNIT}|〔[0-9]+〕[0-9]+号"
    rf"|习近平|毛泽东|邓小平|江泽民|胡锦涛|[{_SURNAMES}][一-鿿×某]{{1,2}}(?={_OFFICE})"
)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A text as a program measures it.

    Attributes:
        metrics: of the program.
        tolerance_pt: how far it may be from what it really measures.
        edges: of the characters, set solid.
        apart, together: how many characters before each offset are moved by letter spacing.
    """

    metrics: Metrics
    tolerance_pt: float
    edges: Edges
    apart: Sequence[int]
    together: Sequence[int]

    def beyond(self, start: int, room_pt: float, spacing_pt: float) -> int:
        """Return the first offset from `start` on that does not fit."""
        ends, moved = self.edges.ends, self._moved(spacing_pt)
        limit_pt = self.edges.starts[start] + spacing_pt * moved[start] + room_pt

        def end_pt(offset: int) -> float:
            return ends[offset] + spacing_pt * moved[offset]

        stop = min(start + _LONGEST_LINE_CHARS, len(ends))
        return bisect.bisect_right(range(stop), limit_pt, start, key=end_pt) - 1

    def beyond_each(self, start: int, room_pt: float, spacings: range) -> Iterator[tuple[int, int]]:
        """Yield for each letter spacing the first offset that may not fit, and the first that cannot.

        They are not looked for one by one: the wider the spacing, the sooner a line ends.

        Args:
            start: where the line begins.
            room_pt: how wide it may be.
            spacings: in twips, rising, of one sign.
        """
        ends, moved = self.edges.ends, self._moved(spacings.start)
        begin_pt, moved_before = self.edges.starts[start], moved[start]
        found: list[int] = []
        for twips in spacings:
            spacing_pt = twips / TWIPS_PER_PT
            limits_pt = [room_pt + slack_pt for slack_pt in self.slacks_pt(spacing_pt)]
            found = found or [self.beyond(start, limit_pt, spacing_pt) for limit_pt in limits_pt]
            for place, limit_pt in enumerate(limits_pt):
                offset = found[place]
                limit = begin_pt + spacing_pt * moved_before + limit_pt
                while offset > start and ends[offset] + spacing_pt * moved[offset] > limit:
                    offset -= 1
                found[place] = offset
            yield found[0], found[1]

    def slacks_pt(self, spacing_pt: float) -> tuple[float, float]:
        """Return how much narrower and wider than it is a line may be for the program.

        LibreOffice leaves the spacing of the last character out; what Word does is not known.
        """
        together_pt, apart_pt = min(spacing_pt, 0.0), max(spacing_pt, 0.0)
        least_pt = apart_pt if self.metrics.unicode_rules else 0.0
        return least_pt + together_pt - self.tolerance_pt, apart_pt + self.tolerance_pt

    def room_left(self, start: int, end: int, room_pt: float, spacing_pt: float) -> float:
        """Return what a line that ends before `end` leaves free for the character there."""
        moved = self._moved(spacing_pt)
        taken_pt = self.edges.starts[end] - self.edges.starts[start]
        return room_pt - taken_pt - spacing_pt * (moved[end] - moved[start])

    def _moved(self, spacing_pt: float) -> Sequence[int]:
        return self.together if spacing_pt < 0 else self.apart


@dataclass(frozen=True, slots=True)
class SetText:
    """A text that is to be broken into lines.

    Attributes:
        measured: by every program, Word first.
        first_room_pt, room_pt: how wide the first line and the others may be.
        hangs: whether a stop or comma may stand outside.
        natural: the style's own letter spacing, in twips.
        wholes: spans that are to stay on one line.
        known: the ends found already, by the start of their line and the letter spacings.
    """

    text: str
    measured: tuple[_Measured, ...]
    first_room_pt: float
    room_pt: float
    hangs: bool
    natural: int
    wholes: tuple[tuple[int, int], ...]
    known: dict[tuple[int, range], Mapping[int, int]] = field(
        default_factory=dict[tuple[int, range], Mapping[int, int]]
    )

    def end(self, start: int, twips: int) -> int | None:
        """Return where every program ends the line that begins at `start`, None where they differ."""
        room_pt = self._room_pt(start)
        spacing_pt = twips / TWIPS_PER_PT
        found = {
            self._end_before(number, start, measured.beyond(start, room_pt + slack_pt, spacing_pt))
            for number, measured in enumerate(self.measured)
            for slack_pt in measured.slacks_pt(spacing_pt)
        }
        return found.pop() if len(found) == 1 else None

    def ends(self, start: int, spacings: range) -> Mapping[int, int]:
        """Return where every program ends the line that begins at `start`: letter spacing → end.

        Spacings with which they differ are left out; the others stand in order. All are found once.
        """
        if (start, spacings) not in self.known:
            self.known[start, spacings] = self._find_ends(start, spacings)
        return self.known[start, spacings]

    def _find_ends(self, start: int, spacings: range) -> dict[int, int]:
        end_before = functools.cache(self._end_before)
        room_pt = self._room_pt(start)
        columns = (measured.beyond_each(start, room_pt, spacings) for measured in self.measured)
        agreed: dict[int, int] = {}
        for twips, *offsets in zip(spacings, *columns, strict=True):
            found = {
                end_before(number, start, offset) for number, both in enumerate(offsets) for offset in both
            }
            if len(found) == 1:
                agreed[twips] = found.pop()
        return agreed

    def _end_before(self, number: int, start: int, beyond: int) -> int:
        metrics = self.measured[number].metrics
        return end_before(self.text, start, max(beyond, start + 1), metrics, hangs=self.hangs)

    def least_after(self, start: int, end: int, twips: int) -> int | None:
        """Return how far together the next line may be drawn; else its beginning would fit on this one.

        None where it may not even be drawn apart.
        """
        steps = (MOST_TOGETHER_TWIPS, self.natural, *range(5, MOST_APART_TWIPS, 5))
        return next((least for least in steps if not self._drawn_up(start, end, twips, least)), None)

    def _drawn_up(self, start: int, end: int, twips: int, next_twips: int) -> bool:
        if end == len(self.text):
            return False
        room_pt = self._room_pt(start)
        for measured in self.measured:
            spacing_pt = next_twips / TWIPS_PER_PT
            most_pt = room_pt + measured.slacks_pt(spacing_pt)[1]
            left_pt = measured.room_left(start, end, most_pt, twips / TWIPS_PER_PT)
            beyond = measured.beyond(end, max(left_pt, 0.0), spacing_pt)
            if end_before(self.text, start, beyond, measured.metrics, hangs=self.hangs) != end:
                return True
        return False

    def words_end(self, start: int) -> int:
        """Return where Word ends a line set as its style is."""
        word = self.measured[0]
        beyond = max(word.beyond(start, self._room_pt(start), self.natural / TWIPS_PER_PT), start + 1)
        return end_before(self.text, start, beyond, word.metrics, hangs=self.hangs)

    def stretch_pt(self, start: int, end: int) -> float:
        """Return how far a line has to be drawn together or apart to be as wide as the others."""
        if end == len(self.text):
            return 0.0
        left_pt = self.measured[0].room_left(start, end, self._room_pt(start), self.natural / TWIPS_PER_PT)
        return abs(left_pt)

    def tears(self, start: int, end: int) -> bool:
        """Return whether a line tears a whole; one that began on an earlier line is torn already."""
        return any(start < first < end < last for first, last in self.wholes)

    def _room_pt(self, start: int) -> float:
        return self.room_pt if start else self.first_room_pt


def set_text(paragraph: Paragraph, preset: Preset) -> SetText:
    """Return the text of a paragraph of one forced line, measured."""
    style = preset.styles[paragraph.style]
    box = box_of(paragraph, preset)
    runs = paragraph.lines[0]
    text = paragraph.text
    return SetText(
        text,
        tuple(_measured(runs, preset, metrics, tolerance) for metrics, tolerance in _TOLERANCES_PT),
        box.right_pt - box.first_left_pt,
        box.right_pt - box.left_pt,
        style.alignment in (Alignment.BOTH, Alignment.LEFT),
        style.letter_spacing_twips,
        tuple(match.span() for match in _WHOLE.finditer(text) if len(match.group()) > 1),
    )


def _measured(runs: Sequence[Run], preset: Preset, metrics: Metrics, tolerance_pt: float) -> _Measured:
    wide = [char_em(mark) > 0 for run in runs for mark in run.text]
    kept = [
        is_wide and not (metrics.script_gap_em and ends)
        for is_wide, ends in zip(wide, portion_ends(runs), strict=True)
    ]
    solid = edges_of([replace(run, spacing_twips=0) for run in runs], preset, metrics)
    apart, together = (tuple(itertools.accumulate(moved, initial=0)) for moved in (wide, kept))
    return _Measured(metrics, tolerance_pt, solid, apart, together)
