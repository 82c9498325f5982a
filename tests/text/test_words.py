"""Words of a text."""

import logging
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text import words
from speechdesk.text.words import cut_words, is_word

SENTENCE = "在全州政府系统办公室工作暨作风建设推进会议上的讲话"


def freshly_loaded() -> Callable[[str], tuple[str, ...]]:
    return runpy.run_path(words.__file__)["cut_words"]


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("在全市2026年“”《》—— \n\r\t，。a"),
        max_size=60,
    )
)
def test_words_joined_are_the_text(text: str) -> None:
    assert "".join(cut_words(text)) == text


def test_a_sentence_is_cut_at_its_words() -> None:
    assert {"系统", "办公室", "工作", "会议", "讲话"} <= set(cut_words(SENTENCE))


def test_an_empty_text_has_no_words() -> None:
    assert cut_words("") == ()


def test_loading_says_nothing_and_keeps_its_cache_in_the_users_folder(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SPEECHDESK_HOME", str(tmp_path / "home"))
    caplog.set_level(logging.DEBUG)
    freshly_loaded()(SENTENCE)
    assert [file.suffix for file in (tmp_path / "home").iterdir()] == [".cache"]
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_words_are_cut_where_the_users_folder_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SPEECHDESK_HOME", str(tmp_path / "file" / "home"))
    assert "".join(freshly_loaded()(SENTENCE)) == SENTENCE
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "known"), [("会议", True), ("卡阳", False), ("宇通", False), ("议讲", False)]
)
def test_a_word_of_the_language_is_told_from_a_name(text: str, known: bool) -> None:
    assert is_word(text) is known
