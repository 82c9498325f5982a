import logging
import os
from pathlib import Path

import pytest

from speechdesk.drafting.journal import (
    JournalEntry,
    journal_file,
    read_journals,
    sync_journal,
    write_journal,
)
from speechdesk.errors import UnwritableFile
from speechdesk.records import BlockKind, Draft, DraftBlock

DRAFT = Draft(blocks=(DraftBlock(BlockKind.BODY, "写到一半"),))


def write(folder: Path, *numbers: int) -> list[Path]:
    """Journals of one window, each written at the second of its number."""
    files = [journal_file(folder, "window", number) for number in numbers]
    for file, number in zip(files, numbers, strict=True):
        write_journal(file, JournalEntry("", f"2026-03-01T08:00:{number:02}", DRAFT))
    return files


def test_what_was_journalled_is_found_newest_first(tmp_path: Path) -> None:
    write_journal(tmp_path / "a.journal", JournalEntry("", "2026-03-01T08:00:00", DRAFT))
    write_journal(tmp_path / "b.journal", JournalEntry("/x.speech", "2026-03-01T09:00:00", Draft()))
    found = read_journals(tmp_path)
    assert [leftover.file.name for leftover in found] == ["b.journal", "a.journal"]
    assert found[1].entry.draft == DRAFT


def test_a_damaged_or_newer_journal_is_passed_over_and_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.journal").write_bytes(b"{")
    write_journal(tmp_path / "b.journal", JournalEntry("", "2026", DRAFT, version=99))
    with caplog.at_level(logging.CRITICAL):
        assert read_journals(tmp_path) == ()
    assert len(list(tmp_path.iterdir())) == 2


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_journals(tmp_path / "none") == ()


def test_of_a_window_the_newest_is_found(tmp_path: Path) -> None:
    write(tmp_path, 9, 10, 8)
    (found,) = read_journals(tmp_path)
    assert found.entry.written == "2026-03-01T08:00:10"


def test_one_cut_off_gives_way_to_the_one_before(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    newest = write(tmp_path, 1, 2)[-1]
    newest.write_bytes(newest.read_bytes()[:20])
    with caplog.at_level(logging.CRITICAL):
        (found,) = read_journals(tmp_path)
    assert found.entry.written == "2026-03-01T08:00:01"


def test_what_the_disk_has_takes_the_place_of_all_before(tmp_path: Path) -> None:
    first, second, third = write(tmp_path, 1, 2, 3)
    other = journal_file(tmp_path, "other", 1)
    write_journal(other, JournalEntry("", "2026", DRAFT))
    sync_journal(second)
    assert set(tmp_path.iterdir()) == {second, third, other}
    sync_journal(first)  # gone meanwhile
    assert set(tmp_path.iterdir()) == {second, third, other}


def test_what_the_disk_does_not_take_is_told_and_the_one_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "input/output error")

    first, second = write(tmp_path, 1, 2)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableFile):
        sync_journal(second)
    assert list(tmp_path.iterdir()) == [first]


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile):
        write_journal(tmp_path / "none" / "a.1.journal", JournalEntry("", "2026", DRAFT))
