from speechdesk.drafting.blocks import recognise_kind
from speechdesk.drafting.restoring import find_place, sections_of
from speechdesk.records import BlockKind, DraftBlock


def blocks(*texts: str) -> list[DraftBlock]:
    made: list[DraftBlock] = []
    for text in texts:
        kind, level = recognise_kind(text)
        made.append(DraftBlock(kind, text, level))
    return made


OLD = blocks(
    "同志们：",
    "一、提高政治站位",
    "第一段。",
    "（一）加强学习",
    "学习的话。",
    "二、狠抓工作落实",
    "落实的话。",
    "三、改进工作作风",
    "作风的话。",
)


def test_sections_are_the_opening_and_each_heading_with_all_below_it() -> None:
    assert [(section.heading, section.start, section.end) for section in sections_of(OLD)] == [
        ("开头", 0, 1),
        ("一、提高政治站位", 1, 5),
        ("（一）加强学习", 3, 5),
        ("二、狠抓工作落实", 5, 7),
        ("三、改进工作作风", 7, 9),
    ]


def test_an_empty_draft_has_no_sections() -> None:
    assert sections_of(()) == ()


def test_a_section_takes_the_place_of_the_one_with_the_same_heading_whatever_its_number() -> None:
    new = blocks("同志们：", "一、狠抓工作落实", "新的话。", "二、提高政治站位", "新的话。")
    assert find_place(sections_of(OLD)[3], OLD, new) == (1, 3)


def test_a_section_whose_heading_was_reworded_is_still_found() -> None:
    new = blocks("同志们：", "一、切实提高政治站位", "话。", "二、抓实抓细落实", "话。")
    assert find_place(sections_of(OLD)[1], OLD, new) == (1, 3)


def test_a_section_that_is_gone_comes_back_behind_the_one_before_it() -> None:
    new = blocks("同志们：", "一、提高政治站位", "话。", "二、改进工作作风", "话。")
    assert find_place(sections_of(OLD)[3], OLD, new) == (3, 3)


def test_the_first_section_comes_back_behind_the_opening() -> None:
    new = blocks("同志们：", "今天开会。", "一、改进工作作风", "话。")
    assert find_place(sections_of(OLD)[1], OLD, new) == (2, 2)


def test_the_opening_takes_the_place_of_the_opening() -> None:
    new = blocks("各位代表：", "大家好。", "一、提高政治站位")
    assert find_place(sections_of(OLD)[0], OLD, new) == (0, 2)


def test_an_opening_that_is_gone_comes_back_at_the_beginning() -> None:
    new = blocks("一、提高政治站位", "话。")
    assert new[0].kind is BlockKind.HEADING
    assert find_place(sections_of(OLD)[0], OLD, new) == (0, 0)
