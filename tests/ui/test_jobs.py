import logging
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from speechdesk.errors import SpeechDeskError
from speechdesk.ui.jobs import Jobs


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[str] = []
        self.threads: set[str] = set()

    def take(self, result: object) -> None:
        self.threads.add(current_thread().name)
        self.results.append(result)

    def fail(self, error: SpeechDeskError) -> None:
        self.errors.append(error.message)


def make(kind: str = "ask") -> tuple[Jobs, Receiver]:
    jobs, receiver = Jobs(), Receiver()
    jobs.receive(kind, receiver.take, receiver.fail)
    return jobs, receiver


def test_results_arrive_on_the_ui_thread(qtbot: QtBot) -> None:
    jobs, receiver = make()
    jobs.start("ask", lambda: current_thread().name)
    qtbot.waitUntil(lambda: len(receiver.results) == 1)
    assert receiver.results != [main_thread().name]
    assert receiver.threads == {main_thread().name}
    jobs.close()


def test_the_newest_request_wins(qtbot: QtBot) -> None:
    jobs, receiver = make()
    go, done = Event(), Event()
    jobs.start("ask", lambda: go.wait(5))
    for number in range(20):
        jobs.start("ask", lambda number=number: number)
    jobs.receive("last", lambda _: done.set(), receiver.fail)
    jobs.start("last", lambda: None)
    go.set()
    qtbot.waitUntil(done.is_set)
    assert receiver.results == [19]
    jobs.close()


def test_trouble_reaches_the_one_who_asked(qtbot: QtBot) -> None:
    jobs, receiver = make()

    def fail() -> object:
        raise SpeechDeskError("磁盘已满。")

    jobs.start("ask", fail)
    qtbot.waitUntil(lambda: receiver.errors == ["磁盘已满。"])
    jobs.close()


def test_a_defect_is_told_and_logged(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    jobs, receiver = make()
    found: list[object] = []
    jobs.defect_found.connect(found.append)
    with caplog.at_level(logging.CRITICAL):
        jobs.start("ask", lambda: 1 // 0)
        qtbot.waitUntil(lambda: len(found) == 1)
    assert isinstance(found[0], ZeroDivisionError)
    assert receiver.results == receiver.errors == []
    jobs.close()


def test_after_closing_nothing_is_delivered(qtbot: QtBot) -> None:
    jobs, receiver = make()
    jobs.start("ask", lambda: 1)
    jobs.close()
    qtbot.wait(20)
    assert receiver.results == []
