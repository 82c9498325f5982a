import io
import random
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from speechdesk.documents.paragraphs import Paragraph, Style
from speechdesk.documents.reader import read_document
from speechdesk.documents.word import is_word, read_word
from speechdesk.errors import UnreadableFile
from speechdesk.records import BlockKind
from tests.documents.wordparts import field, paragraph, run, word_file, zipped


def _bytes(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _speech() -> WordDocument:
    document = docx.Document()
    styles: Any = document.styles  # python-docx leaves its arguments untyped
    for name in ("Speaker", "Date", "Greeting"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("在全市办公室工作\n会议上的讲话", style="Title")
    document.add_paragraph("市长 李四", style="Speaker")
    document.add_paragraph("2026年3月1日", style="Date")
    document.add_paragraph("同志们：", style="Greeting")
    document.add_paragraph("一、提高认识", style="Heading 1")
    document.add_paragraph("　　认识是前提。\n行动是关键。")
    document.add_paragraph("  ")
    return document


def test_styles_say_what_a_paragraph_is() -> None:
    assert read_word(_bytes(_speech()), "讲话.docx") == [
        Paragraph("在全市办公室工作会议上的讲话", Style(BlockKind.TITLE)),
        Paragraph("市长 李四", Style(BlockKind.SPEAKER)),
        Paragraph("2026年3月1日", Style(BlockKind.DATE)),
        Paragraph("同志们：", Style(BlockKind.GREETING)),
        Paragraph("一、提高认识", Style(BlockKind.HEADING, 1)),
        Paragraph("认识是前提。"),
        Paragraph("行动是关键。"),
    ]


def test_cells_of_a_table_stand_where_the_table_stands() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate([cell for row in table.rows for cell in row.cells]):
        cell.text = f"格{number}"
    table.cell(0, 1).merge(table.cell(1, 1))
    document.add_paragraph("后")
    texts = [paragraph.text for paragraph in read_word(_bytes(document), "表.docx")]
    assert texts == ["前", "格0", "格1", "格3", "格2", "后"]


def test_word_is_known_by_its_content() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("a.txt", "讲话")
    assert is_word(_bytes(docx.Document()))
    assert not is_word(archive.getvalue())
    assert not is_word("讲话".encode())


def test_damaged_file_is_read_or_refused() -> None:
    whole = _bytes(_speech())
    chance = random.Random(2)  # noqa: S311 - the same damage in every run
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randint(len(data) // 2, len(data))])
        with suppress(UnreadableFile):
            read_word(cut, "坏.docx")


@pytest.mark.parametrize("part", ["<w:document", "<html/>", "", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_document_part_that_is_no_document_gives_one_sentence(part: str) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_bytes(_speech()))) as whole, zipfile.ZipFile(damaged, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, part if name == "word/document.xml" else whole.read(name))
    with pytest.raises(UnreadableFile, match="不是完好的 Word 文档"):
        read_word(damaged.getvalue(), "坏.docx")


def _read(body: str, *, styles: str = "") -> list[str]:
    return [read.text for read in read_word(word_file(body, styles=styles), "讲话.docx")]


def test_revisions_are_read_as_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>"
    within = f"<w:ins>{run('新')}{deleted}</w:ins>"
    assert _read(paragraph("前", within, moved, "后")) == ["前新移来后"]


def test_paragraph_whose_end_is_deleted_runs_on() -> None:
    body = paragraph("前", properties="<w:rPr><w:del/></w:rPr>") + paragraph("后") + paragraph("另起")
    assert _read(body) == ["前后", "另起"]


def test_what_goes_on_overleaf_is_read_as_one_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Continued"><w:name w:val="Continued"/></w:style>'
    )
    overleaf = paragraph("后。", properties='<w:pStyle w:val="Continued"/>')
    body = paragraph("前，", properties='<w:pStyle w:val="H"/>') + overleaf * 2 + paragraph("另起")
    assert read_word(word_file(overleaf + body, styles=styles), "讲话.docx") == [
        Paragraph("后。", None),
        Paragraph("前，后。后。", Style(BlockKind.HEADING, 2)),
        Paragraph("另起", None),
    ]


def test_run_in_heading_with_a_hidden_end_keeps_its_number() -> None:
    hidden_end = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/><w:specVanish/></w:rPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = paragraph("提高认识。", properties=hidden_end) + paragraph("认识是前提。")
    (read,) = read_word(word_file(body, numbering=numbering), "讲话.docx")
    assert read.text == "（一）提高认识。认识是前提。"


_HIDDEN_STYLES = (
    '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:name w:val="c"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="D"><w:name w:val="d"/><w:basedOn w:val="C"/></w:style>'
)


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (paragraph("见", run("隐", "<w:vanish/>")), "见"),
        (paragraph("见", run("还见", '<w:vanish w:val="0"/>')), "见还见"),
        (paragraph("见", run("隐", '<w:rStyle w:val="D"/>')), "见"),
        (paragraph("隐", run("见", '<w:vanish w:val="false"/>'), properties='<w:pStyle w:val="P"/>'), "见"),
        (paragraph("隐", run("见", '<w:rStyle w:val="C"/>'), properties='<w:pStyle w:val="P"/>'), "见"),
    ],
)
def test_hidden_text_is_left_out(body: str, seen: str) -> None:
    assert _read(body, styles=_HIDDEN_STYLES) == [seen]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["见", field("HYPERLINK \\l x", "此处"), "。"], "见此处。"),
        ([field("PAGE"), "正文"], "正文"),
        ([field(" EQ \\o\\ac(○,12)"), "提高认识"], "⑫提高认识"),
        ([field("TOC \\o", "一、认识\t1"), "正文"], "正文"),
        (['<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "没有结尾的域不藏字"], "没有结尾的域不藏字"),
        (['<w:fldSimple w:instr="DATE">' + run("3月1日") + "</w:fldSimple>"], "3月1日"),
        (["甲", "<w:r><w:tab/><w:noBreakHyphen/><w:softHyphen/></w:r>", "乙"], "甲\t-乙"),
        (
            [
                '<w:r><w:sym w:font="Wingdings" w:char="F081"/><w:sym w:font="Symbol" w:char="F0B0"/></w:r>',
                "甲",
            ],
            "①°甲",
        ),
        (
            ["<w:hyperlink>" + run("链接") + "</w:hyperlink><w:smartTag>" + run("标记") + "</w:smartTag>"],
            "链接标记",
        ),
        (
            ["<w:ruby><w:rt>" + run("zhen") + "</w:rt><w:rubyBase>" + run("镇") + "</w:rubyBase></w:ruby>"],
            "镇",
        ),
        (["正文", '<w:r><w:footnoteReference w:id="1"/></w:r>', "<w:commentRangeStart/>"], "正文"),
    ],
)
def test_paragraph_reads_as_word_shows_it(runs: list[str], text: str) -> None:
    assert _read(paragraph(*runs)) == [text]


