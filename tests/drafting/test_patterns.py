from pathlib import Path

import pytest

from speechdesk.drafting.patterns import Pattern, load_patterns, missing_parts, part_hint, skeleton
from speechdesk.errors import UnreadableFile
from speechdesk.export.guard import find_unfilled
from speechdesk.records import BlockKind, Draft, DraftBlock, MeetingCard

CARD = MeetingCard(
    meeting="全县政府系统办公室工作会议", date="2026年3月1日", speaker="张三", office="县长", minutes=30
)


def named(name: str) -> Pattern:
    return next(pattern for pattern in load_patterns() if pattern.name == name)


def test_there_are_patterns_for_at_least_eight_occasions() -> None:
    names = [pattern.name for pattern in load_patterns()]
    assert len(names) >= 8
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda pattern: pattern.name)
def test_the_shares_of_a_pattern_make_a_whole(pattern: Pattern) -> None:
    assert sum(part.share for part in pattern.part) == 100
    assert all(part.purpose and part.marks for part in pattern.part)


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda pattern: pattern.name)
def test_a_skeleton_has_all_headings_counted_and_all_parts_still_missing(pattern: Pattern) -> None:
    blocks = skeleton(pattern, CARD)
    headings = [block.text for block in blocks if block.kind is BlockKind.HEADING]
    figures = "一二三四五六七八九"
    wanted = [part.heading for part in pattern.part if part.heading]
    assert headings == [f"{figures[number]}、{heading}" for number, heading in enumerate(wanted)]
    assert missing_parts(pattern, blocks) == pattern.part


def test_the_card_fills_the_head_of_the_skeleton() -> None:
    kinds = [(block.kind, block.text) for block in skeleton(named("工作会议"), CARD)[:4]]
    assert kinds == [
        (BlockKind.TITLE, "在全县政府系统办公室工作会议上的讲话"),
        (BlockKind.SPEAKER, "县长　张三"),
        (BlockKind.DATE, "（2026年3月1日）"),
        (BlockKind.GREETING, "同志们："),
    ]


def test_what_is_to_be_written_is_a_slot_that_export_asks_about() -> None:
    blocks = skeleton(named("开幕致辞"), MeetingCard())
    hints = [block for block in blocks if block.slots]
    assert len(hints) == 4
    assert all(block.slots[0].text == block.text for block in hints)
    assert len(find_unfilled(Draft(blocks=blocks))) == 5  # and the meeting's name


def test_a_part_is_told_with_its_minutes_or_its_share() -> None:
    part = named("工作会议").part[3]
    assert part_hint(part, 30) == "重点任务，逐项部署，约10分钟"
    assert part_hint(part, 0) == "重点任务，逐项部署，约占33%"


def test_a_part_is_there_once_something_is_written_under_a_heading_that_tells() -> None:
    pattern = named("工作会议")
    blocks = (
        DraftBlock(BlockKind.BODY, "今天，我们召开这次会议，主要任务是部署工作。"),
        DraftBlock(BlockKind.HEADING, "一、肯定成绩", 1),
        DraftBlock(BlockKind.BODY, "一年来大家干得很好，可圈可点。"),
        DraftBlock(BlockKind.HEADING, "二、认清形势", 1),
    )
    assert [part.name for part in missing_parts(pattern, blocks)] == ["形势", "任务", "要求", "结尾"]


def test_in_a_draft_already_begun_only_what_is_missing_is_added_and_counted() -> None:
    blocks = (
        DraftBlock(BlockKind.HEADING, "一、肯定成绩", 1),
        DraftBlock(BlockKind.BODY, "一年来大家干得很好，可圈可点。"),
        DraftBlock(BlockKind.BODY, "同志们，让我们一起努力，再创佳绩！"),
    )
    made = skeleton(named("工作会议"), MeetingCard(), blocks)
    headings = [block.text[:4] for block in made if block.kind is BlockKind.HEADING]
    assert headings == ["一、肯定", "二、认清", "三、突出", "四、加强"]
    assert made[:2] == blocks[:2]
    assert made[-1] == blocks[-1]


def test_the_users_own_file_adds_and_takes_the_place_of_patterns(user_folder: Path) -> None:
    user_folder.mkdir(parents=True)
    part = '[[pattern.part]]\nname="一"\nheading=""\npurpose="说"\nshare=100\nmarks=["说"]\n'
    own = "".join(
        f'[[pattern]]\nname="{name}"\ntitle="题"\ngreeting="大家好："\n{part}'
        for name in ("工作会议", "村民会")
    )
    (user_folder / "patterns.toml").write_text(own, encoding="utf-8")
    assert named("工作会议").title == "题"
    assert load_patterns()[-1].name == "村民会"


def test_a_damaged_file_is_told_of(user_folder: Path) -> None:
    user_folder.mkdir(parents=True)
    (user_folder / "patterns.toml").write_text("[[pattern]]\nname = 3", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="提纲模式"):
        load_patterns()
