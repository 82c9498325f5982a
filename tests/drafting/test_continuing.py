import pytest

from speechdesk.drafting.continuing import closing_mark, first_clause, keep_shown, left_of, without_doubled
from speechdesk.records import Completion, Source

SOURCE = Source("a.txt", 1, None, None, (), 0)


def completions(*texts: str) -> list[Completion]:
    return [Completion(text, 0.9, (SOURCE,)) for text in texts]


def test_a_clause_ends_with_its_mark_and_the_quotation_closed_behind_it() -> None:
    assert first_clause("推动工作，再上台阶。") == "推动工作，"
    assert first_clause("做到忠诚。”会议要求") == "做到忠诚。”"
    assert first_clause("推动工作") == "推动工作"
    assert first_clause("") == ""


def test_what_agrees_shortens_the_rest_and_a_half_width_mark_agrees() -> None:
    assert left_of("，推动工作", "，") == "推动工作"
    assert left_of("，推动工作", ",") == "推动工作"
    assert left_of("推动工作", "推动") == "工作"
    assert left_of("推动工作", "落实") == ""
    assert left_of("推动工作", "") == ""


def test_what_is_shown_goes_on_in_the_answer_that_says_the_same() -> None:
    assert keep_shown("动工作", completions("进落实", "动工作，再上台阶")) == 1
    assert keep_shown("动工作", completions("进落实")) is None
    assert keep_shown("", completions("进落实")) is None


@pytest.mark.parametrize("mark", "，。；：、")
def test_a_mark_is_not_put_behind_another(mark: str) -> None:
    assert without_doubled(f"抓好落实{mark}", f"{mark}推动工作") == "推动工作"
    assert without_doubled("抓好落实", f"{mark}推动工作") == f"{mark}推动工作"
    assert closing_mark(f"抓好落实{mark}") == mark


@pytest.mark.parametrize("before", ["", "抓好落实", "等等…", "他说——", "好！"])
def test_marks_that_may_stand_twice_are_left(before: str) -> None:
    assert closing_mark(before) == ""
