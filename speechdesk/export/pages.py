"""The parts that hold what is read: document.xml, headers and footers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from speechdesk.export.markup import element, fonts, half_points, run_properties, well_formed
from speechdesk.export.paragraphs import Frame, Paragraph, Rule, Run
from speechdesk.export.preset import TWIPS_PER_MM, Alignment, Grid, Page, PageNumber, Preset, Style
from speechdesk.export.styles import FOOTER_ID, style_id

_HEADER_TWIPS = 851  # where there is no header; Word's usual value, 15 mm
# Revisions have to name somebody and a day; neither may tell of the user (Word shows both in a balloon).
_REVISION = {"author": "修改", "date": "2000-01-01T00:00:00Z"}


@dataclass(frozen=True, slots=True)
class Section:
    """Pages with the same headers and footers.

    Attributes:
        paragraphs: at least one.
        references: (element, type) → relationship, such as ("footerReference", "even") → "rId5".
        first_differs: whether the first page has headers and footers of its own.
    """

    paragraphs: tuple[Paragraph, ...]
    references: Mapping[tuple[str, str], str]
    first_differs: bool = False


def document_part(sections: Sequence[Section], preset: Preset) -> Element:
    """Return the root of document.xml."""
    writer = ParagraphWriter(preset)
    body = element("body")
    for section in sections[:-1]:
        written = [writer.write(paragraph) for paragraph in section.paragraphs]
        properties = written[-1].find("w:pPr")
        if properties is not None:
            properties.append(_section(preset.page, section))
        body.extend(written)
    body.extend(writer.write(paragraph) for paragraph in sections[-1].paragraphs)
    body.append(_section(preset.page, sections[-1]))
    return element("document", body)


class ParagraphWriter:
    """Writes paragraphs as `w:p`; revisions and comments are numbered through the document.

    Args:
        preset: faces and measures.
    """

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self._revisions = 0

    def write(self, paragraph: Paragraph) -> Element:
        """Return the element of one paragraph."""
        made = element("p", self._properties(paragraph))
        for number, line in enumerate(paragraph.lines):
            if number:
                made.append(element("r", self._face(paragraph.style, None, paragraph.style), element("br")))
            for run in line:
                made.extend(self._run(run, paragraph.style))
        return made

    def _properties(self, paragraph: Paragraph) -> Element:
        """Return `w:pPr`, its children in the schema's order."""
        properties = element("pPr", element("pStyle", val=style_id(paragraph.style)))
        if paragraph.keep_with_next:
            properties.append(element("keepNext"))
        if paragraph.keep_lines:
            properties.append(element("keepLines"))
        if paragraph.page_break:
            properties.append(element("pageBreakBefore"))
        if paragraph.frame:
            properties.append(_frame(paragraph.frame))
        borders = {"top": paragraph.above, "bottom": paragraph.below}
        if any(borders.values()):
            properties.append(
                element("pBdr", *(_border(side, rule) for side, rule in borders.items() if rule))
            )
        if paragraph.tab_twips:
            properties.append(element("tabs", element("tab", val="right", pos=paragraph.tab_twips)))
        if paragraph.line_twips or paragraph.before_twips:
            line = self._line_twips(paragraph)
            properties.append(element("snapToGrid", val=0))
            properties.append(
                element("spacing", before=paragraph.before_twips, after=0, line=line, lineRule="exact")
            )
        if (indent := self._indent(paragraph)) is not None:
            properties.append(indent)
        if paragraph.change:
            properties.append(element("rPr", self._revision(paragraph.change)))
        return properties

    def _line_twips(self, paragraph: Paragraph) -> int:
        style = self._preset.styles[paragraph.style]
        return paragraph.line_twips or style.line_twips or self._preset.page.line_twips

    def _indent(self, paragraph: Paragraph) -> Element | None:
        """Return the indents where they are not the style's: lengths; those by characters are taken back."""
        if (paragraph.left_twips, paragraph.right_twips, paragraph.first_twips) == (None, None, None):
            return None
        style = self._preset.styles[paragraph.style]
        given: dict[str, str | int] = {}
        if paragraph.left_twips is not None:
            given["left"] = paragraph.left_twips
        if paragraph.right_twips is not None:
            given["right"] = paragraph.right_twips
        if paragraph.first_twips is not None and paragraph.first_twips < 0:
            given["hanging"] = -paragraph.first_twips
        elif paragraph.first_twips is not None:
            given |= (
                {"firstLineChars": 0, "firstLine": paragraph.first_twips}
                if style.first_line_chars >= 0
                else {"firstLine": paragraph.first_twips}
            )
        return element("ind", **given)

    def _run(self, run: Run, paragraph_style: Style) -> Iterator[Element]:
        if run.comment is not None:
            yield element("commentRangeStart", id=run.comment)
        made = element("r", self._face(run.style, run.spacing_twips, paragraph_style))
        for place, piece in enumerate(run.text.split("\t")):
            if place:
                made.append(element("tab"))
            if piece:
                made.append(text_element(piece, "delText" if run.change == "del" else "t"))
        if run.change:
            revision = self._revision(run.change)
            revision.append(made)
            made = revision
        yield made
        if run.comment is not None:
            yield element("commentRangeEnd", id=run.comment)
            yield element("r", element("commentReference", id=run.comment))

    def _revision(self, change: str) -> Element:
        self._revisions += 1
        return element(change, id=self._revisions, **_REVISION)

    def _face(self, style: Style, spacing_twips: int | None, paragraph_style: Style) -> Element:
        """Return the properties of a run: its face always, all the rest only where the paragraph's differ."""
        look = self._preset.styles[style]
        if style is not paragraph_style:
            properties = run_properties(look)
            spacing = properties.find("w:spacing")
            if spacing_twips is not None and spacing is not None:
                spacing.set("w:val", str(spacing_twips))
            return properties
        properties = element("rPr", fonts(look.face, look.latin_face))
        if spacing_twips is not None:
            properties.append(element("spacing", val=spacing_twips))
        return properties


