"""The exported .docx, read as a stranger would read it."""

import io
import os
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import docx
import pytest
from docx.document import Document

from speechdesk.documents.reader import read_document
from speechdesk.errors import SpeechDeskError, UnwritableFile
from speechdesk.export.docx import docx_bytes, export_docx
from speechdesk.export.presets import load_preset
from speechdesk.records import BlockKind, Draft, DraftBlock, Provenance, Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PRESET = load_preset("speech")
TITLE = "在全州政府系统办公室工作暨作风建设推进会议上的讲话"
SOURCE = Source(file="来源文件.txt", speech=1, title="来源题目", date="来源日期", section=(), block=0)
BLOCKS = (
    DraftBlock(BlockKind.TITLE, TITLE),
    DraftBlock(BlockKind.SPEAKER, "州长　王某某"),
    DraftBlock(BlockKind.DATE, "（2026年3月1日）"),
    DraftBlock(BlockKind.GREETING, "同志们："),
    DraftBlock(
        BlockKind.BODY,
        "今天开会，“主要”基于三个方面——的考虑…… <&> 3.5％ ",
        provenance=(Provenance(0, 4, "库中原句", SOURCE),),
    ),
    DraftBlock(BlockKind.HEADING, "一、提高认识", 1),
    DraftBlock(BlockKind.HEADING, "（一）强化责任担当。今天，我们要抓紧抓实。", 2),
    DraftBlock(BlockKind.HEADING, "1.抓学习。要学深悟透。", 3),
    DraftBlock(BlockKind.HEADING, "（1）抓制度。要建章立制。", 4),
)
DRAFT = Draft(blocks=BLOCKS)
STYLE_NAMES = [
    "Title",
    "Speaker",
    "Date",
    "Normal",
    "Greeting",
    "Body Text",
    *(f"Heading {n}" for n in range(1, 5)),
]
PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/footer2.xml",
}
RUN_PROPERTIES = (
    "rFonts",
    "b",
    "bCs",
    "color",
    "spacing",
    "kern",
    "sz",
    "szCs",
    "lang",
)  # in the schema's order
PARAGRAPH_PROPERTIES = (
    *("pStyle", "keepNext", "widowControl", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN"),
    *("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"),
)
TEXT_TAGS = {"p", "pPr", "pStyle", "r", "rPr", "t", *RUN_PROPERTIES}
PAGE_TAGS = {"sectPr", "footerReference", "pgSz", "pgMar", "docGrid"}
ALLOWED_TAGS = {
    "document.xml": TEXT_TAGS | PAGE_TAGS | {"document", "body", "keepNext", "br"},
    "footer1.xml": TEXT_TAGS | {"ftr", "ind", "jc", "fldChar", "instrText"},
    "footer2.xml": TEXT_TAGS | {"ftr", "ind", "jc", "fldChar", "instrText"},
    "settings.xml": {"settings", "zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl"}
    | {"compat", "compatSetting"},
    "fontTable.xml": {"fonts", "font", "altName", "charset"},
}


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(docx_bytes(DRAFT, PRESET)))


@pytest.fixture(scope="module")
def document() -> Document:
    return docx.Document(io.BytesIO(docx_bytes(DRAFT, PRESET)))


def part(package: zipfile.ZipFile, name: str) -> Element:
    return fromstring(package.read(f"word/{name}"))  # noqa: S314  # made a moment ago by the exporter


def only(root: Element, tag: str) -> dict[str, str]:
    found = root.findall(f".//{W}{tag}")
    assert len(found) == 1, tag
    return attributes(found[0])


def attributes(element: Element) -> dict[str, str]:
    return {str(name).removeprefix(W): str(value) for name, value in element.attrib.items()}


def style(package: zipfile.ZipFile, identifier: str) -> Element:
    (found,) = (
        element
        for element in part(package, "styles.xml").findall(f"{W}style")
        if element.get(f"{W}styleId") == identifier
    )
    return found


def test_paper_margins_and_grid_are_the_standards(package: zipfile.ZipFile) -> None:
    root = part(package, "document.xml")
    assert only(root, "pgSz") == {"w": "11906", "h": "16838"}
    margins = {
        "top": "2098",
        "right": "1474",
        "bottom": "1984",
        "left": "1587",
        "footer": "1450",
        "gutter": "0",
    }
    assert margins.items() <= only(root, "pgMar").items()
    assert only(root, "docGrid") == {"type": "lines", "linePitch": "579"}


@pytest.mark.parametrize("name", ["document.xml", "footer1.xml", "footer2.xml"])
def test_every_run_names_its_face_for_all_scripts_with_the_hint(package: zipfile.ZipFile, name: str) -> None:
    for run in part(package, name).iter(f"{W}r"):
        fonts = only(run, "rFonts")
        assert set(fonts) == {"hint", "ascii", "hAnsi", "eastAsia", "cs"}
        assert fonts["hint"] == "eastAsia"
        assert len(set(fonts.values())) == 2


