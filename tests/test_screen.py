import pytest

from speechdesk import screen
from speechdesk.__main__ import main

pytestmark = pytest.mark.skipif(not screen.sys.platform.startswith("linux"), reason="a Linux matter")


def lack(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Make every library whose name holds `part` missing."""

    def loads(library: str) -> bool:
        return not part or part not in library.lower()

    monkeypatch.setattr(screen, "_loads", loads)


@pytest.fixture(autouse=True)
def all_libraries_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lack(monkeypatch, "")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_display_the_window_says_so_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    error = capsys.readouterr().err
    assert error == "没有图形界面，窗口打不开；请在桌面环境里运行，或使用命令（speechdesk --help）。\n"


def test_missing_libraries_are_named_by_package(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lack(monkeypatch, "xcb-cursor")
    monkeypatch.setenv("DISPLAY", ":0")
    assert main(["讲稿.speech"]) == 2
    assert capsys.readouterr().err.endswith("sudo apt-get install -y libxcb-cursor0\n")


def test_offscreen_needs_neither_display_nor_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    lack(monkeypatch, "xcb")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert screen.window_trouble() == ""


def test_with_a_display_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert screen.window_trouble() == ""
