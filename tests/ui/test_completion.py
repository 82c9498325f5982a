"""The completion in grey: taken whole or in part, changed for another, left, and never doubled."""

import pytest
from hands import commit, compose, press, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from speechdesk.records import BlockKind, Completion, DraftBlock, Source
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow

SOURCE = Source("a.txt", 1, None, None, (), 0)


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    trigger(window, "suggestions")
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, "要抓好"),))
    window.editor.moveCursor(QTextCursor.MoveOperation.End)
    return window.editor


def offer(editor: DraftEditor, *texts: str, score: float = 0.9) -> None:
    editor.offer_completions([Completion(text, score, (SOURCE,)) for text in texts], 0.5)


def text(editor: DraftEditor) -> str:
    return editor.blocks()[0].text


def test_it_is_accepted_clause_by_clause_each_with_provenance_and_one_step(
    window: MainWindow, editor: DraftEditor
) -> None:
    offer(editor, "落实，推动工作。")
    trigger(window, "accept_clause")
    assert (text(editor), editor.completion_shown) == ("要抓好落实，", "推动工作。")
    assert editor.blocks()[0].provenance[0].source == SOURCE
    QTest.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert (text(editor), editor.completion_shown) == ("要抓好落实，推动工作。", "")


def test_the_candidates_go_round_in_both_directions(window: MainWindow, editor: DraftEditor) -> None:
    offer(editor, "落实", "学习", "团结")
    shown = [editor.completion_shown]
    for name in ("next_completion", "next_completion", "next_completion", "previous_completion"):
        trigger(window, name)
        shown.append(editor.completion_shown)
    assert shown == ["落实", "学习", "团结", "落实", "团结"]
    press(editor, Qt.Key.Key_Tab)
    assert text(editor) == "要抓好团结"


def test_below_the_confidence_asked_for_nothing_shows_until_it_is_wanted(
    window: MainWindow, editor: DraftEditor
) -> None:
    offer(editor, "落实", "学习", score=0.4)
    assert editor.completion_shown == ""
    trigger(window, "next_completion")
    assert editor.completion_shown == "落实"


def test_an_answer_that_goes_on_the_same_way_changes_nothing_on_the_paper(editor: DraftEditor) -> None:
    offer(editor, "落实工作，再上台阶。")
    commit(editor, "落实")
    assert editor.completion_shown == "工作，再上台阶。"
    offer(editor, "学习。", "工作，", score=0.2)
    assert editor.completion_shown == "工作，再上台阶。"
    offer(editor, "学习。")
    assert editor.completion_shown == "学习。"


@pytest.mark.parametrize("leave", ["dismiss", "escape"])
def test_what_was_left_does_not_come_back_for_the_same_words(
    window: MainWindow, editor: DraftEditor, leave: str
) -> None:
    offer(editor, "落实", "学习")
    if leave == "dismiss":
        trigger(window, "dismiss")
    else:
        press(editor, Qt.Key.Key_Escape)
    trigger(window, "next_completion")
    assert editor.completion_shown == ""


def test_while_composing_no_candidate_is_shown_or_taken(window: MainWindow, editor: DraftEditor) -> None:
    offer(editor, "落实", "学习")
    compose(editor, "luo")
    for name in ("next_completion", "accept_clause", "accept"):
        trigger(window, name)
    assert (text(editor), editor.completion_shown) == ("要抓好", "")
    commit(editor, "")


@pytest.mark.parametrize("mark", "，。；：、")
def test_a_mark_typed_again_behind_the_same_mark_is_not_doubled(editor: DraftEditor, mark: str) -> None:
    offer(editor, f"落实{mark}")
    press(editor, Qt.Key.Key_Tab)
    commit(editor, mark)
    assert text(editor) == f"要抓好落实{mark}"
    commit(editor, "再")
    commit(editor, mark)
    assert text(editor) == f"要抓好落实{mark}再{mark}"


def test_a_suggested_mark_is_not_put_behind_a_typed_one(editor: DraftEditor) -> None:
    commit(editor, "落实，")
    offer(editor, "，推动工作。")
    assert editor.completion_shown == "推动工作。"


def test_dots_and_dashes_may_stand_twice(editor: DraftEditor) -> None:
    for mark in ("…", "…", "—", "—", "！", "！"):
        commit(editor, mark)
    assert text(editor) == "要抓好……——！！"


def test_one_click_switches_suggestions_off_and_the_menu_shows_it(window: MainWindow) -> None:
    action = window.findChild(QAction, "suggestions")
    assert action is not None
    assert action.isChecked()
    (switch,) = [button for button in window.findChildren(QToolButton) if button.defaultAction() is action]
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not action.isChecked()
    assert not window.settings.suggestions
