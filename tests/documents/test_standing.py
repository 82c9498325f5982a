"""Unnumbered headings and titles of Word files that only their look tells."""

from pathlib import Path

import pytest

from speechdesk.documents.reader import read_document
from speechdesk.documents.word import read_word
from speechdesk.records import Speech
from tests.documents.wordparts import paragraph, run, word_file

_BODY = "今天召开这次会议，主要任务是总结工作、部署任务。下面，我讲几点意见，请大家一并抓好贯彻落实。"
_BOLD = "<w:b/>"
_SONG = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>'
_BLACK = '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/>'
_KAI = '<w:rFonts w:eastAsia="楷体_GB2312"/><w:sz w:val="32"/>'
_TITLE = '<w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/>'
_MIDDLE = '<w:jc w:val="center"/>'


def _line(text: str, properties: str = _SONG, *, middle: bool = False) -> str:
    return paragraph(run(text, properties), properties=_MIDDLE if middle else "")


def _speech(folder: Path, *lines: str, styles: str = "") -> Speech:
    path = folder / "讲话.docx"
    path.write_bytes(word_file("".join(lines), styles=styles))
    (speech,) = read_document(path).speeches
    return speech


def _headings(speech: Speech) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in speech.blocks if block.heading is not None]


@pytest.mark.parametrize(
    "look", [_SONG + _BOLD, _BLACK, _KAI, _SONG.replace("32", "36")], ids=["bold", "黑体", "楷体", "larger"]
)
def test_short_line_that_stands_out_and_alone_is_a_heading(tmp_path: Path, look: str) -> None:
    speech = _speech(
        tmp_path, _line("在全市经济工作会议上的讲话"), _line(_BODY), _line("着力稳增长", look), _line(_BODY)
    )
    assert _headings(speech) == [("着力稳增长", 1)]
    assert speech.blocks[-1].section == ("着力稳增长",)


def test_centred_line_among_text_is_a_heading(tmp_path: Path) -> None:
    speech = _speech(tmp_path, _line(_BODY), _line("第一部分", middle=True), _line(_BODY))
    assert _headings(speech) == [("第一部分", 1)]


def test_same_look_is_same_level_and_smaller_look_below_larger(tmp_path: Path) -> None:
    large, small = _BLACK.replace("32", "36"), _KAI
    lines = [
        ("去年工作回顾", large),
        ("工业", small),
        ("农业", small),
        ("今年工作安排", large),
        ("商业", small),
    ]
    speech = _speech(tmp_path, _line(_BODY), *(_line(text, look) + _line(_BODY) for text, look in lines))
    assert _headings(speech) == [
        ("去年工作回顾", 1),
        ("工业", 2),
        ("农业", 2),
        ("今年工作安排", 1),
        ("商业", 2),
    ]
    assert speech.blocks[-1].section == ("今年工作安排", "商业")


def test_unnumbered_heading_stands_below_the_numbered_one_above_it(tmp_path: Path) -> None:
    parts = [
        _line("一、提高认识", _BLACK),
        _line("工业", _KAI),
        _line(_BODY),
        _line("二、狠抓落实", _BLACK),
        _line("结束语", _BLACK),
        _line(_BODY),
    ]
    speech = _speech(tmp_path, _line(_BODY), *parts)
    assert _headings(speech) == [("一、提高认识", 1), ("工业", 2), ("二、狠抓落实", 1), ("结束语", 1)]


def test_look_may_come_from_the_styles(tmp_path: Path) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="小节"/><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="强调"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    by_paragraph = paragraph("着力稳增长", properties='<w:pStyle w:val="B"/>')
    by_run = paragraph(run("着力惠民生", '<w:rStyle w:val="C"/>'))
    plain = paragraph(_BODY)
    speech = _speech(tmp_path, plain, by_paragraph, plain, by_run, plain, styles=styles)
    assert _headings(speech) == [("着力稳增长", 1), ("着力惠民生", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "图1 全市生产总值",
        "专栏2 重点工程",
        "张三、李四、王五",
        "张三　欧阳修　王五",
        "2026年3月1日",
        "（此处有掌声）",
        "要求如下：",
        "大家一定要记住。",
        "同志们：",
        "市长 李四",
    ],
)
def test_caption_list_of_names_date_and_the_like_are_no_headings(tmp_path: Path, text: str) -> None:
    speech = _speech(
        tmp_path,
        _line("在全市经济工作会议上的讲话", _TITLE, middle=True),
        _line(_BODY),
        _line(text, _BLACK),
        _line(_BODY),
    )
    assert not _headings(speech)


def test_partly_bold_line_is_no_heading(tmp_path: Path) -> None:
    mixed = paragraph(run("着力", _SONG + _BOLD), run("稳增长", _SONG))
    assert not _headings(_speech(tmp_path, _line(_BODY), mixed, _line(_BODY)))


def test_list_in_another_face_is_no_row_of_headings(tmp_path: Path) -> None:
    items = [_line(text, _KAI) for text in ("种子", "化肥", "农药")]
    assert not _headings(_speech(tmp_path, _line(_BODY), *items, _line(_BODY)))


def test_cells_of_a_table_are_no_headings(tmp_path: Path) -> None:
    cells = [_line("指标", _BLACK), _line("百分之五"), _line("产值", _BLACK), _line("五百亿元")]
    table = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    assert not _headings(_speech(tmp_path, _line(_BODY), f"<w:tbl>{table}</w:tbl>", _line(_BODY)))


def test_document_all_in_bold_has_no_headings_by_it(tmp_path: Path) -> None:
    lines = [_line(text, _SONG + _BOLD) for text in (_BODY, "着力稳增长", _BODY)]
    assert not _headings(_speech(tmp_path, *lines))


def test_centred_larger_lines_at_the_head_are_the_title(tmp_path: Path) -> None:
    styled = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    speech = _speech(
        tmp_path,
        _line("坚定信心　开拓创新", _TITLE, middle=True),
        _line("奋力开创新局面", _TITLE, middle=True),
        _line("（2026年3月1日）", _KAI, middle=True),
        _line("王小五", _KAI, middle=True),
        _line(_BODY),
        paragraph("一、提高认识", properties='<w:pStyle w:val="H"/>'),
        _line(_BODY),
        styles=styled,
    )
    assert speech.title == "坚定信心　开拓创新奋力开创新局面"
    assert (speech.date, speech.speaker) == ("2026年3月1日", "王小五")
    assert _headings(speech) == [("一、提高认识", 1)]


def test_name_centred_under_the_title_is_the_speaker(tmp_path: Path) -> None:
    speech = _speech(
        tmp_path,
        _line("在全市经济工作会议上的讲话", _TITLE, middle=True),
        _line("王小五", _KAI, middle=True),
        _line(_BODY),
    )
    assert (speech.speaker, _headings(speech)) == ("王小五", [])


def test_heading_that_looks_like_later_ones_is_no_speaker(tmp_path: Path) -> None:
    first, later = (_line(text, _KAI, middle=True) for text in ("前言", "工作回顾"))
    title = _line("在全市经济工作会议上的讲话", _TITLE, middle=True)
    speech = _speech(tmp_path, title, first, _line(_BODY), later, _line(_BODY))
    assert (speech.speaker, _headings(speech)) == (None, [("前言", 1), ("工作回顾", 1)])


def test_usual_look_is_no_evidence() -> None:
    file = word_file(_line(_BODY) + _line("着力稳增长", _BLACK))
    usual, other = read_word(file, "讲话.docx")
    assert usual.look is None
    assert other.look is not None
    assert (other.look.face, other.look.larger_half_points, other.look.bold) == ("黑体", 0, False)
