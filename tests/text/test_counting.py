import pytest

from speechdesk.text.counting import count_as_word


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("同志们：", 4),
        ("同 志\n们　：", 4),
        ("2026年3月1日", 6),
        ("增长 8.5%", 3),
        ("“十四五”规划", 7),
        ("A4 paper", 2),
        ("GDP增长", 3),
        ("𠮷祥", 2),
    ],
)
def test_chinese_counts_by_characters_and_the_rest_by_words(text: str, count: int) -> None:
    assert count_as_word(text) == count
