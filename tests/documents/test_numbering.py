import pytest

from speechdesk.documents.word import read_word
from tests.documents.wordparts import item, paragraph, word_file


def _level(level: int, kind: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _definition(number: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}{extra}</w:abstractNum>'


def _list(number: int, definition: int, extra: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{extra}</w:num>'


def _start(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def _texts(body: list[str], numbering: str, styles: str = "") -> list[str]:
    data = word_file("".join(body), numbering=numbering, styles=styles)
    return [read.text for read in read_word(data, "单.docx")]


_OFFICIAL = _definition(
    0,
    _level(0, "japaneseCounting", "%1、"),
    _level(1, "chineseCountingThousand", "（%2）"),
    _level(2, "decimal", "%3."),
    _level(3, "decimalEnclosedCircleChinese", "%4"),
)


def test_levels_count_on_and_start_again_below_a_higher_one() -> None:
    body = [
        item("甲", 1),
        item("乙", 1, 1),
        item("丙", 1, 1),
        item("丁", 1, 2),
        item("戊", 1),
        item("己", 1, 1),
        item("庚", 1, 3),
    ]
    assert _texts(body, _OFFICIAL + _list(1, 0)) == [
        "一、甲",
        "（一）乙",
        "（二）丙",
        "1. 丁",
        "二、戊",
        "（一）己",
        "① 庚",
    ]


def test_lists_of_one_definition_go_on_and_an_overridden_start_begins_anew() -> None:
    body = [item("甲", 1), item("乙", 2), item("丙", 3), item("丁", 3), item("戊", 1)]
    numbering = _OFFICIAL + _list(1, 0) + _list(2, 0) + _list(3, 0, _start(0, 5))
    assert _texts(body, numbering) == ["一、甲", "二、乙", "五、丙", "六、丁", "七、戊"]


def test_level_says_itself_when_it_starts_again() -> None:
    levels = (
        _level(0, "decimal", "%1."),
        _level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
        _level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
    )
    body = [
        item("甲", 1),
        item("乙", 1, 1),
        item("丙", 1, 2),
        item("丁", 1, 1),
        item("戊", 1, 2),
        item("己", 1),
        item("庚", 1, 1),
        item("辛", 1, 2),
    ]
    assert _texts(body, _definition(0, *levels) + _list(1, 0)) == [
        "1. 甲", "1. 乙", "1. 丙", "2. 丁", "2. 戊", "2. 己", "3. 庚", "1. 辛",
    ]  # fmt: skip


def test_label_shows_the_numbers_above_in_their_own_figures_or_legal_ones() -> None:
    levels = (
        _level(0, "japaneseCounting", "第%1章"),
        _level(1, "decimal", "%1.%2"),
        _level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
    )
    body = [item("甲", 1), item("乙", 1), item("丙", 1, 1), item("丁", 1, 2)]
    assert _texts(body, _definition(0, *levels) + _list(1, 0)) == [
        "第一章 甲",
        "第二章 乙",
        "二.1 丙",
        "2.1.1 丁",
    ]


@pytest.mark.parametrize(("gap", "shown"), [("nothing", "1.甲"), ("space", "1. 甲"), ("tab", "1. 甲")])
def test_what_follows_the_number_parts_it_from_the_text(gap: str, shown: str) -> None:
    numbering = _definition(0, _level(0, "decimal", "%1.", f'<w:suff w:val="{gap}"/>')) + _list(1, 0)
    assert _texts([item("甲", 1)], numbering) == [shown]


def test_style_names_the_list_and_its_place_in_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="甲"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="乙"/><w:basedOn w:val="A"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="丙"/><w:basedOn w:val="A"/></w:style>'
    )
    numbering = _definition(0, _level(0, "chineseCounting", "%1、"), _level(1, "chineseCounting", "（%2）"),
                            _level(2, "decimal", "%3．", '<w:pStyle w:val="C"/>')) + _list(1, 0)  # fmt: skip
    body = [
        paragraph("一级", properties='<w:pStyle w:val="A"/>'),
        paragraph("二级", properties='<w:pStyle w:val="B"/>'),
        paragraph("三级", properties='<w:pStyle w:val="C"/>'),
        paragraph("不编号", properties='<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ]
    assert _texts(body, numbering, styles) == ["一、一级", "（一）二级", "1．三级", "不编号"]


def test_list_defined_by_a_style_is_found_through_it() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="列"/>'
        '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    linked = _definition(5, extra='<w:numStyleLink w:val="L"/>')
    assert _texts([item("甲", 1)], _OFFICIAL + linked + _list(9, 0) + _list(1, 5), styles) == ["一、甲"]


def test_instance_may_bring_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{_level(0, "upperRoman", "%1.", start=3)}</w:lvlOverride>'
    assert _texts([item("甲", 1), item("乙", 1)], _OFFICIAL + _list(1, 0, own)) == ["III. 甲", "IV. 乙"]


def test_skipped_level_counts_as_begun() -> None:
    levels = [
        _level(level, "decimal", ".".join(f"%{place + 1}" for place in range(level + 1)))
        for level in range(3)
    ]
    body = [item("甲", 1), item("乙", 1, 2), item("丙", 1, 1)]
    assert _texts(body, _definition(0, *levels) + _list(1, 0)) == ["1 甲", "1.1.1 乙", "1.2 丙"]


def test_bullets_and_unknown_lists_give_no_label() -> None:
    numbering = _definition(0, _level(0, "bullet", "●")) + _list(1, 0)
    assert _texts([item("甲", 1), item("乙", 7), item("丙", 1, 4)], numbering) == ["甲", "乙", "丙"]


def test_empty_paragraph_of_a_list_is_counted_but_not_read() -> None:
    assert _texts([item("甲", 1), item("", 1), item("乙", 1)], _OFFICIAL + _list(1, 0)) == [
        "一、甲",
        "三、乙",
    ]
