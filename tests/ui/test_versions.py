import zipfile
from pathlib import Path

import pytest
from hands import always, commit, compose, press, trigger
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QTextDocument, QTextFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from speechdesk.drafting.versions import VersionInfo, VersionKind, history_folder, list_versions, read_version
from speechdesk.paths import versions_folder
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.ui import dialogs, version_desk, version_name_dialog
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.version_dialog import VersionDialog

FIRST = ("一、提高站位", "第一段的话。", "二、狠抓落实", "第二段的话。")


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    return window.editor


def write(editor: DraftEditor, texts: tuple[str, ...]) -> None:
    editor.select_all()
    editor.textCursor().removeSelectedText()
    for number, text in enumerate(texts):
        if number:
            press(editor, Qt.Key.Key_Return)
        commit(editor, text)


def texts(editor: DraftEditor) -> tuple[str, ...]:
    return tuple(block.text for block in editor.blocks())


def name_next(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    info = VersionInfo("2026-11-21T10:00:00+08:00", VersionKind.NAMED, name, "县长", "第二轮", "压缩")
    monkeypatch.setattr(version_desk, "ask_version", always(info))


def keep(window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    name_next(monkeypatch, name)
    trigger(window, "keep_version")


def opened(window: MainWindow) -> VersionDialog:
    trigger(window, "versions")
    dialog = window.versions.dialog
    assert dialog is not None
    return dialog


def button(dialog: VersionDialog, words: str) -> QPushButton:
    return next(found for found in dialog.findChildren(QPushButton) if found.text().startswith(words))


def section_action(dialog: VersionDialog, heading: str) -> QAction:
    menu = dialog.findChild(QMenu)
    assert menu is not None
    return next(action for action in menu.actions() if action.text().strip() == heading)


def fragments(document: QTextDocument) -> list[QTextFragment]:
    found: list[QTextFragment] = []
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            found.append(pieces.fragment())
            pieces += 1
        block = block.next()
    return found


def choose(dialog: VersionDialog, words: str) -> None:
    found = dialog.list.findItems(words, Qt.MatchFlag.MatchContains)
    dialog.list.setCurrentItem(found[0])


def test_a_version_is_listed_with_who_asked_for_it_and_which_round(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "二稿")
    dialog = opened(window)
    assert dialog.list.item(0).text().startswith("二稿　第二轮　县长\n")
    assert dialog.list.item(0).toolTip() == "压缩"


def test_an_asked_for_version_says_what_was_filled_in(window: MainWindow, editor: DraftEditor) -> None:
    from_form: list[VersionInfo | None] = []

    def fill() -> None:
        dialog = next(w for w in window.findChildren(version_name_dialog.VersionNameDialog) if w.isVisible())
        QTest.keyClicks(dialog.findChildren(QLineEdit, "name")[0], "v2")
        dialog.accept()

    QTimer.singleShot(0, fill)
    from_form.append(version_name_dialog.ask_version(window, "", "2026-11-21T10:00:00+08:00"))
    assert from_form == [VersionInfo("2026-11-21T10:00:00+08:00", VersionKind.NAMED, "v2")]
    assert editor.isVisible()


def test_what_differs_from_now_is_marked_not_by_colour_alone(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    write(editor, ("一、提高站位", "第一段改过的话。", "三、新的一条"))
    page = opened(window).page
    marks = {
        (fragment.text(), fragment.charFormat().fontUnderline(), fragment.charFormat().fontStrikeOut())
        for fragment in fragments(page.document())
    }
    assert ("改过", True, False) in marks
    assert ("二、狠抓落实", False, True) in marks
    assert ("二、新的一条", True, False) in marks


def test_two_versions_are_compared_side_by_side(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, ("旧的话说在这里。",))
    keep(window, monkeypatch, "一稿")
    write(editor, ("新的话说在这里。",))
    keep(window, monkeypatch, "二稿")
    write(editor, ("完全是别的。",))
    dialog = opened(window)
    choose(dialog, "一稿")
    against = dialog.findChild(QComboBox)
    assert against is not None
    against.setCurrentIndex(against.findText("二稿", Qt.MatchFlag.MatchStartsWith))
    dialog.way.setCurrentIndex(1)
    shown = dialog.page.toPlainText()
    assert "旧的话说在这里。" in shown
    assert "新的话说在这里。" in shown
    assert "别的" not in shown


def test_paragraphs_that_did_not_change_can_be_left_out_or_shown(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = tuple(f"第{number}段没有改过的话。" for number in "甲乙丙丁戊己")
    write(editor, (*same, "末段。"))
    keep(window, monkeypatch, "一稿")
    write(editor, (*same, "末段改了。"))
    dialog = opened(window)
    assert "第甲段" not in dialog.page.toPlainText()
    assert "略去未改的 5 段" in dialog.page.toPlainText()
    next(box for box in dialog.findChildren(QCheckBox) if box.text() == "只看改动处").setChecked(False)
    assert "第甲段" in dialog.page.toPlainText()


def test_restoring_a_whole_version_is_one_undo_step_and_keeps_what_was_there(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    before = editor.blocks()
    keep(window, monkeypatch, "一稿")
    write(editor, ("全变了。",))
    dialog = opened(window)
    choose(dialog, "一稿")
    button(dialog, "恢复整篇").click()
    assert editor.blocks() == before
    assert "恢复“一稿”之前" in dialog.list.item(0).text()
    dialog.reject()
    trigger(window, "undo")
    assert texts(editor) == ("全变了。",)
    trigger(window, "redo")
    assert editor.blocks() == before


def test_restoring_one_section_leaves_the_others(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    write(editor, ("一、提高站位", "改过的第一段。", "二、狠抓落实", "改过的第二段。", "多出的一段。"))
    changed = texts(editor)
    dialog = opened(window)
    choose(dialog, "一稿")
    section_action(dialog, "二、狠抓落实").trigger()
    assert texts(editor) == ("一、提高站位", "改过的第一段。", "二、狠抓落实", "第二段的话。")
    dialog.reject()
    trigger(window, "undo")
    assert texts(editor) == changed


def test_a_section_that_was_deleted_comes_back_where_it_stood(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, (*FIRST, "三、改进作风", "第三段的话。"))
    keep(window, monkeypatch, "一稿")
    write(editor, ("一、提高站位", "第一段的话。", "三、改进作风", "第三段的话。"))
    dialog = opened(window)
    choose(dialog, "一稿")
    section_action(dialog, "二、狠抓落实").trigger()
    assert texts(editor) == (*FIRST, "三、改进作风", "第三段的话。")


def test_kinds_chosen_by_hand_come_back_with_a_version(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = (
        DraftBlock(BlockKind.TITLE, "在会上的讲话"),
        DraftBlock(BlockKind.DATE, "2026年3月1日"),
        DraftBlock(BlockKind.BODY, "一、看起来是标题其实是正文"),
    )
    editor.set_blocks(blocks)
    keep(window, monkeypatch, "一稿")
    write(editor, ("别的。",))
    dialog = opened(window)
    choose(dialog, "一稿")
    button(dialog, "恢复整篇").click()
    assert editor.blocks() == blocks


def test_saving_keeps_a_version_in_the_users_folder_and_none_beside_the_file(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "讲话.speech"
    monkeypatch.setattr(dialogs, "choose_save", always(target))
    write(editor, FIRST)
    trigger(window, "save")
    assert list(tmp_path.iterdir()) == [target]
    (kept,) = list_versions(history_folder(versions_folder(), target))
    assert kept.info.kind is VersionKind.AUTOMATIC


def test_changes_left_unsaved_are_kept_as_a_version(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "讲话.speech"
    monkeypatch.setattr(dialogs, "choose_save", always(target))
    write(editor, FIRST)
    trigger(window, "save")
    write(editor, ("不想要的话。",))
    monkeypatch.setattr(dialogs, "ask_unsaved", always(dialogs.Unsaved.DISCARD))
    trigger(window, "new")
    newest = list_versions(history_folder(versions_folder(), target))[0]
    assert [block.text for block in read_version(newest).blocks] == ["不想要的话。"]


def test_a_draft_saved_for_the_first_time_keeps_the_versions_it_had(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "讲话.speech"))
    trigger(window, "save")
    dialog = opened(window)
    choose(dialog, "一稿")
    button(dialog, "恢复整篇").click()
    assert texts(editor) == FIRST


def test_a_draft_file_renamed_elsewhere_still_has_its_versions(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "讲话.speech"))
    trigger(window, "save")
    (tmp_path / "讲话.speech").rename(tmp_path / "讲话（送审）.speech")
    window.files.open(tmp_path / "讲话（送审）.speech")
    assert opened(window).list.item(0).text().startswith("一稿")


def test_a_new_draft_begins_without_versions(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    editor.document().setModified(False)
    trigger(window, "new")
    dialog = opened(window)
    assert dialog.list.count() == 0
    assert not button(dialog, "恢复整篇").isEnabled()
    assert "还没有版本" in dialog.page.toPlainText()


def test_while_one_writes_an_automatic_version_is_kept(
    window: MainWindow, editor: DraftEditor, qtbot: QtBot
) -> None:
    window.versions.clock.setInterval(1)
    write(editor, ("写作中。",))
    qtbot.waitUntil(lambda: bool(list(versions_folder().rglob("*.version"))))


def test_versions_of_one_second_stand_in_their_order(window: MainWindow, editor: DraftEditor) -> None:
    for number in range(1, 6):
        write(editor, ("字" * number,))
        window.versions.keep_automatic()
    dialog = opened(window)
    assert [dialog.list.item(row).text().split()[-2] for row in range(5)] == ["5", "4", "3", "2", "1"]


def test_automatic_versions_can_be_left_out_of_the_list(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    window.versions.keep_automatic()
    keep(window, monkeypatch, "一稿")
    dialog = opened(window)
    assert dialog.list.count() == 2
    next(box for box in dialog.findChildren(QCheckBox) if "自动" in box.text()).setChecked(False)
    assert dialog.list.count() == 1


@pytest.mark.parametrize("sure", [True, False])
def test_a_version_goes_only_when_the_user_is_sure(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    monkeypatch.setattr(dialogs, "ask_delete_version", always(sure))
    dialog = opened(window)
    button(dialog, "删除").click()
    assert dialog.list.count() == (0 if sure else 1)


def test_the_comparison_shown_goes_out_as_word_revisions(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    write(editor, ("一、提高站位", "第一段改过的话。"))
    monkeypatch.setattr(dialogs, "choose_export", always(tmp_path / "花脸稿.docx"))
    dialog = opened(window)
    button(dialog, "导出花脸稿").click()
    document = zipfile.ZipFile(tmp_path / "花脸稿.docx").read("word/document.xml").decode()
    assert "<w:ins " in document
    assert "<w:del " in document


def test_another_name_is_offered_for_a_marked_up_text_open_elsewhere(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    write(editor, ("一、提高站位", "第一段改过的话。"))
    (tmp_path / "花脸稿.docx").mkdir()  # cannot be swapped for a file
    answers = iter((tmp_path / "花脸稿.docx", tmp_path / "花脸稿（2）.docx"))
    asked: list[QWidget] = []

    def choose(over: QWidget, _: Path) -> Path:
        asked.append(over)
        return next(answers)

    monkeypatch.setattr(dialogs, "choose_export", choose)
    monkeypatch.setattr(dialogs, "ask_elsewhere", always(True))
    dialog = opened(window)
    button(dialog, "导出花脸稿").click()
    assert asked == [dialog, dialog]
    assert (tmp_path / "花脸稿（2）.docx").is_file()


def test_a_version_that_cannot_be_read_is_told_of_and_changes_nothing(
    window: MainWindow, editor: DraftEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(editor, FIRST)
    keep(window, monkeypatch, "一稿")
    told: list[str] = []

    def show_error(_: object, message: str) -> None:
        told.append(message)

    monkeypatch.setattr(dialogs, "show_error", show_error)
    for file in versions_folder().rglob("*.version"):
        whole = file.read_bytes()
        file.write_bytes(whole.replace(b'"level":1', b'"level":99'))
    dialog = opened(window)
    assert told
    button(dialog, "恢复整篇").click()
    assert texts(editor) == FIRST


def test_while_composing_nothing_is_restored(editor: DraftEditor) -> None:
    write(editor, FIRST)
    compose(editor, "pin yin")
    editor.replace_blocks(0, 4, (DraftBlock(BlockKind.BODY, "别的。"),))
    commit(editor, "")
    assert texts(editor) == FIRST
