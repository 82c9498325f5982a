# ruff: noqa: E501 - one planted fault a line
"""Every fault a file may have is found, and none is found in a right one."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from speechdesk.documents.reader import read_document
from speechdesk.errors import UnreadableFile
from speechdesk.export.docx import docx_bytes
from speechdesk.export.presets import load_preset
from speechdesk.export.verify.verify import verify_bytes, verify_file
from speechdesk.paths import seeds
from speechdesk.records import BlockKind, Draft, DraftBlock, OfficialFacts

PRESET = load_preset("speech")
DRAFT = Draft(
    blocks=(
        DraftBlock(BlockKind.TITLE, "在全市政府办公室工作会议上的讲话"),
        DraftBlock(BlockKind.SPEAKER, "市长　王某某"),
        DraftBlock(BlockKind.DATE, "（2026年3月1日）"),
        DraftBlock(BlockKind.GREETING, "同志们："),
        DraftBlock(
            BlockKind.BODY,
            "今天我们召开会议，“主要”基于三个方面的考虑——一是认识，二是责任，三是落实，请大家一起来研究。",
        ),
        DraftBlock(BlockKind.HEADING, "一、提高认识", 1),
        DraftBlock(BlockKind.HEADING, "（一）强化责任担当。今天，我们要抓紧抓实抓好各项工作。", 2),
        DraftBlock(BlockKind.HEADING, "1.抓学习。要学深悟透。", 3),
        DraftBlock(BlockKind.HEADING, "（1）抓制度。要建章立制。", 4),
        DraftBlock(BlockKind.BODY, "最后，希望大家再接再厉。"),
    )
)
RIGHT = docx_bytes(DRAFT, PRESET)
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
SETTINGS, ODD, EVEN = "word/settings.xml", "word/footer1.xml", "word/footer2.xml"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)
APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{}</Properties>'
W_ROOT = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{1}</w:{0}>'
BODY_RUN = '<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312" />'
LAST = '<w:t xml:space="preserve">最后，希望'
PARAGRAPH_OF_LAST = '<w:p><w:pPr><w:pStyle w:val="BodyText" /></w:pPr>' + BODY_RUN + "</w:rPr>" + LAST
GRID = '<w:docGrid w:type="lines" w:linePitch="579" />'


def with_style(name: str, old: str, new: str) -> Callable[[str], str]:
    """Return the change of `old` to `new` within one style."""

    def change(styles: str) -> str:
        start = styles.index(f'w:styleId="{name}"')
        end = styles.index("</w:style>", start)
        style = styles[start:end]
        assert old in style, (name, old)
        return styles[:start] + style.replace(old, new) + styles[end:]

    return change


def swap(old: str, new: str) -> Callable[[str], str]:
    """Return the change of every `old` to `new`."""

    def change(part: str) -> str:
        assert old in part, old
        return part.replace(old, new)

    return change


def added(text: str) -> Callable[[str], str]:
    """Return the change that makes a part of nothing."""
    return lambda _: text


def before(text: str, old: str, new: str) -> Callable[[str], str]:
    """Return the change of `old` to `new` in the run that holds `text`."""

    def change(part: str) -> str:
        end = part.index(text)
        start = part.rindex("<w:r>", 0, end)
        assert old in part[start:end], old
        return part[:start] + part[start:end].replace(old, new) + part[end:]

    return change


FAULTS = (
    ("天头（上边距）", DOCUMENT, swap('w:top="2098"', 'w:top="1440"')),
    ("订口（左边距）", DOCUMENT, swap('w:left="1587"', 'w:left="1800"')),
    ("右边距", DOCUMENT, swap('w:right="1474"', 'w:right="1587"')),
    ("下边距", DOCUMENT, swap('w:bottom="1984"', 'w:bottom="1440"')),
    ("装订线", DOCUMENT, swap('w:gutter="0"', 'w:gutter="283"')),
    ("页脚距页边", DOCUMENT, swap('w:footer="1450"', 'w:footer="1587"')),
    ("纸张", DOCUMENT, swap('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    ("文档网格", DOCUMENT, swap(GRID, "")),
    ("文档网格", DOCUMENT, swap('w:linePitch="579"', 'w:linePitch="312"')),
    ("首页不同", DOCUMENT, swap(GRID, "<w:titlePg />" + GRID)),
    ("行距", STYLES, swap('w:line="579"', 'w:line="580"')),
    ("行距", STYLES, with_style("BodyText", 'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"')),
    ("段前段后", STYLES, with_style("BodyText", 'w:after="0"', 'w:after="200"')),
    ("孤行控制", STYLES, with_style("BodyText", 'w:widowControl w:val="0"', 'w:widowControl w:val="1"')),
    ("行首行尾标点（禁则）", STYLES, with_style("BodyText", 'w:kinsoku w:val="1"', 'w:kinsoku w:val="0"')),
    ("标点溢出边界", STYLES, with_style("BodyText", 'w:overflowPunct w:val="1"', 'w:overflowPunct w:val="0"')),
    ("中西文间距", STYLES, with_style("BodyText", 'w:autoSpaceDE w:val="0"', 'w:autoSpaceDE w:val="1"')),
    ("标题不受网格限制", STYLES, with_style("Title", 'w:snapToGrid w:val="0"', 'w:snapToGrid w:val="1"')),
    ("首行缩进（字符）", STYLES, with_style("BodyText", 'w:firstLineChars="200"', 'w:firstLineChars="0"')),
    ("首行缩进（长度）", STYLES, with_style("BodyText", 'w:firstLine="640"', 'w:firstLine="420"')),
    ("称呼顶格", STYLES, with_style("Greeting", 'w:firstLine="0"', 'w:firstLine="640"')),
    ("正文对齐", STYLES, with_style("BodyText", 'w:jc w:val="both"', 'w:jc w:val="left"')),
    ("标题对齐", STYLES, with_style("Title", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    ("每行字数", STYLES, with_style("BodyText", '<w:spacing w:val="-5" />', '<w:spacing w:val="0" />')),
    ("标题字体", DOCUMENT, swap("方正小标宋简体", "宋体")),
    ("标题字号", STYLES, with_style("Title", 'w:sz w:val="44"', 'w:sz w:val="36"')),
    ("标题加粗", STYLES, with_style("Title", 'w:b w:val="0"', 'w:b w:val="1"')),
    ("正文字体", DOCUMENT, swap(BODY_RUN + "</w:rPr>" + LAST, BODY_RUN.replace("仿宋_GB2312", "宋体") + "</w:rPr>" + LAST)),
    ("正文字号", STYLES, with_style("BodyText", 'w:sz w:val="32"', 'w:sz w:val="28"')),
    ("正文加粗", DOCUMENT, swap(BODY_RUN + "</w:rPr>" + LAST, BODY_RUN + "<w:b /></w:rPr>" + LAST)),
    ("一级标题字体", DOCUMENT, swap("黑体", "宋体")),
    ("二级标题字体", DOCUMENT, swap("楷体_GB2312", "宋体")),
    ("二级标题加粗", STYLES, with_style("Heading2", 'w:b w:val="0"', 'w:b w:val="1"')),
    ("三级标题字号", STYLES, with_style("Heading3", 'w:sz w:val="32"', 'w:sz w:val="30"')),
    ("段内标题后的正文", DOCUMENT, swap("强化责任担当。</w:t>", "强化责任担当。今天，我们要抓</w:t>")),
    ("段内标题与正文同段", DOCUMENT, swap("强化责任担当。</w:t></w:r>", "强化责任担当。</w:t></w:r></w:p><w:p>" + '<w:pPr><w:pStyle w:val="BodyText" /></w:pPr>')),
    ("段内标题与下段同页", DOCUMENT, swap('<w:pStyle w:val="Heading2" />', '<w:pStyle w:val="Heading2" /><w:keepNext />')),
    ("独立标题与下段同页", DOCUMENT, swap("<w:keepNext />", "")),
    ("标题级别", STYLES, with_style("Heading1", '<w:outlineLvl w:val="0" />', "")),
    ("标点按中文字体", DOCUMENT, swap(BODY_RUN + "</w:rPr>" + LAST, BODY_RUN.replace(' w:hint="eastAsia"', "") + "</w:rPr>" + LAST)),
    ("西文字体", DOCUMENT, swap('w:ascii="仿宋_GB2312"', 'w:ascii="Times New Roman"')),
    ("主题字体", STYLES, with_style("BodyText", "<w:rFonts ", '<w:rFonts w:eastAsiaTheme="minorEastAsia" ')),
    ("文字颜色", STYLES, with_style("Heading1", 'w:val="000000"', 'w:val="2F5496"')),
    ("语言", STYLES, swap('w:eastAsia="zh-CN"', 'w:eastAsia="ja-JP"')),
    ("下划线", DOCUMENT, swap(BODY_RUN + "</w:rPr>" + LAST, BODY_RUN + '<w:u w:val="single" /></w:rPr>' + LAST)),
    ("奇偶页不同", SETTINGS, swap("<w:evenAndOddHeaders />", "")),
    ("标点压缩", SETTINGS, swap("doNotCompress", "compressPunctuation")),
    ("兼容模式", SETTINGS, swap('w:val="15"', 'w:val="14"')),
    ("修订状态", SETTINGS, swap("<w:evenAndOddHeaders />", "<w:trackRevisions /><w:evenAndOddHeaders />")),
    ("单页码位置", ODD, swap('w:jc w:val="right"', 'w:jc w:val="center"')),
    ("双页码位置", EVEN, swap('w:jc w:val="left"', 'w:jc w:val="right"')),
    ("单页码空一字", ODD, swap('w:right="280"', 'w:right="0"')),
    ("单页码样式", ODD, swap("—", "-")),
    ("双页码字号", EVEN, swap('w:sz w:val="28"', 'w:sz w:val="21"')),
    ("双页码字体", EVEN, swap("宋体", "仿宋")),
    ("双页码页脚", DOCUMENT, swap('w:type="even"', 'w:type="first"')),
    ("标题下空行", DOCUMENT, swap('<w:p><w:pPr><w:pStyle w:val="Normal" /></w:pPr></w:p>', "")),
    ("多余空行", DOCUMENT, swap(PARAGRAPH_OF_LAST, '<w:p><w:pPr><w:pStyle w:val="BodyText" /></w:pPr></w:p>' + PARAGRAPH_OF_LAST)),
    ("段首空格", DOCUMENT, swap("最后，希望", "\u3000\u3000最后，希望")),
    ("首页", DOCUMENT, swap("<w:body>", '<w:body><w:p><w:r><w:br w:type="page" /></w:r></w:p>')),
    ("隐藏文字", DOCUMENT, swap(BODY_RUN + "</w:rPr>" + LAST, BODY_RUN + "<w:vanish /></w:rPr>" + LAST)),
    ("修订痕迹", DOCUMENT, swap("<w:body>", '<w:body><w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>乙</w:t></w:r></w:ins></w:p>')),
    ("编辑编号", DOCUMENT, swap("<w:body><w:p>", '<w:body><w:p w:rsidR="00A1">')),
    ("作者信息", "docProps/core.xml", added(CORE.format("<dc:creator>张三</dc:creator>"))),
    ("文档属性", "docProps/core.xml", added(CORE.format("<dc:title>内部</dc:title>"))),
    ("软件信息", "docProps/app.xml", added(APP.format("<Application>WPS</Application>"))),
    ("批注", "word/comments.xml", added(W_ROOT.format("comments", ""))),
    ("缩略图", "docProps/thumbnail.jpeg", added("x")),
    ("自定义数据", "customXml/item1.xml", added("<a/>")),
    ("宏和控件", "word/vbaProject.bin", added("x")),
    ("外部链接", "word/_rels/document.xml.rels", swap("</Relationships>", '<Relationship Id="x" Type="t" Target="http://a" TargetMode="External"/></Relationships>')),
    ("页眉", DOCUMENT, swap("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId9" />')),
)  # fmt: skip
HEADER = W_ROOT.format("hdr", "<w:p><w:r><w:t>机密</w:t></w:r></w:p>")
HEADER_RELATION = '<Relationship Id="rId9" Type="t" Target="header1.xml"/></Relationships>'


OFFICIAL = load_preset("official")
LETTER, MINUTES = load_preset("letter"), load_preset("minutes")
FACTS = OfficialFacts(
    copy_number="1",
    secrecy="机密★1年",
    issuer="××市人民政府文件",
    number="×政发〔2026〕12号",
    copies_to="市委各部门",
    printer="××市人民政府办公室",
    print_date="2026年3月1日",
    present="张三",
)
OFFICIAL_DRAFT = Draft(
    blocks=(
        DraftBlock(BlockKind.TITLE, "关于进一步加强办公室工作的通知"),
        DraftBlock(BlockKind.BODY, "各县区人民政府，市政府各部门："),
        DraftBlock(BlockKind.BODY, "办公室工作十分重要。"),
        DraftBlock(BlockKind.BODY, "附件：1.考核办法"),
        DraftBlock(BlockKind.BODY, "××市人民政府"),
        DraftBlock(BlockKind.BODY, "2026年3月1日"),
        DraftBlock(BlockKind.BODY, "（此件公开发布）"),
        DraftBlock(BlockKind.BODY, "附件1"),
        DraftBlock(BlockKind.BODY, "考核办法"),
        DraftBlock(BlockKind.BODY, "为加强考核，制定本办法。"),
    ),
    facts=FACTS,
)
RED = 'w:color="FF0000"'
PART_FAULTS = (
    ("发文机关标志字体", OFFICIAL, DOCUMENT, before("××市人民政府文件", "方正小标宋简体", "宋体")),
    ("发文机关标志颜色", OFFICIAL, STYLES, with_style("IssuerMark", "FF0000", "000000")),
    ("发文机关标志对齐", OFFICIAL, STYLES, with_style("IssuerMark", 'w:val="center"', 'w:val="left"')),
    ("份号密级紧急程度字体", OFFICIAL, DOCUMENT, before("机密★1年", "黑体", "宋体")),
    ("份号密级紧急程度对齐", OFFICIAL, STYLES, with_style("Imprint", 'w:jc w:val="left"', 'w:jc w:val="right"')),
    ("发文字号字号", OFFICIAL, STYLES, with_style("DocumentNumber", 'w:sz w:val="32"', 'w:sz w:val="28"')),
    ("发文字号对齐", OFFICIAL, STYLES, with_style("DocumentNumber", 'w:val="center"', 'w:val="left"')),
    ("红色分隔线", OFFICIAL, DOCUMENT, swap(RED, 'w:color="000000"')),
    ("附件说明左空二字", OFFICIAL, DOCUMENT, swap('w:left="1920" w:hanging="1280"', 'w:left="1200" w:hanging="1200"')),
    ("附件说明回行", OFFICIAL, DOCUMENT, swap('w:left="1920" w:hanging="1280"', 'w:left="640" w:hanging="0"')),
    ("署名右空二字", OFFICIAL, DOCUMENT, swap('w:right="945"', 'w:right="0"')),
    ("成文日期右空二字", OFFICIAL, DOCUMENT, swap('w:right="630"', 'w:right="315"')),
    ("成文日期对齐", OFFICIAL, STYLES, with_style("SigningDate", 'w:jc w:val="right"', 'w:jc w:val="left"')),
    ("附注左空", OFFICIAL, STYLES, with_style("Note", 'w:left="640"', 'w:left="0"')),
    ("附件序号字体", OFFICIAL, DOCUMENT, before("附件1</w:t>", "黑体", "宋体")),
    ("附件另起一页", OFFICIAL, DOCUMENT, swap("<w:pageBreakBefore />", "")),
    ("附件标题字号", OFFICIAL, STYLES, with_style("AttachmentTitle", 'w:sz w:val="44"', 'w:sz w:val="32"')),
    ("版记字号", OFFICIAL, STYLES, with_style("Colophon", 'w:sz w:val="28"', 'w:sz w:val="32"')),
    ("版记左空", OFFICIAL, STYLES, with_style("Colophon", 'w:left="280"', 'w:left="0"')),
    ("版记分隔线", OFFICIAL, DOCUMENT, swap('w:sz="8"', 'w:sz="12"')),
    ("信函红色双线", LETTER, DOCUMENT, swap('w:sz="24"', 'w:sz="6"')),
    ("出席请假列席字体", MINUTES, DOCUMENT, before("张三。", "仿宋_GB2312", "宋体")),
)  # fmt: skip


def planted(name: str, change: Callable[[str], str], right: bytes = RIGHT) -> bytes:
    """Return the right file with one part changed."""
    with zipfile.ZipFile(io.BytesIO(right)) as package:
        parts = {part: package.read(part).decode() for part in package.namelist()}
    parts[name] = change(parts.get(name, ""))
    if 'r:id="rId9"' in parts[DOCUMENT]:
        parts["word/header1.xml"] = HEADER
        relations = "word/_rels/document.xml.rels"
        parts[relations] = parts[relations].replace("</Relationships>", HEADER_RELATION)
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    """Return a zip of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in parts.items():
            package.writestr(part, text)
    return file.getvalue()


