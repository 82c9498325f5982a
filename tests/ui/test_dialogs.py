import pytest
from hands import commit, trigger
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog

from speechdesk.ui.main_window import MainWindow


def open_and_close(window: MainWindow, name: str) -> int:
    """Objects below the window once the dialog is gone."""
    trigger(window, name)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return len(window.findChildren(QObject))


@pytest.mark.parametrize("name", ["settings", "help", "versions"])
def test_a_dialog_leaves_nothing_behind(window: MainWindow, name: str) -> None:
    commit(window.editor, "一句话。")
    window.versions.keep_automatic()
    first = open_and_close(window, name)
    assert {open_and_close(window, name) for _ in range(10)} == {first}


@pytest.mark.parametrize("name", ["settings", "help", "versions"])
def test_closing_a_dialog_leads_back_to_the_draft(window: MainWindow, name: str) -> None:
    open_and_close(window, name)
    assert window.focusWidget() is window.editor
