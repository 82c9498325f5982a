from speechdesk.documents.reader import read_text
from speechdesk.documents.repair import repair_text
from speechdesk.records import RepairKind

_TITLE = "在全市经济工作会议上的讲话"
_OPENING = "今天召开这次会议，主要任务是总结工作、部署任务，动员全市上下统一思想、鼓足干劲，奋力开创新局面。"
_PART = "提高认识。认识是行动的先导，各级各部门要切实把思想和行动统一到市委的部署上来，增强责任感。"
_CHAPTER = "学深悟透。要学在前、做在前，把学习成果转化为工作实效。"


def test_speech_on_one_line_is_split_at_greeting_and_numbers() -> None:
    pieces = [
        _TITLE,
        "（2026年3月1日）",
        "同志们：",
        _OPENING,
        f"一、{_PART}",
        f"（一）{_CHAPTER}",
        f"（二）{_CHAPTER}",
        f"二、{_PART}",
        f"（一）{_CHAPTER}",
        "同志们，让我们共同奋斗！",
    ]
    paragraphs, repairs = repair_text("".join(pieces[:2]) + " " + "".join(pieces[2:]))
    assert paragraphs == ["".join(pieces[:2]), *pieces[2:]]
    assert {repair.kind for repair in repairs} == {RepairKind.SPLIT_LINE}


def test_facts_of_a_speech_on_one_line_are_found() -> None:
    text = f"{_TITLE}　　同志们：{_OPENING}一、{_PART}二、{_PART}"
    (speech,) = read_text(text, "x").speeches
    assert (speech.title, speech.greeting) == (_TITLE, "同志们：")
    assert [block.level for block in speech.blocks] == [0, 0, 0, 1, 1]


def test_paragraphs_joined_by_wide_gaps_are_parted() -> None:
    paragraphs = [_OPENING, _PART, _CHAPTER, _OPENING]
    assert repair_text("　　".join(paragraphs))[0] == paragraphs


def test_numbers_out_of_order_and_single_numbers_split_nothing() -> None:
    text = f"{_OPENING}三、{_PART}五、{_PART}（二）{_CHAPTER}"
    assert repair_text(text) == ([text], [])


def test_lines_of_a_text_that_kept_its_paragraphs_are_not_split() -> None:
    lines = [f"{number}。{_OPENING}一、{_PART}二、{_PART}" for number in "甲乙丙丁"]
    assert repair_text("\n".join(lines)) == (lines, [])
