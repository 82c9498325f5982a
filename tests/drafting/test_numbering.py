import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document
from speechdesk.drafting.blocks import draft_from_document, recognise_kind
from speechdesk.drafting.changes import apply_changes
from speechdesk.drafting.numbering import find_runs, renumber
from speechdesk.paths import seeds
from speechdesk.records import BlockKind, DraftBlock, Provenance, Source


def draft(*texts: str) -> tuple[DraftBlock, ...]:
    return tuple(DraftBlock(kind, text, level) for text in texts for kind, level in [recognise_kind(text)])


def renumbered(*texts: str, arrived: tuple[int, ...] = ()) -> list[str]:
    blocks = draft(*texts)
    return [block.text for block in apply_changes(blocks, renumber(blocks, arrived=arrived))]


def test_points_after_a_deleted_one_close_up() -> None:
    assert renumbered("一、甲事", "三、丙事", "四、丁事") == ["一、甲事", "二、丙事", "三、丁事"]


def test_the_first_point_deleted_makes_the_second_the_first() -> None:
    assert renumbered("（二）乙事", "（三）丙事") == ["（一）乙事", "（二）丙事"]


def test_points_in_another_order_are_counted_anew() -> None:
    assert renumbered("第二，乙事。", "第一，甲事。", "第三，丙事。") == [
        "第一，乙事。",
        "第二，甲事。",
        "第三，丙事。",
    ]


def test_levels_below_begin_again_under_every_heading() -> None:
    texts = ["一、甲事", "（一）子事", "（二）丑事", "二、乙事", "（一）寅事", "（三）卯事"]
    assert renumbered(*texts) == [*texts[:5], "（二）卯事"]


def test_points_within_a_paragraph_are_counted() -> None:
    assert renumbered("要做到：一是快；三是稳；四是好。") == ["要做到：一是快；二是稳；三是好。"]


def test_points_of_an_opening_do_not_hold_on_to_those_below_the_headings() -> None:
    texts = [
        "一是时代要求。讲。",
        "二是现实要求。讲。",
        "一、甲事",
        "一要学习。讲。",
        "二要实干。讲。",
        "二、乙事",
        "一要守纪。讲。",
    ]
    assert renumbered(*texts) == texts


def test_a_list_that_begins_with_one_is_a_list_of_its_own() -> None:
    texts = ["一是快。好。", "二是稳。好。", "一是学。好。", "二是干。好。"]
    assert renumbered(*texts) == texts


def test_a_point_that_arrives_among_others_takes_its_number_there() -> None:
    assert renumbered("一是快。好。", "一是新。好。", "二是稳。好。", arrived=(1,)) == [
        "一是快。好。",
        "二是新。好。",
        "三是稳。好。",
    ]


def test_a_list_that_arrives_whole_stays_a_list() -> None:
    texts = ["一是快。好。", "二是稳。好。", "一是学。好。", "二是干。好。"]
    assert renumbered(*texts, arrived=(2, 3)) == texts


def test_arabic_figures_are_counted_too() -> None:
    assert renumbered("1.甲事", "（1）子事", "（3）丑事", "3.丙事") == [
        "1.甲事",
        "（1）子事",
        "（2）丑事",
        "2.丙事",
    ]


def test_ten_and_more_are_counted_as_they_are_said() -> None:
    texts = [
        f"{figure}、某事" for figure in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "九", "十")
    ]
    assert renumbered(*texts)[-2:] == ["十、某事", "十一、某事"]


@pytest.mark.parametrize(
    "text",
    ["一、二、三产业融合发展。", "1.5亿元投资。", "统一是要害。", "三要素齐备。", "放在第一，毫不动摇。"],
)
def test_what_is_no_point_stays(text: str) -> None:
    assert renumbered(text, text) == [text, text]


def test_a_run_that_has_not_changed_is_left_with_its_gaps() -> None:
    before = draft("一、甲事", "三、丙事", "一是快。好。", "二是稳。好。")
    after = (*before[:3], DraftBlock(BlockKind.BODY, "三是新。好。"), *before[3:])
    changes = renumber(after, known=find_runs(before))
    assert [(change.block, change.text) for change in changes] == [(3, "二"), (4, "三")]


def test_a_new_title_begins_the_count_again() -> None:
    title = DraftBlock(BlockKind.TITLE, "第二篇")
    blocks = (*draft("一、甲事", "二、乙事"), title, *draft("二、丙事"))
    assert [(change.block, change.text) for change in renumber(blocks)] == [(3, "一")]


def test_the_real_speeches_need_no_renumbering() -> None:
    wrong: list[str] = []
    for file in sorted(seeds().glob("*.txt")):
        blocks = draft_from_document(read_document(file)).blocks
        wrong += [blocks[change.block].text[:20] for change in renumber(blocks)]
    assert wrong == []


def test_provenance_moves_with_the_words_behind_a_number() -> None:
    source = Source("a.txt", 1, None, None, (), 0)
    block = DraftBlock(BlockKind.BODY, "十一是快。", provenance=(Provenance(3, 5, "快。", source),))
    (changed,) = apply_changes((block,), renumber((block,)))
    (span,) = changed.provenance
    assert changed.text[span.start : span.end] == "快。"


NUMBERS = st.sampled_from(
    ["一、", "三、", "（二）", "（十）", "1.", "12.", "（1）", "一是", "五是", "二要", "第三，", "其一，", ""]
)
WORDS = st.text(alphabet="学习实干快稳𠮷，。；、一二是要（）第12.", max_size=12)
TEXTS = st.lists(st.builds(str.__add__, NUMBERS, WORDS), max_size=12)
ARRIVED = st.sets(st.integers(0, 11))


@given(TEXTS, ARRIVED)
def test_outside_the_figures_nothing_changes(texts: list[str], arrived: set[int]) -> None:
    blocks = draft(*texts)
    changes = renumber(blocks, arrived=arrived)
    changed = apply_changes(blocks, changes)
    for number, (old, new) in enumerate(zip(blocks, changed, strict=True)):
        kept = list(old.text)
        for change in sorted((item for item in changes if item.block == number), reverse=True):
            assert re.fullmatch("[一二三四五六七八九十]+|[0-9]+", old.text[change.start : change.end])
            kept[change.start : change.end] = [change.text]
        assert new.text == "".join(kept)


@given(TEXTS)
def test_renumbering_twice_changes_nothing_more(texts: list[str]) -> None:
    blocks = draft(*texts)
    once = apply_changes(blocks, renumber(blocks))
    assert renumber(once) == ()
