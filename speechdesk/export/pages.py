"""The parts that hold what is read: document.xml and the two footers."""

from collections.abc import Iterable, Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from speechdesk.export.layout import Paragraph, Run
from speechdesk.export.markup import element, fonts, half_points, run_properties
from speechdesk.export.preset import TWIPS_PER_MM, Page, PageNumber, Preset, Style
from speechdesk.export.styles import FOOTER_ID, style_id


def document_part(paragraphs: Iterable[Paragraph], preset: Preset, footers: dict[str, str]) -> Element:
    """Return the root of document.xml.

    Args:
        paragraphs: the text in order.
        preset: paper, grid and faces.
        footers: "default" (odd pages) and "even" → the footer's relationship.
    """
    body = element("body", *(_paragraph(paragraph, preset) for paragraph in paragraphs))
    body.append(_section(preset.page, footers))
    return element("document", body)


def _paragraph(paragraph: Paragraph, preset: Preset) -> Element:
    properties = element("pPr", element("pStyle", val=style_id(paragraph.style)))
    if paragraph.keep_with_next:
        properties.append(element("keepNext"))
    made = element("p", properties)
    for number, line in enumerate(paragraph.lines):
        if number:
            made.append(element("r", _face(paragraph.style, paragraph.style, preset), element("br")))
        made.extend(_run(run, paragraph.style, preset) for run in line)
    return made


def _run(run: Run, paragraph_style: Style, preset: Preset) -> Element:
    return element("r", _face(run.style, paragraph_style, preset), _text(run.text))


def _face(style: Style, paragraph_style: Style, preset: Preset) -> Element:
    """Return the properties of a run: its face always, all the rest only where the paragraph's differ."""
    if style is paragraph_style:
        return element("rPr", fonts(preset.styles[style].face))
    return run_properties(preset.styles[style])


def _text(text: str) -> Element:
    made = element("t")
    made.text = text
    made.set("xml:space", "preserve")
    return made


def _section(page: Page, footers: dict[str, str]) -> Element:
    section = element("sectPr")
    for kind, relationship in footers.items():
        reference = element("footerReference", type=kind)
        reference.set("r:id", relationship)
        section.append(reference)
    section.append(element("pgSz", w=_twips(page.width_mm), h=_twips(page.height_mm)))
    section.append(
        element(
            "pgMar",
            top=_twips(page.top_mm),
            right=_twips(page.right_mm),
            bottom=_twips(page.bottom_mm),
            left=_twips(page.left_mm),
            header=851,  # there is none; Word's usual value, 15 mm
            footer=page.footer_twips,
            gutter=0,
        )
    )
    section.append(element("docGrid", type="lines", linePitch=page.line_twips))
    return section


def _twips(length_mm: float) -> int:
    return round(length_mm * TWIPS_PER_MM)


def footer_part(number: PageNumber, side: Literal["left", "right"]) -> Element:
    """Return the root of a footer: the page number between dashes, at one side of the page."""
    indent = element("ind", **{"firstLineChars": 0, "firstLine": 0, side: number.side_indent_twips})
    properties = element("pPr", element("pStyle", val=FOOTER_ID), indent, element("jc", val=side))
    return element("ftr", element("p", properties, *_page_number(number)))


def _page_number(number: PageNumber) -> Iterator[Element]:
    instruction = element("instrText")
    instruction.text = " PAGE "
    instruction.set("xml:space", "preserve")
    contents = (
        _text(f"{number.dash} "),
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        _text("1"),
        element("fldChar", fldCharType="end"),
        _text(f" {number.dash}"),
    )
    size = half_points(number.size_pt)
    for content in contents:
        face = element("rPr", fonts(number.face), element("sz", val=size), element("szCs", val=size))
        yield element("r", face, content)
