import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document
from speechdesk.drafting.filling import fill_slots
from speechdesk.mining.miner import mine_speech
from speechdesk.mining.slots import find_slots
from speechdesk.paths import seeds
from speechdesk.records import MeetingCard

CARD = MeetingCard(
    meeting="全县重点项目推进会",
    date="2026年3月1日",
    place="云岭",
    speaker="周明远",
    office="县长",
    level="县",
)


def fill(text: str, level: str = "市", card: MeetingCard = CARD) -> tuple[str, list[str]]:
    filled = fill_slots(text, find_slots(text, level), card, level)
    for slot in filled.slots:
        assert filled.text[slot.start : slot.end] == slot.text
    return filled.text, [slot.text for slot in filled.slots]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("推动市委市政府决策落地。", "推动县委县政府决策落地。"),
        ("全市上下要联动，我市走在前列。", "全县上下要联动，我县走在前列。"),
        ("落实省、市决策部署。", "落实省、县决策部署。"),
        ("省委省政府和市委、市政府。", "省委省政府和县委、县政府。"),
        ("城市建设和市场主体。", "城市建设和市场主体。"),
        ("市保密局的领导授课。", "县保密局的领导授课。"),
        ("今天召开全市政府系统办公室工作会议。", "今天召开全县重点项目推进会。"),
    ],
)
def test_level_words_change_together(text: str, filled: str) -> None:
    assert fill(text) == (filled, [])


@pytest.mark.parametrize(
    ("text", "filled", "left"),
    [
        ("发贵市长专门批示。", "××县长专门批示。", ["××县长"]),
        ("在青海调研。", "在云岭调研。", ["云岭"]),
        ("各县（市）要重视。", "各乡镇要重视。", ["各乡镇"]),
        ("贯彻市第十二次党代会精神。", "贯彻县第十二次党代会精神。", ["县第十二次党代会"]),
        ("今年3月，取得进展。", "今年3月，取得进展。", ["今年3月"]),
    ],
)
def test_what_the_card_cannot_know_stays_a_slot(text: str, filled: str, left: list[str]) -> None:
    assert fill(text) == (filled, left)


def test_a_masked_place_takes_the_name_of_the_card() -> None:
    assert fill("在xx调研。") == ("在云岭调研。", [])


def test_an_empty_card_changes_no_words() -> None:
    text = "市委市政府要求，到xx推进“两区三地”。"
    filled, left = fill(text, card=MeetingCard())
    assert (filled, left) == (text, [slot.text for slot in find_slots(text, "市")])


@given(
    st.text(alphabet="全市州委政府xx发贵长“三大战略”2026年3月 第一次会议，。", max_size=50),
    st.sampled_from(["", "市", "州"]),
)
def test_text_outside_slots_never_changes(text: str, level: str) -> None:
    slots = find_slots(text, level)
    filled = fill_slots(text, slots, CARD, level).text
    outside = [re.escape(text[a:b]) for a, b in gaps(len(text), [(slot.start, slot.end) for slot in slots])]
    assert re.fullmatch(".*".join(outside), filled, re.DOTALL)


def gaps(length: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return list(zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), length], strict=True))


def test_no_plain_word_of_the_old_level_place_or_person_remains_in_the_seeds() -> None:
    remains: list[str] = []
    for file in sorted(seeds().glob("*.txt")):
        for speech in read_document(file).speeches:
            mined = mine_speech(speech)
            own = mined.level
            old = re.compile(
                f"全{own}(?!面)|我{own}|{own}[委级长]|{own}政府|{own}人大|发贵|增斌|何平|黄强|楼书记|青海|巴中|[xX*]{{1,}}"
            )
            for extract in mined.extracts:
                filled = fill_slots(extract.text, extract.slots, CARD, own)
                spans = [(slot.start, slot.end) for slot in filled.slots]
                remains += [
                    match.group()
                    for match in old.finditer(filled.text)
                    if not any(start <= match.start() and match.end() <= end for start, end in spans)
                ]
    assert not remains
