"""What decides between passages that begin alike: the text around the caret, its section, meeting, age."""

import hashlib
from pathlib import Path

import pytest

from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, MeetingCard, Speech
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester

BEGUN = "要坚持"
ONE, OTHER = "要坚持问题导向，把短板补齐。", "要坚持久久为功，把好事办好。"


def library(path: Path, *speeches: Speech) -> Suggester:
    """Return what answers from a library of these speeches, each a document."""
    with Library(path) as made:
        for number, speech in enumerate(speeches):
            digest = hashlib.sha256(f"{number}".encode()).hexdigest()
            made.add_document(Document(f"{number}.txt", "", (), (speech,)), digest, [mine_speech(speech)])
        suggester = Suggester()
        suggester.update(made)
    return suggester


def speech(*paragraphs: str, title: str | None = None, date: str | None = None, heading: str = "") -> Speech:
    section = (heading,) if heading else ()
    blocks = [Block(BlockKind.BODY, text, section=section) for text in paragraphs]
    heads = [Block(BlockKind.HEADING, heading, level=1, heading=heading)] if heading else []
    return Speech(title, date, None, None, (*heads, *blocks))


def first(suggester: Suggester, place: Place) -> str:
    return suggester.suggest(place).passages[0].passage.text


AROUND = ("今年任务很重，时间很紧。", "请同志们抓紧部署，马上行动。")
WITH_AFTER = [(f"{text}{after}", text) for text, after in zip((ONE, OTHER), AROUND, strict=True)]


def test_the_sentence_behind_the_caret_decides(tmp_path: Path) -> None:
    suggester = library(tmp_path / "l.sqlite", *(speech(ONE + AROUND[0]), speech(OTHER + AROUND[1])))
    for text, after in zip((ONE, OTHER), AROUND, strict=True):
        assert first(suggester, Place(BEGUN, after=after)).startswith(text)


def test_the_sentence_before_decides(tmp_path: Path) -> None:
    suggester = library(tmp_path / "l.sqlite", *(speech(AROUND[0] + ONE), speech(AROUND[1] + OTHER)))
    for text, before in zip((ONE, OTHER), AROUND, strict=True):
        assert first(suggester, Place(before + BEGUN)) == text


def test_the_heading_above_decides(tmp_path: Path) -> None:
    headings = ("一、强化责任担当", "二、狠抓项目建设")
    suggester = library(
        tmp_path / "l.sqlite", *(speech(t, heading=h) for t, h in zip((ONE, OTHER), headings, strict=True))
    )
    for text, heading in zip((ONE, OTHER), headings, strict=True):
        assert first(suggester, Place(BEGUN, section=(heading,))) == text


def test_the_meeting_card_decides(tmp_path: Path) -> None:
    meetings = ("全市教育工作会议", "全市防汛抗旱动员部署会议")
    suggester = library(
        tmp_path / "l.sqlite",
        *(speech(t, title=f"在{m}上的讲话") for t, m in zip((ONE, OTHER), meetings, strict=True)),
    )
    for text, meeting in zip((ONE, OTHER), meetings, strict=True):
        card = MeetingCard(meeting=meeting.replace("市", "县"))
        assert first(suggester, Place(BEGUN, card=card)) == text


@pytest.mark.parametrize("newer", [0, 1])
def test_the_newer_speech_comes_first(tmp_path: Path, newer: int) -> None:
    dates = ["2013年3月1日", "2013年3月1日"]
    dates[newer] = "2024年3月1日"
    suggester = library(
        tmp_path / "l.sqlite", *(speech(t, date=d) for t, d in zip((ONE, OTHER), dates, strict=True))
    )
    assert first(suggester, Place(BEGUN)) == (ONE, OTHER)[newer]


@pytest.mark.parametrize("worse", ["要坚持**牵头，把好事办好。", "要坚持落实今年3月5日部署，把好事办好。"])
@pytest.mark.parametrize("order", [1, -1])
def test_masks_and_wording_of_the_day_come_last(tmp_path: Path, worse: str, order: int) -> None:
    suggester = library(tmp_path / "l.sqlite", *(speech(text) for text in (ONE, worse)[::order]))
    assert first(suggester, Place(BEGUN)) == ONE


def test_what_a_paragraph_does_here_decides(tmp_path: Path) -> None:
    thanks = "要向全体干部职工表示衷心的感谢和诚挚的问候。"
    closing = "要向着新的目标奋勇前进，让我们携手并肩、共同奋斗。"
    texts = (thanks, closing)
    for number, pair in enumerate((texts, texts[::-1])):
        suggester = library(tmp_path / f"{number}.sqlite", *(speech(text) for text in pair))
        place = Place("同志们：\n要向", section=("致谢慰问",))
        assert {match.passage.role for match in suggester.suggest(place).passages}
        assert first(suggester, place) == thanks
