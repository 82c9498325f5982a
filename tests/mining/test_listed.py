import pytest

from speechdesk.mining.listed import find_listed
from speechdesk.records import SlotKind


def names(text: str) -> list[str]:
    return list(dict.fromkeys(slot.text for slot in find_listed(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牧原、宇通、华兰等一批龙头企业向强而跃。", ["牧原", "宇通", "华兰"]),
        ("推进卡阳、松如沟等14个750千伏电网工程。", ["卡阳", "松如沟"]),
        ("凌绥、台黑4条高速提前通车。", ["凌绥", "台黑"]),
        ("沂源石桥抽水蓄能等项目开工。", ["沂源石桥抽水蓄能"]),
        ("村VA等文体活动精彩纷呈。", ["村VA"]),
        ("云遥宇航、合源生物等快速成长。", ["云遥宇航", "合源生物"]),
        ("玉桥里、天美艺术街区等焕新亮相。", ["玉桥里", "天美艺术街区"]),
    ],
)
def test_what_stands_in_a_list_of_its_like_is_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "name"), [("柳工入选领军企业。", "柳工"), ("桑龙高速正式通车。", "桑龙高速")]
)
def test_what_happens_only_to_what_has_a_name_tells_of_one(text: str, name: str) -> None:
    assert names(text) == [name]


def test_words_of_the_language_are_names_in_a_list_of_names() -> None:
    assert names("依托曙光、云遥宇航、华海清科、联想等头部企业。") == ["曙光", "云遥宇航", "华海清科", "联想"]


@pytest.mark.parametrize(
    "text",
    [
        "推进供水、供气等工程。",
        "围绕脑机接口、算力等项目攻关。",
        "创新药陆续获批上市。",
        "打击骗汇、走私等违法犯罪活动。",
        "“拿地即开工”改革全面推开。",
        "静宁苹果入选案例。",
        "推动机场T3航站区等工程。",
    ],
)
def test_words_of_the_language_in_a_list_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_name_is_of_the_kind_its_list_says() -> None:
    kinds = {
        slot.text: slot.kind
        for text in ("牧原等企业。", "村秀等活动。", "尕羊等水库。")
        for slot in find_listed(text)
    }
    assert kinds == {
        "牧原": SlotKind.ORGANISATION,
        "村秀": SlotKind.MEETING,
        "尕羊": SlotKind.PLACE,
    }
