"""Keys that come faster than answers: nothing is lost, and only the newest question is answered."""

import shutil
from pathlib import Path
from threading import Event

import pytest
from hands import commit
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from speechdesk.desk import build_desk
from speechdesk.paths import library_file
from speechdesk.records import Suggestions
from speechdesk.settings import Settings
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester
from speechdesk.ui.caret_place import caret_place
from speechdesk.ui.library_access import Answer

TYPED = "办公室工作需要紧跟时代步伐，不断开拓创新，努力适应新形势、新任务、新要求，切实提高服务水平。"


def test_of_a_burst_of_keys_all_are_there_and_only_the_newest_is_answered(
    qapp: QApplication, qtbot: QtBot, seed_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Place] = []
    answers: list[Answer] = []
    free = Event()

    def suggest(suggester: Suggester, before: str | Place, n: int = 5) -> Suggestions:
        if isinstance(before, Place) and before.before.strip():
            asked.append(before)
            free.wait(10)  # the first answer takes as long as the whole burst
        return answer(suggester, before, n)

    def keep(told: Answer) -> None:
        if told.place.before:  # what was asked for the empty draft may be told only now
            answers.append(told)

    answer = Suggester.suggest
    monkeypatch.setattr(Suggester, "suggest", suggest)
    library_file().parent.mkdir(parents=True)
    shutil.copy(seed_library, library_file())
    desk = build_desk(qapp, Settings())
    window = desk.window
    window.show()
    with qtbot.waitSignal(window.library.opened):
        window.library.open()
    window.library.suggested.connect(keep)
    for key in TYPED:
        commit(window.editor, key)
    free.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert window.editor.text_before_caret().endswith(TYPED)
    assert [answer.place for answer in answers] == [caret_place(window.editor)]
    assert len(asked) <= 2  # for the first keys and for the last
    assert window.side.suggestions.model.rowCount()
    window.editor.document().setModified(False)
    window.close()
    desk.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
