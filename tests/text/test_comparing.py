from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.comparing import compare

WORDS = st.text(alphabet="省市县工作落实，。 ", max_size=30)


def said(text: str, typed: str) -> tuple[list[str], list[str]]:
    same, other = compare(text, typed)
    return [text[a:b] for a, b in same], [text[a:b] for a, b in other]


def test_what_agrees_and_what_differs_between_is_told_apart() -> None:
    passage = "推动省委省政府决策部署落地落实，走在前列。"
    assert said(passage, "推动州委州政府决策部署") == (["推动", "政府决策部署"], ["省委省"])


def test_what_goes_on_behind_the_typed_words_differs_from_nothing() -> None:
    assert said("要抓好工作落实，务求实效。", "要抓好工作") == (["要抓好工作"], [])


def test_a_long_stretch_between_is_no_other_wording() -> None:
    assert said("全市上下" + "字" * 20 + "抓好落实", "全市上下抓好落实") == (["全市上下", "抓好落实"], [])


def test_nothing_typed_agrees_with_nothing() -> None:
    assert compare("要抓好工作落实。", "") == ((), ())


@given(text=WORDS, typed=WORDS)
def test_spans_are_in_order_and_apart(text: str, typed: str) -> None:
    same, other = compare(text, typed)
    edges = [edge for span in sorted((*same, *other)) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in (*same, *other))