def _frame(frame: Frame) -> Element:
    anchors = {"vAnchor": "page", "hAnchor": "page", "x": frame.left_twips, "y": frame.top_twips}
    return element("framePr", w=frame.width_twips, wrap="around", **anchors)


def text_element(text: str, tag: str = "t") -> Element:
    """Return `w:t` (or what a deleted run has in its place) with its spaces kept."""
    made = element(tag)
    made.text = well_formed(text)
    made.set("xml:space", "preserve")
    return made


def _border(side: str, rule: Rule) -> Element:
    return element(side, val="single", sz=rule.eighths, space=rule.space_pt, color=rule.colour)


def _section(page: Page, section: Section) -> Element:
    made = element("sectPr")
    for (tag, kind), relationship in section.references.items():
        reference = element(tag, type=kind)
        reference.set("r:id", relationship)
        made.append(reference)
    made.append(element("pgSz", w=_twips(page.width_mm), h=_twips(page.height_mm)))
    made.append(
        element(
            "pgMar",
            top=_twips(page.top_mm),
            right=_twips(page.right_mm),
            bottom=_twips(page.bottom_mm),
            left=_twips(page.left_mm),
            header=_HEADER_TWIPS,
            footer=page.footer_twips,
            gutter=0,
        )
    )
    if section.first_differs:
        made.append(element("titlePg"))
    grid = element("docGrid", type=page.grid.value, linePitch=page.line_twips)
    if page.grid is Grid.LINES_AND_CHARS:
        grid.set("w:charSpace", str(page.grid_char_space))
    made.append(grid)
    return made


def _twips(length_mm: float) -> int:
    return round(length_mm * TWIPS_PER_MM)


def footer_part(number: PageNumber, side: Alignment, note: str = "") -> Element:
    """Return the root of a footer: the page number at one side of the page or in its middle.

    Args:
        number: its look.
        side: where it stands.
        note: said behind it, such as the minutes a page takes.
    """
    indent = element("ind", firstLineChars=0, firstLine=0)
    if side is not Alignment.CENTRE:
        indent.set(f"w:{side.value}", str(number.side_indent_twips))
    properties = element("pPr", element("pStyle", val=FOOTER_ID), indent, element("jc", val=side.value))
    return element("ftr", element("p", properties, *_page_number(number, note)))


def _page_number(number: PageNumber, note: str) -> Iterator[Element]:
    if number.of_total:
        contents = (text_element("第 "), *_field("PAGE"), text_element(" 页　共 "), *_field("NUMPAGES"))
        contents = (*contents, text_element(f" 页{'　' + note if note else ''}"))
    else:
        contents = (text_element(f"{number.dash} "), *_field("PAGE"), text_element(f" {number.dash}"))
    size = half_points(number.size_pt)
    for content in contents:
        face = element("rPr", fonts(number.face), element("sz", val=size), element("szCs", val=size))
        yield element("r", face, content)


def _field(name: str) -> Iterator[Element]:
    yield element("fldChar", fldCharType="begin")
    instruction = element("instrText")
    instruction.text = f" {name} "
    instruction.set("xml:space", "preserve")
    yield instruction
    yield element("fldChar", fldCharType="separate")
    yield text_element("1")
    yield element("fldChar", fldCharType="end")
