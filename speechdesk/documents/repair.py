"""Lines of a text → the paragraphs its author wrote, with a list of what was mended.

A text is repaired until nothing is left to mend, so that repairing the result changes nothing.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from speechdesk.documents.furniture import find_furniture
from speechdesk.documents.lines import (
    CHARACTER,
    LONGEST_LEAD,
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
from speechdesk.documents.opening import (
    calls_audience,
    gives_fact,
    is_greeting,
    is_office,
    is_title,
    names_person,
    title_length,
)
from speechdesk.documents.repeats import find_contents, find_reprints, find_teasers
from speechdesk.documents.residue import find_residue
from speechdesk.documents.spaces import close_spaces
from speechdesk.documents.splitting import split_flattened
from speechdesk.documents.wording import wording
from speechdesk.records import Repair, RepairKind
from speechdesk.text.headings import find_heading, numbered_level

_SLACK = 3  # units a full line may fall short of the width: a character and a half
_RAGGED = 4 * CHARACTER  # a line this much short may still have been broken off by the page
_INDENT = 2 * CHARACTER
_MOST_SPLITTING = 4  # passes
_PAIRS = ("“”", "《》", "（）", "()")
_CONTEXT_LENGTH = 6  # characters of both sides a repair shows of a join


@dataclass(frozen=True, slots=True)
class _Join:
    """What is known at the boundary between a paragraph so far and the next line.

    Attributes:
        first: whether the paragraph is one line so far.
        sentence: whether a sentence ended inside the paragraph, before the end of its last line.
        numbered: whether the paragraph begins like a numbered heading.
        in_head: whether the paragraph begins above the first sentence of the text, where titles stand.
    """

    before: Line
    after: Line
    first: bool
    sentence: bool
    numbered: bool
    in_head: bool


def repair_text(text: str) -> tuple[list[str], list[Repair]]:
    """Return the paragraphs of a text and what was mended to get them, in the order of the source.

    Every character of the text that is no white space stands in a paragraph or in the `text` of a repair
    whose kind drops text. An empty text gives no paragraphs. The cost is linear in the text's length.
    """
    lines = split_lines(text)
    repairs: list[Repair] = []
    for passes in itertools.count():
        layout = measure_layout(lines)
        # Splitting alone makes the lines more; it has to come to an end, whatever the text.
        lines, cuts = split_flattened(lines) if passes < _MOST_SPLITTING else (lines, [])
        lines, mended = _repair_once(lines, layout)
        repairs += cuts + mended
        # After the first pass gaps and indents are gone from the lines, as when the result is read again.
        if not (cuts or mended) and (passes or not (layout.width or layout.parted)):
            break
    return [line.text for line in lines], sorted(repairs, key=lambda repair: repair.line)


def _repair_once(lines: list[Line], layout: Layout) -> tuple[list[Line], list[Repair]]:
    lines, repairs = close_spaces(lines)
    printed = find_furniture(lines, layout) | find_teasers(lines) | find_contents(lines)
    lines = _without(printed, lines, repairs)
    lines = _without(find_residue(lines, layout), lines, repairs)
    head = next((index for index, line in enumerate(lines) if has_sentence(line.text)), len(lines))
    paragraphs: list[Line] = []
    start = 0
    while start < len(lines):
        end = _paragraph_end(lines, start, layout, in_head=start < head)
        repairs += [_join_repair(lines[index - 1], lines[index], layout) for index in range(start + 1, end)]
        paragraphs.append(_joined(lines[start:end]))
        start = end
    return _without(find_reprints(paragraphs), paragraphs, repairs), repairs


def _without(dropped: Mapping[int, RepairKind], lines: list[Line], repairs: list[Repair]) -> list[Line]:
    """Return the lines but those dropped, never none of them, and list the dropped ones in `repairs`."""
    if not dropped or len(dropped) == len(lines):
        return lines
    repairs += [Repair(kind, lines[index].number, lines[index].text) for index, kind in dropped.items()]
    return [line for index, line in enumerate(lines) if index not in dropped]


def _paragraph_end(lines: Sequence[Line], start: int, layout: Layout, *, in_head: bool) -> int:
    """Return the index after the last line of the paragraph that begins at `start`."""
    titled = title_length([line.text for line in lines[start : start + 4]])
    if titled > 1:
        return start + titled
    head = lines[start]
    if is_greeting(head.text):
        return _greeting_end(lines, start)
    numbered = numbered_level(head.text) > 0
    sentence = False
    end = start + 1
    while end < len(lines):
        before = lines[end - 1]
        sentence = sentence or has_sentence(before.text[:-1])
        first = end == start + 1
        join = _Join(before, lines[end], first, sentence, numbered, in_head)
        if not _goes_on(join, layout):
            break
        sentence = sentence or ends_sentence(before.text)
        end += 1
    return end


def _greeting_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after the last line of a greeting, those after a comma being greetings too."""
    text = lines[start].text
    end = start + 1
    while end < len(lines) and text[-1] in "，,、" and is_greeting(text + lines[end].text):
        text += lines[end].text
        end += 1
    return end


