import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.storage import VERSION, decode_draft, encode_draft, open_draft, save_draft
from speechdesk.errors import NewerFormat, UnreadableFile, UnwritableFile
from speechdesk.records import BlockKind, Draft, DraftBlock, MeetingCard, Provenance, Source

SOURCE = Source("a.txt", 1, "在会议上的讲话", None, ("一",), 3)
DRAFT = Draft(
    MeetingCard(meeting="全市办公室工作会议", date="2026年3月1日", level="市", minutes=40),
    (
        DraftBlock(BlockKind.TITLE, "在全市办公室工作会议上的讲话"),
        DraftBlock(BlockKind.HEADING, "一、提高站位", 1),
        DraftBlock(BlockKind.BODY, "我们要抓落实。𠮷", 0, (Provenance(0, 3, "他们要抓", SOURCE),)),
        DraftBlock(BlockKind.BODY, ""),
    ),
)
TEXTS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=20)
BLOCKS = st.builds(DraftBlock, st.sampled_from(BlockKind), TEXTS, st.integers(0, 4))


def test_a_saved_draft_opens_identical(tmp_path: Path) -> None:
    save_draft(DRAFT, tmp_path / "讲稿.speech")
    assert open_draft(tmp_path / "讲稿.speech") == DRAFT


@given(st.builds(Draft, st.builds(MeetingCard, TEXTS, TEXTS), st.lists(BLOCKS, max_size=5).map(tuple)))
def test_any_draft_comes_back_as_it_was(draft: Draft) -> None:
    assert decode_draft(encode_draft(draft), "x") == draft


def test_the_file_is_utf8_json_with_a_version() -> None:
    content = json.loads(encode_draft(DRAFT).decode("utf-8"))
    assert (content["format"], content["version"]) == ("speechdesk-draft", VERSION)
    assert content["card"]["meeting"] == "全市办公室工作会议"
    assert content["blocks"][2]["provenance"][0]["source"]["file"] == "a.txt"


def test_a_newer_draft_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.speech"
    path.write_text('{"format":"speechdesk-draft","version":99,"pages":[]}', encoding="utf-8")
    with pytest.raises(NewerFormat, match="更新版本"):
        open_draft(path)
    assert path.read_text(encoding="utf-8").endswith('"pages":[]}')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b'{"format":"other","version":1,"card":{},"blocks":[]}',
        encode_draft(DRAFT)[:-20],
        encode_draft(DRAFT).replace(b'"end": 3', b'"end": 99'),
        encode_draft(DRAFT).replace(b'"kind": "title"', b'"kind": "poem"'),
        encode_draft(Draft(blocks=(DraftBlock(BlockKind.BODY, "a\nb"),))),
    ],
)
def test_a_damaged_draft_is_said_to_be_one(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.speech").write_bytes(data)
    with pytest.raises(UnreadableFile, match="已损坏"):
        open_draft(tmp_path / "a.speech")


def test_a_missing_draft_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        open_draft(tmp_path / "none.speech")
    (tmp_path / "folder.speech").mkdir()
    with pytest.raises(UnreadableFile, match="无法打开"):
        open_draft(tmp_path / "folder.speech")


def test_an_interrupted_save_leaves_the_old_draft_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.speech"
    save_draft(DRAFT, path)

    def fail(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableFile, match="磁盘已满"):
        save_draft(Draft(), path)
    assert open_draft(path) == DRAFT


def test_a_text_file_opens_as_a_draft(tmp_path: Path) -> None:
    text = "在全市会议上的讲话\n\n同志们：\n一、提高站位\n我们要抓落实。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [(block.kind, block.level, block.text) for block in open_draft(tmp_path / "a.txt").blocks] == [
        (BlockKind.TITLE, 0, "在全市会议上的讲话"),
        (BlockKind.GREETING, 0, "同志们："),
        (BlockKind.HEADING, 1, "一、提高站位"),
        (BlockKind.BODY, 0, "我们要抓落实。"),
    ]
