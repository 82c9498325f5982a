import pytest

from speechdesk.documents.repair import repair_text
from speechdesk.records import Repair, RepairKind


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("从1 9 9 3 年起，认真贯彻 党 的 十 八 大 精神。", "从1993年起，认真贯彻党的十八大精神。"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("政　府　工　作　报　告", "政府工作报告"),
        ("工 作 报 告", "工作报告"),
        ("增长 5 ． 2 ％ 以 上 的 目 标。", "增长5．2％以上的目标。"),
    ],
)
def test_letter_spaced_words_are_put_together(spaced: str, closed: str) -> None:
    assert repair_text(spaced)[0] == [closed]


@pytest.mark.parametrize(
    "text",
    [
        "省长 韦 韬",
        "出席：张 三、李 四",
        "今年 3月，习近平总书记参加会议。",
        "引进 A I G C 和 big data 技术。",
        "指标为 1 2 3 4 5 6",
        "党政 军民 学 东西 南北中",
    ],
)
def test_spaces_that_part_words_stay(text: str) -> None:
    assert repair_text(text) == ([text], [])


def test_stray_spaces_are_listed_with_what_they_stood_in() -> None:
    assert repair_text("开会。\n贯彻 党 的 十 八 大 精神")[1] == [
        Repair(RepairKind.STRAY_SPACES, 2, "彻 党 的 十 八 大 精")
    ]
