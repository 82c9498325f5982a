import json
from functools import cache
from pathlib import Path

import pytest

from speechdesk.documents.reader import read_document, read_text
from speechdesk.paths import seeds
from speechdesk.records import Block, Document, RepairKind, Speech
from speechdesk.text.headings import find_heading

_EXPECTED = json.loads((Path(__file__).parents[1] / "data/reading/seeds.json").read_text("utf-8"))
_FILES = sorted({speech["file"] for speech in _EXPECTED})


@cache
def _read(file: str) -> Document:
    return read_document(seeds() / file)


def _bare(text: str) -> str:
    return "".join(text.split())


def _facts(block: Block) -> dict[str, object]:
    heading = find_heading(block.text) if block.heading is not None else None
    text = _bare(block.text)
    return {
        "kind": block.kind.value,
        "level": block.level,
        "heading": block.heading,
        "run_in": heading is not None and heading.end < len(block.text),
        "section": list(block.section),
        "begins": text[:10],
        "ends": text[-10:],
        "length": len(text),
    }


@pytest.mark.parametrize("expected", _EXPECTED, ids=lambda speech: f"{speech['file'][:3]}-{speech['speech']}")
def test_seed_speech_has_the_blocks_a_person_reads(expected: dict[str, object]) -> None:
    speeches = _read(str(expected["file"])).speeches
    speech: Speech = speeches[int(str(expected["speech"])) - 1]
    assert (speech.title, speech.greeting) == (expected["title"], expected["greeting"])
    assert [_facts(block) for block in speech.blocks] == expected["blocks"]


def test_five_seeds_hold_seven_speeches() -> None:
    assert [len(_read(file).speeches) for file in _FILES] == [1, 3, 1, 1, 1]


@pytest.mark.parametrize("file", _FILES)
def test_seed_loses_nothing_but_what_repairs_list(file: str) -> None:
    document = _read(file)
    lines = (seeds() / file).read_text("utf-8").split("\n")
    for repair in document.repairs:
        if repair.kind in {RepairKind.TEASER, RepairKind.PAGE_NUMBER}:
            assert lines[repair.line - 1].strip() == repair.text
            lines[repair.line - 1] = ""
    blocks = [block.text for speech in document.speeches for block in speech.blocks]
    assert _bare("".join(blocks)) == _bare("".join(lines))


@pytest.mark.parametrize("file", _FILES)
def test_seed_read_again_after_repair_is_the_same(file: str) -> None:
    document = _read(file)
    again = read_text("\n".join(block.text for speech in document.speeches for block in speech.blocks), file)
    assert again.repairs == ()
    assert again.speeches == document.speeches


def test_white_space_inside_a_paragraph_stays() -> None:
    texts = [block.text for block in _read(_FILES[1]).speeches[0].blocks]
    assert any("今年 3月，习近平总书记参加" in text for text in texts)


def test_page_break_inside_a_paragraph_is_told_from_a_line_end() -> None:
    repairs = {repair.line: repair for repair in _read(_FILES[1]).repairs}
    assert repairs[41].kind is RepairKind.PAGE_BREAK
    assert repairs[39].kind is RepairKind.JOINED_LINES
    assert repairs[39].text == "展“三新”是\n推动“十四五"


def test_only_the_teaser_and_the_page_number_are_dropped() -> None:
    dropped = [
        (file[:3], repair.kind, repair.line)
        for file in _FILES
        for repair in _read(file).repairs
        if repair.kind not in {RepairKind.JOINED_LINES, RepairKind.PAGE_BREAK}
    ]
    assert dropped == [("001", RepairKind.PAGE_NUMBER, 591), ("002", RepairKind.TEASER, 1)]
