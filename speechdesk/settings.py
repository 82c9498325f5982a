"""What the user has set, kept as JSON in the user's folder."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from speechdesk.atomic import replace_file

_MOST_RECENT = 10


class Theme(StrEnum):
    """The window's colours; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings.

    Attributes:
        theme: the window's colours.
        suggestions: whether anything is suggested while typing.
        completion_score: grey text is shown from this score on, 0 to 1.
        numbering: whether the numbers of points are kept right while they are moved.
        rate_chars: how many characters the speaker says in a minute.
        zoom_percent: size of the drafting pane.
        recent: drafts opened or saved last, newest first.
    """

    theme: Theme = Theme.SYSTEM
    suggestions: bool = True
    completion_score: Annotated[float, Meta(ge=0, le=1)] = 0.45
    numbering: bool = True
    rate_chars: Annotated[int, Meta(ge=60, le=600)] = 180
    zoom_percent: Annotated[int, Meta(ge=50, le=300)] = 100
    recent: tuple[str, ...] = ()


def load_settings(path: Path) -> Settings:
    """Return the settings in `path`; the defaults where the file is missing or damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Settings()


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings to `path`.

    Raises:
        UnwritableFile: the user's folder cannot be written.
    """
    replace_file(path, msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")


def with_recent(recent: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """Return the list of recent drafts with `path` in front."""
    name = str(path)
    return (name, *(other for other in recent if other != name))[:_MOST_RECENT]
