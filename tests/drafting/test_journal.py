import logging
from pathlib import Path

import pytest

from speechdesk.drafting.journal import JournalEntry, read_journals, write_journal
from speechdesk.records import BlockKind, Draft, DraftBlock

DRAFT = Draft(blocks=(DraftBlock(BlockKind.BODY, "写到一半"),))


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
