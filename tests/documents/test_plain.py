import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.plain import decode_text

_TEXT = "同志们：\n今年是“十四五”规划的重要一年，增长5.2%。\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_text_is_the_same_in_every_encoding(encoding: str, name: str) -> None:
    assert decode_text(_TEXT.encode(encoding)) == (_TEXT, name)


def test_text_cut_inside_a_character_is_still_read() -> None:
    data = (_TEXT * 20).encode("utf-8")[:-2]
    decoded = decode_text(data)
    assert decoded is not None
    assert decoded[0].startswith(_TEXT)
    assert decoded[1] == "utf-8"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 99, b"\0" * 100]
)
def test_bytes_that_are_no_text_give_none(data: bytes) -> None:
    assert decode_text(data) is None


@given(st.binary())
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    decoded = decode_text(data)
    assert decoded is None or decoded[1] in {"utf-8", "utf-16", "utf-32", "gb18030"}


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_any_written_text_comes_back_from_utf_8(text: str) -> None:
    text = text.removeprefix("\ufeff")
    assert decode_text(text.encode()) == (text, "utf-8")
