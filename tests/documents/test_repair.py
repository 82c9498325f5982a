import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speechdesk.documents.repair import repair_text
from speechdesk.records import Repair, RepairKind

_PARAGRAPHS = [
    "当前，经济的新常态、社会的新形态、政治的新生态，对办公室工作提出了更高的要求，我们要主动作为，担当有为。",
    "一是要讲大局。讲大局、识大局是办公室基本的政治要求，更是必备的政治素质，必须把对党忠诚体现到工作中，落地生根。",
    "二是要谋全局。不谋全局者，不足谋一域。办公室的服务、参谋、调研、落实，都要站在全局的角度去考虑，才能谋到关键处。",
    "三是要抓重点。我们抓参谋服务、调查研究、统筹协调、运行保障等工作，必须紧紧围绕中心工作来抓，围绕重大项目来抓。",
    "作风是保障落实的基础，良好的作风，不仅关乎政府形象，更关乎党的事业，各级办公室都要把作风建设抓在手上。",
]
_CLOSING = "，。、；：！？”）"


def _wrap(paragraph: str, length: int, *, lost_indent: int) -> list[str]:
    lines: list[str] = []
    room = length - lost_indent
    line = ""
    for character in paragraph:
        if len(line) >= room and character not in _CLOSING:
            lines.append(line)
            line, room = "", length
        line += character
    return [*lines, line]


