import re

import pytest
from hands import trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QTreeWidgetItemIterator

from speechdesk.paths import resources
from speechdesk.ui.actions import ACTIONS, MENUS
from speechdesk.ui.help_dialog import HelpDialog
from speechdesk.ui.main_window import MainWindow


@pytest.fixture
def dialog(window: MainWindow) -> HelpDialog:
    trigger(window, "help")
    found = window.findChild(HelpDialog)
    assert found is not None
    return found


def shown(dialog: HelpDialog) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    walk = QTreeWidgetItemIterator(dialog.tree, QTreeWidgetItemIterator.IteratorFlag.NotHidden)
    while item := walk.value():
        above = item.parent()
        if above and not above.isHidden():
            found.append((item.text(0), item.text(1)))
        walk += 1
    return found


def look_for(dialog: HelpDialog, words: str) -> None:
    box = dialog.findChild(QLineEdit)
    assert box is not None
    box.setText(words)


def test_every_action_is_listed_with_its_keys(dialog: HelpDialog) -> None:
    assert shown(dialog) == [
        (spec.text.rstrip("…"), QKeySequence(spec.shortcut).toString(QKeySequence.SequenceFormat.NativeText))
        for menu, _ in MENUS
        for spec in ACTIONS
        if spec.menu == menu
    ]


def test_an_action_is_found_by_its_words(dialog: HelpDialog) -> None:
    look_for(dialog, "页面")
    assert [name for name, _ in shown(dialog)] == ["页面预览"]


def test_an_action_is_found_by_its_keys(dialog: HelpDialog) -> None:
    look_for(dialog, "shift+f4")
    assert shown(dialog) == [("上一个空位", "Shift+F4")]


def test_where_nothing_is_found_that_is_said(dialog: HelpDialog) -> None:
    look_for(dialog, "没有的操作")
    assert shown(dialog) == []
    assert dialog.none_found.isVisible()


def test_the_search_box_has_the_focus(dialog: HelpDialog) -> None:
    box = dialog.findChild(QLineEdit)
    assert box is not None
    assert dialog.focusWidget() is box


def test_escape_closes_the_sheet(dialog: HelpDialog) -> None:
    box = dialog.findChild(QLineEdit)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_keys_the_help_page_names_are_those_of_actions(dialog: HelpDialog) -> None:
    page = (resources() / "help" / "help.md").read_text(encoding="utf-8")
    keys = {spec.shortcut for spec in ACTIONS}
    for named in re.findall(r"(?:Ctrl|Alt|Shift)(?:\+[A-Za-z0-9,]+)+|F\d+", page):
        assert named in keys, named
    text = dialog.findChild(QTextBrowser)
    assert text is not None
    assert "Ctrl+Shift+K" in text.toPlainText()
