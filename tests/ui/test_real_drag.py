import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from speechdesk.documents.reader import read_document
from speechdesk.drafting.storage import open_draft
from speechdesk.screen import missing_packages

HERE = Path(__file__).parent
MOVES = 12
pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")) or bool(missing_packages(window=True)),
    reason="needs Xvfb, xdotool and the libraries of a window",
)


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual X screen; its name."""
    reading, writing = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(arguments, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def drag(display: str, start: list[int], end: list[int]) -> None:
    """Press, move in steps and release, as a hand would."""

    def mouse(*arguments: object) -> None:
        command = ["xdotool", *map(str, arguments)]
        subprocess.run(command, check=True, env=os.environ | {"DISPLAY": display})
        time.sleep(0.05)

    mouse("mousemove", *start)
    mouse("mousedown", 1)
    for step in range(1, MOVES + 1):
        mouse("mousemove", *(round(a + (b - a) * step / MOVES) for a, b in zip(start, end, strict=True)))
    time.sleep(0.1)
    mouse("mouseup", 1)


def test_a_card_dragged_with_the_mouse_lands_in_the_draft_and_reaches_word(
    screen: str, tmp_path: Path
) -> None:
    environment = os.environ | {
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent.parent))),
    }
    command = [sys.executable, str(HERE / "drag_on_screen.py"), str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        points = json.loads(desk.stdout.readline())
        drag(screen, points["from"], points["to"])
        told = json.loads(desk.stdout.readline())
    assert desk.returncode == 0
    assert "政府系统办公室服务政府工作最直接" in told["dropped"]
    assert told["spans"] == 1
    assert told["undone"] == told["before"]
    saved = [block.text for block in open_draft(tmp_path / "a.speech").blocks if block.text]
    assert "\n".join(saved) == told["dropped"].strip()
    (speech,) = read_document(tmp_path / "a.docx").speeches
    assert [block.text for block in speech.blocks] == saved
