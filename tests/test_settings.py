from pathlib import Path

import pytest

from speechdesk.settings import Settings, Theme, load_settings, save_settings, with_recent


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    settings = Settings(theme=Theme.DARK, suggestions=False, recent=("/a.speech",))
    save_settings(settings, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == settings


@pytest.mark.parametrize("content", ["", "{", '{"theme":"pink"}', '{"rate_chars":"many"}'])
def test_damaged_settings_become_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, encoding="utf-8")
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_missing_settings_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == Settings()


def test_the_newest_draft_stands_first_and_once() -> None:
    assert with_recent(("/a", "/b"), Path("/b")) == ("/b", "/a")
    assert len(with_recent(tuple(f"/{n}" for n in range(10)), Path("/new"))) == 10
