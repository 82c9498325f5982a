from speechdesk.text.similarity import common_spans, containment


def test_a_part_found_whole_is_contained_wholly() -> None:
    assert containment("调查研究", "大兴调查研究之风") == 1


def test_an_empty_text_is_like_nothing() -> None:
    assert containment("", "甲") == containment("甲", "") == 0


def test_common_spans_leave_out_chance_agreement_of_one_character() -> None:
    assert common_spans("全州政府系统", "全市政府系统") == ((2, 6),)
