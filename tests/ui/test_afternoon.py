"""A whole afternoon at the desk: begun by a pattern, written, revised, undone, saved, killed, exported."""

import gc
import random
from pathlib import Path

import docx
import pytest
from afternoon import (
    begin,
    drop_passages,
    fill_card,
    fill_slots,
    find_and_replace,
    keep_version,
    leave,
    lock_words,
    move_sections,
    open_versions,
    redo_all,
    restore,
    undo_all,
    write,
)
from hands import always, trigger
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_recovery import type_and_kill

from speechdesk.drafting.storage import open_draft
from speechdesk.records import DraftBlock
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.main_window import MainWindow

_RUNS = 10
MEETING = "全县政府系统办公室工作会议"


def write_and_revise(window: MainWindow, chars: int, passages: int) -> tuple[int, int]:
    """The afternoon up to the restored version; how many completions were accepted and refused in it."""
    chance = random.Random(6)  # noqa: S311 - the same afternoon each time
    begin(window)
    fill_card(window, MEETING, "云麓县", "县")
    accepted, refused = write(window, chars, chance)
    before = len(window.editor.toPlainText())
    drop_passages(window, passages, chance)
    assert len(window.editor.toPlainText()) > before + 8 * passages
    keep_version(window, "first")
    move_sections(window)
    fill_slots(window, 3)
    fill_card(window, f"{MEETING}暨培训会", "青山县", "县")
    find_and_replace(window, "工作", "各项工作")
    lock_words(window)
    assert "误改" not in window.editor.toPlainText()
    keep_version(window, "second")
    open_versions(window, "second").reject()
    restore(window, "first")
    return accepted, refused


def texts(blocks: tuple[DraftBlock, ...]) -> list[str]:
    return [block.text for block in blocks]


def test_an_afternoon(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    accepted, refused = write_and_revise(window, 3000, 15)
    assert accepted >= 10
    assert refused >= 10
    written = window.editor.blocks()
    assert sum(map(len, texts(written))) > 3000

    undone = undo_all(window)
    assert window.editor.is_blank()
    assert redo_all(window) == undone
    assert window.editor.blocks() == written

    path = tmp_path / "讲稿.speech"
    monkeypatch.setattr(dialogs, "choose_save", always(path))
    trigger(window, "save")
    assert open_draft(path).blocks == written
    trigger(window, "new")
    type_and_kill(str(path))
    monkeypatch.setattr(dialogs, "choose_leftover", always((window.recovery.leftovers()[0], False)))
    window.offer_recovery()
    (first, *others) = written
    assert texts(window.editor.blocks()) == [f"写到一半就停电了{first.text}", *texts(tuple(others))]
    assert window.editor.blocks()[1:] == written[1:]

    monkeypatch.setattr(dialogs, "choose_export", always(tmp_path / "讲稿.docx"))
    monkeypatch.setattr(page_dialogs, "ask_anyway", always(page_dialogs.Answer(go_on=True)))
    trigger(window, "export")
    exported = docx.Document(str(tmp_path / "讲稿.docx"))
    # A long title is broken into lines.
    paragraphs = [paragraph.text.replace("\n", "") for paragraph in exported.paragraphs if paragraph.text]
    assert paragraphs == [block.text for block in window.editor.blocks() if block.text]
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_ten_afternoons_leave_no_object_behind(window: MainWindow) -> None:
    def counts() -> tuple[int, int]:
        write_and_revise(window, 30, 2)
        undo_all(window)
        leave(window)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        return len(window.findChildren(QObject)), len(QApplication.allWidgets())

    objects, widgets = counts()
    later = [counts() for _ in range(_RUNS)]
    assert {shown for _, shown in later} == {widgets}
    # A timer that happens to be running counts too; what is left behind each time makes ten.
    assert later[-1][0] - objects < _RUNS
    assert QApplication.activeModalWidget() is None
