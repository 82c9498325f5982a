import pytest
from hands import always, commit, press, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from speechdesk.drafting.storage import open_draft, save_draft
from speechdesk.mining.slots import find_slots
from speechdesk.records import Draft, MeetingCard, Passage, PassageKind, Source
from speechdesk.ui import draft_files
from speechdesk.ui.card_dialog import CardDialog
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow

TEXT = "发贵市长专门作出批示，市委市政府要求全市上下抓好落实。"
PASSAGE = Passage(
    1,
    PassageKind.SENTENCE,
    TEXT,
    (Source("a.txt", 1, None, None, (), 0),),
    slots=find_slots(TEXT, "市"),
    level="市",
)


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    trigger(window, "suggestions")
    window.editor.moveCursor(QTextCursor.MoveOperation.End)
    return window.editor


def slots(editor: DraftEditor) -> list[str]:
    return [slot.text for block in editor.blocks() for slot in block.slots]


def test_level_words_change_together_with_the_card_in_one_undo_step(editor: DraftEditor) -> None:
    editor.card = MeetingCard(level="县", place="云麓县")
    editor.insert_chosen(PASSAGE)
    block = editor.blocks()[-1]
    assert "县委县政府要求全县上下抓好落实。" in block.text
    assert "发贵" not in block.text
    assert block.provenance[0].passage == TEXT
    editor.undo()
    assert editor.blocks()[-1].text == ""


def test_what_the_card_does_not_know_stays_a_slot_to_go_to_and_type_over(
    window: MainWindow, editor: DraftEditor
) -> None:
    editor.insert_chosen(PASSAGE)
    assert "发贵市长" in slots(editor)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    trigger(window, "next_slot")
    first = editor.textCursor().selectedText()
    assert first in slots(editor)
    before = len(slots(editor))
    commit(editor, "张三县长")
    assert len(slots(editor)) == before - 1
    trigger(window, "next_slot")
    trigger(window, "previous_slot")
    assert editor.textCursor().selectedText() in slots(editor)


def test_slots_survive_saving_and_opening(editor: DraftEditor) -> None:
    editor.insert_chosen(PASSAGE)
    blocks = editor.blocks()
    editor.set_blocks(blocks)
    assert editor.blocks() == blocks
    assert slots(editor)


def test_the_status_line_counts_open_slots(window: MainWindow, editor: DraftEditor, qtbot: QtBot) -> None:
    editor.insert_chosen(PASSAGE)
    count = len(slots(editor))
    qtbot.waitUntil(lambda: window.status.labels["slots"].text() == f"空位 {count}")


def test_without_slots_the_slot_keys_do_nothing(window: MainWindow, editor: DraftEditor) -> None:
    commit(editor, "没有空位。")
    trigger(window, "next_slot")
    assert not editor.textCursor().hasSelection()
    press(editor, Qt.Key.Key_End)


def test_the_card_is_part_of_the_draft(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = MeetingCard(meeting="全县会议", level="县", minutes=30)
    monkeypatch.setattr(draft_files, "ask_card", always(card))
    trigger(window, "card")
    assert editor.card == card
    assert editor.document().isModified()
    assert window.files.draft().card == card


def test_the_card_dialog_gives_back_what_it_was_given(window: MainWindow) -> None:
    card = MeetingCard("会议", "2026年3月1日", "云麓县", "张三", "县长", "同志们", "县", 40)
    assert CardDialog(card, window).card() == card


def test_a_draft_with_slots_is_read_back(
    editor: DraftEditor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    editor.insert_chosen(PASSAGE)
    path = tmp_path_factory.mktemp("draft") / "a.speech"
    save_draft(Draft(editor.card, editor.blocks()), path)
    assert open_draft(path).blocks == editor.blocks()
