"""The outline beside the draft: following, folding, rearranging by key and by drag."""

import pytest
from hands import commit, drop_at, press, trigger
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from speechdesk.drafting.blocks import recognise_kind
from speechdesk.records import DraftBlock, Provenance, Source
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.outline_panel import LENGTH_ROLE

SOURCE = Source("a.txt", 1, None, None, (), 0)
SPEECH = (
    "同志们：",
    "一、甲事",
    "（一）子事",
    "讲子。",
    "（二）丑事",
    "二、乙事",
    "讲乙。",
    "三、丙事",
    "同志们！干！",
)


@pytest.fixture
def outlined(window: MainWindow, qtbot: QtBot) -> MainWindow:
    trigger(window, "suggestions")
    window.editor.set_blocks(
        tuple(
            DraftBlock(
                kind, text, level, (Provenance(0, len(text), text, SOURCE),) if text == "讲乙。" else ()
            )
            for text in SPEECH
            for kind, level in [recognise_kind(text)]
        )
    )
    qtbot.waitUntil(lambda: len(window.outline.tree.items()) == 5)
    return window


def headings(window: MainWindow) -> list[str]:
    window._show_overview()
    return [item.text(0) for item in window.outline.tree.items()]


def texts(window: MainWindow) -> list[str]:
    return [block.text for block in window.editor.blocks()]


def caret_to(window: MainWindow, block: int) -> None:
    window.editor.setTextCursor(QTextCursor(window.editor.document().findBlockByNumber(block)))
    QApplication.processEvents()


def item(window: MainWindow, heading: str) -> QTreeWidgetItem:
    return next(found for found in window.outline.tree.items() if found.text(0) == heading)


def test_each_heading_shows_its_characters_and_minutes(outlined: MainWindow) -> None:
    assert item(outlined, "一、甲事").data(0, LENGTH_ROLE) == "17 字　0.1 分钟"
    assert item(outlined, "三、丙事").data(0, LENGTH_ROLE) == "4 字　0.0 分钟"


def test_the_section_the_caret_is_in_is_marked(outlined: MainWindow) -> None:
    for block, heading in ((3, "（一）子事"), (6, "二、乙事"), (4, "（二）丑事")):
        caret_to(outlined, block)
        assert item(outlined, heading).isSelected()
    caret_to(outlined, 0)
    assert outlined.outline.chosen() is None


def test_what_is_folded_stays_so_and_shows_where_the_caret_is(
    outlined: MainWindow,
) -> None:
    item(outlined, "一、甲事").setExpanded(False)
    caret_to(outlined, 3)
    assert item(outlined, "一、甲事").isSelected()
    outlined.editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    press(outlined.editor, Qt.Key.Key_Return)
    commit(outlined.editor, "（二）新事")
    assert "（三）丑事" in headings(outlined)
    assert not item(outlined, "一、甲事").isExpanded()


def test_keys_move_the_section_of_the_caret_with_all_it_holds_as_one_step(outlined: MainWindow) -> None:
    caret_to(outlined, 6)
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(outlined.editor, Qt.Key.Key_Up, held)
    assert texts(outlined)[1:7] == ["一、乙事", "讲乙。", "二、甲事", "（一）子事", "讲子。", "（二）丑事"]
    assert outlined.editor.blocks()[2].provenance[0].source == SOURCE
    assert outlined.editor.textCursor().blockNumber() == 1
    outlined.editor.undo()
    assert texts(outlined) == list(SPEECH)
    outlined.editor.redo()
    caret_to(outlined, 2)
    trigger(outlined, "section_down")
    assert texts(outlined) == list(SPEECH)


def test_keys_in_the_outline_change_the_section_marked_there(outlined: MainWindow) -> None:
    tree = outlined.outline.tree
    tree.setFocus()
    tree.setCurrentItem(item(outlined, "（二）丑事"))
    trigger(outlined, "section_promote")
    assert headings(outlined) == ["一、甲事", "（一）子事", "二、丑事", "三、乙事", "四、丙事"]
    outlined.editor.undo()
    assert texts(outlined) == list(SPEECH)


