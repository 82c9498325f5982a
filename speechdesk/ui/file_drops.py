"""Files dropped on the window: a draft is opened; of anything else the user says once what it is for."""

from collections.abc import Sequence
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from speechdesk.drafting.storage import SUFFIX
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.library_access import LibraryAccess


class Use(Enum):
    """What dropped files are for."""

    IMPORT = auto()
    OPEN = auto()
    NOTHING = auto()


class FileDrops(QObject):
    """Takes files dropped anywhere on the window.

    Args:
        files: opens drafts.
        library: takes in material.
        window: where they are dropped.
    """

    def __init__(self, files: DraftFiles, library: LibraryAccess, window: QWidget) -> None:
        super().__init__(window)
        self._files = files
        self._library = library
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take files; text and cards are for the panes."""
        if isinstance(event, QDragEnterEvent | QDropEvent) and (paths := _paths(event.mimeData())):
            event.acceptProposedAction()
            if event.type() is QEvent.Type.Drop:
                # Later: the program they come from waits until the drop is through.
                QTimer.singleShot(0, self, partial(self._take, paths))
            return True
        return super().eventFilter(watched, event)

    def _take(self, paths: Sequence[Path]) -> None:
        drafts = [path for path in paths if path.suffix.lower() == SUFFIX]
        others = [path for path in paths if path not in drafts]
        use = _ask_use(self._window, others) if others else Use.NOTHING
        if use is Use.IMPORT:
            self._library.import_paths(others)
        chosen = drafts[:1] or (others if use is Use.OPEN else [])
        if chosen:
            self._files.open(chosen[0])


def _paths(carried: QMimeData) -> list[Path]:
    """Return the files of this computer that are carried; none where they are somewhere else."""
    urls = carried.urls()
    return (
        [Path(url.toLocalFile()) for url in urls] if urls and all(url.isLocalFile() for url in urls) else []
    )


def _ask_use(parent: QWidget, paths: Sequence[Path]) -> Use:
    """Ask once, for all of them, what dropped files are for; only one file alone can become the draft."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("讲稿台")
    named = f"“{paths[0].name}”" if len(paths) == 1 else f"这 {len(paths)} 个文件（夹）"
    box.setText(f"{named}拿来做什么？")
    box.setInformativeText("导入素材库供以后查用；或者另作一份讲稿来改，原文件不动。")
    take = box.addButton("导入素材库", QMessageBox.ButtonRole.AcceptRole)
    single = len(paths) == 1 and not paths[0].is_dir()
    draft = box.addButton("作为讲稿打开", QMessageBox.ButtonRole.AcceptRole) if single else None
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(take)
    box.setEscapeButton(cancel)
    run_dialog(box)
    if box.clickedButton() is take:
        return Use.IMPORT
    return Use.OPEN if draft and box.clickedButton() is draft else Use.NOTHING
