import io
import json
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hands import always, commit, press, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from speechdesk.__main__ import main
from speechdesk.desk import Desk
from speechdesk.library.library import Library
from speechdesk.library.user_library import UserLibrary
from speechdesk.paths import library_file
from speechdesk.records import BlockKind, DraftBlock, MeetingCard
from speechdesk.settings import Theme, load_settings
from speechdesk.ui import dialogs
from speechdesk.ui.actions import ACTIONS, MENUS
from speechdesk.ui.caret_place import caret_place
from speechdesk.ui.main_window import MainWindow


def record_errors(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the window would tell the user in dialogs."""
    told: list[str] = []

    def show_error(_: QWidget, message: str) -> None:
        told.append(message)

    monkeypatch.setattr(dialogs, "show_error", show_error)
    return told


def test_one_can_write_as_soon_as_the_window_is_there(window: MainWindow) -> None:
    assert window.editor.hasFocus()


def test_every_action_can_be_had_by_a_key() -> None:
    without = {spec.name for spec in ACTIONS if not spec.shortcut}
    assert without == {"dismiss"}  # Escape, but only in the drafting pane


def test_names_and_shortcuts_of_actions_are_their_own() -> None:
    names = [spec.name for spec in ACTIONS]
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(set(names)) == len(names)
    assert len(set(shortcuts)) == len(shortcuts)
    assert {spec.menu for spec in ACTIONS} == {name for name, _ in MENUS}


def test_every_action_stands_in_the_window(window: MainWindow) -> None:
    for spec in ACTIONS:
        action = window.findChild(QAction, spec.name)
        assert action is not None
        assert action.text() == spec.text


def unnamed(node: QAccessibleInterface) -> list[str]:
    """Controls below `node` that a screen reader could not name."""
    found: list[str] = []
    widget = node.object()
    focusable = isinstance(widget, QWidget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    if focusable and not node.text(QAccessible.Text.Name):
        found.append(f"{type(widget).__name__} {widget.objectName()}")
    for number in range(node.childCount()):
        child = node.child(number)
        found += unnamed(child)
    return found


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    assert unnamed(QAccessible.queryAccessibleInterface(window)) == []


def test_suggestions_follow_the_caret(window: MainWindow) -> None:
    commit(window.editor, "办公室工作需要紧跟时代步")
    assert window.editor.completion_shown == "伐。"
    card = window.side.suggestions.model.card_at(0)
    assert card is not None
    match = card.match
    assert "紧跟时代步伐" in match.passage.text


def test_the_command_line_suggests_what_the_window_does(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(window.editor, "办公室工作需要紧跟时代步")
    model = window.side.suggestions.model
    matches = [card.match for row in range(model.rowCount()) if (card := model.card_at(row))]
    assert main(["suggest", window.editor.text_before_caret(), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["completions"][0]["text"] == window.editor.completion_shown
    told = [(item["id"], item["text"], item["score"]) for item in answer["passages"]]
    assert told == [(match.passage.id, match.passage.text, match.score) for match in matches]
    assert len(told) > 1


def test_the_command_line_answers_for_the_caret_in_a_draft_as_the_window_does(
    window: MainWindow, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger(window, "suggestions")  # switched off until all is in place
    editor = window.editor
    editor.card = MeetingCard(meeting="全县政府系统办公室工作会议", level="县")
    texts = ("一、提高政治站位", "要加强办公室，完善制度。", "要狠抓落实，务求实效。")
    kinds = (BlockKind.HEADING, BlockKind.BODY, BlockKind.BODY)
    editor.set_blocks(tuple(map(DraftBlock, kinds, texts, (1, 0, 0))))
    caret = QTextCursor(editor.document().findBlockByNumber(1))
    caret.movePosition(QTextCursor.MoveOperation.Right, n=6)
    editor.setTextCursor(caret)
    trigger(window, "suggestions")
    model = window.side.suggestions.model
    first, second = (model.index(row).data() for row in (0, 1))
    with closing(UserLibrary(library_file())) as user_library:
        user_library.change([first], lambda mark: msgspec.structs.replace(mark, hidden=True))
        user_library.change([second], lambda mark: msgspec.structs.replace(mark, wording="另一种说法。"))
    commit(editor, "工")
    commit(editor, "作")
    cards = [card.match for row in range(model.rowCount()) if (card := model.card_at(row))]
    place = caret_place(editor)
    assert (place.section, place.after, place.rest) == (texts[:1], "，完善制度。", texts[2])
    line = msgspec.json.encode(place)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line), encoding="utf-8"))
    assert main(["suggest", "--jsonl"]) == 0
    answer = json.loads(capsys.readouterr().out)
    told = [(item["id"], item["text"], item["score"]) for item in answer["passages"]]
    assert told == [(match.passage.id, match.passage.text, match.score) for match in cards]
    assert len(told) == 5
    assert "另一种说法。" in [text for _, text, _ in told]
    assert first not in [text for _, text, _ in told]


def test_switched_off_nothing_is_suggested(window: MainWindow) -> None:
    trigger(window, "suggestions")
    commit(window.editor, "办公室工作需要紧跟时代步")
    assert window.editor.completion_shown == ""
    assert window.side.suggestions.model.rowCount() == 0
    trigger(window, "suggestions")
    assert window.editor.completion_shown == "伐。"


def test_a_key_puts_in_the_first_passage_for_the_words_begun(window: MainWindow) -> None:
    press(window.editor, Qt.Key.Key_Return)
    commit(window.editor, "办公室工作需要紧跟时代步")
    card = window.side.suggestions.model.card_at(0)
    assert card is not None
    match = card.match
    trigger(window, "insert_1")
    assert window.editor.blocks()[-1].text == match.passage.text


def test_the_library_is_searched_while_typing(window: MainWindow, qtbot: QtBot) -> None:
    trigger(window, "search")
    box = window.side.library.findChild(QLineEdit)
    assert box is not None
    assert box.hasFocus()
    box.setText("调查研究")
    model = window.side.library.model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    card = model.card_at(0)
    assert card is not None
    first = card.match
    assert "调查研究" in first.passage.text
    press(window.side.library.passages, Qt.Key.Key_Down)
    press(window.side.library.passages, Qt.Key.Key_Return)
    assert first.passage.text in window.editor.toPlainText()
    box.setText("")
    qtbot.waitUntil(lambda: model.rowCount() == 0)


def test_the_library_is_narrowed_by_role_and_level(window: MainWindow, qtbot: QtBot) -> None:
    trigger(window, "search")
    panel = window.side.library
    panel._role.setCurrentText("致谢慰问")
    panel._level.setCurrentText("州")
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)
    for row in range(panel.model.rowCount()):
        card = panel.model.card_at(row)
        assert card is not None
        match = card.match
        assert match.passage.role == "致谢慰问"
        assert match.passage.level == "州"
    panel._year.setText("1999")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)


def test_a_card_tells_of_its_variants_and_where_they_differ(window: MainWindow) -> None:
    commit(window.editor, "以更加良好的精神状态保障政令畅通，推动党中央国务院")
    model = window.side.suggestions.model
    card = model.card_at(0)
    assert card is not None
    match = card.match
    assert len(match.variants) == 1
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "异文" in str(tip)
    assert "<b><u>" in str(tip)


def test_the_outline_lists_headings_and_leads_to_them(window: MainWindow, qtbot: QtBot) -> None:
    for text in ("讲话", "一、提高站位", "（一）讲政治。要讲政治。", "二、抓好落实"):
        commit(window.editor, text)
        press(window.editor, Qt.Key.Key_Return)
    tree = window.outline.findChild(QTreeWidget)
    assert tree is not None
    qtbot.waitUntil(lambda: tree.topLevelItemCount() == 2)
    first = tree.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "一、提高站位"
    below = first.child(0)
    assert below is not None
    assert below.text(0) == "（一）讲政治"
    tree.itemActivated.emit(tree.topLevelItem(1), 0)
    assert window.editor.textCursor().block().text() == "二、抓好落实"


def status(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.statusBar().findChildren(QLabel))


def test_the_status_line_counts_and_tells_whether_it_is_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "新讲稿" in status(window)
    commit(window.editor, "字" * 400)
    qtbot.waitUntil(lambda: "400 字" in status(window))
    assert "约 2 分钟" in status(window)
    commit(window.editor, "字" * 3600)
    qtbot.waitUntil(lambda: "约 20–24 分钟" in status(window))
    assert "未保存" in status(window)
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "a.speech"))
    trigger(window, "save")
    assert "已保存" in status(window)
    assert window.settings.recent == (str(tmp_path / "a.speech"),)


def test_a_save_that_fails_says_why_and_keeps_the_draft(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = record_errors(monkeypatch)
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "none" / "a.speech"))
    commit(window.editor, "讲话")
    trigger(window, "save")
    assert told == ["无法保存“a.speech”：文件夹不存在，请另选位置。"]
    assert window.editor.document().isModified()
    assert window.editor.toPlainText().startswith("讲话")


def test_a_bad_file_is_said_and_the_open_draft_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = record_errors(monkeypatch)
    monkeypatch.setattr(dialogs, "ask_unsaved", always(dialogs.Unsaved.DISCARD))
    (tmp_path / "a.docx").write_bytes(b"no zip")
    commit(window.editor, "讲话")
    window.files.open(tmp_path / "a.docx")
    assert "“a.docx”" in told[0]
    assert window.editor.toPlainText().startswith("讲话")


@pytest.mark.parametrize(
    ("answer", "left"), [(dialogs.Unsaved.CANCEL, True), (dialogs.Unsaved.DISCARD, False)]
)
def test_a_new_draft_asks_about_the_old_one(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: dialogs.Unsaved, left: bool
) -> None:
    monkeypatch.setattr(dialogs, "ask_unsaved", always(answer))
    commit(window.editor, "讲话")
    trigger(window, "new")
    assert window.editor.toPlainText().startswith("讲话") is left


def test_a_document_opens_as_a_draft_without_touching_it(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("在全市会议上的讲话\n同志们：\n今天开会。\n", encoding="utf-8")
    window.files.open(path)
    assert window.files.path is None
    assert window.editor.toPlainText() == "在全市会议上的讲话\n同志们：\n今天开会。"


def test_imported_material_is_suggested_at_once(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("关于工作的讲话\n要弘扬钉钉子精神，久久为功抓落实。\n", encoding="utf-8")
    monkeypatch.setattr(dialogs, "choose_material", always([tmp_path / "a.txt"]))
    commit(window.editor, "要弘扬钉钉子精神，")
    assert window.editor.completion_shown == ""
    trigger(window, "import_files")
    card = window.side.suggestions.model.card_at(0)
    assert card is not None
    assert card.words == "要弘扬钉钉子精神，久久为功抓落实。"
    assert "收进 1 份材料" in window.statusBar().currentMessage()
    with Library(library_file()) as library:
        assert len(library.documents()) == 6


def test_a_dated_speech_imported_is_found_by_its_year(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "在全市务虚会上的讲话\n（2024年3月5日）\n同志们：\n要弘扬钉钉子精神，久久为功抓落实。\n"
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    monkeypatch.setattr(dialogs, "choose_material", always([tmp_path / "a.txt"]))
    trigger(window, "import_files")
    trigger(window, "search")
    panel = window.side.library
    for year, found in (("2024", ["要弘扬钉钉子精神，久久为功抓落实。"]), ("2023", [])):
        panel._year.setText(year)
        panel._pause.stop()
        panel._report()
        cards = [panel.model.card_at(row) for row in range(panel.model.rowCount())]
        assert [card.words for card in cards if card] == found


def test_an_export_of_nothing_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = record_errors(monkeypatch)
    monkeypatch.setattr(dialogs, "choose_export", always(tmp_path / "a.docx"))
    trigger(window, "export")
    assert len(told) == 1
    assert not (tmp_path / "a.docx").exists()


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    seen: list[bool] = []
    for _ in range(3):
        trigger(window, "next_pane")
        focused = window.focusWidget()
        assert focused is not None
        seen.append(window.editor is focused)
    assert seen.count(True) == 1


def test_theme_and_settings_are_kept_when_the_desk_closes(desk: Desk, user_folder: Path) -> None:
    trigger(desk.window, "theme_dark")
    paper = desk.window.editor.palette().base().color().lightness()
    assert paper < 80
    desk.close()
    assert load_settings(user_folder / "settings.json").theme is Theme.DARK
    assert (user_folder / "window.json").is_file()