def test_line_break_ends_a_paragraph() -> None:
    assert _read(paragraph("前", "<w:r><w:br/></w:r>", "后", '<w:r><w:br w:type="page"/></w:r>')) == [
        "前",
        "后",
    ]


def test_text_box_is_read_once_where_it_hangs() -> None:
    box = f"<w:txbxContent>{paragraph('框里')}{paragraph('第二段')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert _read(paragraph(drawing, "先有框")) == ["框里", "第二段", "先有框"]
    assert _read(paragraph("后有框", drawing)) == ["后有框", "框里", "第二段"]
    picture = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert _read(paragraph("旧式框", picture)) == ["旧式框", "框里", "第二段"]


def test_content_controls_are_read_but_not_their_prompts() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    contents = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        control.format("", paragraph("控件里的段"))
        + paragraph(
            "行内", control.format("", run("控件")), control.format("<w:showingPlcHdr/>", run("单击此处"))
        )
        + control.format(contents, paragraph("目录"))
        + f"<w:tbl>{control.format('', '<w:tr><w:tc>' + paragraph('格') + '</w:tc></w:tr>')}</w:tbl>"
    )
    assert _read(body) == ["控件里的段", "行内控件", "格"]


def test_deleted_and_hidden_rows_hold_nothing() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc></w:tr>"
    rows = row.format("<w:del/>", paragraph("删")) + row.format("<w:hidden/>", paragraph("隐"))
    assert _read(f"<w:tbl>{rows}{row.format('', paragraph('留'))}</w:tbl>") == ["留"]


