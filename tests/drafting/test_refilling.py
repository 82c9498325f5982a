from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.changes import apply_changes
from speechdesk.drafting.filling import fill_slots
from speechdesk.drafting.refilling import refill
from speechdesk.mining.slots import find_slots
from speechdesk.records import BlockKind, DraftBlock, MeetingCard, Provenance, Source

SOURCE = Source("a.txt", 1, None, None, (), 0)
PASSAGE = "发贵市长专门作出批示，市委市政府要求全市上下抓好落实。"
COUNTY = MeetingCard(level="县", place="云麓县", meeting="全县工作会议", date="2026年3月1日")


def filled(card: MeetingCard) -> DraftBlock:
    text = PASSAGE if card == MeetingCard() else fill_slots(PASSAGE, find_slots(PASSAGE), card).text
    span = Provenance(3, 3 + len(text), PASSAGE, SOURCE)
    return DraftBlock(BlockKind.BODY, f"近日，{text}好！", provenance=(span,))


def refilled(block: DraftBlock, old: MeetingCard, new: MeetingCard) -> str:
    (changed,) = apply_changes((block,), refill((block,), old, new))
    return changed.text


def test_a_passage_is_filled_from_the_new_card_as_if_it_had_been_so_from_the_beginning() -> None:
    for old in (MeetingCard(), COUNTY):
        new = replace(COUNTY, level="州")
        assert refilled(filled(old), old, new) == filled(new).text


def test_a_new_card_waits_for_no_dictionary_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = "全市推进卡阳、松如沟等电网工程。"
    span = Provenance(0, len(listed), listed, SOURCE)
    block = DraftBlock(BlockKind.BODY, listed, provenance=(span,))
    monkeypatch.delattr("speechdesk.mining.listed.is_word")
    assert refilled(block, MeetingCard(), COUNTY) == listed.replace("全市", "全县")


def test_a_passage_somebody_has_worked_on_is_left() -> None:
    block = filled(COUNTY)
    block = replace(block, text=block.text.replace("上下", "内外"))
    assert refill((block,), COUNTY, replace(COUNTY, level="州")) == ()


def test_what_says_what_a_field_said_is_changed_everywhere_in_the_draft() -> None:
    blocks = (
        DraftBlock(BlockKind.TITLE, "在全县工作会议上的讲话"),
        DraftBlock(BlockKind.DATE, "（2026年3月1日）"),
        DraftBlock(BlockKind.BODY, "我自己写云麓县。"),
    )
    new = replace(COUNTY, meeting="全县经济工作会议", date="2026年4月2日", place="松山县")
    texts = [block.text for block in apply_changes(blocks, refill(blocks, COUNTY, new))]
    assert texts == ["在全县经济工作会议上的讲话", "（2026年4月2日）", "我自己写松山县。"]


def test_the_meeting_left_open_in_the_title_is_filled_in() -> None:
    block = DraftBlock(BlockKind.TITLE, "在××会议上的讲话")
    assert refilled(block, MeetingCard(), COUNTY) == "在全县工作会议上的讲话"


def test_a_field_emptied_changes_nothing() -> None:
    block = DraftBlock(BlockKind.BODY, "我自己写云麓县。")
    assert refill((block,), COUNTY, MeetingCard()) == ()


CARDS = st.builds(
    MeetingCard,
    level=st.sampled_from(["", "县", "州", "省"]),
    place=st.sampled_from(["", "云麓县", "松山州"]),
    meeting=st.sampled_from(["", "全县工作会议", "会议"]),
)


@given(CARDS, CARDS)
def test_changes_lie_apart_and_the_same_card_changes_nothing(old: MeetingCard, new: MeetingCard) -> None:
    blocks = (filled(old), DraftBlock(BlockKind.TITLE, "在××会议上的讲话"))
    changes = refill(blocks, old, new)
    for first, second in pairwise(changes):
        assert first.block < second.block or first.end <= second.start
    assert refill((filled(new),), new, new) == ()
