import pytest

from speechdesk.text.initials import initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("工作落实", "gzls"),
        ("银行行业", "yhhy"),
        ("县长讲长期规划", "xzjcqgh"),
        ("重庆很重要", "cqhzy"),
        ("GDP增长5%，好！", "gdpzz5%，h！"),
        ("", ""),
    ],
)
def test_each_character_has_one_letter_as_it_is_read_in_its_phrase(text: str, letters: str) -> None:
    assert initials(text) == letters
