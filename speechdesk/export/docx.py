"""Draft → .docx in official format.

The package is written part by part rather than from python-docx's template, which carries Letter paper,
theme fonts, a Japanese language, a thumbnail and its own name: what is never written needs no cleaning. There
are no document properties at all, so none can name an author, a program or a path.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from speechdesk.atomic import replace_file
from speechdesk.export.fit import fit
from speechdesk.export.head import sized
from speechdesk.export.layout import lay_out
from speechdesk.export.markup import element, serialize
from speechdesk.export.pages import (
    ParagraphWriter,
    Section,
    document_part,
    footer_part,
)
from speechdesk.export.paging import Typesetter
from speechdesk.export.paragraphs import Paragraph, one_run
from speechdesk.export.preset import Alignment, Head, NumberSide, Preset, Style
from speechdesk.export.styles import font_table_part, settings_part, styles_part
from speechdesk.export.turning import foot_notes, turn_pages
from speechdesk.records import Draft

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can name


@dataclass(slots=True)
class _Related:
    """The parts the document refers to, in the order they are added."""

    parts: dict[str, tuple[str, str, bytes]] = field(default_factory=dict[str, tuple[str, str, bytes]])

    def add(self, name: str, kind: str, root: Element) -> str:
        """Add a part of the folder word/ and return its relationship."""
        identifier = f"rId{len(self.parts) + 1}"
        self.parts[name] = (identifier, kind, serialize(root))
        return identifier

    def add_numbered(self, kind: str, root: Element) -> str:
        """Add a header or footer and return its relationship."""
        number = sum(other == kind for _, other, _ in self.parts.values()) + 1
        return self.add(f"{kind}{number}.xml", kind, root)


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
    preset = sized(preset, draft.facts)
    return package_bytes(fitted(draft, preset), preset, draft.facts.edition)


def fitted(draft: Draft, preset: Preset) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `draft` as they are printed: laid out, badly ending lines mended.

    Raises:
        SpeechDeskError: the draft has no text yet.
    """
    return tuple(fit(paragraph, preset) for paragraph in lay_out(draft, preset))


def package_bytes(
    paragraphs: Sequence[Paragraph], preset: Preset, edition: str = "", comments: Sequence[str] = ()
) -> bytes:
    """Return the .docx file of paragraphs laid out.

    Args:
        paragraphs: at least one.
        preset: their layout.
        edition: stamped at the foot of a reading copy.
        comments: texts of the comments runs refer to, by number.
    """
    related = _Related()
    used = {run.style for paragraph in paragraphs for line in paragraph.lines for run in line}
    used |= {paragraph.style for paragraph in paragraphs}
    if preset.options.head is not Head.NONE:
        used.add(Style.MARK)
    if preset.options.whole_sentences:
        used.add(Style.CONTINUED)
    related.add("styles.xml", "styles", styles_part(preset, used))
    related.add("settings.xml", "settings", settings_part())
    related.add("fontTable.xml", "fontTable", font_table_part(preset))
    if comments:
        related.add("comments.xml", "comments", _comments_part(comments, preset))
    sections = _sections(Typesetter(preset).with_foot(paragraphs), preset, edition, related)
    return _zipped(serialize(document_part(sections, preset)), related)


def _sections(
    paragraphs: Sequence[Paragraph], preset: Preset, edition: str, related: _Related
) -> list[Section]:
    if not preset.options.whole_sentences:
        references = _numbers(preset, related, edition)
        letter = preset.options.head is Head.LETTER  # its first page has no number (10.1)
        return [Section(tuple(paragraphs), references, first_differs=letter)]
    pages = turn_pages(paragraphs, Typesetter(preset))
    notes = foot_notes(pages, preset, edition)
    return [Section(page, _numbers(preset, related, note)) for page, note in zip(pages, notes, strict=True)]


def _numbers(preset: Preset, related: _Related, note: str = "") -> dict[tuple[str, str], str]:
    """Add the footers with the page number and return the references to them."""
    number = preset.page_number
    if number.side is NumberSide.NONE:
        return {}
    outer = number.side is NumberSide.OUTER
    sides = {
        "default": Alignment.RIGHT if outer else Alignment.CENTRE,
        "even": Alignment.LEFT if outer else Alignment.CENTRE,
    }
    return {
        ("footerReference", kind): related.add_numbered("footer", footer_part(number, side, note))
        for kind, side in sides.items()
    }


def _comments_part(comments: Sequence[str], preset: Preset) -> Element:
    writer = ParagraphWriter(preset)
    return element(
        "comments",
        *(
            element(
                "comment",
                writer.write(one_run(text, Style.NORMAL, first_twips=0)),
                id=number,
                author="来源",
                initials="源",
            )
            for number, text in enumerate(comments)
        ),
    )


def _zipped(document: bytes, related: _Related) -> bytes:
    targets = {name: (identifier, kind) for name, (identifier, kind, _) in related.parts.items()}
    parts = {
        "[Content_Types].xml": _content_types({name: kind for name, (_, kind) in targets.items()}),
        "_rels/.rels": _relationships({"word/document.xml": ("rId1", "officeDocument")}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(targets),
        **{f"word/{name}": data for name, (_, _, data) in related.parts.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.create_system = 0  # as every Office writes; else it would tell the operating system
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types(kinds: dict[str, str]) -> bytes:
    root = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    SubElement(
        root,
        "Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    for name, kind in ({"document.xml": "document.main"} | kinds).items():
        SubElement(root, "Override", PartName=f"/word/{name}", ContentType=_CONTENT_TYPE.format(kind))
    return tostring(root, encoding="UTF-8", xml_declaration=True)


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    """Return a .rels part; `targets` are parts → the identifier and the kind of the relationship."""
    root = Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for target, (identifier, kind) in targets.items():
        SubElement(root, "Relationship", Id=identifier, Type=f"{_OFFICE}/{kind}", Target=target)
    return tostring(root, encoding="UTF-8", xml_declaration=True)
