from hypothesis import given
from hypothesis import strategies as st

from speechdesk.ui.positions import qt_offset, text_offset

TEXTS = st.text(alphabet="甲乙𠮷😀a", max_size=20)


@given(TEXTS, st.data())
def test_offsets_go_there_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = qt_offset(text, offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert text_offset(text, units) == offset
