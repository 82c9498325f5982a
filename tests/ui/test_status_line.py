from pathlib import Path

import pytest
from hands import always, commit, trigger
from pytestqt.qtbot import QtBot

from speechdesk.drafting.storage import open_draft
from speechdesk.export.composition import Composer
from speechdesk.export.presets import load_preset
from speechdesk.paths import seeds
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.ui import dialogs
from speechdesk.ui.main_window import MainWindow


def said(window: MainWindow, key: str) -> str:
    return window.status.labels[key].text()


def test_characters_are_counted_as_word_counts_them(window: MainWindow, qtbot: QtBot) -> None:
    commit(window.editor, "2026年GDP增长8.5%。")
    qtbot.waitUntil(lambda: said(window, "chars") == "7 字")


def test_minutes_are_a_range_at_the_speakers_rate(window: MainWindow, qtbot: QtBot) -> None:
    commit(window.editor, "字" * 1800)
    qtbot.waitUntil(lambda: said(window, "minutes") == "约 9–11 分钟")
    window.preferences.change(rate_chars=360)
    assert said(window, "minutes") == "约 4–6 分钟"


def test_pages_are_those_of_the_preset(window: MainWindow, qtbot: QtBot) -> None:
    draft = open_draft(next(seeds().glob("003*.txt")))
    window.editor.set_blocks(draft.blocks)
    pages = len(Composer(load_preset("speech")).compose(window.files.draft()).pages)
    qtbot.waitUntil(lambda: said(window, "pages") == f"{pages} 页")


def test_pages_follow_another_preset(window: MainWindow, qtbot: QtBot) -> None:
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, "字" * 1800),))
    qtbot.waitUntil(lambda: said(window, "pages") == "3 页")
    window.preferences.change(preset="reading-24")
    pages = len(Composer(load_preset("reading-24")).compose(window.files.draft()).pages)
    assert pages > 3
    qtbot.waitUntil(lambda: said(window, "pages") == f"{pages} 页")


def test_the_line_says_whether_the_draft_is_saved(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(window, "saved") == "新讲稿"
    commit(window.editor, "一句话。")
    assert said(window, "saved") == "未保存"
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "a.speech"))
    trigger(window, "save")
    assert said(window, "saved") == "已保存"


def test_figures_keep_their_places_as_digits_change(window: MainWindow, qtbot: QtBot) -> None:
    commit(window.editor, "字。")
    qtbot.waitUntil(lambda: said(window, "chars") == "2 字")
    places = {key: label.geometry() for key, label in window.status.labels.items()}
    commit(window.editor, "字" * 12_000)
    qtbot.waitUntil(lambda: said(window, "chars") == "12,002 字")
    assert {key: label.geometry() for key, label in window.status.labels.items()} == places


def test_each_figure_tells_a_screen_reader_what_it_is(window: MainWindow, qtbot: QtBot) -> None:
    commit(window.editor, "字。")
    qtbot.waitUntil(lambda: said(window, "chars") == "2 字")
    assert window.status.labels["chars"].accessibleName() == "字数：2 字"
    assert all(label.toolTip() for label in window.status.labels.values())
