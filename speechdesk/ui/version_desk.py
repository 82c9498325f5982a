"""Versions in the window: kept while one writes, listed, compared and restored, all off the UI thread."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from speechdesk.drafting.restoring import Section, restore_section
from speechdesk.drafting.versions import (
    KeptVersion,
    VersionInfo,
    VersionKind,
    adopt_history,
    history_folder,
    inherit_history,
    sweep_unnamed,
)
from speechdesk.errors import SpeechDeskError
from speechdesk.paths import versions_folder
from speechdesk.settings import Settings
from speechdesk.ui import dialogs, version_work
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.jobs import Jobs
from speechdesk.ui.preferences import Preferences
from speechdesk.ui.version_dialog import VersionDialog
from speechdesk.ui.version_name_dialog import ask_version
from speechdesk.ui.version_work import Compared, Listed

_MS_A_MINUTE = 60_000


class VersionDesk(QObject):
    """Keeps versions of the open draft and brings them back.

    Signals:
        told: what was done, to be told in the status line.

    Args:
        editor: where the draft is.
        files: which draft it is.
        preferences: how often automatic versions are kept.
        jobs: reads and writes the versions.
        parent: the window, for dialogs.
    """

    told = Signal(str)

    def __init__(
        self,
        editor: DraftEditor,
        files: DraftFiles,
        preferences: Preferences,
        jobs: Jobs,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._editor = editor
        self._files = files
        self._preferences = preferences
        self._jobs = jobs
        self.dialog: VersionDialog | None = None
        self._compared: Compared | None = None
        self._restore: Callable[[], None] = _nothing
        self.clock = QTimer(self)
        self.clock.setSingleShot(True)
        self._follow_settings(preferences.settings, preferences.settings)
        preferences.changed.connect(self._follow_settings)
        self.clock.timeout.connect(self.keep_automatic)
        editor.textChanged.connect(self._note_change)
        files.given_up.connect(self.keep_automatic)  # one may think better of it
        files.saved.connect(self._follow_name)
        files.file_changed.connect(self._follow_file)
        jobs.queue("adopt", partial(sweep_unnamed, versions_folder(), datetime.now().astimezone()))
        jobs.receive("keep", self._show_list, self._report_failure)
        jobs.receive("keep_named", self._report_kept, self._report_failure)
        jobs.receive("before_restore", self._restore_now, self._report_failure)
        jobs.receive("adopt", _ignore, self._report_failure)
        jobs.receive("list", self._show_list, self._report_failure)
        jobs.receive("compare", self._show_comparison, self._report_failure)

    def keep_automatic(self) -> None:
        """Keep the draft as it stands, unless the version before says the same; thin the older ones."""
        self.clock.stop()
        if any(block.text for block in self._editor.blocks()):
            info = VersionInfo(_now(), VersionKind.AUTOMATIC)
            self._jobs.queue("keep", partial(version_work.keep, self._folder(), self._files.draft(), info))

    def keep_named(self) -> None:
        """Keep the draft as it stands under a name asked for."""
        parent = self.dialog or self._window
        if info := ask_version(parent, "", _now()):
            self._jobs.queue(
                "keep_named", partial(version_work.keep, self._folder(), self._files.draft(), info)
            )

    def show(self) -> None:
        """Open the list of versions."""
        dialog = VersionDialog(self._editor.colours, self._window)
        dialog.pair_wanted.connect(self._compare)
        dialog.restore_wanted.connect(self._restore_whole)
        dialog.section_wanted.connect(self._restore_section)
        dialog.export_wanted.connect(self._export)
        dialog.keep_wanted.connect(self.keep_named)
        dialog.delete_wanted.connect(self._delete)
        dialog.finished.connect(self._forget_dialog)
        self.dialog = dialog
        dialog.open()
        self._jobs.start("list", partial(version_work.listed, self._folder()))

    def _folder(self) -> Path:
        root = versions_folder()
        return history_folder(root, self._files.path) if self._files.path else root / self._files.history

    def _note_change(self) -> None:
        if not self.clock.isActive():
            self.clock.start()

    def _follow_settings(self, _before: Settings, now: Settings) -> None:
        self.clock.setInterval(now.version_minutes * _MS_A_MINUTE)

    def _follow_name(self, old: Path | None, new: Path) -> None:
        """Take the history along where the draft has got another name."""
        if old != new:
            root = versions_folder()
            before = history_folder(root, old) if old else root / self._files.history
            after = history_folder(root, new)
            self._jobs.queue("adopt", partial(adopt_history, before, after, move=old is None))

    def _follow_file(self, path: Path | None) -> None:
        if path:
            inherit = partial(inherit_history, versions_folder(), path, self._files.draft())
            self._jobs.queue("adopt", inherit)
        self.keep_automatic()

    # What the dialog asks for

    def _compare(self, old: KeptVersion, new: KeptVersion | None) -> None:
        current = self._files.draft()
        self._jobs.start("compare", partial(version_work.compare, old, new, current))

    def _restore_whole(self, version: KeptVersion) -> None:
        if self._compared:
            blocks = self._compared.old.blocks
            count = self._editor.document().blockCount()
            self._keep_and(version, partial(self._editor.replace_blocks, 0, count, blocks))

    def _restore_section(self, version: KeptVersion, section: Section) -> None:
        if self._compared:
            numbering = self._preferences.settings.numbering
            blocks, start = restore_section(
                section, self._compared.old.blocks, self._editor.blocks(), numbering=numbering
            )
            self._keep_and(version, partial(self._editor.change_blocks, blocks, start))

    def _keep_and(self, version: KeptVersion, restore: Callable[[], None]) -> None:
        """Restore once what is to be replaced is safely kept."""
        self._restore = restore
        name = f"恢复“{version.info.name}”之前" if version.info.name else "恢复之前"
        info = VersionInfo(_now(), VersionKind.REPLACED, name)
        self._jobs.queue(
            "before_restore", partial(version_work.keep, self._folder(), self._files.draft(), info)
        )

    def _restore_now(self, versions: object) -> None:
        restore, self._restore = self._restore, _nothing
        restore()
        self._show_list(versions)
        self.told.emit("已恢复；原来的讲稿也留了一个版本，按 Ctrl+Z 也可以撤销。")

    def _delete(self, version: KeptVersion) -> None:
        if dialogs.ask_delete_version(self.dialog or self._window):
            self._jobs.queue("keep", partial(version_work.delete, self._folder(), version))

    def _export(self) -> None:
        if self._compared is None:
            return
        proposed = self._files.folder() / f"{self._files.proposed_name()}（花脸稿）.docx"
        write = partial(version_work.export_marked, self._compared, self._files.preset_name)
        self._files.let_out(proposed, write)

    # What comes back

    def _show_list(self, found: object) -> None:
        if self.dialog and isinstance(found, Listed):
            self.dialog.show_versions(found.versions)

    def _show_comparison(self, compared: object) -> None:
        if self.dialog and isinstance(compared, Compared):
            self._compared = compared
            self.dialog.show_comparison(compared.rows, compared.sections)

    def _report_kept(self, versions: object) -> None:
        self._show_list(versions)
        self.told.emit("已留下这个版本。")

    def _report_failure(self, error: SpeechDeskError) -> None:
        dialogs.show_error(self.dialog or self._window, error.message)

    def _forget_dialog(self) -> None:
        if self.dialog:
            self.dialog.deleteLater()
        self.dialog = None
        self._compared = None
        self._editor.setFocus()


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def _nothing() -> None:
    return


def _ignore(_: object) -> None:
    return
