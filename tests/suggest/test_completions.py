"""Completions as they are taken: no name cut, levels and names of this meeting, nothing doubled."""

import hashlib
from pathlib import Path

import pytest

from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, MeetingCard, Speech
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester


def library(path: Path, *texts: str) -> Suggester:
    """Return what answers from a library of documents of one paragraph each."""
    with Library(path) as made:
        for number, text in enumerate(texts):
            speech = Speech(None, None, None, None, (Block(BlockKind.BODY, text),))
            digest = hashlib.sha256(f"{number}".encode()).hexdigest()
            made.add_document(Document(f"{number}.txt", "", (), (speech,)), digest, [mine_speech(speech)])
        suggester = Suggester()
        suggester.update(made)
    return suggester


def texts(suggester: Suggester, place: Place | str, n: int = 20) -> list[str]:
    return [item.text for item in suggester.suggest(place, n).completions]


@pytest.mark.parametrize(
    ("before", "name", "rest"),
    [
        ("会议由", "王建国", "同志主持并作总结讲话。"),
        ("调研组一行来到", "云麓县", "实地察看项目建设情况。"),
        ("下面请", "州政府办公室", "作汇报发言。"),
    ],
)
def test_a_name_that_stands_only_once_is_never_cut(tmp_path: Path, before: str, name: str, rest: str) -> None:
    offered = texts(library(tmp_path / "l.sqlite", before + name + rest), before)
    assert offered
    assert all(len(text) >= len(name) for text in offered)


def test_a_name_in_a_paragraph_with_blanks_is_never_cut_either(tmp_path: Path) -> None:
    text = "\u3000\u3000各位 领导：会议由王建国同志主持并作总结讲话。"
    offered = texts(library(tmp_path / "l.sqlite", text), "会议由")
    assert offered
    assert all(len(text) >= 3 for text in offered)


SAID = "全州上下要把州委州政府的决策部署落到实处。"


@pytest.mark.parametrize("typed", ["全县上下要把", "我县形势很好。全县上下要把"])
def test_what_the_draft_calls_its_level_goes_on(tmp_path: Path, typed: str) -> None:
    offered = texts(library(tmp_path / "l.sqlite", SAID), typed)
    assert any(text.startswith("县委县政府") for text in offered)
    assert not any("州" in text for text in offered)


def test_the_meeting_cards_level_is_used_before_the_draft_names_one(tmp_path: Path) -> None:
    suggester = library(tmp_path / "l.sqlite", "同志们，会议要求，把州委州政府的决策部署落到实处。")
    offered = texts(suggester, Place("会议要求，把", card=MeetingCard(level="区")))
    assert any(text.startswith("区委区政府") for text in offered)
    assert any(text.startswith("州委州政府") for text in texts(suggester, Place("会议要求，把")))


def test_punctuation_comes_in_the_width_of_the_context(tmp_path: Path) -> None:
    suggester = library(tmp_path / "l.sqlite", "要抓好落实,务求实效;要加强学习.")
    assert any("，务求实效" in text for text in texts(suggester, "要抓好落"))


@pytest.mark.parametrize("after", ["。下一步", "效。", "务求实效。"])
def test_what_follows_the_caret_is_not_put_in_twice(tmp_path: Path, after: str) -> None:
    suggester = library(tmp_path / "l.sqlite", "要抓好工作落实，务求实效。")
    offered = texts(suggester, Place("要抓好工作", after=after))
    assert offered
    assert not any(text.endswith((after[: len(text)], after[:1])) for text in offered)


def test_of_two_ways_on_the_followed_speechs_comes_first(tmp_path: Path) -> None:
    begins = ("办好民生实事要用心用情。", "项目建设要抢抓有利时机。")
    ends = ("各级各部门要主动作为。", "各级各部门要通力协作。")
    said = [f"{begin}{end}" for begin, end in zip(begins, ends, strict=True)]
    for order in (said, said[::-1]):
        suggester = library(tmp_path / f"{order[0][:2]}.sqlite", *order)
        for begin, end in zip(begins, ends, strict=True):
            first = texts(suggester, f"{begin}各级各部门要")[0]
            assert end[6:].startswith(first)
