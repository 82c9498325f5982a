from speechdesk.drafting.outline import count_chars, length_of, outline_of
from speechdesk.records import BlockKind, DraftBlock

BLOCKS = (
    DraftBlock(BlockKind.TITLE, "讲话"),
    DraftBlock(BlockKind.HEADING, "一、提高站位", 1),
    DraftBlock(BlockKind.HEADING, "（一）讲政治。要讲 政治。", 2),
    DraftBlock(BlockKind.BODY, "好好干。"),
    DraftBlock(BlockKind.HEADING, "二、抓好落实", 1),
)


def test_a_heading_counts_everything_below_it() -> None:
    entries = outline_of(BLOCKS, 180)
    assert [(entry.block, entry.level, entry.heading, entry.chars) for entry in entries] == [
        (1, 1, "一、提高站位", 6 + 12 + 4),
        (2, 2, "（一）讲政治", 12 + 4),
        (4, 1, "二、抓好落实", 6),
    ]
    assert entries[0].minutes == 22 / 180


def test_white_space_is_not_counted() -> None:
    assert count_chars(" 甲 乙\u3000丙\n") == 3


def test_length_is_characters_a_range_of_minutes_and_pages() -> None:
    body = tuple(DraftBlock(BlockKind.BODY, "字" * 26) for _ in range(23))
    length = length_of(body, 200)
    assert (length.chars, length.pages) == (598, 2)
    assert length.minutes[0] < 598 / 200 < length.minutes[1]


def test_an_empty_draft_has_no_length() -> None:
    length = length_of((DraftBlock(BlockKind.TITLE, ""), DraftBlock(BlockKind.BODY, "")), 180)
    assert (length.chars, length.minutes, length.pages) == (0, (0, 0), 0)