def _goes_on(join: _Join, layout: Layout) -> bool:
    """Whether the next line belongs to the same paragraph."""
    before, after = join.before, join.after
    if ends_open(before.text) or starts_closing(after.text):
        return True
    if join.in_head and not join.sentence and is_office(before.text):
        return names_person(after.text)
    if not layout.width:
        if join.sentence and _is_cut_off(before.text, after.text):
            return True
        close = layout.parted and not after.gap
        return _goes_on_around_link(join, layout) if close else _breaks_heading(join)
    if ends_sentence(before.text):
        return _goes_on_after_sentence(join, layout)
    return join.sentence or not _stands_alone(join, layout)


def _stands_alone(join: _Join, layout: Layout) -> bool:
    """Whether the lines so far, in which no sentence ended, are a title, a heading or a line of its own."""
    before, after = join.before, join.after
    if before.width < layout.width - _RAGGED or (layout.parted and after.gap > layout.gap):
        return True
    if join.in_head and (gives_fact(after.text) or (join.first and is_title(before.text))):
        return True
    return join.numbered and _starts_paragraph(after, layout)


def _goes_on_after_sentence(join: _Join, layout: Layout) -> bool:
    """Whether a paragraph goes on although its last line ended a sentence: only if that line was full."""
    before, after = join.before, join.after
    shortest = layout.width - _SLACK - (_INDENT if join.first else 0)
    if before.width < shortest or after.gap > layout.gap:
        return False
    if layout.indented:
        return after.indent <= CHARACTER
    if layout.parted:
        return True
    if after.text.startswith("——") or calls_audience(after.text):
        return False
    if after.width >= layout.width - CHARACTER:
        return numbered_level(after.text) not in {1, 2}
    return (
        not _starts_paragraph(after, layout) and ends_sentence(after.text) and not numbered_level(after.text)
    )


def _goes_on_around_link(join: _Join, layout: Layout) -> bool:
    """Whether a paragraph goes on although blank lines part the others: it was broken around a link.

    What a page prints in bold or as a link stands on a line of its own in its text. Lines under a title and
    numbered headings may stand as close as that by themselves.
    """
    before, after = join.before.text, join.after.text
    in_head = join.in_head and not join.sentence
    if in_head and (gives_fact(before) or gives_fact(after) or names_person(after)):
        return False
    if join.first and join.numbered and (heading := find_heading(before)) and heading.end == len(before):
        return False
    if ends_sentence(before):
        short = layout.strictly_parted or len(before) <= LONGEST_LEAD
        lead = join.first and short and not calls_audience(before)
        return (lead or not join.first) and not numbered_level(after) and not calls_audience(after)
    return True


def _is_cut_off(before: str, after: str) -> bool:
    """Whether a paragraph of sentences breaks off within one, as where a page ends, and the next ends it."""
    if not (before[-1].isalnum() and after[0].isalnum() and has_sentence(after)):
        return False
    return not (numbered_level(after) or calls_audience(after) or gives_fact(after) or is_title(after))


def _breaks_heading(join: _Join) -> bool:
    """Whether a heading on a line of its own goes on: it holds an open quote, or a mere rest follows."""
    before, after = join.before.text, join.after.text
    if not (join.first and join.numbered) or ends_sentence(before) or len(after) > len(before):
        return False
    if numbered_level(after) or calls_audience(after):
        return False
    opened = any(before.count(opening) > before.count(closing) for opening, closing in _PAIRS)
    return opened or (after.startswith(wording().heading_joiners) and not has_sentence(after[:-1]))


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
        elif is_office(before.text) and names_person(after.text):
            parts.append(" ")
        parts.append(after.text)
    text = "".join(parts)
    return Line(lines[0].number, text, measure_width(text))


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _join_repair(before: Line, after: Line, layout: Layout) -> Repair:
    page = after.page_start or (layout.gap > 0 and after.gap == 0 and after.indent > 0)
    kind = RepairKind.PAGE_BREAK if page else RepairKind.JOINED_LINES
    return Repair(kind, before.number, f"{before.text[-_CONTEXT_LENGTH:]}\n{after.text[:_CONTEXT_LENGTH]}")
