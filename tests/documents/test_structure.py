import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.paragraphs import Paragraph, Style
from speechdesk.documents.reader import read_text
from speechdesk.documents.structure import find_speeches
from speechdesk.errors import UnreadableFile
from speechdesk.records import BlockKind, Speech

_BODY = "今天召开这次会议，主要任务是总结工作、部署任务。下面，我讲几点意见。"


def _only_speech(*lines: str) -> Speech:
    (speech,) = read_text("\n".join(lines), "讲话.txt").speeches
    return speech


def _kinds(speech: Speech) -> list[str]:
    return [block.kind.value for block in speech.blocks]


@pytest.mark.parametrize(
    ("date_line", "date"),
    [
        ("（2026年3月1日）", "2026年3月1日"),
        ("2026年3月1日", "2026年3月1日"),
        ("二〇二六年三月一日", "二〇二六年三月一日"),
        ("——2026年1月28日在省第十四届人民代表大会第四次会议上", "2026年1月28日"),
    ],
)
@pytest.mark.parametrize("speaker", ["××省省长 张三", "市长 李四", "市委书记、市长　欧阳修"])
def test_lines_under_the_title_give_date_and_speaker(date_line: str, date: str, speaker: str) -> None:
    for under in ([date_line, speaker], [speaker, date_line]):
        speech = _only_speech("在全市经济工作会议上的讲话", *under, "同志们：", _BODY)
        assert sorted(_kinds(speech)[1:3]) == ["date", "speaker"]
        assert (speech.date, speech.speaker, speech.greeting) == (date, speaker, "同志们：")


def test_name_alone_is_a_speaker_beside_a_date() -> None:
    speech = _only_speech("在全市经济工作会议上的讲话", "王小五", "（2026年3月1日）", _BODY)
    assert _kinds(speech) == ["title", "speaker", "date", "body"]


def test_name_alone_is_a_heading_or_text_elsewhere() -> None:
    assert _kinds(_only_speech("在全市经济工作会议上的讲话", "前言", _BODY)) == ["title", "body", "body"]


def test_date_on_the_last_line_is_the_speech_s_date() -> None:
    speech = _only_speech("在全市经济工作会议上的讲话", _BODY, "2026年3月1日")
    assert _kinds(speech) == ["title", "body", "date"]
    assert speech.date == "2026年3月1日"


@pytest.mark.parametrize(
    "greeting",
    [
        "同志们：",
        "各位代表！",
        "各位领导、各位来宾，女士们、先生们：",
        "尊敬的李书记，同志们：",
        "同志们，朋友们，",
    ],
)
def test_address_on_its_own_line_is_the_greeting(greeting: str) -> None:
    assert _only_speech("在全市经济工作会议上的讲话", greeting, _BODY).greeting == greeting


@pytest.mark.parametrize(
    "line", ["各位要切实负起责任来，", "同志们，今天的会议很重要。", "同志们：办公室如“大学”，是摇篮。"]
)
def test_sentence_that_begins_with_an_address_is_no_greeting(line: str) -> None:
    assert _only_speech("在全市经济工作会议上的讲话", line, _BODY).greeting is None


def test_greeting_in_the_middle_of_a_speech_is_text() -> None:
    speech = _only_speech("在全市经济工作会议上的讲话", "同志们：", _BODY, "同志们！", _BODY)
    assert _kinds(speech) == ["title", "greeting", "body", "body", "body"]


def test_first_line_without_an_end_mark_is_the_title() -> None:
    assert _only_speech("坚定信心，奋力开创新局面", _BODY).title == "坚定信心，奋力开创新局面"


@pytest.mark.parametrize("line", [_BODY, "一、提高认识", "同志们：", "2026年3月1日"])
def test_speech_without_a_title_has_none(line: str) -> None:
    assert _only_speech(line, _BODY).title is None


def test_single_line_is_text_and_no_title() -> None:
    assert _kinds(_only_speech("推动党中央国务院")) == ["body"]


def test_title_after_a_finished_sentence_begins_the_next_speech() -> None:
    text = f"在甲会议上的讲话\n{_BODY}\n在乙会议上的讲话\n{_BODY}"
    assert [speech.title for speech in read_text(text, "x").speeches] == [
        "在甲会议上的讲话",
        "在乙会议上的讲话",
    ]


def test_section_of_a_paragraph_is_the_headings_above_it() -> None:
    speech = _only_speech(
        "一、提高认识",
        "认识是前提。",
        "（一）学深悟透",
        "要学。",
        "二、狠抓落实",
        "一是抓人。要选人。",
        "落实要实。",
    )
    assert [block.section for block in speech.blocks] == [
        ("提高认识",),
        ("提高认识",),
        ("提高认识", "学深悟透"),
        ("提高认识", "学深悟透"),
        ("狠抓落实",),
        ("狠抓落实", "抓人"),
        ("狠抓落实",),
    ]


