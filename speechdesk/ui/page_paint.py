"""Paints set pages: on the screen, into a PDF and on paper, all from the same lines."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPen

from speechdesk.export.composition import Composition
from speechdesk.export.lines import edges_of
from speechdesk.export.paging import PageOfLines, PlacedLine
from speechdesk.export.paragraphs import Paragraph, Rule, Run, char_em, em_width
from speechdesk.export.preset import (
    HEADINGS,
    TWIPS_PER_MM,
    TWIPS_PER_PT,
    Alignment,
    Head,
    NumberSide,
    Preset,
    Style,
)
from speechdesk.ui.faces import Faces

_MM_PT = TWIPS_PER_MM / TWIPS_PER_PT
_TITLES = frozenset({Style.TITLE, Style.ATTACHMENT_TITLE, Style.MARK})
_KAI = frozenset({Style.SPEAKER, Style.DATE, HEADINGS[1]})
_HEI = frozenset({HEADINGS[0], Style.ATTACHMENT, Style.IMPRINT})


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character on its line: where, in points from the type area's left edge, and in which run."""

    text: str
    left_pt: float
    run: Run


class PagePainter:
    """Paints pages of one composition.

    Args:
        composition: the pages.
        faces: families that stand in for faces this computer lacks.
    """

    def __init__(self, composition: Composition, faces: Faces) -> None:
        self._composition = composition
        self._preset = composition.preset
        self._faces = faces
        self._installed = frozenset(QFontDatabase.families())
        self._fonts: dict[tuple[Style, bool], tuple[QFont, QFontMetricsF]] = {}

    def paint(self, painter: QPainter, index: int) -> None:
        """Paint a page; one unit of the painter is a point, its origin the paper's upper left corner.

        Args:
            painter: on the page's device.
            index: of the page, from 0.
        """
        page = self._composition.pages[index]
        measures = self._preset.page
        painter.save()
        painter.translate(measures.left_mm * _MM_PT, measures.top_mm * _MM_PT)
        for placed in page.lines:
            self._paint_line(painter, placed)
        painter.restore()
        if not (self._preset.options.head is Head.LETTER and index == 0):
            self._paint_number(painter, page)

    def _paint_line(self, painter: QPainter, placed: PlacedLine) -> None:
        paragraph = self._composition.paragraphs[placed.paragraph]
        faces = itertools.groupby(
            self._glyphs(paragraph, placed), key=lambda glyph: (glyph.run.style, glyph.text.isascii())
        )
        for (style, latin), glyphs in faces:
            font, metrics = self._font(style, latin=latin)
            painter.setFont(font)
            painter.setPen(QColor(f"#{self._preset.styles[style].colour}"))
            baseline = placed.top_pt + (placed.height_pt - metrics.height()) / 2 + metrics.ascent()
            for glyph in glyphs:
                painter.drawText(QPointF(glyph.left_pt, baseline), glyph.text)
        if paragraph.above and placed.line.start == 0:
            middle_pt = placed.top_pt - paragraph.above.space_pt - paragraph.above.width_pt / 2
            self._paint_rule(painter, placed, paragraph.above, middle_pt)
        if paragraph.below and placed.line.end == len(paragraph.text):
            bottom_pt = placed.top_pt + placed.height_pt
            middle_pt = bottom_pt + paragraph.below.space_pt + paragraph.below.width_pt / 2
            self._paint_rule(painter, placed, paragraph.below, middle_pt)

    def _glyphs(self, paragraph: Paragraph, placed: PlacedLine) -> Iterator[_Glyph]:
        line = placed.line
        runs = list(_clipped(paragraph, line.start, line.end))
        starts = edges_of(runs, self._preset).starts
        text = "".join(run.text for run in runs)
        alignment = self._preset.styles[paragraph.style].alignment
        slack = line.room_pt - line.width_pt
        left, apart = line.left_pt, 0.0
        tabbed = paragraph.tab_twips and "\t" in text
        if tabbed:
            starts = _tabbed(starts, text.index("\t"), paragraph, left, self._preset)
        elif alignment is Alignment.CENTRE:
            left += slack / 2
        elif alignment is Alignment.RIGHT:
            left += slack
        elif alignment is Alignment.BOTH and not line.last and len(text) > 1:
            apart = max(slack, 0) / (len(text) - 1)
        offset = 0
        for run in runs:
            for character in run.text:
                if character not in " \u3000\t":
                    yield _Glyph(character, left + starts[offset] + offset * apart, run)
                offset += 1

    def _paint_rule(self, painter: QPainter, placed: PlacedLine, rule: Rule, y_pt: float) -> None:
        left, width = placed.line.left_pt, placed.line.room_pt
        painter.setPen(QPen(QColor(f"#{rule.colour}"), rule.width_pt))
        painter.drawLine(QLineF(left, y_pt, left + width, y_pt))

    def _paint_number(self, painter: QPainter, page: PageOfLines) -> None:
        number = self._preset.page_number
        if number.side is NumberSide.NONE:
            return
        total = len(self._composition.pages)
        text = f"{number.dash} {page.number} {number.dash}"
        if number.of_total:
            note = self._composition.notes[page.number - 1]
            text = "　".join(filter(None, (f"第 {page.number} 页　共 {total} 页", note)))
        width = em_width(text) * number.size_pt
        measures = self._preset.page
        left = measures.left_mm * _MM_PT + (measures.text_width_pt - width) / 2
        if number.side is NumberSide.OUTER:
            indent = number.side_indent_twips / TWIPS_PER_PT
            odd = page.number % 2 == 1
            left = measures.left_mm * _MM_PT + (measures.text_width_pt - width - indent if odd else indent)
        bottom = measures.height_mm * _MM_PT - measures.footer_twips / TWIPS_PER_PT
        font = self._family_font(number.face, number.size_pt, Style.BODY)
        metrics = QFontMetricsF(font)
        line_pt = number.line_twips / TWIPS_PER_PT
        baseline = bottom - line_pt + (line_pt - metrics.height()) / 2 + metrics.ascent()
        painter.setFont(font)
        painter.setPen(QColor("#000000"))
        edges = itertools.accumulate((char_em(mark) * number.size_pt for mark in text), initial=left)
        for mark, start in zip(text, edges, strict=False):
            painter.drawText(QPointF(start, baseline), mark)

    def _font(self, style: Style, *, latin: bool) -> tuple[QFont, QFontMetricsF]:
        if (style, latin) not in self._fonts:
            look = self._preset.styles[style]
            face = look.latin_face if latin and look.latin_face else look.face
            font = self._family_font(face, look.size_pt, style)
            font.setBold(look.bold)
            self._fonts[style, latin] = font, QFontMetricsF(font)
        return self._fonts[style, latin]

    def _family_font(self, face: str, size_pt: float, style: Style) -> QFont:
        font = QFont(self._family(face, style))
        font.setPixelSize(max(1, round(size_pt)))
        if size_pt != round(size_pt):
            font.setPointSizeF(size_pt)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _family(self, face: str, style: Style) -> str:
        """Return the family that shows a face: itself, its substitute, or what comes near."""
        for family in (face, self._preset.substitutes.get(face, "")):
            if family in self._installed:
                return family
        if style in _TITLES:
            return self._faces.title
        return (
            self._faces.heading_2
            if style in _KAI
            else self._faces.heading_1
            if style in _HEI
            else self._faces.body
        )


