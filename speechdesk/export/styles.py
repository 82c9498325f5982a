"""The parts that say how a .docx looks: styles.xml, fontTable.xml and settings.xml."""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from speechdesk.export.markup import element, fonts, half_points, paragraph_properties, run_properties
from speechdesk.export.preset import HEADINGS, PageNumber, Preset, Style

FOOTER_ID = "Footer"
# Names Word does not know by itself have to say that they are custom.
_KNOWN = frozenset({Style.NORMAL, Style.BODY, Style.TITLE, Style.DATE, Style.SIGNATURE, *HEADINGS})
_COMPATIBILITY_URI = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": 15,  # else Word says “兼容模式” and lays out as Word 2010 did
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def style_id(style: Style) -> str:
    """Return the identifier by which paragraphs name a style."""
    return style.value.replace(" ", "")


# What every file has, so that going on to write in Word finds them; the others only where they are used.
_ALWAYS = frozenset(
    {Style.NORMAL, Style.BODY, Style.TITLE, Style.SPEAKER, Style.DATE, Style.GREETING, *HEADINGS}
)


def styles_part(preset: Preset, used: Collection[Style] = ()) -> Element:
    """Return the root of styles.xml: the styles of the preset, each complete in itself, and no others.

    Args:
        preset: how they look.
        used: those to be had besides the usual ones.
    """
    wanted = [style for style in Style if style in _ALWAYS or style in used]
    return element("styles", _defaults(preset), *_paragraph_styles(preset, wanted), *_other_styles())


def _defaults(preset: Preset) -> Element:
    body = preset.styles[Style.NORMAL]
    size = half_points(body.size_pt)
    characters = element(
        "rPr",
        fonts(body.face, body.latin_face),
        element("sz", val=size),
        element("szCs", val=size),
        element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    return element("docDefaults", element("rPrDefault", characters), element("pPrDefault"))


def _paragraph_styles(preset: Preset, wanted: Collection[Style]) -> Iterator[Element]:
    for style in wanted:
        text_style = preset.styles[style]
        level = HEADINGS.index(style) if style in HEADINGS else None
        # Word spells its own heading styles small and shows them translated.
        name = style.value.lower() if style in HEADINGS else style.value
        yield _paragraph_style(
            style_id(style),
            name,
            paragraph_properties(text_style, preset.page, level),
            run_properties(text_style),
            custom=style not in _KNOWN,
        )
    yield _footer_style(preset.page_number)


def _paragraph_style(
    identifier: str, name: str, paragraph: Element, characters: Element, *, custom: bool
) -> Element:
    root = identifier == style_id(Style.NORMAL)
    made = element("style", type="paragraph", styleId=identifier)
    if root:
        made.set("w:default", "1")
    if custom:
        made.set("w:customStyle", "1")
    made.append(element("name", val=name))
    if not root:
        made.append(element("basedOn", val=style_id(Style.NORMAL)))
        made.append(element("next", val=identifier if identifier == FOOTER_ID else style_id(Style.BODY)))
    made.extend((element("qFormat"), paragraph, characters))
    return made


def _footer_style(number: PageNumber) -> Element:
    size = half_points(number.size_pt)
    paragraph = element(
        "pPr",
        element("snapToGrid", val=0),
        element("spacing", before=0, after=0, line=number.line_twips, lineRule="exact"),
        element("ind", left=0, right=0, firstLineChars=0, firstLine=0),
    )
    characters = element(
        "rPr",
        fonts(number.face),
        element("spacing", val=0),
        element("sz", val=size),
        element("szCs", val=size),
    )
    return _paragraph_style(FOOTER_ID, "footer", paragraph, characters, custom=False)


def _other_styles() -> Iterator[Element]:
    """Yield the three defaults Word otherwise invents, so that a table put in later looks as usual."""
    for kind, name in (
        ("character", "Default Paragraph Font"),
        ("table", "Normal Table"),
        ("numbering", "No List"),
    ):
        made = element(
            "style", element("name", val=name), type=kind, default=1, styleId=name.replace(" ", "")
        )
        made.extend((element("uiPriority", val=99), element("semiHidden"), element("unhideWhenUsed")))
        if kind == "table":
            sides = (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
            margins = (element(side, w=width_twips, type="dxa") for side, width_twips in sides)
            made.append(element("tblPr", element("tblInd", w=0, type="dxa"), element("tblCellMar", *margins)))
        yield made


def font_table_part(preset: Preset) -> Element:
    """Return the root of fontTable.xml: the faces in use and what stands in for one that is missing."""
    table = element("fonts")
    for face in sorted(preset.faces):
        font = element("font", name=face)
        if face in preset.substitutes:
            font.append(element("altName", val=preset.substitutes[face]))
        font.append(element("charset", val="86"))  # GB2312
        table.append(font)
    return table


def settings_part() -> Element:
    """Return the root of settings.xml: odd and even footers, set solid, and Word's present layout rules."""
    compatibility = (
        element("compatSetting", name=name, uri=_COMPATIBILITY_URI, val=value)
        for name, value in _COMPATIBILITY.items()
    )
    return element(
        "settings",
        element("zoom", percent=100),
        element("defaultTabStop", val=640),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", *compatibility),
    )
