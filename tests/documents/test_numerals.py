import pytest

from speechdesk.documents.numerals import format_number


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {13: "\uff11\uff13"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 51: "51", 0: "0"}),
        ("decimalEnclosedCircleChinese", {10: "⑩", 11: "11"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("decimalEnclosedParen", {3: "⑶"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        ("chineseCountingThousand", {10: "十", 21: "二十一", 101: "一百零一", 110: "一百一十",
                                     1001: "一千零一", 10_001: "一万零一", 12_000: "一万二千",
                                     110_000: "十一万"}),
        ("japaneseCounting", {1: "一", 10: "十", 100: "百", 101: "百一"}),
        ("taiwaneseCountingThousand", {10_000: "一萬"}),
        ("ideographDigital", {10: "一〇", 21: "二一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰"}),
        ("ideographLegalTraditional", {3: "參"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 13: "丙子"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX", 0: "0", 4000: "4000"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 28: "BB", 0: "0"}),
        ("lowerLetter", {27: "aa"}),
        ("numberInDash", {2: "- 2 -"}),
        ("hex", {255: "FF"}),
        ("none", {1: ""}),
        ("bullet", {1: ""}),
        ("not a format", {7: "7"}),
    ],
)  # fmt: skip
def test_number_is_shown_as_word_shows_it(kind: str, shown: dict[int, str]) -> None:
    assert {number: format_number(number, kind) for number in shown} == shown


@pytest.mark.parametrize("kind", ["chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting"])
def test_numbers_in_words_are_all_different(kind: str) -> None:
    assert len({format_number(number, kind) for number in range(30_000)}) == 30_000