def missing_faces(preset: Preset) -> tuple[str, ...]:
    """Return the faces of a preset that this computer has neither itself nor by their other names."""
    installed = frozenset(QFontDatabase.families())
    return tuple(
        face
        for face in sorted(preset.faces)
        if face not in installed and preset.substitutes.get(face) not in installed
    )


def page_rect(preset: Preset) -> QRectF:
    """Return the paper in points."""
    return QRectF(0, 0, preset.page.width_mm * _MM_PT, preset.page.height_mm * _MM_PT)


def _tabbed(
    starts: Sequence[float], tab: int, paragraph: Paragraph, left_pt: float, preset: Preset
) -> Sequence[float]:
    """Return where the characters of a line stand of which those behind a tab end at its stop.

    Args:
        starts: where they would stand without it, from the line's beginning.
        tab: offset of the tab.
        paragraph: which has the stop.
        left_pt: where the line begins; the stop counts from the edge of the type area or frame.
        preset: the layout.
    """
    frame_pt = 0.0
    if paragraph.frame:
        frame_pt = paragraph.frame.left_twips / TWIPS_PER_PT - preset.page.left_mm * _MM_PT
    stop_pt = paragraph.tab_twips / TWIPS_PER_PT + frame_pt - left_pt
    moved_pt = stop_pt - starts[-1]
    return [start if place <= tab else start + moved_pt for place, start in enumerate(starts)]


def _clipped(paragraph: Paragraph, start: int, end: int) -> Iterator[Run]:
    offset = 0
    for line in paragraph.lines:
        for run in line:
            text = run.text[max(start - offset, 0) : max(end - offset, 0)]
            offset += len(run.text)
            if text:
                yield Run(text, run.style, run.spacing_twips)
