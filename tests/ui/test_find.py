"""Finding and replacing with keys and the input method."""

import pytest
from hands import press, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from speechdesk.drafting.blocks import recognise_kind
from speechdesk.records import DraftBlock
from speechdesk.ui.find_bar import FindBar
from speechdesk.ui.main_window import MainWindow

TEXTS = ("一、全市工作", "全市一盘棋。", "二、全市发展", "全市上下齐心。𠮷全市。")


@pytest.fixture
def bar(window: MainWindow) -> FindBar:
    trigger(window, "suggestions")
    window.editor.set_blocks(
        tuple(DraftBlock(kind, text, level) for text in TEXTS for kind, level in [recognise_kind(text)])
    )
    return window.finding.bar


def type_into(widget: QWidget | None, text: str) -> None:
    """Type as the input method does."""
    assert widget is not None
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def selected(window: MainWindow) -> tuple[int, str]:
    cursor = window.editor.textCursor()
    return cursor.blockNumber(), cursor.selectedText()


def texts(window: MainWindow) -> list[str]:
    return [block.text for block in window.editor.blocks()]


def test_the_number_of_places_is_told_while_one_types_and_enter_goes_through_them(
    window: MainWindow, bar: FindBar
) -> None:
    QTest.keyClick(window.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    line = window.focusWidget()
    type_into(line, "全")
    type_into(line, "市")
    assert bar._told.text() == "共 5 处"
    assert len(window.editor.extraSelections()) == 5
    for block in (0, 1, 2, 3, 3, 0):
        press(line, Qt.Key.Key_Return)
        assert selected(window) == (block, "全市")
    assert bar._told.text() == "第 1 处，共 5 处"
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert selected(window) == (3, "全市")
    press(line, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.editor.hasFocus()
    assert window.editor.extraSelections() == []


def test_all_are_replaced_as_one_step(window: MainWindow, bar: FindBar, qtbot: QtBot) -> None:
    trigger(window, "replace")
    type_into(bar._query, "全市")
    type_into(bar._words, "全县")
    QTest.keyClick(bar._words, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bar._told.text() == "换好 5 处")  # a button pressed by key goes down first
    assert texts(window) == [text.replace("全市", "全县") for text in TEXTS]
    window.editor.undo()
    assert texts(window) == list(TEXTS)
    assert not window.editor.document().isUndoAvailable()


def test_one_after_another_is_replaced_each_as_a_step(window: MainWindow, bar: FindBar) -> None:
    trigger(window, "replace")
    type_into(bar._query, "全市")
    type_into(bar._words, "全县")
    bar._words.setFocus()
    for _ in range(3):
        press(bar._words, Qt.Key.Key_Return)
    assert texts(window)[:3] == ["一、全县工作", "全县一盘棋。", "二、全市发展"]
    assert selected(window) == (2, "全市")
    window.editor.undo()
    assert texts(window)[:2] == ["一、全县工作", "全市一盘棋。"]


def test_only_this_section_is_searched(window: MainWindow, bar: FindBar) -> None:
    window.editor.setTextCursor(QTextCursor(window.editor.document().findBlockByNumber(3)))
    trigger(window, "find")
    type_into(bar._query, "全市")
    bar._scope.setCurrentText("本节")
    assert bar._told.text() == "共 3 处"


def test_a_selection_over_paragraphs_is_where_to_look_and_stays_so(window: MainWindow, bar: FindBar) -> None:
    cursor = QTextCursor(window.editor.document().findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    window.editor.setTextCursor(cursor)
    trigger(window, "replace")
    type_into(bar._query, "全市")
    type_into(bar._words, "全自治州")
    assert bar._told.text() == "共 2 处"
    QTest.mouseClick(bar._replace_all, Qt.MouseButton.LeftButton)
    assert texts(window)[1:3] == ["全自治州一盘棋。", "二、全自治州发展"]
    assert texts(window)[3] == TEXTS[3]


def test_a_wrong_expression_is_told_of_and_nothing_is_replaced(window: MainWindow, bar: FindBar) -> None:
    trigger(window, "replace")
    type_into(bar._query, "全(市")
    bar._regular.setChecked(True)
    assert "正则表达式" in bar._told.text()
    QTest.mouseClick(bar._replace_all, Qt.MouseButton.LeftButton)
    assert texts(window) == list(TEXTS)


def test_the_bar_is_no_popup_and_takes_chinese(window: MainWindow, bar: FindBar) -> None:
    trigger(window, "find")
    assert not bar.isWindow()
    assert bar._query.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(bar._query, QInputMethodEvent("quan shi", []))
    assert bar.query == ""
    type_into(bar._query, "全市")
    assert bar.query == "全市"


def test_f3_goes_on_after_the_bar_is_closed(window: MainWindow, bar: FindBar) -> None:
    trigger(window, "find")
    type_into(bar._query, "全市")
    press(bar._query, Qt.Key.Key_Escape)
    trigger(window, "find_next")
    trigger(window, "find_next")
    assert selected(window) == (1, "全市")
    trigger(window, "find_previous")
    assert selected(window) == (0, "全市")
