"""Draft → .docx in official format.

The package is written part by part rather than from python-docx's template, which carries Letter paper,
theme fonts, a Japanese language, a thumbnail and its own name: what is never written needs no cleaning. There
are no document properties at all, so none can name an author, a program or a path.
"""

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from speechdesk.atomic import replace_file
from speechdesk.export.layout import lay_out
from speechdesk.export.markup import serialize
from speechdesk.export.pages import document_part, footer_part
from speechdesk.export.preset import Preset
from speechdesk.export.styles import font_table_part, settings_part, styles_part
from speechdesk.records import Draft

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_ODD_FOOTER, _EVEN_FOOTER = "rId4", "rId5"
# Part of the folder word/ → its relationship to document.xml, the relationship's kind, its content type.
_RELATED_PARTS = {
    "styles.xml": ("rId1", "styles", "styles"),
    "settings.xml": ("rId2", "settings", "settings"),
    "fontTable.xml": ("rId3", "fontTable", "fontTable"),
    "footer1.xml": (_ODD_FOOTER, "footer", "footer"),
    "footer2.xml": (_EVEN_FOOTER, "footer", "footer"),
}
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can name


def export_docx(draft: Draft, path: Path, preset: Preset) -> None:
    """Write `draft` to `path` in the layout of `preset`; an older file there stays whole until it is done.

    The same draft always gives the same bytes.

    Raises:
        SpeechDeskError: the draft has no text yet.
        UnwritableFile: the file cannot be written; nothing has changed.
    """
    replace_file(path, docx_bytes(draft, preset))


def docx_bytes(draft: Draft, preset: Preset) -> bytes:
    """Return the .docx file of `draft`.

    Raises:
        SpeechDeskError: the draft has no text yet.
    """
    footers = {"default": _ODD_FOOTER, "even": _EVEN_FOOTER}
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships({"word/document.xml": ("rId1", "officeDocument")}),
        "word/document.xml": serialize(document_part(lay_out(draft, preset), preset, footers)),
        "word/_rels/document.xml.rels": _relationships(
            {name: (identifier, kind) for name, (identifier, kind, _) in _RELATED_PARTS.items()}
        ),
        "word/styles.xml": serialize(styles_part(preset)),
        "word/settings.xml": serialize(settings_part()),
        "word/fontTable.xml": serialize(font_table_part(preset)),
        "word/footer1.xml": serialize(footer_part(preset.page_number, "right")),
        "word/footer2.xml": serialize(footer_part(preset.page_number, "left")),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = 0  # as every Office writes; else it would tell the operating system
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types() -> bytes:
    root = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    SubElement(
        root,
        "Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    main = {"document.xml": "document.main"} | {name: kind for name, (_, _, kind) in _RELATED_PARTS.items()}
    for name, kind in main.items():
        SubElement(root, "Override", PartName=f"/word/{name}", ContentType=_CONTENT_TYPE.format(kind))
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    """Return a .rels part; `targets` are parts → the identifier and the kind of the relationship."""
    root = Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for target, (identifier, kind) in targets.items():
        SubElement(root, "Relationship", Id=identifier, Type=f"{_OFFICE}/{kind}", Target=target)
    return tostring(root, encoding="UTF-8", xml_declaration=True)
