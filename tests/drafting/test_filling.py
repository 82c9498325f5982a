import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document
from speechdesk.drafting.filling import fill_slots
from speechdesk.mining.miner import mine_speech
from speechdesk.mining.slots import find_slots
from speechdesk.paths import seeds
from speechdesk.records import MeetingCard, Slot, SlotKind

CARD = MeetingCard(
    meeting="全县重点项目推进会",
    date="2026年3月1日",
    place="云麓",
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
        ("在青海调研。", "在云麓调研。", ["云麓"]),
        ("各县（市）要重视。", "各乡镇要重视。", ["各乡镇"]),
        ("贯彻市第十二次党代会精神。", "贯彻县第十二次党代会精神。", ["县第十二次党代会"]),
        ("今年3月，取得进展。", "今年3月，取得进展。", ["今年3月"]),
    ],
)
def test_what_the_card_cannot_know_stays_a_slot(text: str, filled: str, left: list[str]) -> None:
    assert fill(text) == (filled, left)


def test_a_masked_place_takes_the_name_of_the_card() -> None:
    assert fill("在xx调研。") == ("在云麓调研。", [])


def test_an_empty_card_changes_no_words() -> None:
    text = "市委市政府要求，到xx推进“两区三地”。"
    filled, left = fill(text, card=MeetingCard())
    assert (filled, left) == (text, [slot.text for slot in find_slots(text, "市")])


@st.composite
def texts_with_slots(draw: st.DrawFn) -> tuple[str, list[Slot]]:
    """Draw a text and slots in it, apart: found by the rules, or any spans called any kind."""
    text = draw(
        st.text(
            alphabet="全市州委省县政府各xx发贵长书记“三大战略”2026年3月 第一次会议，。新（）", max_size=60
        )
    )
    if draw(st.booleans()):
        return text, list(find_slots(text, draw(st.sampled_from(["", "市", "州"]))))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = list(zip(borders[::2], borders[1::2], strict=False))
    flags = st.booleans()
    return text, [
        Slot(a, b, draw(st.sampled_from(SlotKind)), text[a:b], draw(flags), draw(flags)) for a, b in spans
    ]


WORDS = st.sampled_from(["", "云麓", "云麓县", "xx", "“", "全县第一次会议"])
CARDS = st.builds(
    MeetingCard, meeting=WORDS, place=WORDS, speaker=WORDS, level=st.sampled_from(["", *"省市州县区"])
)


@given(texts_with_slots(), CARDS, st.sampled_from(["市", "州", "县", "省"]))
def test_text_outside_slots_never_changes(
    found: tuple[str, list[Slot]], card: MeetingCard, level: str
) -> None:
    text, slots = found
    expected: list[str] = []
    at = 0
    for slot in slots:  # what each becomes when it is the only one
        alone = fill_slots(text, [slot], card, level).text
        before, after = text[: slot.start], text[slot.end :]
        assert alone.startswith(before)
        assert alone.endswith(after)
        expected += [text[at : slot.start], alone[len(before) : len(alone) - len(after)]]
        at = slot.end
    filled = fill_slots(text, slots, card, level)
    assert filled.text == "".join((*expected, text[at:]))
    for slot in filled.slots:
        assert filled.text[slot.start : slot.end] == slot.text


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
