"""The window: three panes and a status line, built and wired here in one block."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QSplitter, QWidget

from speechdesk import __version__
from speechdesk.drafting.outline import length_of, outline_of
from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.paths import recovery_folder
from speechdesk.records import BlockKind, Passage
from speechdesk.settings import Settings, Theme, with_recent
from speechdesk.ui import dialogs
from speechdesk.ui.actions import ACTIONS, MENUS
from speechdesk.ui.caret_place import caret_place
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.jobs import Threads
from speechdesk.ui.library_access import Answer, Found, LibraryAccess
from speechdesk.ui.page_desk import PageDesk
from speechdesk.ui.panels import OutlinePanel, SidePanel
from speechdesk.ui.recovery import Recovery
from speechdesk.ui.theme import Colours, Look
from speechdesk.worker import ImportSummary, Progress

_OVERVIEW_DELAY_MS = 250  # outline and length follow the typing at this distance
_MESSAGE_MS = 8000
_ZOOM_PERCENTS = (70, 80, 90, 100, 115, 130, 150, 175, 200)
_NOTHING_FITS = "没有相近的素材。"
_NO_LIBRARY = "素材库打不开，暂时没有联想。"
_SUGGESTIONS_OFF = "联想已关闭，按 F8 打开。"


class MainWindow(QMainWindow):
    """The desk.

    Args:
        settings: as the user left them; `settings` holds them as they are now.
        look: faces of the drafting pane, and colours to begin with.
        library: the open library.
        threads: for the draft's files and its journal.
        apply_theme: gives the program another theme and returns its colours.
    """

    def __init__(
        self,
        settings: Settings,
        look: Look,
        library: LibraryAccess,
        threads: Threads,
        apply_theme: Callable[[Theme], Colours],
    ) -> None:
        super().__init__()
        self.settings = settings
        self._apply_theme = apply_theme
        self.library = library
        self.outline = OutlinePanel(self)
        self.editor = DraftEditor(look.faces, look.colours, self)
        self.side = SidePanel(look.colours, self)
        self.recovery = Recovery(recovery_folder(), threads.journal, self)
        self.files = DraftFiles(self.editor, threads.files, self.recovery, self)
        self.pages = PageDesk(self.editor, self.files, look, threads.files, self)
        self._overview = QTimer(self)
        self._overview.setSingleShot(True)
        self._overview.setInterval(_OVERVIEW_DELAY_MS)
        self._build()
        self._wire()
        self.editor.set_zoom(settings.zoom_percent)
        self._show_file(None)

    def _build(self) -> None:
        self.setWindowTitle("讲稿台")
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        for pane, width, stretch in ((self.outline, 246, 1), (self.editor, 712, 3), (self.side, 322, 2)):
            self._panes.addWidget(pane)
            self._panes.setStretchFactor(self._panes.count() - 1, stretch)
            pane.setMinimumWidth(width * 2 // 3)
        self._panes.insertWidget(2, self.pages.panel)
        self.pages.panel.setMinimumWidth(260)
        self._panes.setSizes([246, 712, 420, 322])
        self.setCentralWidget(self._panes)
        self._length = QLabel(self)
        self._saved = QLabel(self)
        for label, name in ((self._length, "篇幅"), (self._saved, "保存状态")):
            label.setAccessibleName(name)
            self.statusBar().addPermanentWidget(label)
        self.statusBar().setSizeGripEnabled(False)
        self._build_menus()

    def _build_menus(self) -> None:
        menus = {name: self.menuBar().addMenu(text) for name, text in MENUS}
        groups: dict[str, QActionGroup] = {}
        self._actions: dict[str, QAction] = {}
        handlers = self._handlers()
        for spec in ACTIONS:
            action = QAction(spec.text, self)
            action.setObjectName(spec.name)
            action.setShortcut(QKeySequence(spec.shortcut))
            action.setCheckable(spec.toggles)
            action.triggered.connect(handlers[spec.name])
            if spec.group:
                group = groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(action)
            menus[spec.menu].addAction(action)
            self._actions[spec.name] = action
            if spec.name == "open":
                self._recent: QMenu = menus["file"].addMenu("最近打开")
            if spec.ends_section:
                menus[spec.menu].addSeparator()
        for name in ("cancel_import", "undo", "redo", "cut", "copy"):
            self._actions[name].setEnabled(False)  # until there is something to stop, undo or copy
        self._edit_menu = menus["edit"]
        self._actions["suggestions"].setChecked(self.settings.suggestions)
        self._actions[f"theme_{self.settings.theme}"].setChecked(True)

    def _handlers(self) -> Mapping[str, Callable[[bool], object]]:
        def plain(handler: Callable[[], object]) -> Callable[[bool], object]:
            return lambda _checked: handler()  # `triggered` passes whether the action is checked

        kinds = {
            "kind_body": (BlockKind.BODY, 0),
            "kind_title": (BlockKind.TITLE, 0),
            "kind_speaker": (BlockKind.SPEAKER, 0),
            "kind_date": (BlockKind.DATE, 0),
            "kind_greeting": (BlockKind.GREETING, 0),
        } | {f"kind_heading_{level}": (BlockKind.HEADING, level) for level in (1, 2, 3, 4)}
        return {
            "new": plain(self.files.new),
            "open": plain(self.files.open),
            "save": plain(self.files.save),
            "save_as": plain(self.files.save_as),
            "card": plain(self.files.edit_card),
            "export": plain(self.files.export),
            "next_slot": plain(partial(self.editor.select_slot, forwards=True)),
            "previous_slot": plain(partial(self.editor.select_slot, forwards=False)),
            "export_pdf": plain(self.pages.export_pdf),
            "print": plain(self.pages.print_draft),
            "verify": plain(self.pages.verify),
            "preview": self.pages.show_preview,
            "presets": plain(self.pages.edit_presets),
            "import_files": plain(self._import_files),
            "import_folder": plain(self._import_folder),
            "cancel_import": plain(self.library.cancel_import),
            "quit": plain(self.close),
            "undo": plain(self.editor.undo),
            "redo": plain(self.editor.redo),
            "cut": plain(self.editor.cut),
            "copy": plain(self.editor.copy),
            "paste": plain(self.editor.paste),
            "select_all": plain(self.editor.select_all),
            **{name: plain(partial(self.editor.choose_kind, *kind)) for name, kind in kinds.items()},
            "accept": plain(self.editor.accept_completion),
            **{f"insert_{row + 1}": plain(partial(self._insert_suggested, row)) for row in range(5)},
            "suggestions": self._switch_suggestions,
            "search": plain(self.side.open_library),
            "next_pane": plain(self._focus_next_pane),
            **{f"theme_{theme}": plain(partial(self._choose_theme, theme)) for theme in Theme},
            "zoom_in": plain(partial(self._zoom, 1)),
            "zoom_out": plain(partial(self._zoom, -1)),
            "zoom_reset": plain(partial(self._zoom, 0)),
            "about": plain(partial(dialogs.show_about, self, __version__)),
        }

    def _wire(self) -> None:
        self.editor.place_changed.connect(self._ask)
        self.editor.zoom_wanted.connect(self._zoom)
        self.editor.menu_wanted.connect(self._show_edit_menu)
        self.editor.undoAvailable.connect(self._actions["undo"].setEnabled)
        self.editor.redoAvailable.connect(self._actions["redo"].setEnabled)
        self.editor.copyAvailable.connect(self._actions["cut"].setEnabled)
        self.editor.copyAvailable.connect(self._actions["copy"].setEnabled)
        self.editor.textChanged.connect(self._overview.start)
        self.editor.document().modificationChanged.connect(self._show_saved)
        self._overview.timeout.connect(self._show_overview)
        self.outline.heading_chosen.connect(self._go_to_block)
        self.side.suggestions.passages.passage_chosen.connect(self._insert)
        self.side.library.passages.passage_chosen.connect(self._insert)
        self.side.library.query_changed.connect(self._search)
        self.files.file_changed.connect(self._show_file)
        self.files.exported.connect(self._report_export)
        self.recovery.failed.connect(self.statusBar().showMessage)
        self.pages.done.connect(partial(self.statusBar().showMessage, timeout=_MESSAGE_MS))
        self.library.suggested.connect(self._show_suggestions)
        self.library.found.connect(self._show_found)
        self.library.progressed.connect(self._show_progress)
        self.library.imported.connect(self._report_import)
        self.library.opened.connect(self._ask)
        self.library.failed.connect(self._report_failure)

    # Suggestions

    def _ask(self) -> None:
        if self.settings.suggestions and not self.editor.is_composing:
            self.library.suggest(caret_place(self.editor))

    def _show_suggestions(self, answer: Answer) -> None:
        if self.editor.is_composing or answer.place != caret_place(self.editor):
            return
        found = answer.suggestions
        hint = (
            _NOTHING_FITS
            if answer.place.before.strip()
            else "写上几个字，这里列出以往讲话里相近的段落和句子。"
        )
        self.side.suggestions.show_matches(found.passages, hint)
        best = next(iter(found.completions), None)
        if best is None or best.score < self.settings.completion_score:
            self.editor.hide_completion()
        elif best.text != self.editor.completion_shown:
            self.editor.show_completion(best)

    def _switch_suggestions(self, on: bool) -> None:  # noqa: FBT001 - Qt passes whether it is checked
        self.settings = replace(self.settings, suggestions=on)
        self.editor.hide_completion()
        self.side.suggestions.show_matches((), "" if on else _SUGGESTIONS_OFF)
        self._ask()

    def _insert_suggested(self, row: int) -> None:
        match = self.side.suggestions.model.match_at(row)
        if match:
            self.editor.insert_chosen(match.passage)

    def _insert(self, passage: Passage) -> None:
        self.editor.insert_chosen(passage)
        self.editor.setFocus()

    # The library

    def _search(self, query: str, selection: Selection) -> None:
        if query or selection != EVERYTHING:
            self.library.search(query, selection)
        else:
            self.side.library.show_matches((), "")

    def _show_found(self, found: Found) -> None:
        hint = "" if found.matches else "素材库里没有这样的素材。"
        self.side.library.show_matches(found.matches, hint)

    def _import_files(self) -> None:
        if paths := dialogs.choose_material(self, self.files.folder()):
            self.library.import_paths(paths)

    def _import_folder(self) -> None:
        if folder := dialogs.choose_folder(self, self.files.folder()):
            self.library.import_paths([folder])

    def _show_progress(self, progress: Progress) -> None:
        running = progress.done < progress.total
        self._actions["cancel_import"].setEnabled(running)
        self.side.library.show_progress(progress.done, progress.total if running else 0)
        if running:
            self.statusBar().showMessage(f"正在导入 {progress.done + 1}/{progress.total}：{progress.file}")
        else:
            self.statusBar().clearMessage()

    def _report_import(self, summary: ImportSummary) -> None:
        self._show_progress(Progress(0, 0, ""))
        self.statusBar().showMessage(summary.sentence(), _MESSAGE_MS)
        if summary.failures:
            dialogs.show_error(self, "\n".join(failure.message for failure in summary.failures[:20]))

    def _report_failure(self, error: SpeechDeskError) -> None:
        if not isinstance(error, UnreadableFile):
            dialogs.show_error(self, error.message)
        elif dialogs.ask_rebuild(self, error.message):
            self.library.rebuild()
        else:
            self.side.suggestions.show_matches((), _NO_LIBRARY)

    # The draft

    def _show_overview(self) -> None:
        blocks = self.editor.blocks()
        self.outline.show_entries(outline_of(blocks, self.settings.rate_chars))
        length = length_of(blocks, self.settings.rate_chars)
        shortest, longest = length.minutes
        span = f"{shortest:.0f}–{longest:.0f}" if round(shortest) < round(longest) else f"{longest:.0f}"
        minutes = f"约 {span} 分钟" if longest >= 1 else "不到 1 分钟"
        slots = sum(len(block.slots) for block in blocks)
        said = f"{length.chars} 字　{minutes}　约 {length.pages} 页" + (f"　空位 {slots}" if slots else "")
        self._length.setText(said if length.chars else "0 字")

    def _show_file(self, path: Path | None) -> None:
        if path:
            self.settings = replace(self.settings, recent=with_recent(self.settings.recent, path))
        self._recent.clear()
        for name in self.settings.recent:
            action = self._recent.addAction(Path(name).name)
            action.setToolTip(name)
            action.triggered.connect(partial(self._open_recent, Path(name)))
        self._recent.setEnabled(bool(self.settings.recent))
        self.setWindowTitle(f"{self.files.proposed_name()}[*] — 讲稿台")
        self._show_saved(self.editor.document().isModified())
        self._show_overview()

    def _open_recent(self, path: Path, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - from `triggered`
        self.files.open(path)

    def _show_saved(self, modified: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.setWindowModified(modified)
        self._saved.setText("未保存" if modified else "已保存" if self.files.path else "新讲稿")

    def _report_export(self, path: Path) -> None:
        self.statusBar().showMessage(f"已导出 {path}", _MESSAGE_MS)

    def offer_recovery(self) -> None:
        """Offer what earlier windows could not save, until one is taken up or all are left for later."""
        while leftovers := self.recovery.leftovers():
            chosen, thrown = dialogs.choose_leftover(self, leftovers)
            if chosen is None:
                return
            if not thrown:
                self.files.restore(chosen.entry)
            self.recovery.discard(chosen)
            if not thrown:
                return

    def _go_to_block(self, number: int) -> None:
        QGuiApplication.inputMethod().commit()  # what is being composed belongs where it was begun
        block = self.editor.document().findBlockByNumber(number)
        self.editor.setTextCursor(QTextCursor(block))
        self.editor.ensureCursorVisible()
        self.editor.setFocus()

    # The window

    def _choose_theme(self, theme: Theme) -> None:
        self.settings = replace(self.settings, theme=theme)
        self.take_colours(self._apply_theme(theme))

    def take_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.editor.set_colours(colours)
        self.side.set_colours(colours)
        self.pages.panel.view.set_colours(colours)

    def _zoom(self, steps: int) -> None:
        """Show the paper `steps` sizes larger; 0 for its own size."""
        sizes = [size for size in _ZOOM_PERCENTS if (size - self.settings.zoom_percent) * steps > 0]
        percent = (
            100
            if not steps
            else (min(sizes, key=lambda s: s * steps) if sizes else self.settings.zoom_percent)
        )
        self.settings = replace(self.settings, zoom_percent=percent)
        self.editor.set_zoom(percent)

    def _show_edit_menu(self, point: QPoint) -> None:
        self._edit_menu.popup(point)

    def _focus_next_pane(self) -> None:
        panes: list[QWidget] = [self.outline, self.editor, *self.pages.panes(), self.side]
        focused = self.focusWidget()
        at = next((i for i, pane in enumerate(panes) if pane is focused or pane.isAncestorOf(focused)), 0)
        following = panes[(at + 1) % len(panes)]
        target = following if following is self.editor else following.findChild(QWidget, "first_focus")
        (target or following).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save_layout(self) -> tuple[bytes, bytes]:
        """Return the window's geometry and the widths of its panes, for `restore_layout`."""
        return bytes(self.saveGeometry().data()), bytes(self._panes.saveState().data())

    def restore_layout(self, geometry: bytes, panes: bytes) -> None:
        """Put the window and its panes where they were."""
        self.restoreGeometry(QByteArray(geometry))
        self._panes.restoreState(QByteArray(panes))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close unless the draft has changes the user wants to keep."""
        if self.files.may_leave():
            self.recovery.clear()
            self.files.release()
            event.accept()
        else:
            event.ignore()
