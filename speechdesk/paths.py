"""Where the program's data and the user's folders are: in a checkout, a wheel or a frozen build."""

import os
import sys
from pathlib import Path

import platformdirs

_HOME_VARIABLE = "SPEECHDESK_HOME"


def _program_folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    bundled = package / name  # a wheel and a frozen build carry the data inside the package
    return bundled if bundled.is_dir() else package.parent / name


def resources() -> Path:
    """Return the folder of icons, presets and word lists."""
    return _program_folder("resources")


def seeds() -> Path:
    """Return the folder of the five speeches every library begins with."""
    return _program_folder("seeds")


def user_folder() -> Path:
    """Return the user's own folder, not yet created: `SPEECHDESK_HOME` when set, else the platform's."""
    chosen = os.environ.get(_HOME_VARIABLE, "")
    if chosen:
        return Path(chosen)
    return Path(platformdirs.user_data_dir("SpeechDesk", appauthor=False, roaming=sys.platform == "win32"))


def library_file() -> Path:
    """Return the user's own library."""
    return user_folder() / "library.sqlite"


def recovery_folder() -> Path:
    """Return the folder of the recovery journals."""
    return user_folder() / "recovery"


def versions_folder() -> Path:
    """Return the folder of the versions of all drafts."""
    return user_folder() / "versions"
