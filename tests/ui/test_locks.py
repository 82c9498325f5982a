"""The leader's own words, locked: no key, input method, drop, paste or renumbering changes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import always, commit, compose, drop, press, trigger
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest

from speechdesk.drafting.storage import open_draft
from speechdesk.records import BlockKind, DraftBlock, Lock, Passage, PassageKind, Source
from speechdesk.ui import dialogs
from speechdesk.ui.draft_clips import passage_data
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow

TEXT = "他说𠮷：要敢闯敢试。大家记住。"
QUOTED = "要敢闯敢试"
START, END = TEXT.index(QUOTED), TEXT.index(QUOTED) + len(QUOTED)
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    """A draft whose quoted words are locked."""
    trigger(window, "suggestions")
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, TEXT), DraftBlock(BlockKind.BODY, "下一段。")))
    select(window.editor, QUOTED)
    trigger(window, "lock")
    return window.editor


def select(editor: DraftEditor, words: str) -> None:
    editor.setTextCursor(editor.document().find(words))


def caret_behind(editor: DraftEditor, words: str) -> None:
    cursor = editor.document().find(words)
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)


def text(editor: DraftEditor) -> str:
    return editor.toPlainText()


def told(window: MainWindow) -> str:
    return window.status.currentMessage()


def test_what_is_selected_is_locked_told_and_unlocked_by_the_same_action(
    window: MainWindow, editor: DraftEditor
) -> None:
    assert editor.blocks()[0].locks == (Lock(START, END),)
    assert told(window).startswith("已锁定")
    caret_behind(editor, "要敢")
    trigger(window, "lock")
    assert editor.blocks()[0].locks == ()
    assert told(window) == "已解锁。"


def test_without_a_selection_the_paragraph_is_locked(window: MainWindow, editor: DraftEditor) -> None:
    caret_behind(editor, "下一")
    trigger(window, "lock")
    assert editor.blocks()[1].locks == (Lock(0, 4),)


def test_locking_is_one_undo_step(editor: DraftEditor) -> None:
    editor.undo()
    assert editor.blocks()[0].locks == ()
    editor.redo()
    assert editor.blocks()[0].locks == (Lock(START, END),)


def _type(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_A)


def _commit(editor: DraftEditor) -> None:
    commit(editor, "改")


def _enter(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_Return)


def _backspace(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_Backspace)


def _delete(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_Delete)


def _delete_word(editor: DraftEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Delete, _CTRL)


def _cut_by_key(editor: DraftEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_X, _CTRL)


def _cut(editor: DraftEditor) -> None:
    editor.cut()


def _paste(editor: DraftEditor) -> None:
    pasted = QMimeData()
    pasted.setText("别的话")
    editor.insertFromMimeData(pasted)


def _insert(editor: DraftEditor) -> None:
    source = Source("a.txt", 1, None, None, (), 0)
    editor.insert_chosen(Passage(1, PassageKind.SENTENCE, "要抓紧抓实。", (source,)))


@pytest.mark.parametrize("act", [_type, _commit, _enter, _backspace, _delete, _delete_word, _paste, _insert])
def test_within_locked_words_nothing_changes_and_a_sentence_says_why(
    window: MainWindow, editor: DraftEditor, act: Callable[[DraftEditor], None]
) -> None:
    before = text(editor)
    caret_behind(editor, "要敢")
    window.status.clearMessage()
    act(editor)
    assert text(editor) == before
    assert "锁定的话" in told(window)


@pytest.mark.parametrize("words", ["：要敢", TEXT])
@pytest.mark.parametrize(
    "act", [_type, _commit, _enter, _backspace, _delete, _cut, _cut_by_key, _paste, _insert]
)
def test_a_selection_with_locked_words_gives_way_to_nothing(
    editor: DraftEditor, act: Callable[[DraftEditor], None], words: str
) -> None:
    before = text(editor)
    select(editor, words)
    act(editor)
    assert text(editor) == before


def test_backspace_behind_and_delete_before_locked_words_leave_them(editor: DraftEditor) -> None:
    before = text(editor)
    caret_behind(editor, QUOTED)
    press(editor, Qt.Key.Key_Backspace)
    caret_behind(editor, "：")
    press(editor, Qt.Key.Key_Delete)
    assert text(editor) == before


def test_beside_locked_words_one_writes_on_and_what_is_written_is_not_locked(editor: DraftEditor) -> None:
    caret_behind(editor, QUOTED)
    commit(editor, "，要")
    press(editor, Qt.Key.Key_A)
    caret_behind(editor, "：")
    commit(editor, "同志们")
    block = editor.blocks()[0]
    assert block.text == "他说𠮷：同志们要敢闯敢试，要a。大家记住。"
    assert [block.text[lock.start : lock.end] for lock in block.locks] == [QUOTED]


def test_the_rest_of_the_paragraph_can_be_worked_on(editor: DraftEditor) -> None:
    select(editor, "大家")
    press(editor, Qt.Key.Key_Delete)
    caret_behind(editor, "记住")
    press(editor, Qt.Key.Key_Return)
    assert text(editor) == "他说𠮷：要敢闯敢试。记住\n。\n下一段。"


def test_composing_within_locked_words_is_refused_at_its_first_letter(
    window: MainWindow, editor: DraftEditor
) -> None:
    before = text(editor)
    caret_behind(editor, "要敢")
    compose(editor, "g")
    assert not editor.is_composing
    assert "锁定的话" in told(window)
    assert text(editor) == before


def test_nothing_is_locked_while_the_input_method_composes(window: MainWindow, editor: DraftEditor) -> None:
    caret_behind(editor, "大家")
    compose(editor, "ji")
    trigger(window, "lock")
    assert len(editor.blocks()[0].locks) == 1
    commit(editor, "")


def test_a_card_is_not_dropped_among_them(editor: DraftEditor) -> None:
    before = text(editor)
    source = Source("a.txt", 1, None, None, (), 0)
    drop(editor, passage_data(Passage(1, PassageKind.SENTENCE, "好。", (source,))), START + 3)
    assert text(editor) == before


def test_a_selection_with_them_is_let_go_of_before_it_could_be_dragged_away(editor: DraftEditor) -> None:
    select(editor, "：要敢闯敢试。")
    cursor = editor.textCursor()
    cursor.setPosition(cursor.selectionStart() + 3)
    inside = editor.cursorRect(cursor).center() + QPoint(3, 0)
    QTest.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert not editor.textCursor().hasSelection()
    QTest.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton, pos=inside)


def test_a_locked_number_stays_when_points_move(window: MainWindow, editor: DraftEditor) -> None:
    points = tuple(DraftBlock(BlockKind.HEADING, f"{figure}、某事", 1) for figure in "一二三")
    editor.set_blocks(points)
    editor.setTextCursor(QTextCursor(editor.document().lastBlock()))
    trigger(window, "lock")
    caret_behind(editor, "一、某事")
    press(editor, Qt.Key.Key_Return)
    commit(editor, "二、新事")
    trigger(window, "renumber")
    assert [block.text for block in editor.blocks()] == ["一、某事", "二、新事", "三、某事", "三、某事"]


def test_replacing_everywhere_leaves_them_and_counts_the_rest(
    window: MainWindow, editor: DraftEditor
) -> None:
    caret_behind(editor, "下一段")
    commit(editor, "敢")
    trigger(window, "replace")
    window.finding.bar._query.setText("敢")
    window.finding.bar._words.setText("能")
    window.finding.bar.replace_wanted.emit(True)
    assert text(editor) == f"{TEXT}\n下一段能。"
    assert "2 处在锁定的话里" in told(window)


def test_a_locked_section_moves_with_its_lock(window: MainWindow, editor: DraftEditor) -> None:
    editor.set_blocks(
        (
            DraftBlock(BlockKind.HEADING, "一、甲事", 1),
            DraftBlock(BlockKind.BODY, "甲的话。", locks=(Lock(0, 4),)),
            DraftBlock(BlockKind.HEADING, "二、乙事", 1),
            DraftBlock(BlockKind.BODY, "乙的话。"),
        )
    )
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    trigger(window, "section_down")
    assert [block.text for block in editor.blocks()] == ["一、乙事", "乙的话。", "二、甲事", "甲的话。"]
    assert editor.blocks()[3].locks == (Lock(0, 4),)


def test_copied_words_are_free_where_they_are_pasted(window: MainWindow, editor: DraftEditor) -> None:
    select(editor, QUOTED)
    trigger(window, "copy")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    trigger(window, "paste")
    assert editor.blocks()[1].text == f"下一段。{QUOTED}"
    assert editor.blocks()[1].locks == ()


def test_locks_are_in_the_file(
    window: MainWindow, editor: DraftEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "a.speech"))
    trigger(window, "save")
    blocks = open_draft(tmp_path / "a.speech").blocks
    assert blocks[0].locks == (Lock(START, END),)
    editor.set_blocks(blocks)
    assert editor.blocks() == blocks


def test_a_padlock_stands_in_the_margin_of_the_locked_paragraph_alone(
    window: MainWindow, editor: DraftEditor
) -> None:
    def margin() -> list[QImage]:
        shot = editor.viewport().grab().toImage()
        ratio = shot.devicePixelRatio()
        rects = [editor.cursorRect(QTextCursor(editor.document().findBlockByNumber(n))) for n in (0, 1)]
        left = min(rect.left() for rect in rects)
        return [shot.copy(0, round(rect.top() * ratio), round((left - 46) * ratio), 30) for rect in rects]

    locked = margin()
    caret_behind(editor, "要敢")
    trigger(window, "lock")
    free = margin()
    assert locked[0] != free[0]
    assert locked[1] == free[1]