def test_a_right_file_has_no_fault() -> None:
    report = verify_bytes(RIGHT, PRESET)
    assert [check for check in report.checks if not check.ok] == []
    assert report.ok
    assert len({check.name for check in report.checks}) == len(report.checks) > 80


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_planted_fault_is_found(number: int) -> None:
    name, part, change = FAULTS[number]
    report = verify_bytes(planted(part, change), PRESET)
    assert name in [check.name for check in report.checks if not check.ok]
    assert not report.ok


@pytest.mark.parametrize("number", range(len(PART_FAULTS)))
def test_a_fault_planted_in_what_an_official_document_has_besides_is_found(number: int) -> None:
    name, preset, part, change = PART_FAULTS[number]
    right = docx_bytes(OFFICIAL_DRAFT, preset)
    assert name in [check.name for check in verify_bytes(right, preset).checks]
    assert [check for check in verify_bytes(right, preset).checks if not check.ok] == []
    report = verify_bytes(planted(part, change, right), preset)
    assert name in [check.name for check in report.checks if not check.ok]


def test_sides_said_as_libreoffice_says_them_are_no_fault() -> None:
    for part, old, new in (
        (ODD, 'w:jc w:val="right"', 'w:jc w:val="end"'),
        (ODD, 'w:right="280"', 'w:end="280"'),
        (EVEN, 'w:jc w:val="left"', 'w:jc w:val="start"'),
    ):
        assert verify_bytes(planted(part, swap(old, new)), PRESET).ok


