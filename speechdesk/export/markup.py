"""Elements of WordprocessingML (ECMA-376 part 1, section 17), with the children in the order it demands.

LibreOffice silently drops a property that stands out of order, so every `w:pPr` and `w:rPr` is built here.
"""

import re
from xml.etree.ElementTree import Element, tostring

from speechdesk.export.preset import Alignment, Page, TextStyle

# What XML 1.0 (section 2.2, Char) does not admit, or discourages as control characters.
_NOT_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return a `w:` element.

    Args:
        tag: its name without the prefix.
        children: in the schema's order.
        attributes: by name without the prefix, written in the order given.
    """
    made = Element(f"w:{tag}", {f"w:{name}": str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def well_formed(text: str) -> str:
    """Return `text` without characters that XML does not know or that print nothing."""
    return _NOT_PRINTED.sub("", text)


def serialize(root: Element) -> bytes:
    """Return the part whose root element is `root`, the namespaces declared on it."""
    for name, uri in NAMESPACES.items():
        root.set(name, uri)
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def fonts(face: str, latin_face: str = "") -> Element:
    """Return `w:rFonts` that names a face for every script.

    The hint makes Word take the East Asian face for the marks both scripts share: “ ” ‘ ’ — … ·
    """
    latin = latin_face or face
    return element("rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=face, cs=latin)


def half_points(size_pt: float) -> int:
    """Return a font size in the unit of `w:sz`."""
    return round(size_pt * 2)


def run_properties(style: TextStyle) -> Element:
    """Return the whole look of the characters of a style."""
    bold = int(style.bold)
    size = half_points(style.size_pt)
    return element(
        "rPr",
        fonts(style.face, style.latin_face),
        element("b", val=bold),
        element("bCs", val=bold),
        element("color", val=style.colour),
        element("spacing", val=style.letter_spacing_twips),
        element("kern", val=0),
        element("sz", val=size),
        element("szCs", val=size),
    )


def paragraph_properties(style: TextStyle, page: Page, outline_level: int | None = None) -> Element:
    """Return the whole look of the paragraphs of a style.

    Args:
        style: how they look.
        page: whose exact height of a line they have unless the style has its own.
        outline_level: 0 to 8 for a heading, None for text.
    """
    properties = element(
        "pPr",
        element("widowControl", val=0),
        element("kinsoku", val=1),
        element("overflowPunct", val=1),
        element("autoSpaceDE", val=0),  # figures and Latin letters stay solid: the grid counts on it
        element("autoSpaceDN", val=0),
        element("adjustRightInd", val=0),
        # A title is larger than the grid's characters: on the grid Word would give it two lines.
        element("snapToGrid", val=int(style.alignment is Alignment.BOTH)),
        element("spacing", before=0, after=0, line=style.line_twips or page.line_twips, lineRule="exact"),
        _indent(style),
        element("jc", val=style.alignment.value),
    )
    if outline_level is not None:
        properties.append(element("outlineLvl", val=outline_level))
    return properties


def _indent(style: TextStyle) -> Element:
    """Return both ways of saying it: Word goes by characters, LibreOffice 7.4 knows only the length.

    Indents of all lines and hanging ones are lengths alone: by characters Word counts them in the size of
    the base style.
    """
    left, right = (round(chars * style.char_twips) for chars in (style.left_chars, style.right_chars))
    first_twips = round(style.first_line_chars * style.char_twips)
    if style.first_line_chars < 0:
        return element("ind", left=left, right=right, hanging=-first_twips)
    return element(
        "ind", left=left, right=right, firstLineChars=style.first_line_chars * 100, firstLine=first_twips
    )