def test_demoting_and_promoting_give_the_same_speech_again(outlined: MainWindow) -> None:
    caret_to(outlined, 5)
    trigger(outlined, "section_demote")
    assert headings(outlined) == ["一、甲事", "（一）子事", "（二）丑事", "（三）乙事", "二、丙事"]
    trigger(outlined, "section_promote")
    assert texts(outlined) == list(SPEECH)


@pytest.mark.parametrize("action", ["section_up", "section_promote", "section_demote"])
def test_what_cannot_be_moved_leaves_no_undo_step(outlined: MainWindow, action: str) -> None:
    caret_to(outlined, 1)
    trigger(outlined, action)
    assert texts(outlined) == list(SPEECH)
    assert not outlined.editor.document().isUndoAvailable()


def drag(window: MainWindow, heading: str, target: str, where: float) -> None:
    """Drag a heading onto another: 0 its upper edge, 0.5 its middle, 1 its lower edge."""
    tree = window.outline.tree
    rect = tree.visualItemRect(item(window, target))
    point = QPoint(rect.center().x(), rect.top() + round(where * (rect.height() - 1)))
    drop_at(tree.viewport(), tree.mimeData([item(window, heading)]), point)


@pytest.mark.parametrize(("target", "where"), [("二、乙事", 1), ("三、丙事", 0)])
def test_a_section_dragged_between_two_goes_there_with_its_blocks(
    outlined: MainWindow, target: str, where: float
) -> None:
    drag(outlined, "一、甲事", target, where)
    assert texts(outlined)[1:6] == ["一、乙事", "讲乙。", "二、甲事", "（一）子事", "讲子。"]
    outlined.editor.undo()
    assert texts(outlined) == list(SPEECH)


def test_a_section_dragged_onto_a_heading_comes_first_under_it(outlined: MainWindow) -> None:
    drag(outlined, "（二）丑事", "一、甲事", 0.5)
    assert headings(outlined)[:3] == ["一、甲事", "（一）丑事", "（二）子事"]


@pytest.mark.parametrize(
    ("heading", "target", "order"),
    [
        ("一、甲事", "二、乙事", ["一、乙事", "二、甲事", "（一）子事", "（二）丑事", "三、丙事"]),
        ("三、丙事", "一、甲事", ["一、丙事", "二、甲事", "（一）子事", "（二）丑事", "三、乙事"]),
        ("三、丙事", "（一）子事", ["一、甲事", "（一）子事", "（二）丑事", "二、丙事", "三、乙事"]),
        ("（一）子事", "（二）丑事", ["一、甲事", "（一）丑事", "（二）子事", "二、乙事", "三、丙事"]),
    ],
)
def test_a_section_dragged_onto_one_of_its_level_or_a_part_of_one_parts_none(
    outlined: MainWindow, heading: str, target: str, order: list[str]
) -> None:
    drag(outlined, heading, target, 0.5)
    assert headings(outlined) == order


def test_a_section_dragged_onto_its_own_part_stays_where_it_is(outlined: MainWindow) -> None:
    drag(outlined, "一、甲事", "（二）丑事", 0.5)
    assert texts(outlined) == list(SPEECH)


def test_a_section_dragged_below_all_comes_before_the_closing_words(outlined: MainWindow) -> None:
    tree = outlined.outline.tree
    below = QPoint(60, tree.viewport().height() - 5)
    drop_at(tree.viewport(), tree.mimeData([item(outlined, "一、甲事")]), below)
    assert texts(outlined)[-4:] == ["（一）子事", "讲子。", "（二）丑事", "同志们！干！"]


def test_enter_goes_to_the_heading(outlined: MainWindow) -> None:
    tree = outlined.outline.tree
    tree.setFocus()
    tree.setCurrentItem(item(outlined, "二、乙事"))
    press(tree, Qt.Key.Key_Return)
    assert outlined.editor.textCursor().blockNumber() == 5
    assert outlined.editor.hasFocus()
