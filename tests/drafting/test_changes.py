from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.changes import Change, apply_changes, unchanged_ends
from speechdesk.records import BlockKind, DraftBlock, Provenance, Slot, SlotKind, Source

SOURCE = Source("a.txt", 1, None, None, (), 0)
BLOCK = DraftBlock(
    BlockKind.BODY,
    "近日全市上下抓好落实。",
    provenance=(Provenance(2, 11, "全市上下抓好落实。", SOURCE),),
    slots=(Slot(2, 4, SlotKind.LEVEL, "全市"), Slot(4, 6, SlotKind.PROJECT, "上下")),
)


def test_several_changes_of_a_paragraph_are_all_made() -> None:
    (changed,) = apply_changes((BLOCK,), (Change(0, 0, 2, "今天"), Change(0, 6, 8, "抓紧抓实")))
    assert changed.text == "今天全市上下抓紧抓实落实。"


def test_a_span_around_a_change_grows_with_it_and_those_behind_move_on() -> None:
    (changed,) = apply_changes((BLOCK,), (Change(0, 0, 2, ""), Change(0, 2, 4, "全自治州")))
    (span,) = changed.provenance
    assert changed.text[span.start : span.end] == "全自治州上下抓好落实。"
    assert [(slot.start, slot.text) for slot in changed.slots] == [(4, "上下")]


BLOCKS = st.lists(st.builds(DraftBlock, st.just(BlockKind.BODY), st.sampled_from("甲乙丙")), max_size=6)


@given(BLOCKS, BLOCKS)
def test_the_ends_in_common_are_the_same_and_do_not_overlap(
    old: list[DraftBlock], new: list[DraftBlock]
) -> None:
    first, behind = unchanged_ends(old, new)
    assert old[:first] == new[:first]
    assert old[len(old) - behind :] == new[len(new) - behind :]
    assert first + behind <= min(len(old), len(new))
