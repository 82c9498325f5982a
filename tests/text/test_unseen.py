from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.unseen import drop_unseen


@given(st.text(alphabet=st.sampled_from("党a\u200b\u200c\u200d\xad\ufe0f\x00 ")))
def test_characters_dropped_as_unseen_are_all_told(text: str) -> None:
    kept, dropped = drop_unseen(text)
    assert sorted(kept + dropped) == sorted(text)
    assert drop_unseen(kept) == (kept, "")


def test_joiners_stay_where_they_shape_letters() -> None:
    assert drop_unseen("e\u200dx 党\u200c的") == ("e\u200dx 党的", "\u200c")
