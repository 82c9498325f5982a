from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_text
from speechdesk.documents.sections import Outlined
from speechdesk.documents.series import settle_series
from speechdesk.records import Block, BlockKind

_LONG = "按照加快转变职能的要求着力解决部门之间职责交叉权责脱节和效率不高的突出问题，要坚持不懈地抓下去。"


def _blocks(*paragraphs: str) -> list[tuple[BlockKind, int]]:
    speech = read_text("\n".join(("同志们：", *paragraphs)), "x").speeches[0]
    return [(block.kind, block.level) for block in speech.blocks[1:]]


def test_item_is_no_heading_where_most_of_its_series_are_none() -> None:
    assert _blocks(f"一是{_LONG}", "二是加强管理。这是关键。", f"三是{_LONG}") == [(BlockKind.BODY, 0)] * 3


def test_items_stay_headings_where_most_of_them_are() -> None:
    found = _blocks("一是改进作风。这是根本。", "二是加强管理。这是关键。", f"三是{_LONG}")
    assert found == [(BlockKind.HEADING, 3), (BlockKind.HEADING, 3), (BlockKind.BODY, 0)]


def test_series_ends_at_another_heading() -> None:
    found = _blocks("一是改进作风。这是根本。", "二、加强管理", f"二是{_LONG}", f"三是{_LONG}")
    assert found[0] == (BlockKind.HEADING, 3)


def test_ordinals_below_parts_are_items_of_them() -> None:
    found = _blocks("一、回顾过去", "第一，改进作风。", "这是根本。", "第二，加强管理。", "二、展望未来")
    assert [level for _, level in found] == [1, 3, 0, 3, 1]


def test_ordinals_that_part_the_whole_speech_are_of_the_first_level() -> None:
    found = _blocks("第一，改进作风", "一是勤。要勤快。", "第二，加强管理")
    assert [level for _, level in found] == [1, 3, 1]


def test_items_stand_in_the_section_of_their_part() -> None:
    speech = read_text("同志们：\n一、回顾过去\n第一，改进作风。\n这是根本。\n二、展望未来", "x").speeches[0]
    assert Block(BlockKind.BODY, "这是根本。", section=("回顾过去", "改进作风")) in speech.blocks


def _outlined(number: str, mark: str, *, heading: bool) -> Outlined:
    text = f"{number}{mark}改进作风。就是要勤。"
    return (
        Outlined(BlockKind.HEADING, text, 3, "改进作风", run_in=True)
        if heading
        else Outlined(BlockKind.BODY, text)
    )


_paragraphs = st.builds(
    _outlined, st.sampled_from("一二三四"), st.sampled_from("是要、"), heading=st.booleans()
)


@given(st.lists(_paragraphs))
def test_settled_series_do_not_change_again(paragraphs: list[Outlined]) -> None:
    settled = settle_series(paragraphs)
    assert [paragraph.text for paragraph in settled] == [paragraph.text for paragraph in paragraphs]
    assert settle_series(settled) == settled
