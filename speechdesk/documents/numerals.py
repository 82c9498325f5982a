"""A list's number → the figures a reader sees, for the number formats of Word.

The formats are those of ECMA-376 part 1, section 17.18.59 (ST_NumberFormat). One that is not known, or a
number beyond what its signs can say, is shown in Arabic figures, as Word does.
"""

from collections.abc import Callable

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LETTERS = 26
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLAIN = "零一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_TENS_OF_THOUSANDS = 10_000
_FULL_WIDTH_ZERO = 0xFF10

# Signs in a row from number 1: the first sign and how many follow one another in Unicode.
_ROWS = {
    "decimalEnclosedCircle": (("①", 20), ("㉑", 15), ("㊱", 15)),
    "decimalEnclosedCircleChinese": (("①", 10),),
    "decimalEnclosedFullstop": (("⒈", 20),),
    "decimalEnclosedParen": (("⑴", 20),),
    "ideographEnclosedCircle": (("㊀", 10),),
}


def format_number(number: int, kind: str) -> str:
    """Return a number as a list shows it.

    Args:
        number: 0 or more.
        kind: a value of ST_NumberFormat, such as "chineseCounting"; "none" and "bullet" show nothing.
    """
    if kind in {"none", "bullet"}:
        return ""
    if rows := _ROWS.get(kind):
        return _from_rows(number, rows)
    formatter = _FORMATTERS.get(kind)
    return formatter(number) if formatter is not None else str(number)


def _from_rows(number: int, rows: tuple[tuple[str, int], ...]) -> str:
    left = number
    for first, count in rows:
        if 0 < left <= count:
            return chr(ord(first) + left - 1)
        left -= count
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    signs: list[str] = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def _letters(number: int) -> str:
    """A … Z, then AA, BB: Word repeats the letter."""
    repeats, index = divmod(number - 1, _LETTERS)
    if not 0 <= repeats < _LETTERS:
        return str(number)
    return chr(ord("A") + index) * (repeats + 1)


def _full_width(number: int) -> str:
    return "".join(chr(_FULL_WIDTH_ZERO + int(digit)) for digit in str(number))


def _cycled(signs: str) -> Callable[[int], str]:
    def show(number: int) -> str:
        return signs[number - 1] if 0 < number <= len(signs) else str(number)

    return show


def _sexagenary(number: int) -> str:
    """甲子, 乙丑 …: stem and branch advance together."""
    return _STEMS[(number - 1) % len(_STEMS)] + _BRANCHES[(number - 1) % len(_BRANCHES)]


def _digits(zero: str) -> Callable[[int], str]:
    """Digit by digit: 一, 二 … 一〇, 一一."""

    def show(number: int) -> str:
        return "".join(zero if digit == "0" else _PLAIN[int(digit)] for digit in str(number))

    return show


def _counting_below_hundred(number: int) -> str:
    """十, 十一 … 九十九, from a hundred on digit by digit: 一〇〇."""
    return _counted(number) if number < 100 else _digits("〇")(number)  # noqa: PLR2004 - a hundred


def _counted(
    number: int, digits: str = _PLAIN, units: tuple[str, ...] = _UNITS, ten_thousand: str = "万"
) -> str:
    """Return a number in words with units: 一百零一, 一万二千."""
    if number >= _TENS_OF_THOUSANDS**2:
        return str(number)
    high, low = divmod(number, _TENS_OF_THOUSANDS)
    if not high:
        words = _below_ten_thousand(low, digits, units)
    else:
        gap = digits[0] if 0 < low < _TENS_OF_THOUSANDS // 10 else ""
        rest = _below_ten_thousand(low, digits, units) if low else ""
        words = _below_ten_thousand(high, digits, units) + ten_thousand + gap + rest
    spoken = digits == _PLAIN and words.startswith("一十")
    return words[1:] if spoken else words


def _below_ten_thousand(number: int, digits: str, units: tuple[str, ...]) -> str:
    if not number:
        return digits[0]
    words = ""
    zero = False
    for place in range(len(units) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if zero and words else "") + digits[digit] + units[place]
        zero = not digit
    return words


def _japanese(number: int) -> str:
    """百, 百一, 千二百: no 一 before a unit and no 零 between."""
    words = _counted(number)
    if number == 0:
        return words
    words = words.replace("零", "")
    return words.replace("一百", "百").replace("一千", "千")


def _traditional(number: int) -> str:
    return _counted(number, _LEGAL_TRADITIONAL, _LEGAL_UNITS, "萬")


def _simplified_legal(number: int) -> str:
    return _counted(number, _LEGAL_SIMPLIFIED, _LEGAL_UNITS)


_FORMATTERS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": "- {} -".format,
    "hex": "{:X}".format,
    "chineseCounting": _counting_below_hundred,
    "taiwaneseCounting": _counting_below_hundred,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": lambda number: _counted(number, ten_thousand="萬"),
    "chineseLegalSimplified": _simplified_legal,
    "ideographLegalTraditional": _traditional,
    "japaneseLegal": _traditional,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits("〇"),
    "japaneseDigitalTenThousand": _digits("〇"),
    "taiwaneseDigital": _digits("○"),
    "ideographTraditional": _cycled(_STEMS),
    "ideographZodiac": _cycled(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
