"""Where lines and pages end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechdesk.export.breaks import LIBREOFFICE, WORD, may_break
from speechdesk.export.composition import Composer
from speechdesk.export.docx import fitted
from speechdesk.export.fit import fit
from speechdesk.export.lines import break_paragraph
from speechdesk.export.paging import Typesetter
from speechdesk.export.paragraphs import Paragraph, Rule, Run, one_run
from speechdesk.export.preset import Style
from speechdesk.export.presets import load_preset
from speechdesk.records import BlockKind, Draft, DraftBlock
from speechdesk.text.sentences import sentence_spans

PRESET = load_preset("speech")
READING = load_preset("reading")


def lines(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[line.start : line.end] for line in break_paragraph(paragraph, PRESET)]


def body(text: str) -> Paragraph:
    return one_run(text, Style.BODY)


def test_a_line_holds_28_characters_and_the_first_26() -> None:
    assert [len(line) for line in lines(body("国" * 90))] == [26, 28, 28, 8]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("国" * 26 + "。" + "国", ["国" * 26 + "。", "国"]),  # hangs
        ("国" * 25 + "“国”", ["国" * 25, "“国”"]),  # opens no line's end
        ("国" * 25 + "国？国", ["国" * 25, "国？国"]),  # begins no line
        ("国" * 25 + "——国", ["国" * 25, "——国"]),  # a dash is whole
        ("国" * 25 + "2026年", ["国" * 25, "2026年"]),
        ("国" * 24 + "Word国", ["国" * 24 + "Word", "国"]),
    ],
)
def test_lines_end_by_the_chinese_rules(text: str, ends: list[str]) -> None:
    assert lines(body(text)) == ends


PROSE = (
    "深入学习贯彻习近平新时代中国特色社会主义思想，",
    "我们要不忘初心、牢记使命；",
    "在全州第十二次会议上，",
    "（一）抓好各项工作的落实。",
    "“十四五”时期经济社会发展——",
    "办公室工作取得新的成效……",
)
FIGURES = ("2026年", "增长7.5%、", "达到1.2万亿元，", "5个百分点", "xx州", "GDP", "")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PROSE), st.sampled_from(FIGURES)), min_size=5, max_size=20))
def test_lines_end_at_the_same_character_in_word_and_in_libreoffice(pieces: list[tuple[str, str]]) -> None:
    fitting = fit(body("".join(prose + figure for prose, figure in pieces)), PRESET)
    word, libreoffice = (
        [line.end for line in break_paragraph(fitting, PRESET, metrics)] for metrics in (WORD, LIBREOFFICE)
    )
    assert word == libreoffice


@pytest.mark.parametrize(
    ("text", "end"),  # as LibreOffice 7.4 was seen to end them, a line being 18 characters of 24 pt
    [
        ("国" * 15 + "保障“95”地震", 17),  # an opening mark before a figure goes with the figure alone
        ("国" * 12 + "保障“9·5”**地震", 14),  # a closing one stays with figure and letter
        ("国" * 15 + "全省95*会议", 17),
        ("国" * 13 + "重大会议***余场次", 19),
    ],
)
def test_a_line_ends_where_libreoffice_ends_it(text: str, end: int) -> None:
    paragraph = one_run(text + "国" * 20, Style.BODY, first_twips=0)
    assert break_paragraph(paragraph, load_preset("reading-24"), LIBREOFFICE)[0].end == end


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("国" * 24 + "12年国国国国国国", "国" * 24 + "12年"),
        ("国" * 24 + "2026年国国国国", "国" * 24),  # LibreOffice, with its gaps, has no room for 年
        ("国" * 23 + "习近平总书记强调要抓好落实工作", "国" * 23 + "习近平"),
        ("国" * 25 + "习近平总书记强调要抓好落实工作", "国" * 25),
        ("国" * 24 + "第十二次会议精神要认真学习领会", "国" * 24),
        ("国" * 24 + "12345万元用于改善办公室的条件", "国" * 24),
    ],
)
def test_no_figure_or_name_is_broken_over_lines(text: str, line: str) -> None:
    assert lines(fit(body(text), PRESET))[0] == line


@pytest.mark.parametrize("count", range(27, 31))
def test_a_last_line_of_one_character_is_drawn_in(count: int) -> None:
    before, after = lines(body("国" * count)), lines(fit(body("国" * count), PRESET))
    assert "".join(before) == "".join(after)
    assert len(before[-1]) > 1 or len(after) < len(before)


def test_a_paragraph_without_trouble_is_left_alone() -> None:
    paragraph = body("国" * 60)
    assert fit(paragraph, PRESET) is paragraph


TEXT = st.text(
    st.sampled_from("国办公室，。“”——……2026年3.5％（）《》、Word习近平总书记第十二次😀𠮷 "), max_size=200
)


@given(TEXT)
def test_fitting_never_changes_the_text_and_lines_are_the_whole(text: str) -> None:
    if not text.strip():
        return
    mended = fit(body(text), PRESET)
    assert mended.text == text
    assert "".join(lines(mended)) == text


@given(TEXT)
def test_no_line_begins_with_a_mark_that_may_not(text: str) -> None:
    if text.strip():
        paragraph = body("国国" + text)
        for line in break_paragraph(paragraph, PRESET)[:-1]:
            broken = paragraph.text[line.start : line.end]
            assert may_break(paragraph.text, line.end) or not any(
                may_break(paragraph.text, offset) for offset in range(line.start + 1, line.end)
            ), broken


def long_draft(paragraphs: int) -> Draft:
    text = "办公室工作事关全局，必须抓紧抓实抓出成效。" * 8
    return Draft(blocks=tuple(DraftBlock(BlockKind.BODY, text) for _ in range(paragraphs)))


def test_a_page_holds_22_lines() -> None:
    pages = Composer(PRESET).compose(long_draft(30)).pages
    assert {len(page.lines) for page in pages[:-1]} == {22}
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))


def test_a_stand_alone_heading_goes_with_what_it_heads() -> None:
    blocks = tuple(DraftBlock(BlockKind.BODY, "今天开会。") for _ in range(21))
    heading = DraftBlock(BlockKind.HEADING, "一、提高认识", 1)
    composition = Composer(PRESET).compose(Draft(blocks=(*blocks, heading, blocks[0])))
    assert [len(page.lines) for page in composition.pages] == [21, 2]
    assert composition.page_of_block(21) == 1


def test_headings_alone_fill_their_pages() -> None:
    blocks = tuple(DraftBlock(BlockKind.HEADING, f"第{number}项", 1) for number in range(60))
    pages = Composer(PRESET).compose(Draft(blocks=blocks)).pages
    assert [len(page.lines) for page in pages] == [22, 22, 16]


def test_what_is_too_long_to_stay_together_begins_where_it_is() -> None:
    kept = one_run("提高认识。" * 200, Style.HEADING_1, keep_with_next=True)
    pages = Typesetter(PRESET).pages([one_run("今天开会。", Style.BODY), kept, kept])
    assert [pages[0].lines[place].paragraph for place in (0, 1)] == [0, 1]


def test_the_text_stands_below_a_rule_and_the_rule_takes_its_room() -> None:
    ruled = Paragraph(Style.BODY, ((Run("甲", Style.BODY),),), below=Rule(eighths=12, space_pt=7))
    (page,) = Typesetter(PRESET).pages([ruled, one_run("乙", Style.BODY)])
    first, second = page.lines
    assert second.top_pt - (first.top_pt + first.height_pt) == pytest.approx(7 + 1.5)


def test_no_sentence_of_a_reading_copy_runs_over_a_page_turn() -> None:
    composition = Composer(READING).compose(long_draft(12))
    assert len(composition.pages) > 5
    for page in composition.pages:
        placed = page.lines[-1]
        text = composition.paragraphs[placed.paragraph].text
        assert placed.line.end in {end for _, end in sentence_spans(text)}


@pytest.mark.parametrize("above", range(1, 16))
def test_a_run_in_heading_of_a_reading_copy_stays_with_its_text(above: int) -> None:
    body = DraftBlock(BlockKind.BODY, "我们要真抓实干。")
    heading = DraftBlock(BlockKind.HEADING, "（一）强化担当。" + "我们要真抓实干、再立新功。" * 9, 2)
    composition = Composer(load_preset("reading")).compose(Draft(blocks=(*(body,) * above, heading)))
    texts = [paragraph.text for paragraph in composition.paragraphs]
    assert "（一）强化担当。" not in texts


def test_a_reading_copy_loses_no_character() -> None:
    draft = long_draft(12)
    composition = Composer(READING).compose(draft)
    printed = "".join(
        composition.paragraphs[placed.paragraph].text[placed.line.start : placed.line.end]
        for page in composition.pages
        for placed in page.lines
    )
    assert printed == "".join(block.text for block in draft.blocks)


def test_a_changed_paragraph_gives_the_same_pages_as_a_new_composer() -> None:
    composer = Composer(PRESET)
    draft = long_draft(8)
    composer.compose(draft)
    changed = Draft(blocks=(DraftBlock(BlockKind.BODY, "改了一句。"), *draft.blocks[1:]))
    assert composer.compose(changed) == Composer(PRESET).compose(changed)


@pytest.mark.parametrize(
    "blocks",
    [
        (DraftBlock(BlockKind.BODY, "国"),),
        (DraftBlock(BlockKind.TITLE, "题" * 200),),
        tuple(DraftBlock(BlockKind.HEADING, "一、提高认识", level) for level in range(1, 10)),
        tuple(DraftBlock(BlockKind.HEADING, "一、提高认识", 1) for _ in range(60)),
        (DraftBlock(BlockKind.BODY, "办公室工作" * 600),),
        (DraftBlock(BlockKind.BODY, "1" * 500),),
        (DraftBlock(BlockKind.BODY, "😀👨‍👩‍👧𠮷𪚥e\u0301" * 40),),
    ],
)
def test_odd_drafts_are_set(blocks: tuple[DraftBlock, ...]) -> None:
    draft = Draft(blocks=blocks)
    pages = Composer(PRESET).compose(draft).pages
    assert pages
    assert all(page.lines for page in pages)
    assert fitted(draft, PRESET)
