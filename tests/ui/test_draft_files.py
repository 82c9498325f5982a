import os
import subprocess
import sys
from pathlib import Path

import pytest
from hands import always, commit, trigger

from speechdesk.drafting.storage import open_draft, save_draft
from speechdesk.records import BlockKind, Draft, DraftBlock
from speechdesk.ui import dialogs
from speechdesk.ui.main_window import MainWindow

HERE = Path(__file__).parent
MINE = Draft(blocks=(DraftBlock(BlockKind.BODY, "我的。"),))
THEIRS = Draft(blocks=(DraftBlock(BlockKind.BODY, "别人的。"),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save_draft(MINE, tmp_path / "a.speech")
    return tmp_path / "a.speech"


@pytest.mark.parametrize(
    ("answer", "kept"), [(dialogs.Overwrite.CANCEL, "别人的。"), (dialogs.Overwrite.REPLACE, "改。我的。")]
)
def test_a_file_changed_by_another_program_is_never_overwritten_silently(
    window: MainWindow,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: dialogs.Overwrite,
    kept: str,
) -> None:
    window.files.open(path)
    commit(window.editor, "改。")
    save_draft(THEIRS, path)
    monkeypatch.setattr(dialogs, "ask_overwrite", always(answer))
    trigger(window, "save")
    assert open_draft(path).blocks[0].text == kept
    assert window.editor.document().isModified() is (answer is dialogs.Overwrite.CANCEL)


def test_saved_elsewhere_both_stay(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.files.open(path)
    commit(window.editor, "改。")
    save_draft(THEIRS, path)
    monkeypatch.setattr(dialogs, "ask_overwrite", always(dialogs.Overwrite.SAVE_AS))
    monkeypatch.setattr(dialogs, "choose_save", always(path.with_name("b.speech")))
    trigger(window, "save")
    assert open_draft(path) == THEIRS
    assert open_draft(path.with_name("b.speech")).blocks[0].text == "改。我的。"


def test_saving_again_asks_nothing(window: MainWindow, path: Path) -> None:
    window.files.open(path)
    for text in ("一", "二"):
        commit(window.editor, text)
        trigger(window, "save")
    assert open_draft(path).blocks[0].text == "一二我的。"


def test_a_draft_open_in_another_window_is_refused_kindly(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def show_error(_: object, message: str) -> None:
        told.append(message)

    monkeypatch.setattr(dialogs, "show_error", show_error)
    command = [sys.executable, str(HERE / "killed_desk.py"), str(path)]
    paths = os.pathsep.join((str(HERE), str(HERE.parent.parent)))
    environment = os.environ | {"PYTHONPATH": paths}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert not window.files.open(path)
        other.kill()
    assert told == ["“a.speech”已在另一个讲稿台窗口里打开；请到那个窗口编辑。"]
    assert window.files.path is None
    assert window.files.open(path)


def test_a_document_opened_as_a_draft_is_saved_under_a_name_of_its_own(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.txt"
    source.write_text("在全市会议上的讲话\n同志们：\n今天开会。\n", encoding="utf-8")
    window.files.open(source)
    proposed: list[Path] = []

    def choose(_: object, path: Path) -> None:
        proposed.append(path)

    monkeypatch.setattr(dialogs, "choose_save", choose)
    trigger(window, "save")
    assert [path.name for path in proposed] == ["在全市会议上的讲话.speech"]
    assert source.read_text(encoding="utf-8").startswith("在全市会议上的讲话")
