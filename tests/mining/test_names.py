import pytest

from speechdesk.mining.names import find_names
from speechdesk.records import SlotKind


def names(text: str) -> list[str]:
    """Return the names in `text` that lie in no longer one."""
    found = [(slot.start, slot.end) for slot in find_names(text)]
    longest = [
        span for span in found if not any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in found)
    ]
    return [text[start:end] for start, end in longest]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("加快建设青山沟水库，推进灌溉。", "青山沟水库"),
        ("和银川河东机场通航。", "银川河东机场"),
        ("办好太原能源低碳发展论坛。", "太原能源低碳发展论坛"),
        ("建好青海高等研究院。", "青海高等研究院"),
        ("推动内蒙古—深圳（前海）产业合作大会落地。", "内蒙古—深圳（前海）产业合作大会"),
        ("出席二十国集团领导人峰会。", "二十国集团领导人峰会"),
        ("办好国际农产品交易会。", "国际农产品交易会"),
        ("支持雄安新区建设。", "雄安新区"),
        ("治理太湖。", "太湖"),
        ("备战亚运会。", "亚运会"),
        ("迎接杭州亚运会。", "杭州亚运会"),
        ("提档升级合肥法务区。", "合肥法务区"),
        ("建成白鹿坝大型灌区。", "白鹿坝大型灌区"),
        ("在青海召开峰会，推动甘其毛都口岸复通。", "甘其毛都口岸"),
        ("支持良乡大学城发展。", "良乡大学城"),
        ("组建国家开发银行。", "国家开发银行"),
        ("贺兰山东麓防洪治理工程启动。", "贺兰山东麓防洪治理工程"),
        ("建好齐鲁文化大模型。", "齐鲁文化大模型"),
        ("推进环太湖科创圈建设。", "环太湖科创圈"),
        ("推进黄河宁夏段河道治理工程。", "黄河宁夏段河道治理工程"),
        ("表示愿意同苏联领导人会晤。", "苏联领导人会晤"),
        ("获世界职业院校技能大赛金牌。", "世界职业院校技能大赛"),
        ("支持获嘉科技园。", "获嘉科技园"),
    ],
)
def test_a_name_is_what_stands_before_its_last_word(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "新建大型水库，改造三级公立医院。",
        "建设重点实验室和国家级创新中心。",
        "安徽省重点实验室有所增加。",
        "推动跨国公司和企业集团发展。",
        "经济高速增长，大学生就业。",
        "中国特色社会主义道路越走越宽广，召开人民代表大会。",
        "推进重大公路铁路机场建设。",
        "山东海洋经济壮大。",
        "建设50家医院。",
        "建成农村集中供水工程。",
        "深化国有农牧林场改革，规范节庆论坛，建好普惠性民办幼儿园。",
        "所有干部都要学会算账。",
        "在安徽省推进工程化建设。",
    ],
)
def test_common_words_before_a_last_word_are_no_name(text: str) -> None:
    assert [name for name in names(text) if name != "安徽"] == []


def test_a_name_is_of_the_kind_its_last_word_says() -> None:
    kinds = {slot.text: slot.kind for slot in find_names("花滩子水库，南开医院，楚商大会。")}
    assert kinds == {
        "花滩子水库": SlotKind.PLACE,
        "南开医院": SlotKind.ORGANISATION,
        "楚商大会": SlotKind.MEETING,
    }


def test_a_name_of_which_nobody_knows_the_beginning_is_none() -> None:
    assert names("某" * 40 + "水库。") == []