def _bare(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\u2060", "").replace("\ufeff", "").split())


@pytest.mark.parametrize("length", [18, 26, 33])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\r"])
@pytest.mark.parametrize("indent", ["", "　　", "    "])
def test_hard_wrapped_paragraphs_are_put_together(length: int, between: str, indent: str) -> None:
    wrapped = [_wrap(paragraph, length, lost_indent=2) for paragraph in _PARAGRAPHS]
    text = between.join(between.join([indent + lines[0], *lines[1:]]) for lines in wrapped)
    assert repair_text(text)[0] == _PARAGRAPHS


def test_blank_lines_between_wrapped_paragraphs_separate_them() -> None:
    wrapped = ["\n".join(_wrap(paragraph, 24, lost_indent=0)) for paragraph in _PARAGRAPHS]
    assert repair_text("\n\n".join(wrapped))[0] == _PARAGRAPHS


def test_paragraphs_on_lines_of_their_own_stay_as_they_are() -> None:
    assert repair_text("\n".join(_PARAGRAPHS)) == (_PARAGRAPHS, [])


def test_line_that_ends_with_a_comma_goes_on_over_blank_lines() -> None:
    paragraphs, repairs = repair_text("优化干部年龄、知识结构，\n\n坚持在实践中锻炼。\n加强培养。")
    assert paragraphs == ["优化干部年龄、知识结构，坚持在实践中锻炼。", "加强培养。"]
    assert repairs == [Repair(RepairKind.JOINED_LINES, 1, "、知识结构，\n坚持在实践中")]


def test_line_that_begins_with_a_closing_mark_belongs_to_the_one_before() -> None:
    assert repair_text("认真落实《\n条例\n》，抓好工作。")[0] == ["认真落实《条例》，抓好工作。"]


def test_title_over_two_lines_becomes_one() -> None:
    text = "在全州政府系统办公室工作\n\n暨作风建设推进会议上的讲话\n\n今天的会议很重要。"
    assert repair_text(text)[0] == [
        "在全州政府系统办公室工作暨作风建设推进会议上的讲话",
        "今天的会议很重要。",
    ]


def test_greeting_is_not_joined_to_what_follows() -> None:
    assert repair_text("同志们，\n今天开会。")[0] == ["同志们，", "今天开会。"]


def test_words_of_a_latin_text_keep_a_space_between_them() -> None:
    assert repair_text("引进 artificial, (\nintelligence\n) 技术。")[0] == [
        "引进 artificial, (intelligence) 技术。"
    ]


def test_teaser_that_repeats_the_opening_is_dropped_and_listed() -> None:
    text = (
        "在会上的讲话同志们：今天召开会议，主要任...\n在会上的讲话\n同志们：\n今天召开会议，主要任务有三项。"
    )
    paragraphs, repairs = repair_text(text)
    assert paragraphs == ["在会上的讲话", "同志们：", "今天召开会议，主要任务有三项。"]
    assert repairs == [Repair(RepairKind.TEASER, 1, "在会上的讲话同志们：今天召开会议，主要任...")]


def test_line_that_ends_in_dots_and_repeats_nothing_stays() -> None:
    assert repair_text("我们的事业还很长很长，路还很远...\n今天开会。")[1] == []


def test_page_numbers_between_dashes_are_dropped() -> None:
    paragraphs, repairs = repair_text("今天开会。\n— 2 —\n任务有三项。")
    assert paragraphs == ["今天开会。", "任务有三项。"]
    assert repairs == [Repair(RepairKind.PAGE_NUMBER, 2, "— 2 —")]


def test_bare_number_in_an_unbroken_text_stays() -> None:
    assert repair_text("今天开会。\n14\n任务有三项。")[0] == ["今天开会。", "14", "任务有三项。"]


def test_bare_numbers_that_go_on_rising_are_page_numbers() -> None:
    text = "今天开会。\n1\n任务有三项。\n2\n一项是抓落实。\n3\n散会。"
    assert repair_text(text)[0] == ["今天开会。", "任务有三项。", "一项是抓落实。", "散会。"]


def test_form_feed_inside_a_sentence_is_a_page_break() -> None:
    assert repair_text("抓好各项工作，\f确保落实。")[1] == [
        Repair(RepairKind.PAGE_BREAK, 1, "好各项工作，\n确保落实。")
    ]


def test_page_number_alone_is_still_a_text() -> None:
    assert repair_text("— 2 —") == (["— 2 —"], [])


_SPEECH_LIKE = st.text(
    alphabet="在关于讲话同志们一是二（三）1 4-—第页…...，。：；！“”《》\n\n\r\f\u200b\u3000政府办公室工作ab",
    max_size=300,
)


_PARTS = [
    *(
        "在全市会议上的讲话",
        "政府工作报告",
        "2026年政府工作报告",
        "——2026年1月2日在会议上",
        "（2026年3月1日）",
        "市长 李四",
    ),
    *(
        "李四",
        "同志们：",
        "各位代表！",
        "同志们，",
        "一、提高认识",
        "（一）",
        "二、",
        "第一，",
        "1.",
        "12",
        "3/6",
        "— 2 —",
        "第3页",
    ),
    *(
        "打印",
        "【字号：",
        "大",
        "】",
        ">",
        "首页",
        "来源：",
        "来源：某某日报",
        "时间：2026-02-12",
        "2026-02-03 09:02:33",
    ),
    *(
        "责任编辑：张三",
        "相关报道：",
        "（此件公开发布）",
        "版权所有",
        "Public domain",
        "false",
        "|",
        "市长李四讲话。王五 摄",
    ),
    *(
        "党 的 十 八 大",
        "1 9 9 3 年",
        "　　",
        "今天召开会议，主要任务是部署工作，",
        "确保完成任务。",
        "全面推进各项建设。" * 12,
    ),
    *("主要任...", "附件：清单", "\n", "\n", "\n", "\n\n", "\f", "\u200b", "。", "“"),
]
_PAGE_LIKE = st.lists(st.sampled_from(_PARTS), max_size=40).map("".join)
_LINES_LIKE = st.lists(st.sampled_from(_PARTS), max_size=40).map("\n".join)
_TEXTS = st.one_of(st.text(max_size=200), _SPEECH_LIKE, _PAGE_LIKE, _LINES_LIKE)


@given(_TEXTS)
@example("在讲话\n在讲话\n讲话")
@example("ab\nab\nab\nab")
def test_repair_accounts_for_every_character(text: str) -> None:
    paragraphs, repairs = repair_text(text)
    left = _bare("".join(paragraphs))
    dropped = [_bare(repair.text) for repair in repairs if repair.kind.drops_text]
    source = _bare(text)
    assert sorted(source) == sorted(left + "".join(dropped))
    remaining = iter(source)
    assert all(character in remaining for character in left)  # what is left stands in the order of the source


@given(_TEXTS)
def test_repair_of_a_repaired_text_changes_nothing(text: str) -> None:
    paragraphs, _ = repair_text(text)
    assert repair_text("\n".join(paragraphs)) == (paragraphs, [])
    assert all(paragraph and paragraph == paragraph.strip() for paragraph in paragraphs)


@given(st.lists(st.text(alphabet="党政府办公室工作要。，", min_size=8, max_size=12), min_size=4, max_size=40))
def test_repair_of_even_lines_is_stable_too(lines: list[str]) -> None:
    paragraphs, _ = repair_text("\n\n".join(lines))
    assert repair_text("\n".join(paragraphs)) == (paragraphs, [])


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "\u200b \u200b",
            "讲话在\n",
            "讲话...\n",
            "12\n",
            "（\n",
            "办公室工作办公室工作办公室\n",
            "党 的 ",
            "一、二、",
        ),
        *(
            "打印\n",
            "来源：\n",
            "同志们：",
            "同志们：\n",
            "全面推进各项建设，确保完成任务的报告\n",
            ">\n",
            "【\n",
            "。　　",
        ),
    ],
)
def test_cost_of_odd_texts_is_linear(unit: str) -> None:
    started = time.process_time()
    repair_text(unit * 20_000)
    assert time.process_time() - started < 5


