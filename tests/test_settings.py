from pathlib import Path

import pytest

from speechdesk.settings import (
    Settings,
    Theme,
    find_fault,
    load_settings,
    save_settings,
    shown_settings,
    with_recent,
    zoomed,
)


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    settings = Settings(theme=Theme.DARK, suggestions=False, recent=("/a.speech",))
    save_settings(settings, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == settings


@pytest.mark.parametrize(
    "content", ["", "{", '{"theme":"pink"}', '{"rate_chars":"many"}', '{"rate_chars":0}']
)
def test_damaged_settings_become_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, encoding="utf-8")
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_missing_settings_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == Settings()


def test_the_newest_draft_stands_first_and_once() -> None:
    assert with_recent(("/a", "/b"), Path("/b")) == ("/b", "/a")
    assert len(with_recent(tuple(f"/{n}" for n in range(10)), Path("/new"))) == 10


def test_one_damaged_setting_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"rate_chars":900,"zoom_percent":80,"gone":1}', encoding="utf-8")
    assert load_settings(tmp_path / "settings.json") == Settings(zoom_percent=80)


def test_the_settings_of_a_group_stand_together() -> None:
    groups = [shown.group for shown in shown_settings()]
    assert sorted(groups, key=groups.index) == groups
    assert all(shown.title for shown in shown_settings())


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("rate_chars", 180, ""),
        ("rate_chars", 59, "请填 60 到 600 之间的数。"),
        ("completion_score", 1.5, "请填 0 到 1 之间的数。"),
        ("draft_folder", "", ""),
        ("draft_folder", "/没有", "没有这个文件夹；请另选一个，或者留空。"),
    ],
)
def test_a_value_that_cannot_be_taken_gets_a_sentence(name: str, value: object, fault: str) -> None:
    (shown,) = (shown for shown in shown_settings() if shown.name == name)
    assert find_fault(shown, value) == fault


@pytest.mark.parametrize(
    ("percent", "steps", "next_percent"),
    [(100, 1, 115), (100, -1, 90), (115, 0, 100), (200, 1, 200), (70, -1, 70), (107, 1, 115)],
)
def test_sizes_go_in_steps(percent: int, steps: int, next_percent: int) -> None:
    assert zoomed(percent, steps) == next_percent
