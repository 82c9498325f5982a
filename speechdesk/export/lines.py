"""Where a paragraph's lines end: greedy filling with the Chinese line-end rules (kinsoku), as Word does it.

The rules are those of `w:kinsoku` and `w:overflowPunct` for zh-CN: some marks begin no line, some end none,
one stop or comma may hang out at the right, words and figures stay whole.
"""

import bisect
import functools
import itertools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.export.paragraphs import Paragraph, Run, char_em
from speechdesk.export.preset import TWIPS_PER_MM, TWIPS_PER_PT, Alignment, Preset, Style, TextStyle
from speechdesk.paths import resources

_PAIRS = frozenset({"——", "……"})
_SLACK_PT = 0.05  # rounding of sums of many advances
_EITHER_SCRIPT = frozenset("“”‘’—…· ")
_WORD_MARKS = frozenset(".,'-&@/:_+")


@dataclass(frozen=True, slots=True)
class Metrics:
    """How a program measures a line besides the widths of characters.

    Attributes:
        script_gap_em: space it puts between a Chinese character and a letter or figure. The file asks for
            none (`w:autoSpaceDE`); LibreOffice does not listen and puts 0.2, and where the script changes
            it leaves out the letter spacing.
        hangs: whether a stop or comma may stand outside the right edge. The file asks for it
            (`w:overflowPunct`); LibreOffice 7.4 takes the character before it down to the next line instead.
    """

    script_gap_em: float = 0
    hangs: bool = True


@functools.cache
def _marks(rule: str) -> frozenset[str]:
    file = resources() / "presets" / "lists" / "line_ends.toml"
    return frozenset(str(tomllib.loads(file.read_text(encoding="utf-8"))[rule]))


WORD = Metrics()
LIBREOFFICE = Metrics(script_gap_em=0.2, hangs=False)


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
        ends: of the character before each offset, without the gap behind it, which a line's end needs not.
    """

    starts: Sequence[float]
    ends: Sequence[float]


def edges_of(runs: Sequence[Run], preset: Preset, metrics: Metrics = WORD) -> Edges:
    """Return the edges of the characters of the runs, one after the other."""
    advances: list[float] = []
    for run in runs:
        style = preset.styles[run.style]
        spacing_twips = style.letter_spacing_twips if run.spacing_twips is None else run.spacing_twips
        spacing_pt = spacing_twips / TWIPS_PER_PT
        advances.extend(
            char_em(mark) * style.size_pt + spacing_pt if char_em(mark) else 0 for mark in run.text
        )
    ends = [0.0, *itertools.accumulate(advances)]
    if not metrics.script_gap_em or not advances:
        return Edges(ends, ends)
    text = "".join(run.text for run in runs)
    gap_pt = metrics.script_gap_em * preset.styles[Style.BODY].size_pt
    gaps = [
        _gap(before, after, gap_pt, char_em(before) * preset.styles[Style.BODY].size_pt - advance)
        for (before, after), advance in zip(itertools.pairwise(text), advances, strict=False)
    ]
    moved = [0.0, *itertools.accumulate((*gaps, 0.0))]
    starts = [end + gap for end, gap in zip(ends, moved, strict=True)]
    return Edges(starts, [end + gap for end, gap in zip(ends, (0.0, *moved[:-1]), strict=True)])


def _gap(before: str, after: str, gap_pt: float, spacing_pt: float) -> float:
    """Return what comes between two characters: nothing where the script does not change."""
    latin = before.isascii(), after.isascii()
    if latin[0] == latin[1] or before in _EITHER_SCRIPT or after in _EITHER_SCRIPT:
        return 0.0
    return spacing_pt + (gap_pt if before.isalnum() and after.isalnum() else 0.0)


def break_paragraph(paragraph: Paragraph, preset: Preset, metrics: Metrics = WORD) -> tuple[Line, ...]:
    """Return the lines of a paragraph; a blank one has one empty line."""
    box = box_of(paragraph, preset)
    hangs = metrics.hangs and preset.styles[paragraph.style].alignment in (Alignment.BOTH, Alignment.LEFT)
    lines: list[Line] = []
    offset = 0
    for place, runs in enumerate(paragraph.lines):
        text = "".join(run.text for run in runs)
        edges = edges_of(runs, preset, metrics)
        first_left = box.first_left_pt if place == 0 else box.left_pt
        start = 0
        while True:
            left = first_left if start == 0 else box.left_pt
            end = line_end(text, edges, start, box.right_pt - left, hangs=hangs)
            width = edges.ends[end] - edges.starts[start]
            last = end >= len(text)
            lines.append(Line(offset + start, offset + end, left, width, box.right_pt - left, last))
            if last:
                break
            start = end
        offset += len(text)
    return tuple(lines)


def line_end(text: str, edges: Edges, start: int, room_pt: float, *, hangs: bool) -> int:
    """Return where the line that begins at `start` ends.

    Args:
        text: of the paragraph.
        edges: of its characters.
        start: offset of the line's first character.
        room_pt: how wide the line may be.
        hangs: whether a stop or comma may stand outside.
    """
    full = bisect.bisect_right(edges.ends, edges.starts[start] + room_pt + _SLACK_PT, start + 1) - 1
    if full >= len(text):
        return len(text)
    full = max(full, start + 1)
    if hangs and text[full] in _marks("hanging") and may_break(text, full + 1):
        return full + 1
    end = full
    while end < len(text) and text[end] == " ":
        end += 1  # spaces at a line's end stand outside
    if end > full:
        return end
    while end > start and not may_break(text, end):
        end -= 1
    return end if end > start else full


def may_break(text: str, offset: int) -> bool:
    """Return whether a line may end before `offset`; it may at the end of the text."""
    if not 0 < offset < len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if (
        after in _marks("never_first")
        or before in _marks("never_last")
        or char_em(after) == 0
        or before + after in _PAIRS
    ):
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(mark: str) -> bool:
    return mark.isascii() and (mark.isalnum() or mark in _WORD_MARKS)