def test_paragraph_broken_around_links_is_put_together_where_blank_lines_part_the_others() -> None:
    text = "\n\n".join(
        [
            "各位代表：",
            _PARAGRAPHS[0],
            "通过了《\n关于加快农业发展的决定\n》和《\n工作条例（试行）\n》，各地认真落实。",
            _PARAGRAPHS[1],
            "国民经济快速增长。\n生产总值突破三万亿元，财政收入稳步增加。",
            "强化大气污染治理，细颗粒物（PM\n2.5\n）浓度下降。",
            _PARAGRAPHS[2],
        ]
    )
    assert repair_text(text)[0] == [paragraph.replace("\n", "") for paragraph in text.split("\n\n")]


def test_long_first_sentence_goes_on_where_long_paragraphs_are_all_parted() -> None:
    broken = f"{_PARAGRAPHS[0]}\n{_PARAGRAPHS[4]}"
    others = [*_PARAGRAPHS[1:4]] * 4
    assert repair_text("\n\n".join([*others, broken]))[0][-1] == broken.replace("\n", "")
    assert repair_text("\n\n".join([*others[:6], broken, broken]))[0][-1] == _PARAGRAPHS[4]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、深入学习贯彻“三个务必", "”重要要求"),
        ("二、切实增强做好办公室工作的责任感", "和使命感"),
        ("（一）落实《", "条例》"),
    ],
)
def test_heading_broken_over_two_lines_is_put_together(first: str, second: str) -> None:
    lines = [_PARAGRAPHS[0], first, second, _PARAGRAPHS[1]]
    assert repair_text("\n".join(lines))[0] == [lines[0], first + second, lines[3]]


def test_heading_and_the_one_below_it_stay_apart() -> None:
    lines = [
        "一、过去一年的工作回顾",
        "主要成绩",
        _PARAGRAPHS[0],
        "（一）提高认识",
        "1.加强领导",
        _PARAGRAPHS[1],
    ]
    assert repair_text("\n".join(lines)) == (lines, [])


@pytest.mark.parametrize("length", [18, 26, 33])
def test_full_line_that_ends_a_sentence_goes_on_where_blank_lines_part_paragraphs(length: int) -> None:
    full = "要" * (length - 1) + "。"
    paragraphs = [*_PARAGRAPHS, full + "还要抓好落实，确保各项任务按期完成。", *_PARAGRAPHS[:2]]
    text = "\n\n".join("\n".join(_wrap(paragraph, length, lost_indent=0)) for paragraph in paragraphs)
    assert repair_text(text)[0] == paragraphs


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_paragraph_cut_off_within_a_sentence_is_put_together_in_a_text_without_hard_wraps(gap: str) -> None:
    cut = [
        "因城施策去库存。目前三四线城市房地产库存仍然较多，要",
        "支持居民自住和进城人员购房需求。坚持住房的居住属性。",
    ]
    others = [
        "加强房地产市场分类调控，房价上涨压力大的城市要合理增加住宅用地。",
        "规范开发、销售、中介等行为。",
    ]
    paragraphs, repairs = repair_text(gap.join([others[0], *cut, others[1]]))
    assert paragraphs == [others[0], "".join(cut), others[1]]
    assert [repair.kind for repair in repairs] == [RepairKind.JOINED_LINES]
