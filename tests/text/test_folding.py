import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.folding import fold, fold_with_offsets
from speechdesk.text.unseen import UNSEEN, drop_unseen


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


@given(st.text())
def test_offsets_point_at_the_characters_that_were_folded(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    seen = [character for character in text if not character.isspace() and ord(character) not in UNSEEN]
    assert [text[offset] for offset in folded.offsets[:-1]] == seen


@given(st.text(alphabet=st.sampled_from("党a\u200b\u200c\u200d\xad\ufe0f\x00 ")))
def test_characters_dropped_as_unseen_are_all_told(text: str) -> None:
    kept, dropped = drop_unseen(text)
    assert sorted(kept + dropped) == sorted(text)
    assert drop_unseen(kept) == (kept, "")


def test_joiners_stay_where_they_shape_letters() -> None:
    assert drop_unseen("e\u200dx 党\u200c的") == ("e\u200dx 党的", "\u200c")
