from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.blocks import recognise_kind
from speechdesk.drafting.sections import (
    demote_section,
    move_section,
    neighbour_of,
    parent_of,
    promote_section,
    section_at,
    section_end,
)
from speechdesk.records import BlockKind, DraftBlock, Provenance, Slot, SlotKind, Source

SOURCE = Source("a.txt", 1, None, None, (), 0)


def draft(*texts: str) -> tuple[DraftBlock, ...]:
    return tuple(DraftBlock(kind, text, level) for text in texts for kind, level in [recognise_kind(text)])


def texts(blocks: tuple[DraftBlock, ...]) -> list[str]:
    return [block.text for block in blocks]


SPEECH = draft(
    "同志们：",
    "一、甲事",
    "（一）子事",
    "讲子。",
    "（二）丑事",
    "二、乙事",
    "（一）寅事",
    "讲寅。",
    "三、丙事",
    "同志们！干！",
)


def test_a_section_ends_before_the_next_of_its_level_and_before_the_closing_words() -> None:
    assert [section_end(SPEECH, number) for number in (1, 2, 4, 5, 8)] == [5, 4, 5, 8, 9]


def test_the_section_of_a_block_is_the_innermost() -> None:
    assert [section_at(SPEECH, number) for number in (0, 1, 3, 7)] == [None, 1, 2, 6]
    assert [parent_of(SPEECH, number) for number in (1, 2, 6)] == [None, 1, 5]


def test_neighbours_stand_under_the_same_heading() -> None:
    assert neighbour_of(SPEECH, 1, forwards=True) == 5
    assert neighbour_of(SPEECH, 5, forwards=False) == 1
    assert neighbour_of(SPEECH, 4, forwards=True) is None
    assert neighbour_of(SPEECH, 6, forwards=False) is None


def test_a_section_moves_with_all_below_it_and_the_count_is_right() -> None:
    moved, heading = move_section(SPEECH, 1, 8)
    assert heading == 4
    assert texts(moved) == [
        "同志们：",
        "一、乙事",
        "（一）寅事",
        "讲寅。",
        "二、甲事",
        "（一）子事",
        "讲子。",
        "（二）丑事",
        "三、丙事",
        "同志们！干！",
    ]
    assert move_section(moved, heading, 1) == (SPEECH, 1)


def test_a_section_moved_under_another_heading_is_counted_there() -> None:
    moved, _ = move_section(SPEECH, 2, 6)
    assert texts(moved)[1:7] == ["一、甲事", "（一）丑事", "二、乙事", "（一）子事", "讲子。", "（二）寅事"]


def test_a_section_moved_into_itself_stays() -> None:
    assert move_section(SPEECH, 1, 3) == (SPEECH, 1)


def test_a_promoted_section_takes_the_level_of_its_heading_and_its_number() -> None:
    assert texts(promote_section(SPEECH, 4))[4:] == [
        "二、丑事",
        "三、乙事",
        "（一）寅事",
        "讲寅。",
        "四、丙事",
        "同志们！干！",
    ]
    assert promote_section(SPEECH, 1) == SPEECH


def test_a_demoted_section_goes_under_the_one_before_it_with_what_is_below_it() -> None:
    demoted = demote_section(SPEECH, 5)
    assert texts(demoted)[4:9] == ["（二）丑事", "（三）乙事", "1.寅事", "讲寅。", "二、丙事"]
    assert [block.level for block in demoted[4:9]] == [2, 2, 3, 0, 1]
    assert demote_section(SPEECH, 1) == SPEECH


def test_the_number_of_the_new_level_is_written_as_its_peers_write_it() -> None:
    blocks = draft("第一，甲事", "一是快。要快。", "二是稳。要稳。", "第二，乙事")
    assert texts(demote_section(blocks, 3))[3] == "三是乙事"
    assert texts(promote_section(blocks, 2))[2:] == ["第二，稳。要稳。", "第三，乙事"]


def test_the_word_of_a_number_stays_with_its_heading() -> None:
    blocks = draft("一、甲事", "一要学习。学。", "二要实干。干。")
    assert texts(promote_section(blocks, 2))[2] == "二、要实干。干。"


def test_a_heading_without_a_number_changes_its_level_only() -> None:
    blocks = (*draft("一、甲事"), DraftBlock(BlockKind.HEADING, "乙事", 2))
    promoted = promote_section(blocks, 1)
    assert (promoted[1].text, promoted[1].level) == ("乙事", 1)


def test_provenance_and_slots_go_along() -> None:
    body = DraftBlock(
        BlockKind.BODY,
        "讲××县的事。",
        provenance=(Provenance(0, 7, "讲××县的事。", SOURCE),),
        slots=(Slot(1, 4, SlotKind.PLACE, "××县"),),
    )
    blocks = (*draft("一、甲事"), body, *draft("二、乙事"))
    moved, _ = move_section(blocks, 0, 3)
    assert moved[2] == body


TEXTS = st.lists(
    st.sampled_from(["一、甲事", "（一）子事", "1.寅事", "一是快。好。", "讲。", "（二）丑事"]),
    min_size=1,
    max_size=10,
)


@given(TEXTS, st.data())
def test_moving_loses_and_makes_no_words(made: list[str], data: st.DataObject) -> None:
    blocks = draft(*made)
    headings = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    if not headings:
        return
    heading = data.draw(st.sampled_from(headings))
    before = data.draw(st.integers(0, len(blocks)))
    moved, start = move_section(blocks, heading, before)

    def words(block: DraftBlock) -> str:
        return block.text.lstrip("一二三四五六七八九十（）、是.0123456789")

    assert sorted(map(words, moved)) == sorted(map(words, blocks))
    assert words(moved[start]) == words(blocks[heading])