def test_no_part_has_a_theme_font(package: zipfile.ZipFile) -> None:
    assert not [name for name in package.namelist() if b"Theme" in package.read(name)]


def test_styles_carry_the_names_the_reader_knows_and_text_reads_back(document: Document) -> None:
    assert [p.style.name for p in document.paragraphs if p.style] == STYLE_NAMES
    texts = [p.text.replace("\n", "") for p in document.paragraphs if p.text]
    assert texts == [block.text for block in BLOCKS]


def test_a_title_is_broken_within_its_paragraph(document: Document) -> None:
    assert document.paragraphs[0].text == "在全州政府系统办公室工作\n暨作风建设推进会议上的讲话"


@pytest.mark.parametrize(
    ("identifier", "look"),
    [
        ("BodyText", ("仿宋_GB2312", "32", "both", "200", "640")),
        ("Title", ("方正小标宋简体", "44", "center", "0", "0")),
        ("Speaker", ("楷体_GB2312", "32", "center", "0", "0")),
        ("Date", ("楷体_GB2312", "32", "center", "0", "0")),
        ("Greeting", ("仿宋_GB2312", "32", "both", "0", "0")),
        ("Heading1", ("黑体", "32", "both", "200", "640")),
        ("Heading2", ("楷体_GB2312", "32", "both", "200", "640")),
        ("Heading3", ("仿宋_GB2312", "32", "both", "200", "640")),
        ("Heading4", ("仿宋_GB2312", "32", "both", "200", "640")),
    ],
)
def test_a_style_says_face_size_alignment_and_indent(
    package: zipfile.ZipFile, identifier: str, look: tuple[str, ...]
) -> None:
    root = style(package, identifier)
    face, indent = only(root, "rFonts")["eastAsia"], only(root, "ind")
    size, alignment = only(root, "sz")["val"], only(root, "jc")["val"]
    assert (face, size, alignment, indent["firstLineChars"], indent["firstLine"]) == look
    assert only(root, "b") == {"val": "0"}


@pytest.mark.parametrize(
    "identifier", ["BodyText", "Title", "Speaker", "Date", "Greeting", "Heading1", "Heading4"]
)
def test_a_style_has_exact_lines_no_space_between_paragraphs_and_no_widow_control(
    package: zipfile.ZipFile, identifier: str
) -> None:
    root = style(package, identifier)
    spacing = root.find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert attributes(spacing) == {"before": "0", "after": "0", "line": "579", "lineRule": "exact"}
    assert only(root, "widowControl") == {"val": "0"}


def test_the_body_is_set_close_enough_for_28_characters(package: zipfile.ZipFile) -> None:
    spacing = style(package, "BodyText").find(f"{W}rPr/{W}spacing")
    assert spacing is not None
    assert attributes(spacing) == {"val": "-5"}


def test_headings_and_nothing_else_have_outline_levels(package: zipfile.ZipFile) -> None:
    levels = {
        root.get(f"{W}styleId"): level.get(f"{W}val")
        for root in part(package, "styles.xml").findall(f"{W}style")
        for level in root.iter(f"{W}outlineLvl")
    }
    assert levels == {"Heading1": "0", "Heading2": "1", "Heading3": "2", "Heading4": "3"}


def test_a_run_in_heading_is_split_where_it_ends(document: Document) -> None:
    runs = document.paragraphs[7].runs
    assert [(run.text, run.font.name) for run in runs] == [
        ("（一）强化责任担当。", "楷体_GB2312"),
        ("今天，我们要抓紧抓实。", "仿宋_GB2312"),
    ]


def test_only_a_heading_that_stands_alone_keeps_with_the_next_paragraph(package: zipfile.ZipFile) -> None:
    kept = [
        p for p in part(package, "document.xml").iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None
    ]
    assert ["".join(p.itertext()) for p in kept] == ["一、提高认识"]
    assert part(package, "styles.xml").find(f".//{W}keepNext") is None


