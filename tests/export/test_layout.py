"""Draft → laid-out paragraphs."""

import pytest

from speechdesk.errors import SpeechDeskError
from speechdesk.export.layout import Paragraph, Run, lay_out
from speechdesk.export.preset import Style
from speechdesk.export.presets import load_preset
from speechdesk.records import BlockKind, Draft, DraftBlock

PRESET = load_preset("speech")
BLANK = Paragraph(Style.NORMAL, ((),))


def laid_out(*blocks: DraftBlock) -> tuple[Paragraph, ...]:
    return lay_out(Draft(blocks=blocks), PRESET)


def test_one_blank_line_parts_the_title_block_from_the_greeting() -> None:
    paragraphs = laid_out(
        DraftBlock(BlockKind.TITLE, "在会议上的讲话"),
        DraftBlock(BlockKind.SPEAKER, "市长　王某"),
        DraftBlock(BlockKind.DATE, "（2026年3月1日）"),
        DraftBlock(BlockKind.GREETING, "同志们："),
        DraftBlock(BlockKind.BODY, "今天开会。"),
    )
    styles = [paragraph.style for paragraph in paragraphs]
    assert styles == [Style.TITLE, Style.SPEAKER, Style.DATE, Style.NORMAL, Style.GREETING, Style.BODY]
    assert paragraphs[3] == BLANK


def test_a_title_alone_and_a_body_alone_have_no_blank_line() -> None:
    assert BLANK not in laid_out(DraftBlock(BlockKind.TITLE, "在会议上的讲话"))
    assert BLANK not in laid_out(DraftBlock(BlockKind.BODY, "今天开会。"))


def test_a_run_in_heading_takes_its_face_up_to_its_end_and_may_end_a_page() -> None:
    text = "（一）强化责任担当。今天，我们要抓紧抓实。"
    (paragraph,) = laid_out(DraftBlock(BlockKind.HEADING, text, 2))
    assert paragraph.lines == (
        (Run("（一）强化责任担当。", Style.HEADING_2), Run("今天，我们要抓紧抓实。", Style.BODY)),
    )
    assert not paragraph.keep_with_next


@pytest.mark.parametrize("text", ["一、提高认识", "一、提高认识。", "提高认识"])
def test_a_heading_that_stands_alone_stays_with_what_follows(text: str) -> None:
    (paragraph,) = laid_out(DraftBlock(BlockKind.HEADING, text, 1))
    assert paragraph == Paragraph(Style.HEADING_1, ((Run(text, Style.HEADING_1),),), keep_with_next=True)


@pytest.mark.parametrize(("following", "stays"), [(1, False), (2, True)])
def test_a_heading_stays_with_a_lower_one_and_not_with_one_of_its_level(
    following: int, *, stays: bool
) -> None:
    first, _ = laid_out(
        DraftBlock(BlockKind.HEADING, "二、提高认识", 2 - stays),
        DraftBlock(BlockKind.HEADING, "严明纪律", following),
    )
    assert first.keep_with_next is stays


@pytest.mark.parametrize(
    ("level", "style"),
    [(1, Style.HEADING_1), (4, Style.HEADING_4), (9, Style.HEADING_4), (0, Style.HEADING_2)],
)
def test_a_heading_takes_its_blocks_level_or_else_its_numbers(level: int, style: Style) -> None:
    (paragraph,) = laid_out(DraftBlock(BlockKind.HEADING, "（二）严明纪律", level))
    assert paragraph.style is style


def test_a_long_title_ends_its_lines_by_sense() -> None:
    (paragraph,) = laid_out(DraftBlock(BlockKind.TITLE, "在政府系统办公室工作暨作风建设工作会上的讲话"))
    lines = ["".join(run.text for run in line) for line in paragraph.lines]
    assert lines == ["在政府系统办公室工作", "暨作风建设工作会上的讲话"]


def test_blocks_without_text_are_left_out() -> None:
    body = DraftBlock(BlockKind.BODY, "今天开会。")
    assert laid_out(body, DraftBlock(BlockKind.BODY, " 　\x00"), body) == laid_out(body, body)


@pytest.mark.parametrize(
    "blocks", [(), (DraftBlock(BlockKind.BODY, ""), DraftBlock(BlockKind.TITLE, "　\n"))]
)
def test_a_draft_without_text_is_refused(blocks: tuple[DraftBlock, ...]) -> None:
    with pytest.raises(SpeechDeskError, match="讲稿还没有内容"):
        laid_out(*blocks)


def test_characters_xml_does_not_know_are_dropped_and_breaks_become_spaces() -> None:
    (paragraph,) = laid_out(DraftBlock(BlockKind.BODY, "甲\x00\x1b\ud800乙\ufffe\t丙\r\n丁\u2028戊𠮷😀"))
    assert paragraph.lines == ((Run("甲乙 丙 丁 戊𠮷😀", Style.BODY),),)


def test_a_greeting_amid_the_speech_stands_flush_left_without_a_blank_line() -> None:
    draft = Draft(
        blocks=(
            DraftBlock(BlockKind.BODY, "今天开会。"),
            DraftBlock(BlockKind.GREETING, "同志们："),
            DraftBlock(BlockKind.BODY, "目标已经明确。"),
        )
    )
    paragraphs = lay_out(draft, PRESET)
    assert [paragraph.style for paragraph in paragraphs] == [Style.BODY, Style.GREETING, Style.BODY]
    assert PRESET.styles[Style.GREETING].first_line_chars == 0
