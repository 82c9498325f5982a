import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from hands import always, commit, trigger
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from speechdesk.desk import Desk
from speechdesk.drafting.journal import Leftover, read_journals
from speechdesk.drafting.storage import open_draft, save_draft
from speechdesk.paths import recovery_folder
from speechdesk.records import BlockKind, Draft, DraftBlock
from speechdesk.ui import dialogs
from speechdesk.ui.jobs import Jobs
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.recovery import Recovery

HERE = Path(__file__).parent


def type_and_kill(*arguments: str) -> None:
    """Let another desk type for a second, then kill it without warning."""
    paths = os.pathsep.join((str(HERE), str(HERE.parent.parent)))
    command = [sys.executable, str(HERE / "killed_desk.py"), *arguments]
    environment = os.environ | {"PYTHONPATH": paths}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "typed\n"
        desk.kill()


def test_what_a_killed_desk_had_is_offered_and_taken_up(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    type_and_kill()
    (leftover,) = window.recovery.leftovers()
    monkeypatch.setattr(dialogs, "choose_leftover", always((leftover, False)))
    window.offer_recovery()
    assert window.editor.toPlainText() == "写到一半就停电了\n"
    assert window.editor.document().isModified()
    assert window.recovery.leftovers() == ()
    qtbot.waitUntil(lambda: len(read_journals(recovery_folder())) == 1)  # its own from now on


def test_the_versions_of_a_draft_that_was_never_saved_come_back_with_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_and_kill()
    monkeypatch.setattr(dialogs, "choose_leftover", always((window.recovery.leftovers()[0], False)))
    window.offer_recovery()
    trigger(window, "versions")
    dialog = window.versions.dialog
    assert dialog is not None
    assert dialog.list.count() == 2  # half way, and as it was found again
    dialog.list.setCurrentRow(1)
    dialog.restore_wanted.emit(dialog.chosen())
    assert window.editor.toPlainText() == "写到一半\n"
    dialog.reject()


def test_a_killed_desks_changes_come_back_as_changes_of_their_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.speech"
    save_draft(Draft(blocks=(DraftBlock(BlockKind.BODY, "。"),)), path)
    type_and_kill(str(path))
    assert open_draft(path).blocks[0].text == "。"
    monkeypatch.setattr(dialogs, "choose_leftover", always((window.recovery.leftovers()[0], False)))
    window.offer_recovery()
    assert window.files.path == path
    trigger(window, "save")
    assert open_draft(path).blocks[0].text == "写到一半就停电了。"


def test_thrown_away_it_is_gone_and_left_for_later_it_stays(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_and_kill()
    monkeypatch.setattr(dialogs, "choose_leftover", always((None, False)))
    window.offer_recovery()
    assert len(window.recovery.leftovers()) == 1

    def throw(_: QWidget, leftovers: tuple[Leftover, ...]) -> tuple[Leftover, bool]:
        return leftovers[0], True

    monkeypatch.setattr(dialogs, "choose_leftover", throw)
    window.offer_recovery()
    assert list(recovery_folder().iterdir()) == []
    assert window.editor.toPlainText().strip() == ""


def test_a_living_windows_journal_is_nobody_elses(window: MainWindow, qtbot: QtBot) -> None:
    commit(window.editor, "正在写")
    qtbot.waitUntil(lambda: len(read_journals(recovery_folder())) == 1)
    assert window.recovery.leftovers() == ()


def test_a_saved_or_refused_draft_leaves_nothing(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk.window
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "a.speech"))
    commit(window.editor, "正在写")
    qtbot.waitUntil(lambda: len(read_journals(recovery_folder())) == 1)
    trigger(window, "save")
    assert read_journals(recovery_folder()) == ()
    commit(window.editor, "又写")
    qtbot.waitUntil(lambda: len(read_journals(recovery_folder())) == 1)
    monkeypatch.setattr(dialogs, "ask_unsaved", always(dialogs.Unsaved.DISCARD))
    window.close()
    desk.close()
    assert list(recovery_folder().iterdir()) == []


def test_a_slow_disk_does_not_hold_the_journal_up(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(_: int) -> None:
        disk.wait(10)

    def texts() -> Iterator[str]:
        return (left.entry.draft.blocks[0].text for left in read_journals(tmp_path))

    disk, typed = Event(), ["一"]
    monkeypatch.setattr(os, "fsync", wait)
    jobs, syncs, owner = Jobs(), Jobs(), QObject()
    recovery = Recovery(tmp_path, jobs, syncs, owner)
    recovery.watch(lambda: Draft(blocks=(DraftBlock(BlockKind.BODY, typed[0]),)), lambda: None, str)
    for typed[0] in ("一", "一二", "一二三"):
        recovery.note_change()
        qtbot.waitUntil(lambda: list(texts()) == typed)
    disk.set()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.journal"))) == 1)
    assert list(texts()) == ["一二三"]
    jobs.close()
    syncs.close()
    recovery.close()
