"""Patterns that leap find what they would find without leaping."""

import re

import pytest

from speechdesk.mining.patterns import alternatives, leaping

TEXT = "全市上下各县区，全县县市；二三十个县（市）、三十年，碳达峰碳中和。全\n市"


@pytest.mark.parametrize(
    ("pattern", "leaps"),
    [
        ("(?=[全各])(?:全[市县]|各县区?)", True),
        ("(?:(?=[全县市])[全县市]{2}(?!上))上?", True),
        (alternatives(["全市", "县区", "碳", "碳中和"]), True),
        ("(?=[全])全市|县[区市]", False),  # the head is said of the first branch alone
        ("(?:(?=[全])全市|县)[上市]", False),
        ("(?:(?=[全])全市)?上下", False),
        ("(?=[二三]*十)[二三]?十", False),
        ("(?=[全])(?P<slot>全)市", False),
        ("县[区市]", False),
    ],
)
def test_a_pattern_finds_the_same_whether_it_leaps_or_not(pattern: str, leaps: bool) -> None:
    compiled, group = leaping(pattern)
    found: list[tuple[int, int]] = []
    for match in compiled.finditer(TEXT):
        if not found or match.start() >= found[-1][1]:
            found.append((match.start(), match.end(group)))
    assert found == [match.span() for match in re.finditer(pattern, TEXT)] != []
    assert (compiled.pattern != pattern) is leaps
