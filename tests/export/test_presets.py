"""The other presets: official documents, letters, minutes, reading copies, outlines, and the office's own."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from speechdesk.documents.reader import read_document
from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.export.composition import Composer, Composition
from speechdesk.export.derive import derive, learn_rules, rules_of, save_preset
from speechdesk.export.docx import docx_bytes, export_docx
from speechdesk.export.facts import read_facts
from speechdesk.export.guard import find_unfilled
from speechdesk.export.layout import lay_out
from speechdesk.export.paragraphs import Paragraph
from speechdesk.export.preset import Annotation, NumberSide, Order, Style
from speechdesk.export.presets import load_preset, preset_from_table, preset_labels
from speechdesk.export.verify.verify import verify_bytes
from speechdesk.records import BlockKind, Draft, DraftBlock, OfficialFacts

NAMES = (
    "speech",
    "official",
    "letter",
    "minutes",
    "reading",
    "reading-18",
    "reading-20",
    "reading-24",
    "outline",
)
FACTS = OfficialFacts(
    copy_number="12",
    secrecy="机密★1年",
    urgency="特急",
    issuer="××市人民政府文件",
    number="×政发〔2026〕12号",
    copies_to="市委各部门，市人大常委会办公室",
    printer="××市人民政府办公室",
    print_date="2026年3月1日",
    present="张三　李四",
)
TEXTS = (
    (BlockKind.TITLE, "关于进一步加强办公室工作的通知"),
    (BlockKind.BODY, "各县区人民政府，市政府各部门："),
    (BlockKind.HEADING, "一、提高认识"),
    (BlockKind.BODY, "办公室工作十分重要。"),
    (BlockKind.BODY, "附件：1.考核办法"),
    (BlockKind.BODY, "2.负面清单。"),
    (BlockKind.BODY, "××市人民政府"),
    (BlockKind.BODY, "2026年03月01日"),
    (BlockKind.BODY, "（此件公开发布）"),
    (BlockKind.BODY, "附件1"),
    (BlockKind.BODY, "考核办法"),
    (BlockKind.BODY, "为加强考核，制定本办法。"),
)
DRAFT = Draft(blocks=tuple(DraftBlock(kind, text, int(kind is BlockKind.HEADING)) for kind, text in TEXTS))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def laid_out(name: str, facts: OfficialFacts = FACTS) -> list[Paragraph]:
    return list(lay_out(replace(DRAFT, facts=facts), load_preset(name)))


def found(paragraphs: list[Paragraph], text: str) -> Paragraph:
    return next(paragraph for paragraph in paragraphs if paragraph.text == text)


def test_the_presets_there_are() -> None:
    assert set(preset_labels()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_preset_writes_measures_right(name: str) -> None:
    report = verify_bytes(
        docx_bytes(replace(DRAFT, facts=replace(FACTS, edition="第三稿")), load_preset(name)),
        load_preset(name),
    )
    assert [check for check in report.checks if not check.ok] == []


def test_head_and_foot_of_an_official_document_stand_in_order() -> None:
    texts = [paragraph.text for paragraph in laid_out("official") if paragraph.text]
    assert texts[:6] == ["000012", "机密★1年", "特急", "××市人民政府文件", "×政发〔2026〕12号", TEXTS[0][1]]
    assert texts[-2:] == ["抄送：市委各部门，市人大常委会办公室。", "××市人民政府办公室\t2026年3月1日印发"]


def test_the_rules_of_the_imprint_are_thick_thin_thick() -> None:
    rules = [paragraph.above.eighths for paragraph in laid_out("official") if paragraph.above]
    assert rules == [8, 6, 8]


def test_attachments_signature_date_and_note_are_found() -> None:
    paragraphs = laid_out("official")
    styles = [paragraph.style for paragraph in paragraphs if paragraph.block is not None]
    assert styles == [
        *(
            Style.TITLE,
            Style.RECIPIENT,
            Style.HEADING_1,
            Style.BODY,
            Style.ATTACHMENT_NOTE,
            Style.ATTACHMENT_NOTE,
        ),
        *(Style.SIGNATURE, Style.SIGN_DATE, Style.NOTE, Style.ATTACHMENT, Style.ATTACHMENT_TITLE, Style.BODY),
    ]
    assert found(paragraphs, "附件1").page_break
    assert found(paragraphs, "2026年3月1日").style is Style.SIGN_DATE  # without leading zeros
    assert found(paragraphs, "2.负面清单").style is Style.ATTACHMENT_NOTE  # without a full stop


def test_signature_and_date_stand_as_the_standard_says() -> None:
    char = 315  # 15.75 pt
    unsealed = laid_out("official")
    # The signature is 7 characters wide, the date 6: begun two characters right of it, the date would end
    # only one from the right; so it stands two from the right and the signature is moved left by one.
    assert found(unsealed, "2026年3月1日").right_twips == 2 * char
    assert found(unsealed, "××市人民政府").right_twips == 3 * char
    sealed = laid_out("official", OfficialFacts(issuer="甲", sealed=True))
    assert found(sealed, "2026年3月1日").right_twips == 4 * char
    assert found(sealed, "××市人民政府").right_twips == round(3.5 * char)  # centred over the date


def test_a_speech_has_no_signature_but_attachments() -> None:
    styles = {paragraph.style for paragraph in laid_out("speech")}
    assert Style.SIGN_DATE not in styles
    assert {Style.ATTACHMENT_NOTE, Style.ATTACHMENT, Style.ATTACHMENT_TITLE} <= styles


def test_an_outline_has_titles_and_headings_alone() -> None:
    assert [paragraph.text for paragraph in laid_out("outline") if paragraph.text] == [
        TEXTS[0][1],
        "一、提高认识",
    ]


def composed_official(lines: int) -> Composition:
    body = (DraftBlock(BlockKind.BODY, "要认真落实。"),) * lines
    closing = (DraftBlock(BlockKind.BODY, "××市人民政府"), DraftBlock(BlockKind.BODY, "2026年3月1日"))
    draft = Draft(blocks=(*body, *closing), facts=OfficialFacts(printer="××市人民政府办公室"))
    return Composer(load_preset("official")).compose(draft)


@pytest.mark.parametrize("lines", range(8, 32))
def test_signature_and_date_never_stand_alone_on_a_page(lines: int) -> None:
    composition = composed_official(lines)
    for page in composition.pages:
        styles = {composition.paragraphs[line.paragraph].style for line in page.lines}
        assert Style.SIGNATURE not in styles or Style.BODY in styles


@pytest.mark.parametrize("lines", range(8, 32))
def test_the_imprint_stands_on_one_page_and_not_on_the_text(lines: int) -> None:
    composition = composed_official(lines)
    *others, last = [
        [(composition.paragraphs[line.paragraph], line) for line in page.lines] for page in composition.pages
    ]
    framed = [line.top_pt for paragraph, line in last if paragraph.frame]
    text = [
        line.top_pt + line.height_pt for paragraph, line in last if paragraph.text and not paragraph.frame
    ]
    assert len(framed) == 3
    assert max(text, default=0) <= min(framed)
    assert not any(paragraph.frame for page in others for paragraph, _ in page)


@pytest.mark.parametrize(("lines", "breaks"), [(4, 0), (16, 1), (24, 0)])
def test_an_imprint_that_has_no_room_begins_a_page_in_the_file(lines: int, breaks: int) -> None:
    blocks = (DraftBlock(BlockKind.BODY, "要认真落实。"),) * lines
    draft = Draft(blocks=blocks, facts=OfficialFacts(printer="××市人民政府办公室"))
    document = part(docx_bytes(draft, load_preset("official")), "word/document.xml")
    assert document.count("<w:pageBreakBefore />") == breaks


def test_a_letters_double_rules_have_the_thick_line_outside() -> None:
    rules = [(p.above.eighths, p.below.eighths) for p in laid_out("letter") if p.above and p.below]
    assert rules == [(6, 24), (24, 6)]  # at the foot, which is written first, and below the mark


def test_the_text_of_a_letter_begins_below_its_mark() -> None:
    preset = load_preset("letter")
    composition = Composer(preset).compose(replace(DRAFT, facts=FACTS))
    placed = [(composition.paragraphs[line.paragraph], line) for line in composition.pages[0].lines]
    mark = next(line for paragraph, line in placed if paragraph.style is Style.MARK)
    running = [line.top_pt for paragraph, line in placed if not paragraph.frame]
    assert min(running) == mark.top_pt + mark.height_pt


def test_minutes_name_who_was_there() -> None:
    assert found(laid_out("minutes"), "出席：张三　李四。").lines[0][0].style is Style.HEADING_1


def test_a_draft_reads_back_from_every_preset_that_prints_all(tmp_path: Path) -> None:
    draft = Draft(blocks=DRAFT.blocks[:1] + DRAFT.blocks[2:4])
    for name in ("speech", "official", "letter", "minutes"):
        export_docx(draft, tmp_path / "a.docx", load_preset(name))
        (speech,) = read_document(tmp_path / "a.docx").speeches
        read = [(block.kind, block.level, block.text) for block in speech.blocks]
        assert read == [(block.kind, block.level, block.text) for block in draft.blocks]


@pytest.mark.parametrize(
    ("name", "size"), [("reading", 22), ("reading-18", 18), ("reading-20", 20), ("reading-24", 24)]
)
def test_a_reading_copy_is_large_in_every_style_of_the_body(name: str, size: int) -> None:
    styles = load_preset(name).styles
    assert {styles[style].size_pt for style in (Style.BODY, Style.HEADING_1, Style.GREETING)} == {size}


def test_hard_characters_are_annotated_when_asked_for() -> None:
    rules = {"extends": "reading", "label": "甲", "options": {"annotation": "pinyin", "breathing": True}}
    draft = Draft(blocks=(DraftBlock(BlockKind.BODY, "恪尽职守，夙夜在公。"),))
    (paragraph,) = lay_out(draft, preset_from_table("甲", rules))
    assert paragraph.text == "恪（kè）尽职守， 夙（sù）夜在公。"


def test_no_line_and_no_page_begins_with_a_breathing_space() -> None:
    rules = {"extends": "reading", "label": "甲", "options": {"breathing": True}}
    sentence = "我们要恪尽职守，夙夜在公，真抓实干，再立新功，为全面推进强市建设而奋斗。"
    draft = Draft(blocks=(DraftBlock(BlockKind.BODY, sentence * 30),))
    composition = Composer(preset_from_table("甲", rules)).compose(draft)
    assert len(composition.pages) > 2
    for page in composition.pages:
        for placed in page.lines:
            assert not composition.paragraphs[placed.paragraph].text[placed.line.start :].startswith(" ")


def test_an_office_keeps_its_own_preset() -> None:
    rules = rules_of(load_preset("speech"))
    kept = save_preset("speech", "我市政府", rules)
    assert rules_of(load_preset(kept)) == rules
    assert preset_labels()[kept] == "我市政府"


def test_a_derived_preset_differs_where_the_office_says() -> None:
    usual = rules_of(load_preset("speech"))
    rules = type(usual)(
        "华文中宋",
        "仿宋",
        ("黑体", "楷体", "仿宋", "仿宋"),
        (True, True, False, False),
        28.0,
        Order.DATE,
        NumberSide.CENTRE,
        "Times New Roman",
        Annotation.PINYIN,
        breathing=True,
    )
    preset = derive("speech", "甲", rules)
    assert rules_of(preset) == rules
    report = verify_bytes(docx_bytes(DRAFT, preset), preset)
    assert [check for check in report.checks if not check.ok] == []
    assert not verify_bytes(docx_bytes(DRAFT, preset), load_preset("speech")).ok


def test_house_rules_are_learned_from_a_sample(tmp_path: Path) -> None:
    usual = rules_of(load_preset("speech"))
    rules = type(usual)(
        *("华文中宋", "仿宋", ("黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312")),
        *((True, False, False, False), 28.0, usual.order, NumberSide.CENTRE, "Times New Roman"),
    )
    export_docx(DRAFT, tmp_path / "a.docx", derive("speech", "甲", rules))
    assert learn_rules(tmp_path / "a.docx", "speech") == rules


@pytest.mark.parametrize("line", [0.0, 500.0])
def test_a_line_of_no_height_is_refused(line: float) -> None:
    rules = rules_of(load_preset("speech"))
    with pytest.raises(SpeechDeskError, match="行距"):
        derive(
            "speech",
            "甲",
            replace(rules, line_pt=line),
        )


def test_a_damaged_own_preset_is_said(user_folder: Path) -> None:
    (user_folder / "presets").mkdir(parents=True)
    (user_folder / "presets" / "a.json").write_text('{"extends":"nothing"}', encoding="utf-8")
    (user_folder / "presets" / "b.json").write_text(
        '{"extends":"speech","page":{"line_twips":"x"}}', encoding="utf-8"
    )
    for name in ("a", "b"):
        with pytest.raises(SpeechDeskError, match="版式"):
            load_preset(name)


def test_facts_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="公文要素"):
        read_facts(tmp_path / "none.json")


def test_what_is_not_filled_in_is_found() -> None:
    blocks = (
        DraftBlock(BlockKind.BODY, "经xx州长同意，**同志主持"),
        DraftBlock(BlockKind.BODY, "都写好了。"),
    )
    assert [(place.block, place.start) for place in find_unfilled(Draft(blocks=blocks))] == [(0, 1), (0, 8)]


def test_a_grid_of_lines_and_characters_is_written_when_the_office_wants_it() -> None:
    table = {
        "extends": "speech",
        "label": "甲",
        "page": {"grid": "linesAndChars", "grid_char_space": -849},
        "styles": {"Body Text": {"letter_spacing_twips": 0}},
    }
    data = docx_bytes(DRAFT, preset_from_table("甲", table))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml").decode()
    assert '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"' in document


@pytest.mark.parametrize("text", ["好", "𠮷", "𪚥同志👨‍👩‍👧"])
def test_one_character_and_rare_ones_read_back(text: str, tmp_path: Path) -> None:
    export_docx(Draft(blocks=(DraftBlock(BlockKind.BODY, text),)), tmp_path / "a.docx", load_preset("speech"))
    (speech,) = read_document(tmp_path / "a.docx").speeches
    assert [block.text for block in speech.blocks] == [text]


@pytest.mark.parametrize("name", NAMES)
def test_control_characters_in_the_facts_do_not_break_the_file(name: str) -> None:
    facts = OfficialFacts(
        issuer="云\x0b岭县\ud800", number="\x02云政发", edition="第\x08三稿", present="张\x00三"
    )
    data = docx_bytes(replace(DRAFT, facts=facts), load_preset(name))
    assert verify_bytes(data, load_preset(name)).checks
