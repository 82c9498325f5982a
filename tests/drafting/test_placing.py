import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.placing import Placement, place_chosen, place_dropped
from speechdesk.records import BlockKind, PassageKind

SENTENCE, PARAGRAPH = PassageKind.SENTENCE, PassageKind.PARAGRAPH
PASSAGE = "办公室工作需要紧跟时代步伐。政府系统办公室地位特殊。"


def test_a_dropped_sentence_goes_in_where_it_is_dropped() -> None:
    assert place_dropped(SENTENCE, BlockKind.BODY, "甲乙丙", 2) == Placement(2, 2, False, False)


@pytest.mark.parametrize(
    ("text", "offset", "before", "after"),
    [("", 0, False, False), ("甲乙", 0, False, True), ("甲乙", 2, True, False), ("甲乙", 1, True, True)],
)
def test_a_dropped_paragraph_becomes_one_of_its_own(
    text: str, offset: int, before: bool, after: bool
) -> None:
    assert place_dropped(PARAGRAPH, BlockKind.BODY, text, offset) == Placement(offset, offset, before, after)


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.GREETING, BlockKind.DATE, BlockKind.SPEAKER])
def test_a_paragraph_dropped_on_a_title_or_its_like_goes_below_it(kind: BlockKind) -> None:
    assert place_dropped(PARAGRAPH, kind, "同志们：", 1) == Placement(4, 4, True, False)


@pytest.mark.parametrize("typed", ["办公室工作需要紧跟时", "政府系统办公室", "办公室工作须要紧跟时代步"])
def test_words_that_begin_a_chosen_passage_give_way_to_it(typed: str) -> None:
    text = f"前面一句。{typed}"
    placed = place_chosen(SENTENCE, PASSAGE, BlockKind.BODY, text, len(text))
    assert placed == Placement(5, len(text), False, False)


def test_other_words_before_the_caret_stay() -> None:
    text = "前面一句。会议认为，"
    placed = place_chosen(SENTENCE, PASSAGE, BlockKind.BODY, text, len(text))
    assert placed == Placement(len(text), len(text), False, False)


def test_a_chosen_paragraph_takes_the_place_of_its_beginning_and_parts_the_rest() -> None:
    placed = place_chosen(PARAGRAPH, PASSAGE, BlockKind.BODY, "办公室工作需要后文", 7)
    assert placed == Placement(0, 7, False, True)


@given(st.sampled_from(PassageKind), st.sampled_from(BlockKind), st.text(max_size=30), st.data())
def test_only_text_before_the_caret_ever_gives_way(
    kind: PassageKind, block: BlockKind, text: str, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    chosen = place_chosen(kind, PASSAGE, block, text, offset)
    assert 0 <= chosen.start <= chosen.end <= len(text)
    assert chosen.end in (offset, chosen.start)
    dropped = place_dropped(kind, block, text, offset)
    assert dropped.start == dropped.end
