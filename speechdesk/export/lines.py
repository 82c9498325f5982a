"""Where a paragraph's lines end: as many characters as fit, then the rules of `breaks`."""

import bisect
import itertools
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.export.breaks import WORD, Metrics, end_before
from speechdesk.export.paragraphs import Paragraph, Run, char_em
from speechdesk.export.preset import TWIPS_PER_MM, TWIPS_PER_PT, Alignment, Preset, Style, TextStyle

_SLACK_PT = 0.05  # rounding of sums of many advances
_EITHER_SCRIPT = frozenset("“”‘’—… ")  # LibreOffice takes these for what stands before them


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph.

    Attributes:
        start, end: its span in the paragraph's text.
        left_pt: where it begins, from the left edge of the type area.
        width_pt: what its characters take.
        room_pt: what they may take.
        last: whether it ends the paragraph or stands before a forced break, so that it is not spread.
    """

    start: int
    end: int
    left_pt: float
    width_pt: float
    room_pt: float
    last: bool


@dataclass(frozen=True, slots=True)
class Box:
    """The room a paragraph's lines have.

    Attributes:
        first_left_pt: where the first line begins, from the left edge of the type area.
        left_pt: where the others begin.
        right_pt: where all end.
    """

    first_left_pt: float
    left_pt: float
    right_pt: float


def box_of(paragraph: Paragraph, preset: Preset) -> Box:
    """Return the room of a paragraph's lines."""
    style = preset.styles[paragraph.style]
    if paragraph.frame:
        left_twips = paragraph.frame.left_twips - preset.page.left_mm * TWIPS_PER_MM
        return _moved(
            _box(paragraph, style, paragraph.frame.width_twips / TWIPS_PER_PT), left_twips / TWIPS_PER_PT
        )
    return _box(paragraph, style, preset.page.text_width_pt)


def _moved(box: Box, by_pt: float) -> Box:
    return Box(box.first_left_pt + by_pt, box.left_pt + by_pt, box.right_pt + by_pt)


def _box(paragraph: Paragraph, style: TextStyle, width_pt: float) -> Box:
    left = _length(paragraph.left_twips, style.left_chars * style.char_twips)
    right = _length(paragraph.right_twips, style.right_chars * style.char_twips)
    first = _length(paragraph.first_twips, style.first_line_chars * style.char_twips)
    return Box(left + first, left, width_pt - right)


def _length(own_twips: int | None, style_twips: float) -> float:
    return (style_twips if own_twips is None else own_twips) / TWIPS_PER_PT


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the characters of a line without end would stand, in points from its beginning.

    Attributes:
        starts: of each character, and the end of the last.
        ends: of the character before each offset, without what a line's end needs not: the gap behind it, and
            in LibreOffice its letter spacing.
    """

    starts: Sequence[float]
    ends: Sequence[float]


def edges_of(runs: Sequence[Run], preset: Preset, metrics: Metrics = WORD) -> Edges:
    """Return the edges of the characters of the runs, one after the other."""
    widths: list[float] = []
    spacings: list[float] = []
    for run in runs:
        style = preset.styles[run.style]
        spacing_twips = style.letter_spacing_twips if run.spacing_twips is None else run.spacing_twips
        widths.extend(char_em(mark) * style.size_pt for mark in run.text)
        spacings.extend(spacing_twips / TWIPS_PER_PT if char_em(mark) else 0.0 for mark in run.text)
    ends = [0.0, *itertools.accumulate(map(operator.add, widths, spacings))]
    if not metrics.script_gap_em or not widths:
        return Edges(ends, ends)
    text = "".join(run.text for run in runs)
    gap_pt = metrics.script_gap_em * preset.styles[Style.BODY].size_pt
    gaps = [
        _gap(text, place, gap_pt, spacings[place]) if portion_end else 0.0
        for place, portion_end in enumerate(portion_ends(runs)[:-1])
    ]
    moved = [0.0, *itertools.accumulate((*gaps, 0.0))]
    starts = list(map(operator.add, ends, moved))
    return Edges(starts, list(map(operator.sub, map(operator.add, ends, (0.0, *moved)), (0.0, *spacings))))


def _gap(text: str, place: int, gap_pt: float, spacing_pt: float) -> float:
    """Return what comes behind the last character of a portion, which is not drawn together."""
    before, after = text[place], text[place + 1]
    parted = _is_latin(before) != _is_latin(after) and before.isalnum() and after.isalnum()
    return max(-spacing_pt, 0.0) + (gap_pt if parted else 0.0)


def portion_ends(runs: Sequence[Run]) -> list[bool]:
    """Return for each character whether LibreOffice ends a portion behind it: a run, or text of one script.

    It draws together no portion's last character.
    """
    scripts: list[tuple[int, bool]] = []
    for number, run in enumerate(runs):
        for mark in run.text:
            either = mark in _EITHER_SCRIPT
            scripts.append((number, (scripts[-1][1] if scripts else True) if either else _is_latin(mark)))
    return [before != after for before, after in itertools.pairwise((*scripts, *scripts[-1:]))]


def _is_latin(mark: str) -> bool:
    return mark < "\u2000"  # Latin, Greek and Cyrillic; among Chinese text · × ° ± too


def break_paragraph(paragraph: Paragraph, preset: Preset, metrics: Metrics = WORD) -> tuple[Line, ...]:
    """Return the lines of a paragraph; a blank one has one empty line."""
    box = box_of(paragraph, preset)
    hangs = preset.styles[paragraph.style].alignment in (Alignment.BOTH, Alignment.LEFT)
    lines: list[Line] = []
    offset = 0
    for place, runs in enumerate(paragraph.lines):
        text = "".join(run.text for run in runs)
        edges = edges_of(runs, preset, metrics)
        first_left = box.first_left_pt if place == 0 else box.left_pt
        start = 0
        while True:
            left = first_left if start == 0 else box.left_pt
            full = bisect.bisect_right(
                edges.ends, edges.starts[start] + box.right_pt - left + _SLACK_PT, start
            )
            end = end_before(text, start, max(full - 1, start + 1), metrics, hangs=hangs)
            width = edges.ends[end] - edges.starts[start]
            last = end >= len(text)
            lines.append(Line(offset + start, offset + end, left, width, box.right_pt - left, last))
            if last:
                break
            start = end
        offset += len(text)
    return tuple(lines)
