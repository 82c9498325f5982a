"""What every test has: a user folder of its own, so that no test touches the real one."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt
# Examples have no deadline: the first one of any test may have to read and compile the rules.
settings.register_profile("speechdesk", deadline=None)
settings.load_profile("speechdesk")


@pytest.fixture(autouse=True)
def user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for one test, not yet made."""
    folder = tmp_path_factory.mktemp("user") / "SpeechDesk"
    monkeypatch.setenv("SPEECHDESK_HOME", str(folder))
    return folder
