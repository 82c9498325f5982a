"""The meeting card changed: everything it filled is listed, and changed as one step."""

import pytest
from hands import always, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog

from speechdesk.mining.slots import find_slots
from speechdesk.records import MeetingCard, Passage, PassageKind, Source
from speechdesk.ui import draft_files
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.refill_dialog import RefillDialog

TEXT = "市委市政府要求全市上下抓好落实。"
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
    window.editor.card = MeetingCard(level="县")
    window.editor.moveCursor(QTextCursor.MoveOperation.End)
    window.editor.insert_chosen(PASSAGE)
    return window.editor


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the dialog lists; the user ticks off the last line and goes on."""
    seen: list[tuple[str, str]] = []

    def answer(dialog: RefillDialog) -> int:
        items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
        seen.extend((item.text(0), item.text(1)) for item in items if item)
        if last := items[-1]:
            last.setCheckState(0, Qt.CheckState.Unchecked)
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(RefillDialog, "exec", answer)
    monkeypatch.setattr(draft_files, "ask_card", always(MeetingCard(level="州")))
    return seen


def test_what_the_card_filled_is_listed_and_what_is_ticked_changes_as_one_step(
    window: MainWindow, editor: DraftEditor, listed: list[tuple[str, str]]
) -> None:
    assert editor.blocks()[-1].text == "县委县政府要求全县上下抓好落实。"
    trigger(window, "card")
    assert listed == [("县", "州")] * 3
    assert editor.blocks()[-1].text == "州委州政府要求全县上下抓好落实。"
    assert editor.blocks()[-1].provenance[0].passage == TEXT
    editor.undo()
    assert editor.blocks()[-1].text == "县委县政府要求全县上下抓好落实。"


def test_nothing_changes_when_the_list_is_refused(
    window: MainWindow, editor: DraftEditor, listed: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RefillDialog, "exec", always(QDialog.DialogCode.Rejected.value))
    trigger(window, "card")
    assert listed == []
    assert editor.blocks()[-1].text == "县委县政府要求全县上下抓好落实。"
    assert editor.card.level == "州"
