import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.folding import fold, fold_with_offsets


def test_width_case_and_shape_of_punctuation_make_no_difference() -> None:
    assert fold("“\uff21１，”—〇％") == fold('"a1,"-0%')


def test_white_space_is_dropped() -> None:
    assert fold("今年 3\u3000月\u00a0\n") == "今年3月"


def test_level_words_are_one_class_only_when_asked() -> None:
    assert fold("市委市政府", levels=True) == fold("州委州政府", levels=True)
    assert fold("市委市政府") != fold("州委州政府")


@given(st.text(max_size=60))
def test_offsets_lead_from_each_folded_character_to_the_one_it_came_from(text: str) -> None:
    folded = fold_with_offsets(text, levels=True)
    assert folded.text == fold(text, levels=True)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    for character, offset in zip(folded.text, folded.offsets, strict=False):
        assert fold(text[offset], levels=True) == character


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("⼀⼆", "一二"),
        ("⻓⻛⻬", "长风齐"),
        ("２０２６年", "2026年"),
        ("党\u200b的\ufeff十\xad八\u2060大\x07", "党的十八大"),
        ("今年\u3000三\xa0月", "今年三月"),
        ("國務院", "國務院"),
    ],
)
def test_what_looks_the_same_folds_to_the_same(written: str, plain: str) -> None:
    assert fold(written) == plain
