"""Draft → laid-out paragraphs: what stands on the page, in which style, before any file format."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from speechdesk.errors import SpeechDeskError
from speechdesk.export.preset import HEADINGS, Preset, Style
from speechdesk.export.title import break_title
from speechdesk.records import BlockKind, Draft, DraftBlock
from speechdesk.text.headings import find_heading

_STYLES = {
    BlockKind.TITLE: Style.TITLE,
    BlockKind.SPEAKER: Style.SPEAKER,
    BlockKind.DATE: Style.DATE,
    BlockKind.GREETING: Style.GREETING,
    BlockKind.BODY: Style.BODY,
}
_UNDER_TITLE = frozenset({BlockKind.TITLE, BlockKind.SPEAKER, BlockKind.DATE})
_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
# What XML 1.0 (section 2.2, Char) does not admit, or discourages as control characters.
_NOT_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face.

    Attributes:
        text: free of line breaks and control characters, never empty.
        style: whose face the characters take; of another style than the paragraph's behind a run-in heading.
    """

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the page.

    Attributes:
        style: its named style.
        lines: runs, line by line; more than one line only where a line is to end by sense (titles). An
            empty line alone is a blank line.
        keep_with_next: whether it may not be the last on its page.
    """

    style: Style
    lines: tuple[tuple[Run, ...], ...]
    keep_with_next: bool = False


def lay_out(draft: Draft, preset: Preset) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `draft` in order, a blank line below each title with what belongs to it.

    Blocks without text are left out: the preset alone decides on blank lines.

    Raises:
        SpeechDeskError: no block has text.
    """
    blocks = [(block, text) for block in draft.blocks if (text := _printable(block.text)).strip()]
    if not blocks:
        raise SpeechDeskError("讲稿还没有内容，请写下文字后再导出。")
    return tuple(_with_blank_lines(blocks, preset))


def _with_blank_lines(blocks: list[tuple[DraftBlock, str]], preset: Preset) -> Iterator[Paragraph]:
    for (block, text), following in itertools.zip_longest(blocks, blocks[1:]):
        yield _paragraph(block, text, preset)
        if following and block.kind in _UNDER_TITLE and following[0].kind not in _UNDER_TITLE:
            yield Paragraph(Style.NORMAL, ((),))


def _paragraph(block: DraftBlock, text: str, preset: Preset) -> Paragraph:
    if block.kind is BlockKind.HEADING:
        return _heading(block.level, text)
    style = _STYLES[block.kind]
    if block.kind is BlockKind.TITLE:
        return Paragraph(style, tuple((Run(line, style),) for line in break_title(text, preset.title_chars)))
    return Paragraph(style, ((Run(text, style),),))


def _heading(level: int, text: str) -> Paragraph:
    """Return a heading, the rest of its paragraph in the body's face.

    A heading that stands alone stays with what it heads; a run-in one has it in its own paragraph.
    """
    found = find_heading(text)
    level = level or (found.level if found else 1)
    style = HEADINGS[min(level, len(HEADINGS)) - 1]
    if found is None or not text[found.end :].strip():
        return Paragraph(style, ((Run(text, style),),), keep_with_next=True)
    return Paragraph(style, ((Run(text[: found.end], style), Run(text[found.end :], Style.BODY)),))


def _printable(text: str) -> str:
    return _NOT_PRINTED.sub("", _BREAKS.sub(" ", text))