@pytest.mark.parametrize(
    ("style", "properties", "expected"),
    [
        ('<w:name w:val="heading 2"/>', "", Style(BlockKind.HEADING, 2)),
        ('<w:name w:val="我的标题"/><w:basedOn w:val="H"/>', "", Style(BlockKind.HEADING, 1)),
        (
            '<w:name w:val="我的样式"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
            "",
            Style(BlockKind.HEADING, 3),
        ),
        ('<w:name w:val="x"/>', '<w:outlineLvl w:val="0"/>', Style(BlockKind.HEADING, 1)),
        ('<w:name w:val="x"/>', '<w:outlineLvl w:val="9"/>', None),
        ('<w:name w:val="x"/><w:basedOn w:val="S"/>', "", None),
    ],
)
def test_styles_and_outline_levels_are_evidence(style: str, properties: str, expected: Style | None) -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="S">{style}</w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    )
    body = paragraph("提高认识", properties=f'<w:pStyle w:val="S"/>{properties}')
    assert read_word(word_file(body, styles=styles), "讲话.docx") == [Paragraph("提高认识", expected)]


def test_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("一、认识", properties='<w:pStyle w:val="T"/>') + paragraph("正文")
    assert _read(body, styles=styles) == ["正文"]


def test_strict_document_and_other_part_names_are_read() -> None:
    usual = word_file(paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(usual)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strict = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    moved = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    for changed in (
        {**parts, "word/document.xml": strict},
        {**parts, "_rels/.rels": moved, "word/document2.xml": strict},
    ):
        assert [read.text for read in read_word(zipped(changed), "讲话.docx")] == ["正文"]


def test_document_with_damaged_styles_is_still_read() -> None:
    data = word_file(paragraph("正文"), extra={"word/styles.xml": b"<w:styles", "word/numbering.xml": b""})
    assert [read.text for read in read_word(data, "讲话.docx")] == ["正文"]


def test_encrypted_entry_gives_its_sentence() -> None:
    data = bytearray(word_file(paragraph("正文")))
    entry = data.rindex(b"word/document.xml")
    entry = data.rindex(b"PK\x01\x02", 0, entry)
    data[entry + 8] |= 1
    with pytest.raises(UnreadableFile, match="设有密码"):
        read_word(bytes(data), "密.docx")


def test_names_in_the_package_lead_nowhere(tmp_path: Path) -> None:
    data = word_file(paragraph("正文"), extra={"../../escape.txt": b"x", "/etc/x": b"x", "word\\y.xml": b"x"})
    (tmp_path / "讲话.docx").write_bytes(data)
    assert read_document(tmp_path / "讲话.docx").speeches
    assert [file.name for file in tmp_path.rglob("*")] == ["讲话.docx"]


def test_package_of_very_many_parts_is_refused() -> None:
    data = word_file(paragraph("正文"), extra={f"part{number}": b"" for number in range(20_001)})
    with pytest.raises(UnreadableFile, match="解压后过大"):
        read_word(data, "大.docx")


def test_document_of_too_many_elements_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="解压后过大"):
        read_word(word_file("<w:p/>" * 2_000_001), "大.docx")


def test_file_that_unpacks_to_more_than_a_speech_is_refused() -> None:
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(310):
            part.write(bytes(1_000_000))
    with pytest.raises(UnreadableFile, match="解压后过大"):
        read_word(bomb.getvalue(), "大.docx")
