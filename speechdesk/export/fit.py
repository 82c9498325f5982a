"""Lines drawn together or apart, so that no figure or name is broken and no character stands alone.

Word has no way of saying “keep these characters on one line” in Chinese text. A secretary selects the line
and changes its letter spacing by a fraction of a point; so does this, and only where a line would end badly.
The line is set to its full width anyway: drawn apart it looks as it would have if the word had not fitted.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from speechdesk.export.lines import Edges, box_of, edges_of, line_end, may_break
from speechdesk.export.paragraphs import Paragraph, Run
from speechdesk.export.preset import Alignment, Preset

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
    rf"[第约近超]?[0-9][0-9.,．]*(?:[-~～—][0-9.]+)?{_UNIT}|第?[{_COUNT}]{{2,}}{_UNIT}|〔[0-9]+〕[0-9]+号"
    rf"|习近平|毛泽东|邓小平|江泽民|胡锦涛|[{_SURNAMES}][一-鿿×某]{{1,2}}(?={_OFFICE})"
)
_WIDEST_EM = 9  # a longer whole is broken after all: the line before it would gape
_MOST_APART_PT = 2.2  # per character
_MOST_TOGETHER_PT = -0.85  # 29 characters of 16 pt on a line of 28, 27 on one of 26
_MOST_LINES_TOGETHER = 3
_LONGEST_LINE_CHARS = 120  # figures alone are half as wide as Chinese characters
_CLOSING = "。！？；：，、”’）》…"


@dataclass(frozen=True, slots=True)
class _Text:
    """One forced line of a paragraph, ready to be broken.

    Attributes:
        edges: of the characters, at the style's own spacing.
        natural: the style's own spacing, in points.
    """

    text: str
    edges: Edges
    first_room_pt: float
    room_pt: float
    natural: float

    def end(self, start: int, spacing_pt: float) -> int:
        """Return where the line that begins at `start` ends when set with a letter spacing."""
        room_pt = self.first_room_pt if start == 0 else self.room_pt
        if spacing_pt == self.natural:
            return line_end(self.text, self.edges, start, room_pt, hangs=True)
        stop = min(start + _LONGEST_LINE_CHARS, len(self.text))
        extra = spacing_pt - self.natural
        moved = [edge + extra * place for place, edge in enumerate(self.edges.ends[start : stop + 1])]
        return start + line_end(self.text[start:stop], Edges(moved, moved), 0, room_pt, hangs=True)

    def lines_from(self, start: int, spacing_pt: float, most: int) -> list[tuple[int, int]]:
        """Return the spans of the first `most` lines from `start` on, all set with one letter spacing."""
        spans: list[tuple[int, int]] = []
        while start < len(self.text) and len(spans) < most:
            end = self.end(start, spacing_pt)
            spans.append((start, end))
            start = end
        return spans


def fit(paragraph: Paragraph, preset: Preset) -> Paragraph:
    """Return the paragraph with its badly ending lines drawn together or apart; most come back as they are.

    Only running text is touched: titles are broken by sense, and other paragraphs are short.
    """
    style = preset.styles[paragraph.style]
    if style.alignment is not Alignment.BOTH or len(paragraph.lines) != 1 or not paragraph.lines[0]:
        return paragraph
    runs = paragraph.lines[0]
    text = paragraph.text
    if sum(len(run.text) for run in runs) < 10:  # noqa: PLR2004 - shorter than any line
        return paragraph
    box = box_of(paragraph, preset)
    prepared = _Text(
        text,
        edges_of(runs, preset),
        box.right_pt - box.first_left_pt,
        box.right_pt - box.left_pt,
        style.letter_spacing_twips / 20,
    )
    spans = _fitted(prepared)
    if all(spacing is None for _, _, spacing in spans):
        return paragraph
    return replace(paragraph, lines=(tuple(_respaced(runs, spans)),))


def _fitted(text: _Text) -> list[tuple[int, int, int | None]]:
    """Return the lines with the letter spacing in twips of those that are changed."""
    wholes = [match.span() for match in _WHOLE.finditer(text.text) if len(match.group()) > 1]
    spans: list[tuple[int, int, int | None]] = []
    start = 0
    while start < len(text.text):
        end = text.end(start, text.natural)
        spacing = None
        torn = next(((a, b) for a, b in wholes if a < end < b and a > start), None)
        if torn and (better := _mended(text, start, end, torn)):
            end, spacing = better
        spans.append((start, end, spacing))
        start = end
    return _without_lone_character(text, spans)


def _mended(text: _Text, start: int, end: int, torn: tuple[int, int]) -> tuple[int, int] | None:
    """Return a better end of a line and the spacing in twips that brings it about, None for none."""
    wanted = torn[1]
    while wanted < len(text.text) and not may_break(text.text, wanted):
        wanted += 1
    for goal, closest, widest in (
        (wanted, _MOST_TOGETHER_PT, text.natural),
        (torn[0], text.natural, _MOST_APART_PT),
    ):
        if goal == torn[0] and (
            not may_break(text.text, goal)
            or text.edges.ends[torn[1]] - text.edges.ends[goal] > _WIDEST_EM * 16
        ):
            continue
        if goal > end + 2:  # two characters more than fit are too many to draw in
            continue
        for twips in _candidates(closest, widest, apart=goal < end):
            beyond = twips + (1 if goal == torn[0] else -1)  # not by a hair: programs round differently
            if text.end(start, twips / 20) == goal == text.end(start, beyond / 20):
                return goal, beyond
    return None


def _candidates(lowest_pt: float, highest_pt: float, *, apart: bool) -> Sequence[int]:
    values = range(round(lowest_pt * 20), round(highest_pt * 20) + 1)
    return values if apart else values[::-1]  # the smallest change first


def _without_lone_character(
    text: _Text, spans: list[tuple[int, int, int | None]]
) -> list[tuple[int, int, int | None]]:
    """Return the lines with a last one of a single character drawn into those before it."""
    start, end, _ = spans[-1]
    if len(spans) == 1 or len(text.text[start:end].strip().rstrip(_CLOSING)) > 1:
        return spans
    for count in range(1, min(_MOST_LINES_TOGETHER, len(spans) - 1) + 1):
        kept = spans[: -1 - count]
        begin = spans[-1 - count][0]
        for twips in _candidates(_MOST_TOGETHER_PT, text.natural, apart=False):
            lines = text.lines_from(begin, twips / 20, count)
            if lines[-1][1] == len(text.text) and not _tears(text.text, lines):
                return [*kept, *((a, b, twips - 1) for a, b in lines)]
    return spans


def _tears(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    ends = {end for _, end in lines[:-1]}
    return any(match.start() < end < match.end() for match in _WHOLE.finditer(text) for end in ends)


def _respaced(runs: Sequence[Run], spans: Sequence[tuple[int, int, int | None]]) -> Iterator[Run]:
    """Yield the runs, cut where a line of another spacing begins or ends."""
    offset = 0
    for run in runs:
        after = offset + len(run.text)
        pieces = [
            (max(start, offset), min(end, after), twips)
            for start, end, twips in spans
            if start < after and end > offset
        ]
        for twips, group in itertools.groupby(pieces, key=lambda piece: piece[2]):
            spanned = list(group)
            text = run.text[spanned[0][0] - offset : spanned[-1][1] - offset]
            yield replace(run, text=text, spacing_twips=twips)
        offset = after
