from pathlib import Path

import pytest
from hands import always, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from speechdesk.settings import Settings, Theme, shown_settings
from speechdesk.ui import dialogs
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.settings_dialog import SettingsDialog
from speechdesk.ui.theme import DARK


@pytest.fixture
def dialog(window: MainWindow) -> SettingsDialog:
    trigger(window, "settings")
    found = window.findChild(SettingsDialog)
    assert found is not None
    return found


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    box = dialog.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def type_number(dialog: SettingsDialog, name: str, digits: str) -> None:
    box = dialog.findChild(QSpinBox, name)
    assert box is not None
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, digits)
    QTest.keyClick(box, Qt.Key.Key_Return)


def faults(dialog: SettingsDialog) -> list[str]:
    labels = [label for label in dialog.findChildren(QLabel) if label.objectName() == "wrong"]
    return [label.text() for label in labels if label.isVisibleTo(dialog)]


def test_every_setting_with_words_has_a_control(dialog: SettingsDialog) -> None:
    for shown in shown_settings():
        control = dialog.findChild(QWidget, shown.name)
        assert control is not None, shown.name
        assert control.accessibleName() == shown.title


def test_another_theme_applies_at_once(window: MainWindow, dialog: SettingsDialog) -> None:
    choose(dialog, "theme", Theme.DARK)
    assert window.settings.theme is Theme.DARK
    assert window.editor.colours == DARK


def test_another_size_applies_at_once(window: MainWindow, dialog: SettingsDialog) -> None:
    before = window.editor.viewport().width()
    type_number(dialog, "zoom_percent", "80")
    assert window.settings.zoom_percent == 80
    assert window.editor.viewport().width() < before


def test_another_face_applies_at_once_and_is_no_undo_step(window: MainWindow, dialog: SettingsDialog) -> None:
    family = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)[0]
    choose(dialog, "face_body", family)
    assert window.editor.document().defaultFont().family() == family
    assert not window.editor.document().isUndoAvailable()


def test_another_preset_applies_at_once(window: MainWindow, dialog: SettingsDialog) -> None:
    choose(dialog, "preset", "reading")
    assert window.files.preset_name == "reading"


def test_suggestions_are_switched_in_the_dialog_and_in_the_menu_alike(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    box = dialog.findChild(QCheckBox, "suggestions")
    assert box is not None
    box.click()
    assert not window.settings.suggestions
    assert not window.menus.actions["suggestions"].isChecked()
    window.menus.actions["suggestions"].trigger()
    assert box.isChecked()


def test_a_number_out_of_range_is_told_and_not_taken(window: MainWindow, dialog: SettingsDialog) -> None:
    type_number(dialog, "rate_chars", "900")
    assert window.settings.rate_chars == Settings().rate_chars
    assert faults(dialog) == ["请填 60 到 600 之间的数。"]


def test_the_sentence_goes_when_the_number_is_right(window: MainWindow, dialog: SettingsDialog) -> None:
    type_number(dialog, "rate_chars", "900")
    type_number(dialog, "rate_chars", "200")
    assert window.settings.rate_chars == 200
    assert faults(dialog) == []


def test_a_folder_that_is_not_there_is_told_and_not_taken(
    window: MainWindow, dialog: SettingsDialog, tmp_path: Path
) -> None:
    line = dialog.findChild(QLineEdit, "draft_folder")
    assert line is not None
    line.setText(str(tmp_path / "none"))
    line.editingFinished.emit()
    assert window.settings.draft_folder == ""
    assert faults(dialog) == ["没有这个文件夹；请另选一个，或者留空。"]


def test_a_folder_is_chosen_and_dialogs_begin_there(
    window: MainWindow, dialog: SettingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "choose_folder", always(tmp_path))
    choose_it = next(
        found for found in dialog.findChildren(QPushButton) if found.accessibleName() == "选择新讲稿的文件夹"
    )
    choose_it.click()
    assert window.files.folder() == tmp_path


def test_everything_goes_back_to_what_it_was_at_first(window: MainWindow, dialog: SettingsDialog) -> None:
    type_number(dialog, "rate_chars", "200")
    type_number(dialog, "version_minutes", "900")
    next(found for found in dialog.findChildren(QPushButton) if "恢复" in found.text()).click()
    assert window.settings == Settings()
    assert faults(dialog) == []
