"""A real window over the seeds, its work done at once so that nothing has to be waited for."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from speechdesk.desk import Desk, build_desk
from speechdesk.paths import library_file, seeds
from speechdesk.settings import Settings, Theme
from speechdesk.ui.jobs import Jobs
from speechdesk.ui.main_window import MainWindow
from speechdesk.worker import import_files

_PATIENCE_TURNS = 1000  # with a dialog that nobody answers
P = ParamSpec("P")
T = TypeVar("T")


class AtOnce(Executor):
    """Runs work where and when it is given."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture(scope="session")
def seed_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the seeds, made once."""
    path = tmp_path_factory.mktemp("seeds") / "library.sqlite"
    import_files([seeds()], path, lambda _: None, lambda: False)
    return path


@pytest.fixture
def desk(
    qapp: QApplication, qtbot: QtBot, seed_library: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """The desk, shown, with the seeds as its library."""
    library_file().parent.mkdir(parents=True)
    shutil.copy(seed_library, library_file())
    made = build_desk(qapp, Settings(theme=Theme.LIGHT), lambda: Jobs(AtOnce()))
    monkeypatch.setattr("PySide6.QtWidgets.QMessageBox.warning", _unexpected_dialog)
    monkeypatch.setattr("PySide6.QtWidgets.QMessageBox.about", _unexpected_dialog)
    monkeypatch.setattr(QDialog, "exec", _answered_at_once(QDialog.exec))
    made.window.resize(1280, 800)  # the screen of offscreen has less room
    made.window.show()
    made.window.library.open()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.editor.hasFocus)
    yield made
    made.window.editor.document().setModified(False)
    made.window.close()
    made.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    """The desk's window."""
    return desk.window


def _answered_at_once(run: Callable[[QDialog], int]) -> Callable[[QDialog], int]:
    """Run a dialog that a timer set before answers; any other fails the test, which would wait for ever."""

    def exec_dialog(dialog: QDialog) -> int:
        words = dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
        turns = iter(range(_PATIENCE_TURNS))  # of the event loop: time says nothing on a busy machine
        nobody = QTimer(interval=1)
        nobody.timeout.connect(lambda: dialog.reject() if next(turns, None) is None else None)
        nobody.start()
        answer = run(dialog)
        nobody.stop()
        if next(turns, None) is None:
            pytest.fail(f"a dialog nobody expected: {words}")
        return answer

    return exec_dialog


def _unexpected_dialog(*arguments: object) -> None:
    pytest.fail(f"a dialog nobody expected: {arguments}")
