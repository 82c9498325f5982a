from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.plain import Decoded, decode_as, decode_text, list_unseen
from speechdesk.paths import seeds
from speechdesk.records import Repair, RepairKind

_TEXT = "同志们：\n今年是“十四五”规划的重要一年，增长5.2%。\n"
_TRADITIONAL = "各位來賓：\n歡迎大家參加這次會議，我們要為國家的發展作出貢獻。\n"
_ENCODINGS = {"utf-8", "utf-16", "utf-32", "gb18030", "big5"}


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
        ("utf-32-le", "utf-32"),
        ("utf-32-be", "utf-32"),
    ],
)
def test_text_is_the_same_in_every_encoding(encoding: str, name: str) -> None:
    assert decode_text(_TEXT.encode(encoding)) == Decoded(_TEXT, name)


@pytest.mark.parametrize(
    ("encoding", "name"), [("big5", "big5"), ("gb18030", "gb18030"), ("utf-16-be", "utf-16")]
)
def test_traditional_text_keeps_its_characters(encoding: str, name: str) -> None:
    assert decode_text(_TRADITIONAL.encode(encoding)) == Decoded(_TRADITIONAL, name)


@pytest.mark.parametrize("text", ["同志们", "同志们：", "在全市工作会议上的讲话", "各位來賓：", "大家好"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_few_characters_are_enough_to_know_the_encoding(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize("file", sorted(seeds().iterdir()), ids=lambda file: file.name[:3])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_seed_is_known_in_any_encoding(file: Path, encoding: str) -> None:
    text = file.read_text("utf-8")
    assert decode_text(text.encode(encoding)) == Decoded(
        text, encoding.removesuffix("-le").removesuffix("-be")
    )


def test_text_cut_inside_a_character_is_still_read() -> None:
    decoded = decode_text((_TEXT * 20).encode("utf-8")[:-2])
    assert decoded is not None
    assert decoded.text.startswith(_TEXT)
    assert decoded.encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_broken_bytes_are_told_with_their_line(encoding: str) -> None:
    lines = [line.encode(encoding) for line in (_TEXT * 20).split("\n")]
    lines[3] = (
        lines[3][:2] + b"\xff" + lines[3][2:]
        if encoding == "gb18030"
        else lines[3][:3] + b"\xff" + lines[3][3:]
    )
    decoded = decode_text(b"\n".join(lines))
    assert decoded is not None
    assert decoded.encoding == encoding
    assert decoded.losses == (Repair(RepairKind.BROKEN_BYTES, 4, "今\ufffd年是“十四五"),)


def test_zero_bytes_after_a_power_cut_are_no_text() -> None:
    assert decode_text(_TEXT.encode("gb18030") + bytes(500)) == Decoded(_TEXT, "gb18030")
    assert decode_text(_TEXT.encode() + bytes(500)) == Decoded(_TEXT, "utf-8")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 99, b"\0" * 100]
)
def test_bytes_that_are_no_text_give_none(data: bytes) -> None:
    assert decode_text(data) is None


def test_encoding_a_page_names_is_read_as_what_pages_use() -> None:
    rare = "镕基同志讲话"  # 镕 is in GBK but not in GB 2312
    assert decode_as(rare.encode("gbk"), "GB2312") == Decoded(rare, "gb18030")
    assert decode_as(rare.encode("gbk"), "utf-8") is None
    assert decode_as(rare.encode("gbk"), "x-none") is None


def test_unseen_characters_are_taken_out_and_told() -> None:
    text, repairs = list_unseen("同志们：\r\n党\u200b的十\xad八\ufeff大\x07\n完")
    assert text == "同志们：\n党的十八大\n完"
    assert repairs == [Repair(RepairKind.UNSEEN, 2, "\u200b\xad\ufeff\x07")]


def test_line_of_unseen_characters_is_no_blank_line() -> None:
    assert list_unseen("深化改\n\u2060\u200b\n革")[0] == "深化改\n\u200b\n革"


@given(st.binary())
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    decoded = decode_text(data)
    assert decoded is None or decoded.encoding in _ENCODINGS


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_any_written_text_comes_back_from_utf_8(text: str) -> None:
    text = text.removeprefix("\ufeff")
    assert decode_text(text.encode()) == Decoded(text, "utf-8")
