"""Which of the wanted faces this computer has."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QFontDatabase

from speechdesk.records import BlockKind
from speechdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Faces:
    """A family for each use; "" (the system's choice) where none of the wanted ones is installed."""

    title: str
    heading_1: str
    heading_2: str
    body: str
    interface: str

    def of_block(self, kind: BlockKind, level: int) -> str:
        """Return the family a paragraph (or its run-in heading) is shown in."""
        if kind is BlockKind.TITLE:
            return self.title
        if kind in (BlockKind.SPEAKER, BlockKind.DATE) or level == 2:  # noqa: PLR2004 - the second level
            return self.heading_2
        return self.heading_1 if level == 1 else self.body


def choose_faces(file: Path) -> Faces:
    """Return the first installed family of each list in `file` (resources/faces.toml)."""
    wanted = _read(file)
    installed = set(QFontDatabase.families())

    def first(use: str) -> str:
        return next((family for family in wanted[use] if family in installed), "")

    return Faces(first("title"), first("heading_1"), first("heading_2"), first("body"), first("interface"))


def chosen_faces(found: Faces, settings: Settings) -> Faces:
    """Return the families to show a draft in: the user's, and what was found where none is chosen."""
    return replace(
        found,
        title=settings.face_title or found.title,
        heading_1=settings.face_heading_1 or found.heading_1,
        heading_2=settings.face_heading_2 or found.heading_2,
        body=settings.face_body or found.body,
    )


def missing_faces(file: Path) -> tuple[str, ...]:
    """Return which printed faces of `file` (resources/faces.toml) this computer lacks, by their names."""
    installed = set(QFontDatabase.families())
    printed = _read(file)["printed"]
    return tuple(name for name, families in printed.items() if not installed.intersection(families))


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def has_chinese_face() -> bool:
    """Return whether any installed family can show simplified Chinese."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