def test_run_in_heading_reaches_over_its_next_paragraph_while_the_list_goes_on() -> None:
    speech = _only_speech("一是抓人。要选人。", "还要用人。", "二是抓事。要办事。", "总的说，要实。")
    assert [block.section for block in speech.blocks] == [("抓人",), ("抓人",), ("抓事",), ()]


def test_closing_call_stands_under_no_heading() -> None:
    speech = _only_speech("一、提高认识", "认识是前提。", "同志们，让我们共同奋斗！")
    assert speech.blocks[-1].section == ()


def test_items_of_one_sentence_are_no_headings() -> None:
    speech = _only_speech("主要任务是：", "一是加强领导；", "二是加强督查；", "三是加强考核。", _BODY)
    assert _kinds(speech) == ["body"] * 5


def test_styles_of_a_document_go_before_guesses() -> None:
    paragraphs = [
        Paragraph("关于工作的", Style(BlockKind.TITLE)),
        Paragraph("几点意见", Style(BlockKind.TITLE)),
        Paragraph("张三", Style(BlockKind.SPEAKER)),
        Paragraph("三月", Style(BlockKind.DATE)),
        Paragraph("大家好", Style(BlockKind.GREETING)),
        Paragraph("背景", Style(BlockKind.HEADING, 1)),
        Paragraph(_BODY),
    ]
    (speech,) = find_speeches(paragraphs)
    assert _kinds(speech) == ["title", "title", "speaker", "date", "greeting", "heading", "body"]
    assert (speech.title, speech.speaker, speech.date, speech.greeting) == (
        "关于工作的几点意见",
        "张三",
        "三月",
        "大家好",
    )
    assert speech.blocks[-1].section == ("背景",)


def test_no_paragraphs_give_no_speeches() -> None:
    assert find_speeches([]) == ()


_LINES = [
    "在会上的讲话",
    "同志们：",
    "一、要",
    "（一）学习",
    "一是抓。要",
    "张 三",
    "2026年3月1日",
    "同志们，好！",
    "干。",
    "1",
]


@given(st.lists(st.one_of(st.sampled_from(_LINES), st.text(min_size=1, max_size=20)), min_size=1))
def test_every_text_is_read_the_same_twice(lines: list[str]) -> None:
    try:
        speeches = read_text("\n".join(lines), "x").speeches
    except UnreadableFile:
        return
    blocks = [block.text for speech in speeches for block in speech.blocks]
    again = read_text("\n".join(blocks), "x")
    assert (again.repairs, again.speeches) == ((), speeches)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["坚定信心 奋力开创新局面", "——在全市经济工作会议上的讲话"],
            "坚定信心 奋力开创新局面——在全市经济工作会议上的讲话",
        ),
        (
            ["坚定信心 奋力开创新局面", "在全市经济工作会议上的讲话"],
            "坚定信心 奋力开创新局面在全市经济工作会议上的讲话",
        ),
        (
            ["坚定信心 鼓足干劲", "奋力谱写现代化新篇章", "——在市委全会上的讲话"],
            "坚定信心 鼓足干劲奋力谱写现代化新篇章——在市委全会上的讲话",
        ),
        (["在全市经济工作会议上的讲话（摘要）"], "在全市经济工作会议上的讲话（摘要）"),
        (["在全市经济工作会议上的讲话", "（摘要）"], "在全市经济工作会议上的讲话（摘要）"),
        (["高质量发展之路", "（在市委读书班上的发言）"], "高质量发展之路（在市委读书班上的发言）"),
    ],
)
def test_title_reaches_over_its_subtitle_and_notes(lines: list[str], title: str) -> None:
    speech = _only_speech(*lines, "（2026年3月1日）", "市长 李四", "同志们：", _BODY)
    assert (speech.title, speech.date, speech.speaker) == (title, "2026年3月1日", "市长 李四")
    assert _kinds(speech) == ["title"] * len(lines) + ["date", "speaker", "greeting", "body"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("省长 刘小涛", "省长 刘小涛"),
        ("自治区主席 韦 韬", "自治区主席 韦 韬"),
        ("××省人民政府省长 ×××", "××省人民政府省长 ×××"),
        ("自治区主席 艾尔肯·吐尼亚孜", "自治区主席 艾尔肯·吐尼亚孜"),
        ("市委副书记、市长李四", "市委副书记、市长李四"),
        ("报告人：张三", "报告人：张三"),
        ("（市长 李四）", "（市长 李四）"),
    ],
)
def test_speaker_is_read_with_the_office_as_written(line: str, speaker: str) -> None:
    speech = _only_speech("政府工作报告", "（2026年1月20日）", line, "各位代表：", _BODY)
    assert (speech.speaker, speech.greeting) == (speaker, "各位代表：")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("―― 2026年1月20日在某某省第十四届人民代表大会第四次会议上", "2026年1月20日"),
        ("——二〇二六年一月二十七日在省十四届人民代表大会第四次会议上", "二〇二六年一月二十七日"),
        ("（在某某市第九届人民代表大会第五次会议上 2026年1月5日）", "2026年1月5日"),
        ("2026-03-01", "2026-03-01"),
        ("2026.3.1", "2026.3.1"),
        ("（二○二六年三月）", "二○二六年三月"),
    ],
)
def test_date_is_read_as_written_wherever_it_stands_in_its_line(line: str, date: str) -> None:
    speech = _only_speech("政府工作报告", line, "省长 刘小涛", "各位代表：", _BODY)
    assert (speech.date, speech.speaker, _kinds(speech)[1]) == (date, "省长 刘小涛", "date")


