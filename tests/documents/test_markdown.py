from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document, read_text
from speechdesk.errors import UnreadableFile
from speechdesk.records import Document, RepairKind

_BODY = "今天召开这次会议，主要任务是总结工作、部署任务。"
_NOTES = f"""# 开创新局面

> **同志们：**

{_BODY}

## 一、提高认识

- 认识是*行动*的[前提](http://a.cn/b_c)。
* 行动是`关键`。

### 着力稳增长 ##

![图](a.png)要抓好工业。

```text
# 不是标题
```

---

## 结束语

让我们共同奋斗！
"""


def _blocks(document: Document) -> list[tuple[str, str, int]]:
    (speech,) = document.speeches
    return [(block.kind.value, block.text, block.level) for block in speech.blocks]


def test_marks_are_headings_and_no_text() -> None:
    assert _blocks(read_text(_NOTES, "讲话.MD")) == [
        ("title", "开创新局面", 0),
        ("greeting", "同志们：", 0),
        ("body", _BODY, 0),
        ("heading", "一、提高认识", 1),
        ("body", "认识是行动的前提。", 0),
        ("body", "行动是关键。", 0),
        ("heading", "着力稳增长", 2),
        ("body", "要抓好工业。", 0),
        ("body", "# 不是标题", 0),
        ("heading", "结束语", 1),
        ("body", "让我们共同奋斗！", 0),
    ]


def test_marks_taken_off_are_listed_by_line() -> None:
    document = read_text(_NOTES, "讲话.md")
    marks = {repair.line: repair.text for repair in document.repairs if repair.kind is RepairKind.MARKUP}
    assert marks == {
        1: "#",
        3: ">****",
        7: "##",
        9: "-[](http://a.cn/b_c)**",
        10: "*``",
        12: "#####",
        14: "![图](a.png)",
        16: "```text",
        18: "```",
        20: "---",
        22: "##",
    }


def test_marks_are_text_in_a_file_of_another_name() -> None:
    document = read_text(_NOTES, "讲话.txt")
    assert RepairKind.MARKUP not in {repair.kind for repair in document.repairs}
    assert "# 开创新局面" in [block.text for block in document.speeches[0].blocks]


def test_several_marks_of_one_sign_below_the_title_are_of_the_first_level(tmp_path: Path) -> None:
    path = tmp_path / "讲话.md"
    path.write_text(f"# 开创新局面\n\n# 工业\n\n{_BODY}\n\n## 钢铁\n\n{_BODY}\n", "utf-8")
    found = [(text, level) for kind, text, level in _blocks(read_document(path)) if kind == "heading"]
    assert found == [("工业", 1), ("钢铁", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "李**、张**两人。",
        "3 * 4 * 5。",
        "#抗疫#话题。",
        "——经济平稳。",
        "1. 抓好春耕。",
        "甲_乙_丙。",
        "姓名：____。",
    ],
)
def test_signs_that_are_no_marks_stay(line: str) -> None:
    assert _blocks(read_text(f"{_BODY}\n\n{line}\n", "讲话.md"))[-1][1] == line


def test_underscores_mark_emphasis_around_words() -> None:
    text = f"{_BODY}\n\n__一要抓落实。__（_务必见效_）\n"
    assert _blocks(read_text(text, "讲话.md"))[-1][1] == "一要抓落实。（务必见效）"


_PARTS = [
    "#",
    "##",
    "*",
    "**",
    "_",
    "__",
    ">",
    "- ",
    "```",
    "`",
    "[",
    "](",
    ")",
    "![",
    "\\",
    "---",
    " ",
    "\n",
    "\n\n",
]
_WORDS = ["在会上的讲话", "同志们：", _BODY, "一、提高认识", "工业", "，", "a b", "2026年3月1日"]


@given(st.lists(st.sampled_from(_PARTS + _WORDS), max_size=40).map("".join))
@example("```\n# a")
@example("***a** b*")
@example("\\*a*b*")
def test_every_character_of_a_marked_text_is_kept_or_listed(text: str) -> None:
    try:
        document = read_text(text, "讲话.md")
    except UnreadableFile:
        return
    kept = "".join(block.text for speech in document.speeches for block in speech.blocks)
    dropped = "".join(repair.text for repair in document.repairs if repair.kind.drops_text)
    assert sorted("".join((kept + dropped).split())) == sorted("".join(text.split()))


def test_marks_without_end_cost_no_more_than_their_length() -> None:
    for unit in ("*", "**a", "_", "__a", " _a", "[a](", "`", "![", "> ", "# ", "- ", "\\"):
        read_text("同志们：\n" + unit * 50_000, "讲话.md")
