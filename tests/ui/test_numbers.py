"""Numbers kept right while one types, deletes, drops and pastes."""

import pytest
from hands import commit, compose, drop, press, trigger
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor

from speechdesk.drafting.blocks import recognise_kind
from speechdesk.records import DraftBlock, Passage, PassageKind, Source
from speechdesk.ui.draft_clips import passage_data
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow

SOURCE = Source("a.txt", 1, None, None, (), 0)


def show(editor: DraftEditor, *texts: str) -> None:
    editor.set_blocks(
        tuple(DraftBlock(kind, text, level) for text in texts for kind, level in [recognise_kind(text)])
    )


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    trigger(window, "suggestions")
    show(window.editor, "一、甲事", "二、乙事", "三、丙事")
    return window.editor


def texts(editor: DraftEditor) -> list[str]:
    return [block.text for block in editor.blocks()]


def caret_to(editor: DraftEditor, block: int, *, end: bool = False) -> None:
    cursor = QTextCursor(editor.document().findBlockByNumber(block))
    if end:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)


def test_a_point_typed_in_between_moves_those_behind_on_as_one_step(editor: DraftEditor) -> None:
    caret_to(editor, 0, end=True)
    press(editor, Qt.Key.Key_Return)
    commit(editor, "二、新事")
    assert texts(editor) == ["一、甲事", "二、新事", "三、乙事", "四、丙事"]
    assert editor.textCursor().positionInBlock() == 4
    editor.undo()
    assert texts(editor) == ["一、甲事", "", "二、乙事", "三、丙事"]
    editor.redo()
    assert texts(editor) == ["一、甲事", "二、新事", "三、乙事", "四、丙事"]


def test_a_point_deleted_by_key_closes_the_gap_as_one_step(editor: DraftEditor) -> None:
    caret_to(editor, 1)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(editor, Qt.Key.Key_Delete)
    assert texts(editor) == ["一、甲事", "二、丙事"]
    editor.undo()
    assert texts(editor) == ["一、甲事", "二、乙事", "三、丙事"]


def test_a_point_cut_and_pasted_takes_its_new_number(window: MainWindow, editor: DraftEditor) -> None:
    caret_to(editor, 0)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    trigger(window, "cut")
    assert texts(editor) == ["一、乙事", "二、丙事"]
    caret_to(editor, 1)
    trigger(window, "paste")
    assert texts(editor) == ["一、乙事", "二、甲事", "三、丙事"]
    editor.undo()
    editor.undo()
    assert texts(editor) == ["一、甲事", "二、乙事", "三、丙事"]


def test_a_dropped_point_is_counted_where_it_is_dropped(editor: DraftEditor) -> None:
    show(editor, "一是快。要快。", "二是稳。要稳。")
    passage = Passage(1, PassageKind.PARAGRAPH, "一是好。要好。", (SOURCE,))
    drop(editor, passage_data(passage), 7)
    assert texts(editor) == ["一是快。要快。", "二是好。要好。", "三是稳。要稳。"]
    (span,) = editor.blocks()[1].provenance
    assert (span.start, span.end) == (0, 7)
    editor.undo()
    assert texts(editor) == ["一是快。要快。", "二是稳。要稳。"]


def test_nothing_is_renumbered_while_the_input_method_composes(editor: DraftEditor) -> None:
    caret_to(editor, 0, end=True)
    press(editor, Qt.Key.Key_Return)
    compose(editor, "二、xin")
    assert texts(editor) == ["一、甲事", "", "二、乙事", "三、丙事"]
    commit(editor, "二、新事")
    assert texts(editor)[1:] == ["二、新事", "三、乙事", "四、丙事"]


def test_numbers_meant_otherwise_stay_while_one_types_elsewhere(editor: DraftEditor) -> None:
    show(editor, "一、甲事", "三、丙事", "正文。")
    caret_to(editor, 2, end=True)
    commit(editor, "再写几句。")
    assert texts(editor) == ["一、甲事", "三、丙事", "正文。再写几句。"]


def test_all_numbers_can_be_put_right_as_one_step(window: MainWindow, editor: DraftEditor) -> None:
    show(editor, "一、甲事", "三、丙事", "五、戊事")
    trigger(window, "renumber")
    assert texts(editor) == ["一、甲事", "二、丙事", "三、戊事"]
    editor.undo()
    assert texts(editor) == ["一、甲事", "三、丙事", "五、戊事"]


def test_numbers_are_left_alone_when_switched_off(window: MainWindow, editor: DraftEditor) -> None:
    trigger(window, "numbering")
    caret_to(editor, 0, end=True)
    press(editor, Qt.Key.Key_Return)
    commit(editor, "二、新事")
    assert texts(editor)[2:] == ["二、乙事", "三、丙事"]
    assert not window.settings.numbering


def test_keys_undo_and_redo_numbers_with_what_moved_them(editor: DraftEditor) -> None:
    caret_to(editor, 0, end=True)
    press(editor, Qt.Key.Key_Return)
    commit(editor, "二、新事")
    states = [texts(editor)]
    while editor.document().isUndoAvailable():
        editor.undo()
        states.append(texts(editor))
    assert states[-1] == ["一、甲事", "二、乙事", "三、丙事"]
    for state in reversed(states[:-1]):
        editor.redo()
        assert texts(editor) == state


def test_plain_text_pasted_whole_keeps_its_own_count(editor: DraftEditor) -> None:
    caret_to(editor, 2, end=True)
    press(editor, Qt.Key.Key_Return)
    pasted = QMimeData()
    pasted.setText("一是快。\n二是稳。")
    editor.insertFromMimeData(pasted)
    assert texts(editor)[3:] == ["一是快。", "二是稳。"]
