from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.mining.alignment import find_differences
from speechdesk.mining.learning import SlotPair, count_pairs, learn_slots, prefer_wording
from speechdesk.mining.slots import LearnedSlot, find_slots
from speechdesk.records import Passage, PassageKind, SlotKind, Source


def compare(text: str, other: str) -> list[tuple[str, str, SlotKind | None]]:
    return [
        (text[found.start : found.end], other[found.other_start : found.other_end], found.kind)
        for found in find_differences(text, other, find_slots(text, "市"), find_slots(other, "州"))
    ]


@pytest.mark.parametrize(
    ("text", "other", "difference"),
    [
        ("推动市委市政府决策。", "推动州委州政府决策。", ("市委市政府", "州委州政府", SlotKind.LEVEL)),
        ("发贵市长专门批示。", "xx州长专门批示。", ("发贵市长", "xx州长", SlotKind.PERSON)),
        ("发贵市长专门批示。", "xx 州长专门批示。", ("发贵市长", "xx 州长", SlotKind.PERSON)),
        ("参加青海代表团审议。", "参加xx代表团审议。", ("青海", "xx", SlotKind.PLACE)),
        ("要在全省找准着力点。", "xx要在全省找准着力点。", ("", "xx", SlotKind.PLACE)),
        (
            "省党代会精神、迎接党的二十大胜利召开的重要时刻。",
            "省党代会精神的重要时刻。",
            ("、迎接党的二十大胜利召开", "", None),
        ),
        ("切实解决问题。", "着力解决问题。", ("切实", "着力", None)),
    ],
)
def test_a_difference_is_widened_to_the_word_and_named(
    text: str, other: str, difference: tuple[str, str, SlotKind | None]
) -> None:
    assert compare(text, other) == [difference]


def test_the_shape_of_marks_and_white_space_make_no_difference() -> None:
    assert not compare("干部职工,深入践行。", "干部 职工，深入践行。")


def test_a_clause_of_one_text_is_an_option_not_a_slot() -> None:
    (found,) = find_differences("要抓落实、求实效。", "要抓落实。")
    assert found.is_option


@given(
    st.text(alphabet="全市州委政府，。学习", max_size=30),
    st.text(alphabet="全市州委政府，。学习", max_size=30),
)
def test_what_stands_between_differences_is_the_same(text: str, other: str) -> None:
    at = other_at = 0
    for found in find_differences(text, other, find_slots(text, "市"), find_slots(other, "州")):
        assert text[at : found.start] == other[other_at : found.other_start]
        at, other_at = found.end, found.other_end
    assert text[at:] == other[other_at:]


def test_names_opposite_a_mask_are_learned_and_found_elsewhere() -> None:
    text, other = "受发贵市长委托，到青海调研。", "受xx州长委托，到xx调研。"
    differences = find_differences(text, other, find_slots(text, "市"), find_slots(other, "州"))
    pairs = count_pairs([(text, other, differences)] * 2)
    assert SlotPair("青海", "xx", SlotKind.PLACE, 2) in pairs
    assert learn_slots(pairs) == (
        LearnedSlot("发贵市长", SlotKind.PERSON),
        LearnedSlot("青海", SlotKind.PLACE),
    )


@pytest.mark.parametrize(
    ("words", "other", "kind"),
    [
        ("切实", "着力", None),
        ("是加快", "是江苏", SlotKind.PLACE),  # wording that happens to stand opposite a place
        ("我省", "吉林", SlotKind.PLACE),
        ("深化", "“五大战略”", SlotKind.PROJECT),
    ],
)
def test_wording_that_differs_is_not_learned(words: str, other: str, kind: SlotKind | None) -> None:
    assert words not in [learned.text for learned in learn_slots([SlotPair(words, other, kind, 3)])]


def test_an_unknown_county_opposite_a_known_place_is_learned() -> None:
    assert learn_slots([SlotPair("云麓县", "青海", SlotKind.PLACE, 1)]) == (
        LearnedSlot("云麓县", SlotKind.PLACE),
    )


def wording(number: int, text: str, occurrences: int) -> Passage:
    source = Source("a.txt", 1, None, None, (), 0)
    sources = tuple(replace(source, block=block) for block in range(occurrences))
    return Passage(number, PassageKind.SENTENCE, text, sources, slots=find_slots(text, "市"))


def test_the_wording_used_most_and_without_masks_is_preferred() -> None:
    masked, plain, often = wording(3, "xx州长", 1), wording(1, "发贵市长", 1), wording(2, "xx市长", 2)
    assert prefer_wording([masked, plain]) == plain
    assert prefer_wording([masked, plain, often]) == often
