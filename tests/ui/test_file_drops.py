"""Files dropped on the window, asked about once."""

from pathlib import Path

import pytest
from hands import drop_at
from PySide6.QtCore import QMimeData, QPoint, QUrl
from PySide6.QtWidgets import QMessageBox, QWidget

from speechdesk.drafting.storage import save_draft
from speechdesk.records import BlockKind, Draft, DraftBlock
from speechdesk.ui.main_window import MainWindow
from speechdesk.worker import ImportSummary


def carried(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the user is asked; the answer is the button whose words stand in front of the list."""
    told: list[str] = []

    def answer(box: QMessageBox) -> None:
        told.append(box.text())
        next(button for button in box.buttons() if button.text() == told[0]).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return told


def test_a_draft_dropped_on_the_window_is_opened(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "稿.speech"
    save_draft(Draft(blocks=(DraftBlock(BlockKind.BODY, "正文。"),)), path)
    drop_at(window, carried(path), QPoint(20, 300))
    assert window.files.path == path
    assert window.editor.toPlainText() == "正文。"


def test_material_is_imported_when_the_user_says_so_and_he_is_asked_once(
    window: MainWindow, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[Path]] = []
    monkeypatch.setattr(window.library, "import_paths", taken.append)
    paths = [tmp_path / "甲.txt", tmp_path / "乙.docx"]
    asked.append("导入素材库")
    drop_at(window, carried(*paths), QPoint(20, 300))
    assert asked[1:] == ["这 2 个文件（夹）拿来做什么？"]
    assert taken == [paths]


def test_a_single_file_may_become_the_draft_and_stays_as_it_is(
    window: MainWindow, tmp_path: Path, asked: list[str]
) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("同志们：\n大家好，今天开会。\n", encoding="utf-8")
    asked.append("作为讲稿打开")
    drop_at(window, carried(path), QPoint(20, 300))
    assert "大家好，今天开会。" in window.editor.toPlainText()
    assert window.files.path is None


def test_nothing_happens_when_the_question_is_left(
    window: MainWindow, tmp_path: Path, asked: list[str]
) -> None:
    imported: list[ImportSummary] = []
    window.library.imported.connect(imported.append)
    asked.append("取消")
    drop_at(window, carried(tmp_path / "讲话.txt"), QPoint(20, 300))
    assert imported == []
    assert window.editor.toPlainText().strip() == ""


def test_files_dropped_on_the_draft_go_to_the_window_too(
    window: MainWindow, tmp_path: Path, asked: list[str]
) -> None:
    asked.append("取消")
    drop_at(window.editor.viewport(), carried(tmp_path / "甲.txt"), QPoint(60, 60))
    assert asked[1:] == ["“甲.txt”拿来做什么？"]
    assert window.editor.toPlainText().strip() == ""


def test_files_of_another_computer_are_not_taken(window: MainWindow, asked: list[str]) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.docx")])
    target: QWidget = window
    drop_at(target, data, QPoint(20, 300))
    assert asked == []
