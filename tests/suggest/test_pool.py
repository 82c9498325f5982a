import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechdesk.suggest.pool import TextPool, build_pool, gather_text

LETTERS = "甲乙丙丁"


def pool_of(blocks: list[str]) -> TextPool:
    return build_pool(gather_text((number, 1, text) for number, text in enumerate(blocks, 1)))


def encoded(text: str) -> bytes:
    return text.encode("utf-16-be")


@settings(max_examples=60)
@given(st.lists(st.text(LETTERS, max_size=12), max_size=6), st.text(LETTERS, min_size=1, max_size=5))
def test_an_interval_holds_just_the_places_where_the_words_stand(blocks: list[str], wanted: str) -> None:
    pool = pool_of(blocks)
    text = bytes(pool.folded).decode("utf-16-be")
    places = [at for at in range(len(text)) if text.startswith(wanted, at)]
    first, end = pool.interval(encoded(wanted))
    assert sorted(pool.suffixes[first:end].tolist()) == places
    assert pool.stands(encoded(wanted)) == bool(places)


@settings(max_examples=60)
@given(st.lists(st.text(LETTERS, max_size=12), max_size=6), st.text(LETTERS, min_size=1, max_size=8))
def test_the_longest_tail_is_the_longest_that_stands_anywhere(blocks: list[str], typed: str) -> None:
    length = pool_of(blocks).longest_tail(encoded(typed))
    known = [size for size in range(len(typed) + 1) if any(typed[len(typed) - size :] in b for b in blocks)]
    assert length == (max(known) if blocks else 0)


def test_texts_are_read_apart_and_without_the_ends_of_blocks() -> None:
    pool = pool_of(["甲乙", "丙丁"])
    assert pool.texts(np.array([0, 1, 3]), np.array([2, 4, 3])) == ["甲乙", "乙丙", ""]
    assert pool.texts(np.array([], dtype=np.int32), np.array([], dtype=np.int32)) == []


def test_a_null_character_in_a_text_shifts_no_other() -> None:
    pool = pool_of(["甲\0乙", "丙丁"])
    assert pool.texts(np.array([0, 4]), np.array([3, 6])) == ["甲\ufffd乙", "丙丁"]
