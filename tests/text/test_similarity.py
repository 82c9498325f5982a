from speechdesk.text.similarity import common_spans, containment, opening_likeness


def test_a_part_found_whole_is_contained_wholly() -> None:
    assert containment("调查研究", "大兴调查研究之风") == 1


def test_an_empty_text_is_like_nothing() -> None:
    assert containment("", "甲") == containment("甲", "") == 0
    assert opening_likeness("", "甲") == opening_likeness("甲", "") == 0


def test_an_opening_counts_only_at_the_beginning() -> None:
    assert opening_likeness("大兴调查", "大兴调查研究之风") == 1
    assert opening_likeness("之风", "大兴调查研究之风") == 0


def test_common_spans_leave_out_chance_agreement_of_one_character() -> None:
    assert common_spans("全州政府系统", "全市政府系统") == ((2, 6),)
