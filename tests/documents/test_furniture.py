import re

import pytest

from speechdesk.documents.repair import repair_text
from speechdesk.records import RepairKind

_TITLE = "在全市工作会议上的讲话"
_FIELDS = ["工业和信息化", "农业", "教育、科学和文化", "卫生健康和体育", "城乡建设", "财税"]


def _paragraph(field: str) -> str:
    return (
        f"{field}工作要坚持稳中求进，贯彻新发展理念，加快构建新发展格局，着力推动{field}高质量发展，"
        f"统筹{field}领域发展和安全两件大事，确保实现全年目标。"
    )


def _pages(header: str, footer: str) -> str:
    """Every page breaks inside the paragraph on its field, five lines of which stand on it."""
    lines = [
        text
        for field in _FIELDS
        for text in ("\u3000\u3000" + _paragraph(field)[:16], *re.findall(".{1,18}", _paragraph(field)[16:]))
    ]
    pages = [lines[start : start + 6] for start in range(3, len(lines), 6)]
    parts = [[header, _TITLE, *lines[:3], footer.replace("N", "1")]]
    parts += [[header, *page, footer.replace("N", str(number))] for number, page in enumerate(pages, 2)]
    return "\n".join(line for part in parts for line in part)


@pytest.mark.parametrize("header", ["某某市人民政府办公室", "政府工作报告（送审稿）", "第 1 稿　内部资料"])
@pytest.mark.parametrize("footer", ["— N —", "第 N 页 共 6 页", "N/6", "Page N of 6", "N"])
def test_running_titles_and_page_numbers_are_dropped(header: str, footer: str) -> None:
    paragraphs, repairs = repair_text(_pages(header, footer))
    assert paragraphs == [_TITLE, *map(_paragraph, _FIELDS)]
    assert {repair.kind for repair in repairs} >= {RepairKind.RUNNING_TITLE, RepairKind.PAGE_NUMBER}


def test_title_that_runs_over_the_pages_stays_at_the_top_of_the_first() -> None:
    paragraphs, _ = repair_text(_pages(_TITLE, "— N —").replace(f"{_TITLE}\n{_TITLE}", _TITLE))
    assert paragraphs == [_TITLE, *map(_paragraph, _FIELDS)]


def test_words_a_speaker_comes_back_to_stay() -> None:
    lines = ["为了谁", "为了人民，我们要把群众的安危冷暖放在心上。"] * 4
    assert repair_text("\n".join(lines)) == (lines, [])


def test_a_full_line_said_again_and_again_is_no_running_title() -> None:
    saying = "要坚持稳中求进工作总基调，完整准确全面贯彻新发展"
    lines = [f"　　第{part}项工作是本年度的重点任务之一，各单位务必" for part in "一二三四"]
    text = "\n".join(f"{line}\n{saying}\n理念，抓好落实。" for line in lines)
    paragraphs, repairs = repair_text(text)
    assert all(saying in paragraph for paragraph in paragraphs)
    assert {repair.kind for repair in repairs} == {RepairKind.JOINED_LINES}
