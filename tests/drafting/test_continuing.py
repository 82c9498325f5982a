import pytest

from speechdesk.drafting.continuing import (
    first_clause,
    keep_shown,
    left_of,
    without_doubled,
    without_standing,
)
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


@pytest.mark.parametrize(
    ("before", "typed", "after", "left"),
    [
        ("落实，", "，", "", ("", False)),
        ("落实，", "，再抓", "", ("再抓", False)),
        ("落实，", ",", "", ("", False)),
        ("落实", "。", "。再抓", ("", True)),
        ("落实", "到位。", "。", ("到位", True)),
        ("落实", "，", "。", ("，", False)),
        ("等等…", "…", "…", ("…", False)),
        ("好！", "！", "", ("！", False)),
        ("", "", "。", ("", False)),
    ],
)
def test_a_mark_that_stands_at_the_caret_is_not_typed_again(
    before: str, typed: str, after: str, left: tuple[str, bool]
) -> None:
    assert without_standing(before, typed, after) == left
