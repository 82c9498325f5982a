import time

import pytest

from speechdesk.documents.reader import read_text
from speechdesk.documents.repair import repair_text
from speechdesk.records import RepairKind

_SPEECH = [
    "在全市经济工作会议上的讲话",
    "（2026年3月1日）",
    "同志们：",
    "今天召开这次会议，主要任务是总结工作、部署任务，动员全市上下统一思想、鼓足干劲，奋力开创新局面。" * 2,
    "一、提高认识",
    "认识是行动的先导，各级各部门要切实把思想和行动统一到市委的部署上来，增强责任感和紧迫感。" * 2,
]
_OTHER = ["在全市农村工作会议上的讲话", "同志们：", "农业稳则天下安，要把解决好“三农”问题作为重中之重。" * 9]


def test_speech_printed_twice_is_kept_once_and_listed() -> None:
    paragraphs, repairs = repair_text("\n".join(_SPEECH * 2))
    assert paragraphs == _SPEECH
    assert [repair.text for repair in repairs if repair.kind is RepairKind.REPEATED] == _SPEECH


def test_reprint_among_other_speeches_is_found() -> None:
    document = read_text("\n".join([*_SPEECH, *_OTHER, *_SPEECH]), "x")
    assert [speech.title for speech in document.speeches] == [_SPEECH[0], _OTHER[0]]


def test_paragraphs_two_speeches_share_stay_in_both() -> None:
    second = [_OTHER[0], *_SPEECH[1:], "散会前，再强调一点纪律要求。"]
    assert repair_text("\n".join([*_SPEECH, *second]))[0] == [*_SPEECH, *second]


def test_cost_of_many_shared_paragraphs_is_linear() -> None:
    shared = [
        f"第{number}项工作，要紧扣目标、压实责任，确保按期完成，不留尾巴和死角。" for number in range(20_000)
    ]
    started = time.process_time()
    repair_text("\n".join(["开头不同。", *shared, "另起一段。", *shared]))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("entry", ["{}", "{}……………3", "{} .......... 12", "{}（3）"])
def test_table_of_contents_is_dropped_and_listed(entry: str) -> None:
    headings = ["一、工作回顾", "二、工作安排"]
    body = [headings[0], "过去一年，各项工作取得新的成绩。", headings[1], "今年要抓好三件大事。"]
    contents = ["目  录", *(entry.format(heading) for heading in headings)]
    paragraphs, repairs = repair_text("\n".join(["政府工作报告", *contents, "各位代表：", *body]))
    assert paragraphs == ["政府工作报告", "各位代表：", *body]
    assert [repair.text for repair in repairs] == contents


def test_headings_that_come_but_once_are_no_contents() -> None:
    lines = [
        "政府工作报告",
        "目录",
        "一、工作回顾",
        "过去一年，各项工作取得新的成绩。",
        "二、工作安排",
        "抓好落实。",
    ]
    assert repair_text("\n".join(lines))[0] == lines
