import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.headings import Heading, figure_value, find_heading, numbered_level


@pytest.mark.parametrize(
    ("paragraph", "heading"),
    [
        ("一、站位要更高", Heading(1, "一、", "站位要更高", 7)),
        ("第一，坚持忠诚为本，做标杆", Heading(1, "第一，", "坚持忠诚为本，做标杆", 13)),
        ("（一）突出政治建设。我们始终", Heading(2, "（一）", "突出政治建设", 10)),
        ("一是要讲大局。讲大局、识大局", Heading(3, "一是", "要讲大局", 7)),
        ("二要存戒惧守纪律。办公室", Heading(3, "二要", "存戒惧守纪律", 9)),
        ("1.稳增长。今年", Heading(3, "1.", "稳增长", 6)),
        ("首先是思想政治方面。政治素质", Heading(3, "首先是", "思想政治方面", 10)),
        ("其一，要做“加油站”。既要", Heading(3, "其一，", "要做“加油站”", 11)),
        ("１．稳增长。今年", Heading(3, "１．", "稳增长", 6)),
        ("一、讲政治 顾大局 守纪律", Heading(1, "一、", "讲政治 顾大局 守纪律", 13)),
        ("（1）发展目标：地区生产总值增长", Heading(4, "（1）", "发展目标", 8)),
    ],
)
def test_number_and_short_phrase_are_a_heading_of_its_level(paragraph: str, heading: Heading) -> None:
    assert find_heading(paragraph) == heading


def test_part_that_is_all_of_its_paragraph_may_be_long() -> None:
    title = "实行能源的开发和节约并重，近期要把节能放在优先的地位，大力开展以节能为中心的技术改造和结构改革"
    heading = find_heading(f"第一，{title}，取得实效")
    assert heading is not None
    assert heading.text == f"{title}，取得实效"
    assert find_heading(f"第一，{title}，取得实效。这是前提。") is None


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("", 0),
        ("百", 0),
        ("一二", 0),
        ("十一二", 0),
    ],
)
def test_value_of_a_chinese_number(figure: str, value: int) -> None:
    assert figure_value(figure) == value


@pytest.mark.parametrize("number", ["一、", "（一）", "一是", "第一，", "1.", "首先，", "（1）", "一、。"])
def test_number_alone_is_no_heading(number: str) -> None:
    assert find_heading(number) is None


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "一是立场坚定、顾全大局，二是团结进取、运转有序，三是勤勉敬业。",
        "一是加强领导；",
        "一、二、三产业融合发展",
        "一二三产业融合发展",
        "一要素市场",
        "第一产业增长。",
        "1.5万亿元。",
        "2026年，我们",
        "首先，我代表市政府，向大家表示衷心的感谢和问候！",
        "一是坚持“人民至上。”原则",
        "一是要围绕中央、省委、市委确定的目标任务，把党委的决策部署体现到人大的工作计划、工作部署中。",
        "（三）2026年3月1日",
        "（三）二〇二六年三月一日",
        "1.张三 李四光 王五 赵六",
        "第二，习近平总书记指出：“中国共产党人依靠学习走到今天”。",
    ],
)
def test_sentence_list_or_figure_is_no_heading(paragraph: str) -> None:
    assert find_heading(paragraph) is None


def test_heading_closed_by_a_colon_at_the_end_of_the_paragraph_is_not_run_in() -> None:
    heading = find_heading("一、今年的主要任务：")
    assert heading is not None
    assert (heading.text, heading.end) == ("今年的主要任务", 10)


@pytest.mark.parametrize(
    ("text", "level"), [("一、", 1), ("（二）要", 2), ("三是", 3), ("（4）", 4), ("要", 0)]
)
def test_level_of_a_number_does_not_depend_on_what_follows(text: str, level: int) -> None:
    assert numbered_level(text) == level


@given(st.text(alphabet="一二第（）1、，。是要首先其做好工作：；“” "))
def test_heading_lies_inside_its_paragraph(paragraph: str) -> None:
    heading = find_heading(paragraph)
    if heading is not None:
        assert paragraph.startswith(heading.number)
        assert heading.text
        assert heading.text in paragraph[: heading.end]
        assert len(heading.number) + len(heading.text) <= heading.end <= len(paragraph)
