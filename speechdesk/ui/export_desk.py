"""Exports that have to be asked for: with sources, compared with an older draft; and the official facts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from speechdesk.atomic import replace_file
from speechdesk.drafting.storage import open_draft
from speechdesk.export.comparison import comparison_bytes
from speechdesk.export.presets import load_preset
from speechdesk.export.sources import sourced_bytes
from speechdesk.records import Draft
from speechdesk.ui import dialogs
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.facts_dialog import ask_facts


class ExportDesk(QObject):
    """Lets the draft out in the ways that have to be asked for.

    Signals:
        facts_changed: the facts of the draft were filled in anew.

    Args:
        files: which draft it is; `exported` of it follows.
        parent: the window, for dialogs.
    """

    facts_changed = Signal()

    def __init__(self, files: DraftFiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._files = files

    def edit_facts(self) -> None:
        """Let the user fill in the facts of an official document."""
        facts = ask_facts(self._window, self._files.facts)
        if facts is not None and facts != self._files.facts:
            self._files.change_facts(facts)
            self.facts_changed.emit()

    def export_sources(self) -> None:
        """Write the draft with the sources of its passages as comments, asking where."""
        if self._files.may_export():
            self._write("送审稿", partial(_sourced, self._files.draft(), self._files.preset_name))

    def export_comparison(self) -> None:
        """Write the draft with what changed since an older one marked as revisions, asking for both."""
        old = dialogs.choose_draft(self._window, self._files.folder())
        if old is not None and self._files.may_export():
            self._write("花脸稿", partial(_compared, old, self._files.draft(), self._files.preset_name))

    def _write(self, kind: str, made: Callable[[], bytes]) -> None:
        proposed = self._files.folder() / f"{self._files.proposed_name()}（{kind}）.docx"
        self._files.let_out(proposed, partial(_write, made))


def _sourced(draft: Draft, preset: str) -> bytes:
    return sourced_bytes(draft, load_preset(preset))


def _compared(old: Path, draft: Draft, preset: str) -> bytes:
    return comparison_bytes(open_draft(old), draft, load_preset(preset))


def _write(made: Callable[[], bytes], path: Path) -> None:
    replace_file(path, made())
