import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from speechdesk.errors import NewerFormat, SpeechDeskError
from speechdesk.library.library import Library
from speechdesk.paths import seeds
from speechdesk.worker import ImportSummary, Progress, create_library, import_files, import_in_process

Importer = Callable[[Sequence[Path], Path, Callable[[Progress], None]], ImportSummary]


def here(paths: Sequence[Path], library: Path, report: Callable[[Progress], None]) -> ImportSummary:
    return import_files(paths, library, report, lambda: False)


def in_process(paths: Sequence[Path], library: Path, report: Callable[[Progress], None]) -> ImportSummary:
    return import_in_process(paths, library, report, Event())


@pytest.fixture(params=[here, in_process])
def importer(request: pytest.FixtureRequest) -> Importer:
    return request.param


def test_the_seeds_become_a_library_with_progress(tmp_path: Path, importer: Importer) -> None:
    reported: list[Progress] = []
    summary = importer([seeds()], tmp_path / "l.sqlite", reported.append)
    assert (summary.documents, summary.known, summary.failures) == (5, 0, ())
    with Library(tmp_path / "l.sqlite") as library:
        assert sum(len(document.titles) for document in library.documents()) == 7
        assert library.count_passages() == summary.passages > 600
    assert [progress.done for progress in reported] == [0, 1, 2, 3, 4, 5]
    assert {progress.total for progress in reported} == {5}


def test_a_bad_file_is_reported_and_stops_nothing(tmp_path: Path, importer: Importer) -> None:
    (tmp_path / "a.txt").write_text("今天我们开会，部署工作。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.docx").write_bytes(b"no zip")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8")
    summary = importer([tmp_path, tmp_path / "none.txt"], tmp_path / "l.sqlite", lambda _: None)
    assert summary.documents == 1
    assert [failure.file for failure in summary.failures] == ["b.txt", "c.docx", "none.txt"]
    assert all(failure.message.endswith("。") for failure in summary.failures)


def test_importing_again_does_nothing_twice(tmp_path: Path) -> None:
    here([seeds()], tmp_path / "l.sqlite", lambda _: None)
    again = here([seeds()], tmp_path / "l.sqlite", lambda _: None)
    assert (again.documents, again.passages, again.known) == (0, 0, 5)
    assert again.sentence() == "收进 0 份材料，新增素材 0 条，5 份已在库中。"


def test_an_import_stops_when_asked_and_keeps_what_was_done(tmp_path: Path) -> None:
    seen: list[Progress] = []
    summary = import_files([seeds()], tmp_path / "l.sqlite", seen.append, lambda: len(seen) == 2)
    assert summary.cancelled
    assert summary.documents == 2
    with Library(tmp_path / "l.sqlite") as library:
        assert len(library.documents()) == 2


def test_an_import_in_a_process_can_be_cancelled(tmp_path: Path) -> None:
    cancel = Event()
    cancel.set()
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"第{number}次会议的内容。" * 50, encoding="utf-8")
    summary = import_in_process([tmp_path], tmp_path / "l.sqlite", lambda _: None, cancel)
    assert summary.cancelled
    assert summary.documents < 40


def test_trouble_in_the_process_reaches_the_caller(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Library(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerFormat, match="更新版本"):
        in_process([seeds()], path, lambda _: None)


def test_the_users_library_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "home" / "library.sqlite"

    def fail(_files: Sequence[Path], target: Path) -> ImportSummary:
        Library(target).close()
        raise SpeechDeskError("中断。")

    with pytest.raises(SpeechDeskError, match="中断"):
        create_library(path, fail)
    assert list(path.parent.iterdir()) == []
    create_library(path, lambda files, target: here(files, target, lambda _: None))
    assert [file.name for file in path.parent.iterdir()] == ["library.sqlite"]
