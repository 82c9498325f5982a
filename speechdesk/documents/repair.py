"""Lines of a text → the paragraphs its author wrote, with a list of what was mended.

A text is repaired until nothing is left to mend, so that repairing the result changes nothing.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from speechdesk.documents.furniture import find_furniture
from speechdesk.documents.lines import (
    CHARACTER,
    Layout,
    Line,
    ends_open,
    ends_sentence,
    has_sentence,
    measure_layout,
    measure_width,
    split_lines,
    starts_closing,
)
from speechdesk.documents.opening import calls_audience, is_greeting, title_length
from speechdesk.records import Repair, RepairKind
from speechdesk.text.headings import numbered_level

_SLACK = 3  # units a full line may fall short of the width: a character and a half
_RAGGED = 4 * CHARACTER  # a line this much short may still have been broken off by the page
_INDENT = 2 * CHARACTER
_CONTEXT_LENGTH = 6  # characters of both sides a repair shows of a join


@dataclass(frozen=True, slots=True)
class _Join:
    """What is known at the boundary between a paragraph so far and the next line.

    Attributes:
        first: whether the paragraph is one line so far.
        sentence: whether a sentence ended inside the paragraph, before the end of its last line.
        numbered: whether the paragraph begins like a numbered heading.
    """

    before: Line
    after: Line
    first: bool
    sentence: bool
    numbered: bool


def repair_text(text: str) -> tuple[list[str], list[Repair]]:
    """Return the paragraphs of a text and what was mended to get them, in the order of the source.

    Every character of the text that is no white space stands in a paragraph or in the `text` of a repair
    other than a join. An empty text gives no paragraphs. The cost is linear in the text's length.
    """
    lines = split_lines(text)
    repairs: list[Repair] = []
    plain = (
        False  # whether gaps and indents are gone from the lines, as they are when the result is read again
    )
    while True:
        layout = measure_layout(lines)
        paragraphs, mended = _repair_once(lines, layout)
        if not mended and (plain or not layout.width):
            return [line.text for line in paragraphs], sorted(repairs, key=lambda repair: repair.line)
        repairs += mended
        lines = paragraphs
        plain = True


def _repair_once(lines: list[Line], layout: Layout) -> tuple[list[Line], list[Repair]]:
    furniture = find_furniture(lines, layout)
    repairs = [Repair(kind, lines[index].number, lines[index].text) for index, kind in furniture.items()]
    if furniture:
        lines = [line for index, line in enumerate(lines) if index not in furniture]
    paragraphs: list[Line] = []
    start = 0
    while start < len(lines):
        end = _paragraph_end(lines, start, layout)
        repairs += [_join_repair(lines[index - 1], lines[index], layout) for index in range(start + 1, end)]
        paragraphs.append(_joined(lines[start:end]))
        start = end
    return paragraphs, repairs


def _paragraph_end(lines: Sequence[Line], start: int, layout: Layout) -> int:
    """Return the index after the last line of the paragraph that begins at `start`."""
    titled = title_length([line.text for line in lines[start : start + 4]])
    if titled > 1:
        return start + titled
    head = lines[start]
    if is_greeting(head.text):
        return start + 1
    numbered = numbered_level(head.text) > 0
    sentence = False
    end = start + 1
    while end < len(lines):
        before = lines[end - 1]
        sentence = sentence or has_sentence(before.text[:-1])
        join = _Join(before, lines[end], first=end == start + 1, sentence=sentence, numbered=numbered)
        if not _goes_on(join, layout):
            break
        sentence = sentence or ends_sentence(before.text)
        end += 1
    return end


def _goes_on(join: _Join, layout: Layout) -> bool:
    """Whether the next line belongs to the same paragraph."""
    before, after = join.before, join.after
    if ends_open(before.text) or starts_closing(after.text):
        return True
    if not layout.width:
        return False
    if ends_sentence(before.text):
        return _goes_on_after_sentence(join, layout)
    if join.sentence:
        return True
    if before.width < layout.width - _RAGGED:
        return False  # a heading, a title or a line of its own
    return not (join.numbered and _starts_paragraph(after, layout))


def _goes_on_after_sentence(join: _Join, layout: Layout) -> bool:
    """Whether a paragraph goes on although its last line ended a sentence: only if that line was full."""
    before, after = join.before, join.after
    shortest = layout.width - _SLACK - (_INDENT if join.first else 0)
    if before.width < shortest or after.gap > layout.gap:
        return False
    if layout.indented:
        return after.indent <= CHARACTER
    if after.text.startswith("——") or calls_audience(after.text):
        return False
    if after.width >= layout.width - CHARACTER:
        return numbered_level(after.text) not in {1, 2}
    return (
        not _starts_paragraph(after, layout) and ends_sentence(after.text) and not numbered_level(after.text)
    )


def _starts_paragraph(line: Line, layout: Layout) -> bool:
    """Whether a line has the width of a first line: full, but for the indent."""
    if layout.indented:
        return line.indent > CHARACTER
    return layout.width - _INDENT - _SLACK < line.width < layout.width - CHARACTER


def _joined(lines: Sequence[Line]) -> Line:
    if len(lines) == 1:
        return Line(lines[0].number, lines[0].text, lines[0].width)
    parts = [lines[0].text]
    for before, after in itertools.pairwise(lines):
        if _is_letter(before.text[-1]) and _is_letter(after.text[0]):
            parts.append(" ")  # two words of a Latin text
        parts.append(after.text)
    text = "".join(parts)
    return Line(lines[0].number, text, measure_width(text))


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _join_repair(before: Line, after: Line, layout: Layout) -> Repair:
    page = after.page_start or (layout.gap > 0 and after.gap == 0 and after.indent > 0)
    kind = RepairKind.PAGE_BREAK if page else RepairKind.JOINED_LINES
    return Repair(kind, before.number, f"{before.text[-_CONTEXT_LENGTH:]}\n{after.text[:_CONTEXT_LENGTH]}")