@pytest.mark.parametrize("name", ["document.xml", "styles.xml", "footer1.xml", "footer2.xml"])
def test_properties_stand_in_the_order_of_the_schema(package: zipfile.ZipFile, name: str) -> None:
    for tag, order in (("pPr", PARAGRAPH_PROPERTIES), ("rPr", RUN_PROPERTIES)):
        for properties in part(package, name).iter(f"{W}{tag}"):
            places = [order.index(child.tag.removeprefix(W)) for child in properties]
            assert places == sorted(places)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(package: zipfile.ZipFile) -> None:
    references = {
        str(element.get(f"{W}type")): str(element.get(RELATIONSHIP))
        for element in part(package, "document.xml").iter(f"{W}footerReference")
    }
    relationships = part(package, "_rels/document.xml.rels")
    targets = {str(item.get("Id")): str(item.get("Target")) for item in relationships}
    for kind, side in (("default", "right"), ("even", "left")):
        root = part(package, targets[references[kind]])
        assert only(root, "jc") == {"val": side}
        assert only(root, "ind")[side] == "280"
        assert "".join(text.text or "" for text in root.iter(f"{W}t")) == "— 1 —"
        assert [text.text for text in root.iter(f"{W}instrText")] == [" PAGE "]
        assert {str(size.get(f"{W}val")) for size in root.iter(f"{W}sz")} == {"28"}
    assert part(package, "settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_word_lays_out_by_its_present_rules_and_sets_characters_solid(package: zipfile.ZipFile) -> None:
    root = part(package, "settings.xml")
    modes = [attributes(item) for item in root.iter(f"{W}compatSetting")]
    assert [mode["val"] for mode in modes if mode["name"] == "compatibilityMode"] == ["15"]
    assert only(root, "characterSpacingControl") == {"val": "doNotCompress"}


def test_the_language_is_chinese(package: zipfile.ZipFile) -> None:
    language = only(part(package, "styles.xml"), "lang")
    assert (language["val"], language["eastAsia"]) == ("en-US", "zh-CN")


def test_a_missing_face_has_a_substitute(package: zipfile.ZipFile) -> None:
    table = part(package, "fontTable.xml")
    names = {str(font.get(f"{W}name")): font.find(f"{W}altName") for font in table}
    assert set(names) == {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    substitute = names["仿宋_GB2312"]
    assert substitute is not None
    assert attributes(substitute) == {"val": "仿宋"}


def test_spaces_at_the_end_of_a_paragraph_are_kept(package: zipfile.ZipFile) -> None:
    assert {text.get(XML_SPACE) for text in part(package, "document.xml").iter(f"{W}t")} == {"preserve"}


def test_the_package_holds_the_allowed_parts_only(package: zipfile.ZipFile) -> None:
    assert set(package.namelist()) == PARTS
    for entry in package.infolist():
        assert (entry.date_time, entry.comment, entry.extra) == ((1980, 1, 1, 0, 0, 0), b"", b"")
        assert entry.create_system == 0


@pytest.mark.parametrize("name", ALLOWED_TAGS)
def test_a_part_holds_the_allowed_elements_only(package: zipfile.ZipFile, name: str) -> None:
    assert {element.tag.removeprefix(W) for element in part(package, name).iter()} <= ALLOWED_TAGS[name]


def test_nothing_tells_of_software_user_source_or_revision(package: zipfile.ZipFile) -> None:
    everything = b"".join(map(package.read, package.namelist())).decode().lower()
    traces = ("speechdesk", "python", "rsid", "author", "creator", "external", str(Path.home()).lower())
    provenance = ("来源文件", "库中原句", "来源题目", "来源日期")
    assert [trace for trace in (*traces, *provenance) if trace in everything] == []


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert docx_bytes(DRAFT, PRESET) == docx_bytes(DRAFT, PRESET)


def test_characters_illegal_in_xml_do_not_break_the_file(tmp_path: Path) -> None:
    file = tmp_path / "讲话.docx"
    draft = Draft(blocks=(DraftBlock(BlockKind.BODY, "甲\x00\x08\ud83d乙\uffff"),))
    export_docx(draft, file, PRESET)
    assert [p.text for p in docx.Document(str(file)).paragraphs] == ["甲乙"]


def test_an_export_replaces_an_older_file(tmp_path: Path) -> None:
    file = tmp_path / "讲话.docx"
    file.write_bytes(b"old")
    export_docx(DRAFT, file, PRESET)
    assert file.read_bytes() == docx_bytes(DRAFT, PRESET)


def test_an_empty_draft_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "讲话.docx"
    file.write_bytes(b"old")
    with pytest.raises(SpeechDeskError, match="讲稿还没有内容"):
        export_docx(Draft(), file, PRESET)
    assert file.read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    file = tmp_path / "讲话.docx"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableFile, match="磁盘已满"):
        export_docx(DRAFT, file, PRESET)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("place", ["", "missing/讲话.docx"])
def test_a_folder_or_a_place_that_does_not_exist_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(UnwritableFile, match="文件夹"):
        export_docx(DRAFT, tmp_path / place, PRESET)
    assert list(tmp_path.iterdir()) == []


def test_the_reader_finds_the_same_blocks_in_an_exported_file(tmp_path: Path) -> None:
    export_docx(DRAFT, tmp_path / "out.docx", PRESET)
    (speech,) = read_document(tmp_path / "out.docx").speeches
    assert [(block.kind, block.level, block.text) for block in speech.blocks] == [
        (block.kind, block.level, block.text.strip()) for block in BLOCKS
    ]
