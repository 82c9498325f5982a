"""An empty draft: what it offers, and how a draft is begun by a pattern."""

from pathlib import Path

import pytest
from hands import always, commit, compose, press, trigger
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from speechdesk.drafting.storage import open_draft, save_draft
from speechdesk.paths import resources
from speechdesk.records import BlockKind, Draft, DraftBlock, MeetingCard
from speechdesk.ui import draft_files
from speechdesk.ui.faces import missing_faces
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.pattern_desk import PatternDialog


def buttons(window: MainWindow) -> dict[str, QPushButton]:
    return {button.text(): button for button in window.first_page.findChildren(QPushButton)}


def kinds(window: MainWindow) -> list[BlockKind]:
    return [block.kind for block in window.editor.blocks()]


def test_it_is_there_for_an_empty_draft_and_gone_with_the_first_character(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.first_page.isVisible()
    assert window.editor.hasFocus()
    commit(window.editor, "同")
    assert not window.first_page.isVisible()
    window.editor.undo()
    qtbot.waitUntil(window.first_page.isVisible)


def test_it_is_gone_while_the_first_word_is_being_composed(window: MainWindow, qtbot: QtBot) -> None:
    compose(window.editor, "tong")
    qtbot.waitUntil(lambda: not window.first_page.isVisible())
    compose(window.editor, "")
    qtbot.waitUntil(window.first_page.isVisible)


def test_a_pattern_is_begun_by_keys_alone_as_one_step_its_first_part_to_be_typed_over(
    window: MainWindow,
) -> None:
    press(window.editor, Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "工作会议"
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert kinds(window).count(BlockKind.HEADING) == 4
    assert window.editor.card.occasion == "工作会议"
    assert window.editor.hasFocus()
    assert window.editor.textCursor().selectedText().startswith("【请写")
    commit(window.editor, "今天，我们召开会议，部署全年工作。")
    assert "今天，我们召开会议" in window.editor.toPlainText()
    window.editor.undo()
    window.editor.undo()
    assert window.editor.is_blank()


def test_escape_goes_back_to_the_paper(window: MainWindow) -> None:
    press(window.editor, Qt.Key.Key_Tab)
    press(buttons(window)["工作会议"], Qt.Key.Key_Escape)
    assert window.editor.hasFocus()


def test_what_is_missing_stands_under_the_outline_until_it_is_written(window: MainWindow) -> None:
    window.patterns.begin("开幕致辞")
    window._show_overview()
    assert window.outline._missing.text() == "还缺：欢迎、意义、情况、祝愿"
    assert "约占25%" in window.outline._missing.toolTip()
    commit(window.editor, "首先，向各位嘉宾的到来表示热烈欢迎！")
    window._show_overview()
    assert window.outline._missing.text() == "还缺：意义、情况、祝愿"


def test_the_occasion_is_kept_with_the_draft(window: MainWindow, tmp_path: Path) -> None:
    window.patterns.begin("表彰大会")
    path = tmp_path / "稿.speech"
    save_draft(window.files.draft(), path)
    assert open_draft(path).card.occasion == "表彰大会"


def test_the_card_keeps_the_occasion(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.patterns.begin("表彰大会")
    monkeypatch.setattr(QDialog, "exec", always(QDialog.DialogCode.Accepted.value))
    trigger(window, "card")
    assert window.editor.card.occasion == "表彰大会"


def test_recent_drafts_that_are_still_there_are_offered(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "旧稿.speech"
    save_draft(Draft(blocks=(DraftBlock(BlockKind.BODY, "旧稿正文。"),)), path)
    window.first_page.show_recent((str(tmp_path / "没有了.speech"), str(path)))
    QApplication.processEvents()
    (recent,) = [button for text, button in buttons(window).items() if text.startswith("旧稿")]
    QTest.mouseClick(recent, Qt.MouseButton.LeftButton)
    assert window.editor.toPlainText() == "旧稿正文。"
    assert not window.first_page.isVisible()


def test_the_card_can_be_filled_from_here(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_files, "ask_card", always(MeetingCard(meeting="全县工作会议")))
    QTest.mouseClick(buttons(window)["填写会议卡…"], Qt.MouseButton.LeftButton)
    assert window.editor.card.meeting == "全县工作会议"


def test_the_dialog_shows_the_parts_and_begins_the_one_chosen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def choose(dialog: PatternDialog) -> int:
        dialog._list.setCurrentRow(window.patterns.names().index("党课"))
        seen.append(dialog._parts.text())
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(PatternDialog, "exec", choose)
    trigger(window, "pattern")
    assert "理论和要求" in seen[0]
    assert window.editor.card.occasion == "党课"
    assert window.editor.blocks()[0].text == "专题党课讲稿"


def test_every_printed_face_is_looked_for() -> None:
    assert set(missing_faces(resources() / "faces.toml")) <= {"小标宋", "黑体", "楷体", "仿宋"}
