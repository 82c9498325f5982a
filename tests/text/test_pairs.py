import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.pairs import find_pairs, pair_table

PAIRS = ["工作", "作落", "落实", "实实", "实工", "，要"]


def found(text: str) -> list[tuple[int, str]]:
    starts, pairs = find_pairs(pair_table(PAIRS), text)
    return [(start, PAIRS[pair]) for start, pair in zip(starts.tolist(), pairs.tolist(), strict=True)]


@given(st.text(st.sampled_from("工作落实，要的\n\U0002000b\ud800")))
def test_each_pair_is_found_wherever_it_begins(text: str) -> None:
    assert found(text) == [(at, text[at : at + 2]) for at in range(len(text)) if text[at : at + 2] in PAIRS]


@pytest.mark.parametrize("text", ["", "工", "好的", "\uffff\uffff", "𠀋𠀋"])
def test_a_text_without_any_of_them_has_none(text: str) -> None:
    assert found(text) == []


def test_a_table_of_no_pairs_finds_none() -> None:
    assert find_pairs(pair_table([]), "工作落实")[0].tolist() == []