def test_there_are_more_than_forty_faults_of_more_than_forty_kinds() -> None:
    assert len({name for name, _, _ in FAULTS}) > 40


@pytest.mark.parametrize("file", sorted(seeds().iterdir()), ids=lambda file: file.name[:3])
def test_the_seeds_exported_have_no_fault(file: Path) -> None:
    for speech in read_document(file).speeches:
        blocks = tuple(DraftBlock(block.kind, block.text, block.level) for block in speech.blocks)
        report = verify_bytes(docx_bytes(Draft(blocks=blocks), PRESET), PRESET)
        assert [check for check in report.checks if not check.ok] == []


def test_a_fault_says_where_it_is() -> None:
    report = verify_bytes(planted(DOCUMENT, swap("最后，希望", "\u3000最后，希望")), PRESET)
    (check,) = (check for check in report.checks if not check.ok)
    assert check.found == "第11段“\u3000最后，希望大家再接…”"


ENTITY = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
HOSTILE = {
    "empty": b"",
    "text": "讲话".encode(),
    "cut": RIGHT[: len(RIGHT) // 2],
    "no document": packed({"word/styles.xml": "<a/>"}),
    "other document": packed({DOCUMENT: "<a/>"}),
    "entities": packed({DOCUMENT: ENTITY + "<d>&b;</d>"}),
    "entities elsewhere": packed({DOCUMENT: W_ROOT.format("document", ""), STYLES: ENTITY + "<d>&b;</d>"}),
    "broken markup": packed({DOCUMENT: "<w:document>"}),
    "bomb": packed({DOCUMENT: "<a>" + " " * 70_000_000 + "</a>"}),
    "many parts": packed({f"word/{number}.xml": "<a/>" for number in range(3100)}),
    "unknown encoding": packed({DOCUMENT: '<?xml version="1.0" encoding="x-none"?><a/>'}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_broken_or_hostile_file_is_refused_in_one_sentence(kind: str) -> None:
    with pytest.raises(UnreadableFile, match="“文档”") as caught:
        verify_bytes(HOSTILE[kind], PRESET)
    assert "\n" not in caught.value.message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        verify_file(tmp_path / "无.docx", PRESET)
    with pytest.raises(UnreadableFile, match="无法打开"):
        verify_file(tmp_path, PRESET)


@pytest.mark.parametrize("text", ["", "<w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body>"])
def test_a_bare_document_is_measured_without_failing(text: str) -> None:
    assert not verify_bytes(packed({DOCUMENT: W_ROOT.format("document", text)}), PRESET).ok


def test_numbers_that_are_none_are_no_defect() -> None:
    change = swap('w:top="2098"', 'w:top="abc"')
    assert not verify_bytes(planted(DOCUMENT, change), PRESET).ok
    for old in ('w:line="579"', 'w:sz w:val="32"', 'w:firstLine="640"', 'w:outlineLvl w:val="0"'):
        name, _, _ = old.partition('"')
        assert not verify_bytes(planted(STYLES, swap(old, f'{name}"x"')), PRESET).ok
