"""Whatever can have the focus has a name, can be reached by Tab, and fits a small screen."""

from collections.abc import Callable

import pytest
from hands import commit, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from speechdesk.drafting.changes import Change
from speechdesk.drafting.patterns import load_patterns
from speechdesk.library.cards import Card
from speechdesk.records import Match, MeetingCard, OfficialFacts, Passage, PassageKind, Source
from speechdesk.ui.card_dialog import CardDialog
from speechdesk.ui.facts_dialog import FactsDialog
from speechdesk.ui.import_report import ImportReport
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.management_dialog import ManagementDialog
from speechdesk.ui.passage_dialog import PassageDialog
from speechdesk.ui.pattern_desk import PatternDialog
from speechdesk.ui.refill_dialog import RefillDialog
from speechdesk.ui.theme import LIGHT
from speechdesk.ui.version_name_dialog import VersionNameDialog
from speechdesk.worker import Failure, ImportSummary

CONTROLS = (QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit, QTabBar)
SMALL = (960, 540)  # a screen of 1920 x 1080 at 200 %
PASSAGE = Passage(1, PassageKind.SENTENCE, "要抓好。", (Source("a.txt", 1, None, None, (), 0),))
OPENED_BY = ("settings", "help", "versions", "presets")
BUILT: dict[str, Callable[[MainWindow], QDialog]] = {
    "card": lambda window: CardDialog(MeetingCard(), window),
    "version name": lambda window: VersionNameDialog("", window),
    "facts": lambda window: FactsDialog(OfficialFacts(), window),
    "pattern": lambda window: PatternDialog(load_patterns(), 0, "", window),
    "refill": lambda window: RefillDialog((Change(0, 0, 1, "县"),), ("市",), window),
    "management": ManagementDialog,
    "import": lambda window: ImportReport(
        ImportSummary(1, 1, 0, (Failure("a.doc", "读不出来"),), cancelled=False), window
    ),
    "passage": lambda window: PassageDialog(Card(Match(PASSAGE, 1.0, ()), PASSAGE.text), LIGHT, window),
}


def unnamed(root: QWidget) -> list[str]:
    """Controls a screen reader has no words for."""
    found: list[str] = []
    for control in root.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or not control.isVisibleTo(root) or _inner(control):
            continue
        if control.focusPolicy() is Qt.FocusPolicy.NoFocus and not isinstance(control, QAbstractButton):
            continue
        interface = QAccessible.queryAccessibleInterface(control)
        if interface and not interface.text(QAccessible.Text.Name).strip():
            found.append(
                f"{type(control).__name__} {control.objectName()} in {type(control.parent()).__name__}"
            )
    return found


def open_dialog(window: MainWindow, name: str) -> QDialog:
    if name in BUILT:
        dialog = BUILT[name](window)
        dialog.open()
    else:
        trigger(window, name)
        dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def test_every_control_of_the_window_has_a_name(window: MainWindow) -> None:
    trigger(window, "preview")
    for tab in range(window.side.count()):
        window.side.setCurrentIndex(tab)
        assert unnamed(window) == []


@pytest.mark.parametrize("name", [*OPENED_BY, *BUILT])
def test_every_control_of_a_dialog_has_a_name(window: MainWindow, name: str) -> None:
    dialog = open_dialog(window, name)
    assert unnamed(dialog) == []
    assert dialog.windowTitle()
    dialog.reject()


@pytest.mark.parametrize("name", [*OPENED_BY, *BUILT])
def test_tab_goes_through_a_dialog_and_comes_back(window: MainWindow, name: str) -> None:
    dialog = open_dialog(window, name)
    visited: list[QWidget] = []
    for _ in range(80):
        focused = dialog.focusWidget()
        if focused in visited:
            break
        visited.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = {
        control
        for control in dialog.findChildren(QWidget)
        if control.isVisibleTo(dialog)
        and control.isEnabled()
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(control, (QAbstractButton, QComboBox, QLineEdit))
        and not isinstance(control.parentWidget(), QComboBox)
        and control.focusProxy() is None
    }
    missed = [control for control in wanted if control not in visited and not _inner(control)]
    assert [f"{type(control).__name__} {control.accessibleName()}" for control in missed] == []
    dialog.reject()


@pytest.mark.parametrize("name", [*OPENED_BY, *BUILT])
def test_the_focus_is_seen_on_whatever_has_it(window: MainWindow, name: str) -> None:
    dialog = open_dialog(window, name)
    dialog.activateWindow()
    QApplication.processEvents()
    seen: dict[QWidget, QImage] = {}
    while (focused := dialog.focusWidget()) not in seen:
        seen[focused] = focused.grab().toImage()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    for control, with_focus in seen.items():
        control.clearFocus()
        assert control.grab().toImage() != with_focus, f"{type(control).__name__} {control.accessibleName()}"
    dialog.reject()


def _inner(control: QWidget) -> bool:
    """Whether a control is a part of another, as the line of a spin box is."""
    return control.objectName().startswith("qt_")


@pytest.mark.parametrize("name", [*OPENED_BY, *BUILT])
def test_a_dialog_fits_a_small_screen(window: MainWindow, name: str) -> None:
    commit(window.editor, "一句话。")
    window.versions.keep_automatic()
    dialog = open_dialog(window, name)
    smallest = dialog.minimumSizeHint()
    assert smallest.width() <= SMALL[0]
    assert smallest.height() <= SMALL[1]
    dialog.reject()


def test_the_window_fits_a_small_screen(window: MainWindow) -> None:
    window.resize(*SMALL)
    QApplication.processEvents()
    assert (window.width(), window.height()) == SMALL


def test_the_status_line_is_read_out(window: MainWindow) -> None:
    commit(window.editor, "字")
    names = [label.accessibleName() for label in window.status.findChildren(QLabel)]
    assert all(names)


def test_a_screen_reader_finds_the_panes_by_name(window: MainWindow) -> None:
    names = {interface.text(QAccessible.Text.Name) for interface in below(window)}
    assert {"提纲", "讲稿", "联想", "素材库"} <= names


def below(root: QWidget) -> list[QAccessibleInterface]:
    found: list[QAccessibleInterface] = []
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        interface = waiting.pop()
        found.append(interface)
        waiting += [child for at in range(interface.childCount()) if (child := interface.child(at))]
    return found
