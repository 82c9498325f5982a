from itertools import permutations

import pytest

from speechdesk.mining.slots import find_slots
from speechdesk.mining.variants import (
    form_sketch,
    passage_form,
    variant_score,
)

_SIBLINGS = ("一要不断提高政治判断力。", "二要不断提高政治领悟力。", "三要不断提高政治执行力。")


def score(text: str, other: str) -> float:
    return variant_score(
        passage_form(text, find_slots(text, "市")), passage_form(other, find_slots(other, "州"))
    )


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("一是推动市委市政府决策落地。", "二是推动州委州政府决策落地。"),
        ("受发贵市长委托，我代表市政府问候大家。", "受xx州长委托，我代表州政府问候大家。"),
        ("参加青海代表团审议时强调，要高质量发展。", "参加xx代表团审议时强调，要高质量发展。"),
        ("全市18个县经济总量超百亿元。", "全州12个县经济总量超百亿元。"),
    ],
)
def test_texts_that_differ_in_slots_alone_are_the_same_to_the_eye(text: str, other: str) -> None:
    assert score(text, other) == 1


def test_a_clause_in_one_only_leaves_them_variants() -> None:
    clause = "坚决把总书记对涉藏地区的深切关怀转化为奋进力量、自觉行动，把战略擘画转化为美好现实，"
    text = "要贯彻落实习近平总书记重要指示精神，{}把既定目标落到实处，一项一项抓落实、一件一件抓推进。"
    assert 0.7 < score(text.format(""), text.format(clause)) < 1


@pytest.mark.parametrize(
    ("text", "other"),
    [
        *permutations(_SIBLINGS, 2),
        ("要高水平服务决策。", "要高质量服务发展。"),
        ("好。", "行。"),
        ("", "要抓落实、求实效。"),
    ],
)
def test_siblings_are_no_variants(text: str, other: str) -> None:
    assert score(text, other) == 0


def test_alike_forms_share_some_of_their_sketch() -> None:
    form = passage_form("要坚持以人民为中心的发展思想，切实解决群众急难愁盼问题。")
    other = passage_form("要坚持以人民为中心的发展思想，着力解决群众急难愁盼问题。")
    assert len(set(form_sketch(form)) & set(form_sketch(other))) > 1
    assert form_sketch("") == form_sketch("")
