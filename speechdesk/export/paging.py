"""Lines → pages: the one model behind page preview, PDF and print, and what the .docx is checked against."""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from speechdesk.export.breaks import WORD, Metrics
from speechdesk.export.fit import fit
from speechdesk.export.lines import Line, break_paragraph
from speechdesk.export.paragraphs import HAIR, Paragraph
from speechdesk.export.preset import TWIPS_PER_MM, TWIPS_PER_PT, Preset

_SLACK_PT = 0.5
_MOST_REMEMBERED = 4096  # more paragraphs than 500 pages have, and what was typed in between


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line on its page.

    Attributes:
        paragraph: index of its paragraph.
        line: its span and width.
        top_pt: from the top of the type area.
        height_pt: of the line.
    """

    paragraph: int
    line: Line
    top_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True)
class PageOfLines:
    """One page.

    Attributes:
        number: from 1.
        lines: top down; never empty.
    """

    number: int
    lines: tuple[PlacedLine, ...]


class Typesetter:
    """Sets documents of one preset; paragraphs set before are remembered, so a changed one costs little.

    Args:
        preset: the layout.
        metrics: whose program's lines.
    """

    def __init__(self, preset: Preset, metrics: Metrics = WORD) -> None:
        self.preset = preset
        remember = functools.lru_cache(maxsize=_MOST_REMEMBERED)
        self._break: Callable[[Paragraph], tuple[Line, ...]] = remember(
            functools.partial(break_paragraph, preset=preset, metrics=metrics)
        )
        self._fit: Callable[[Paragraph], Paragraph] = remember(functools.partial(fit, preset=preset))

    def fitted(self, paragraph: Paragraph) -> Paragraph:
        """Return the paragraph with its badly ending lines mended."""
        return replace(self._fit(paragraph), block=paragraph.block)  # another block may say the same

    def pages(self, paragraphs: Sequence[Paragraph]) -> tuple[PageOfLines, ...]:
        """Return the pages of a document, those at the foot of the last page at its foot."""
        return tuple(self._fill(paragraphs))

    def with_foot(self, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a document, 版记 on a page of its own where the text leaves it no room."""
        end = len(paragraphs)
        while end and (paragraphs[end - 1].frame or paragraphs[end - 1] == HAIR):
            end -= 1
        text, foot = paragraphs[:end], paragraphs[end:]
        if not text or not foot:
            return tuple(paragraphs)
        *_, page = self._fill(text)
        last = page.lines[-1]
        bound_pt = sum(self._line_pt(paragraph) for paragraph in foot if not paragraph.frame)
        reaches_in = last.top_pt + last.height_pt + bound_pt > self._frame_top_pt(foot[0])
        return (*text, replace(HAIR, page_break=True), *foot) if reaches_in else tuple(paragraphs)

    def first_page(self, paragraphs: Sequence[Paragraph]) -> PageOfLines:
        """Return the first page of a document that has at least one paragraph."""
        return next(self._fill(paragraphs))

    def lines(self, paragraph: Paragraph) -> tuple[Line, ...]:
        """Return the lines of a paragraph."""
        return self._break(paragraph)

    def _fill(self, paragraphs: Sequence[Paragraph]) -> Iterator[PageOfLines]:
        height_pt = self.preset.page.text_height_pt
        number, top_pt = 1, 0.0
        placed: list[PlacedLine] = []
        for index, paragraph in enumerate(paragraphs):
            if paragraph.frame:
                framed = tuple(self._framed_lines(index, paragraph))
                placed.extend(framed)
                if framed[0].top_pt <= top_pt:  # the text goes on below it
                    top_pt = max(top_pt, framed[-1].top_pt + framed[-1].height_pt)
                continue
            leaves = paragraph.page_break or top_pt + self._kept_pt(paragraphs, index) > height_pt + _SLACK_PT
            if leaves and placed:
                yield PageOfLines(number, tuple(placed))
                number, top_pt, placed = number + 1, 0.0, []
            top_pt += paragraph.before_twips / TWIPS_PER_PT if placed else 0
            top_pt += paragraph.above.height_pt if paragraph.above else 0
            line_pt = self._line_pt(paragraph)
            for line in self.lines(paragraph):
                if top_pt + line_pt > height_pt + _SLACK_PT and placed:
                    yield PageOfLines(number, tuple(placed))
                    number, top_pt, placed = number + 1, 0.0, []
                placed.append(PlacedLine(index, line, top_pt, line_pt))
                top_pt += line_pt
            top_pt += paragraph.below.height_pt if paragraph.below else 0
        yield PageOfLines(number, tuple(placed))

    def _framed_lines(self, index: int, paragraph: Paragraph) -> Iterator[PlacedLine]:
        """Yield the lines of a paragraph that stands apart from the text; `index` is the paragraph's."""
        top_pt = self._frame_top_pt(paragraph) + (paragraph.above.height_pt if paragraph.above else 0)
        for line in self.lines(paragraph):
            height_pt = self._line_pt(paragraph)
            yield PlacedLine(index, line, top_pt, height_pt)
            top_pt += height_pt

    def _frame_top_pt(self, paragraph: Paragraph) -> float:
        top_twips = paragraph.frame.top_twips if paragraph.frame else 0
        return (top_twips - self.preset.page.top_mm * TWIPS_PER_MM) / TWIPS_PER_PT

    def _line_pt(self, paragraph: Paragraph) -> float:
        style = self.preset.styles[paragraph.style]
        twips = paragraph.line_twips or style.line_twips or self.preset.page.line_twips
        return twips / TWIPS_PER_PT

    def _kept_pt(self, paragraphs: Sequence[Paragraph], index: int) -> float:
        """Return the height that has to be free for a paragraph and what it stays with.

        What is too much for a page stays together with nothing.
        """
        first_pt = self._line_pt(paragraphs[index])
        height = 0.0
        while paragraphs[index].keep_with_next and index + 1 < len(paragraphs):
            height += self._line_pt(paragraphs[index]) * len(self.lines(paragraphs[index]))
            index += 1
            if height > self.preset.page.text_height_pt:
                return first_pt
        return height + self._line_pt(paragraphs[index])