def test_line_no_one_knows_does_not_hide_the_greeting_below_it() -> None:
    speech = _only_speech(
        "在全市经济工作会议上的讲话", "内部资料 注意保存", "（2026年3月1日）", "同志们：", _BODY
    )
    assert (speech.date, speech.greeting) == ("2026年3月1日", "同志们：")


@pytest.mark.parametrize("call", ["同志们！", "女士们、先生们！", "各位领导、各位来宾：", "同志们，"])
def test_greeting_in_mid_speech_begins_no_new_speech(call: str) -> None:
    lines = ["在全市经济工作会议上的讲话", "同志们：", _BODY, call, _BODY]
    document = read_text("\n".join(lines), "x")
    assert len(document.speeches) == 1
    assert document.speeches[0].greeting == "同志们："


def test_report_in_mid_document_begins_a_speech_where_facts_stand_under_it() -> None:
    text = f"在甲会议上的讲话\n{_BODY}\n2026年1月1日\n政府工作报告\n省长 刘小涛\n各位代表：\n{_BODY}"
    speeches = read_text(text, "x").speeches
    assert [(speech.title, speech.date, speech.speaker) for speech in speeches] == [
        ("在甲会议上的讲话", "2026年1月1日", None),
        ("政府工作报告", None, "省长 刘小涛"),
    ]


def test_line_that_ends_like_a_title_in_mid_speech_begins_none() -> None:
    text = f"在甲会议上的讲话\n{_BODY}\n听取工作报告\n{_BODY}"
    assert len(read_text(text, "x").speeches) == 1


@pytest.mark.parametrize(
    "line", ["附件：重点任务清单", "附件1", "附录", "名词解释", "《政府工作报告》有关内容名词注释"]
)
def test_attachment_stands_under_a_heading_of_its_own(line: str) -> None:
    speech = _only_speech("政府工作报告", "各位代表：", "一、回顾", _BODY, line, "条目的说明文字。")
    assert (speech.blocks[-2].kind, speech.blocks[-2].level) == (BlockKind.HEADING, 1)
    assert speech.blocks[-1].section == (line,)


def test_entries_of_an_attachment_are_no_headings() -> None:
    entry = "1.“六个一”全覆盖：每个园区建一个平台，引一批人才。"
    assert _only_speech("政府工作报告", "各位代表：", entry).blocks[-1].heading == "“六个一”全覆盖"
    listed = _only_speech("政府工作报告", "各位代表：", _BODY, "名词解释", entry).blocks[-1]
    assert (listed.kind, listed.section) == (BlockKind.BODY, ("名词解释",))


@pytest.mark.parametrize(
    "line",
    [
        "图1 全市经济运行情况",
        "张三 李四 王五",
        "2026年3月1日",
        "（一）",
        "3.2亿元",
        "（三）2026年3月1日",
        "1. 张三 李四光 王五",
    ],
)
def test_caption_name_list_date_and_bare_number_are_no_headings(line: str) -> None:
    speech = _only_speech("政府工作报告", "各位代表：", _BODY, line, _BODY)
    assert all(block.heading is None for block in speech.blocks)


def test_speaker_and_date_below_the_text_are_the_speech_s() -> None:
    lines = ["在全市经济工作会议上的讲话", _BODY, "某某市人民政府市长 李四", "二〇二六年三月一日"]
    speech = _only_speech(*lines)
    assert _kinds(speech) == ["title", "body", "speaker", "date"]
    assert (speech.speaker, speech.date) == ("某某市人民政府市长 李四", "二〇二六年三月一日")


def test_office_and_name_on_two_lines_are_one_speaker() -> None:
    speech = _only_speech("政府工作报告", "国务院总理", "　李克强", "各位代表：", _BODY)
    assert speech.speaker == "国务院总理 李克强"


def test_greeting_over_two_lines_is_one() -> None:
    greeting = ["尊敬的王省长，", "各位来宾，女士们、先生们，朋友们："]
    speech = _only_speech("致 辞", "李四", "（2026年3月1日）", *greeting, _BODY)
    assert (speech.title, speech.speaker, speech.greeting) == ("致 辞", "李四", "".join(greeting))


def test_publisher_s_note_under_the_title_is_no_part_of_the_opening() -> None:
    note = "（根据录音整理，未经本人审阅）"
    document = read_text(f"在全市会议上的讲话\n{note}\n2026年3月1日\n同志们：\n{_BODY}", "x")
    assert _kinds(document.speeches[0]) == ["title", "date", "greeting", "body"]
    assert [repair.text for repair in document.repairs] == [note]
