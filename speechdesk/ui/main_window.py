"""The window: three panes and a status line, built and wired here in one block."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from speechdesk import __version__
from speechdesk.export.presets import preset_labels
from speechdesk.paths import recovery_folder, resources
from speechdesk.records import BlockKind
from speechdesk.settings import Settings, Theme, zoomed
from speechdesk.ui import dialogs
from speechdesk.ui.card_desk import CardDesk
from speechdesk.ui.draft_files import DraftFiles
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.export_desk import ExportDesk
from speechdesk.ui.faces import chosen_faces
from speechdesk.ui.figures import Figures
from speechdesk.ui.file_drops import FileDrops
from speechdesk.ui.find_desk import FindDesk
from speechdesk.ui.first_page import FirstPage
from speechdesk.ui.help_dialog import HelpDialog
from speechdesk.ui.jobs import Threads
from speechdesk.ui.library_access import LibraryAccess
from speechdesk.ui.library_desk import LibraryDesk
from speechdesk.ui.menus import Handler, Menus, plain
from speechdesk.ui.outline_desk import OutlineDesk
from speechdesk.ui.outline_panel import OutlinePanel
from speechdesk.ui.page_desk import PageDesk
from speechdesk.ui.panels import SidePanel
from speechdesk.ui.pattern_desk import PatternDesk
from speechdesk.ui.preferences import Preferences
from speechdesk.ui.recent_drafts import RecentDrafts
from speechdesk.ui.recovery import Recovery
from speechdesk.ui.settings_dialog import SettingsDialog
from speechdesk.ui.sources_desk import SourcesDesk
from speechdesk.ui.status_line import StatusLine
from speechdesk.ui.suggest_desk import SuggestDesk
from speechdesk.ui.theme import Colours, Look
from speechdesk.ui.version_desk import VersionDesk

_WIDE_PX = 1580  # outline, paper, preview and side pane beside each other
_PAPER_PX = 730  # a line of 28 characters and its margins
_OVERVIEW_DELAY_MS = 250  # outline and length follow the typing at this distance


class MainWindow(QMainWindow):
    """The desk.

    Args:
        settings: as the user left them; `preferences` holds them as they are now.
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
        self.preferences = Preferences(settings, self)
        self._apply_theme = apply_theme
        self.library = library
        self.outline = OutlinePanel(self)
        self._faces = look.faces
        self.editor = DraftEditor(chosen_faces(look.faces, settings), look.colours, self)
        self.outline_desk = OutlineDesk(self.editor, self.outline, self)
        self.patterns = PatternDesk(self.editor, self.outline, self)
        self.finding = FindDesk(self.editor, self)
        self.side = SidePanel(look.colours, self)
        self.recovery = Recovery(recovery_folder(), threads.journal, threads.syncs, self)
        self.files = DraftFiles(self.editor, threads.files, self.recovery, self)
        self.files.home = Path(settings.draft_folder) if settings.draft_folder else Path.home()
        if settings.preset in preset_labels():  # it may have been taken away since
            self.files.preset_name = settings.preset
        self.exports = ExportDesk(self.files, self)
        self.pages = PageDesk(self.editor, self.files, look, threads.files, self)
        self.suggesting = SuggestDesk(self.editor, self.side.suggestions, library, self.preferences, self)
        self.cards = CardDesk(self.editor, library, self.side, self._current_colours, self)
        self.sources = SourcesDesk(self.editor, library, self.side, self)
        self.searching = LibraryDesk(library, self.side, self.cards, self._material_folder, self)
        self.versions = VersionDesk(self.editor, self.files, self.preferences, threads.files, self)
        self.first_page = FirstPage(self.editor, self.patterns.names(), self.preferences)
        FileDrops(self.files, library, self)
        self.status = StatusLine(self)
        self.figures = Figures(self.status, self.files, self.preferences, threads.pages, self)
        self._widths: list[int] = []  # of the panes, while a preview takes the room of some
        self._overview = QTimer(self)
        self._overview.setSingleShot(True)
        self._overview.setInterval(_OVERVIEW_DELAY_MS)
        self._build(look.colours)
        self._wire()
        self.editor.set_zoom(settings.zoom_percent)
        self._show_file(None)

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self.preferences.settings

    def _build(self, colours: Colours) -> None:
        self.setWindowTitle("讲稿台")
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        for pane, least, stretch in (
            (self.outline, 164, 1),
            (self.finding.pane, 474, 3),
            (self.side, 280, 2),
        ):
            self._panes.addWidget(pane)
            self._panes.setStretchFactor(self._panes.count() - 1, stretch)
            pane.setMinimumWidth(least)
        self._panes.insertWidget(2, self.pages.panel)
        self.pages.panel.setMinimumWidth(260)
        self._panes.setSizes([246, 712, 420, 322])
        self.setCentralWidget(self._panes)
        self.setStatusBar(self.status)
        self.menus = Menus(self, self._handlers())
        RecentDrafts(self.menus.recent, self.files, self.preferences, self)
        self.menus.set_colours(colours)
        self._check_actions()

    def _handlers(self) -> Mapping[str, Handler]:
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
            "versions": plain(self.versions.show),
            "keep_version": plain(self.versions.keep_named),
            "pattern": plain(self.patterns.choose),
            "facts": plain(self.exports.edit_facts),
            "export": plain(self.files.export),
            "export_sources": plain(self.exports.export_sources),
            "export_comparison": plain(self.exports.export_comparison),
            "next_slot": plain(partial(self.editor.select_slot, forwards=True)),
            "previous_slot": plain(partial(self.editor.select_slot, forwards=False)),
            "export_pdf": plain(self.pages.export_pdf),
            "print": plain(self.pages.print_draft),
            "verify": plain(self.pages.verify),
            "preview": self.pages.show_preview,
            "focus": self._show_draft_only,
            "settings": plain(self._show_settings),
            "help": plain(self._show_help),
            "presets": plain(self.pages.edit_presets),
            "import_files": plain(self.searching.import_files),
            "import_folder": plain(self.searching.import_folder),
            "cancel_import": plain(self.library.cancel_import),
            "quit": plain(self.close),
            "undo": plain(self.editor.undo),
            "redo": plain(self.editor.redo),
            "cut": plain(self.editor.cut),
            "copy": plain(self.editor.copy),
            "paste": plain(self.editor.paste),
            "select_all": plain(self.editor.select_all),
            **{name: plain(partial(self.editor.choose_kind, *kind)) for name, kind in kinds.items()},
            "find": plain(partial(self.finding.open, replacing=False)),
            "replace": plain(partial(self.finding.open, replacing=True)),
            "find_next": plain(partial(self.finding.step, forwards=True)),
            "find_previous": plain(partial(self.finding.step, forwards=False)),
            "numbering": self._switch_numbering,
            "renumber": plain(self.editor.renumber),
            "lock": plain(self.editor.switch_lock),
            "section_up": plain(partial(self.outline_desk.move, forwards=False)),
            "section_down": plain(partial(self.outline_desk.move, forwards=True)),
            "section_promote": plain(self.outline_desk.promote),
            "section_demote": plain(self.outline_desk.demote),
            "accept": plain(self.editor.accept_completion),
            "accept_clause": plain(self.editor.accept_clause),
            "next_completion": plain(partial(self.editor.choose_completion, 1)),
            "previous_completion": plain(partial(self.editor.choose_completion, -1)),
            "dismiss": plain(self.editor.forget_completions),
            **{f"insert_{row + 1}": plain(partial(self.suggesting.insert_row, row)) for row in range(5)},
            "suggestions": self._switch_suggestions,
            "search": plain(self._open_library),
            "keep_own": plain(self.cards.keep_selection),
            "manage_library": plain(self.searching.manage),
            "sources": plain(self.side.open_sources),
            "next_pane": plain(self._focus_next_pane),
            **{f"theme_{theme}": plain(partial(self._choose_theme, theme)) for theme in Theme},
            "zoom_in": plain(partial(self._zoom, 1)),
            "zoom_out": plain(partial(self._zoom, -1)),
            "zoom_reset": plain(partial(self._zoom, 0)),
            "about": plain(partial(dialogs.show_about, self, __version__)),
        }

    def _wire(self) -> None:
        actions = self.menus.actions
        self.editor.zoom_wanted.connect(self._zoom)
        self.editor.menu_wanted.connect(self._show_edit_menu)
        self.editor.told.connect(self.status.tell)
        self.editor.undoAvailable.connect(actions["undo"].setEnabled)
        self.editor.redoAvailable.connect(actions["redo"].setEnabled)
        self.editor.copyAvailable.connect(actions["cut"].setEnabled)
        self.editor.copyAvailable.connect(actions["copy"].setEnabled)
        self.editor.textChanged.connect(self._overview.start)
        self.editor.document().modificationChanged.connect(self._show_saved)
        self._overview.timeout.connect(self._show_overview)
        self.first_page.pattern_chosen.connect(self.patterns.begin)
        self.first_page.card_wanted.connect(self.files.edit_card)
        self.first_page.draft_chosen.connect(self.files.open)
        self.cards.told.connect(self.status.tell)
        self.cards.library_changed.connect(self.suggesting.ask)
        self.cards.pin_wanted.connect(self.sources.pin)
        self.files.file_changed.connect(self._show_file)
        self.files.exported.connect(self._report_export)
        self.recovery.failed.connect(self.status.showMessage)
        self.pages.done.connect(self.status.tell)
        self.pages.panel.preset_chosen.connect(self.figures.count_pages)
        self.versions.told.connect(self.status.tell)
        self.pages.preview_shown.connect(self._make_room)
        self.exports.facts_changed.connect(self.pages.refresh)
        self.searching.told.connect(self.status.tell)
        self.searching.busy.connect(self.status.showMessage)
        self.searching.running_changed.connect(actions["cancel_import"].setEnabled)
        self.preferences.changed.connect(self._follow_settings)

    # The draft

    def _show_overview(self) -> None:
        draft = self.files.draft()
        self.outline_desk.show(draft.blocks, self.settings.rate_chars)
        self.patterns.show_missing(draft.blocks)
        self.figures.show(draft)

    def _show_file(self, _path: Path | None) -> None:
        self.setWindowTitle(f"{self.files.proposed_name()}[*] — 讲稿台")
        self._show_saved(self.editor.document().isModified())
        self._show_overview()
        self.editor.setFocus()  # whatever opened it, one goes on writing

    def _show_saved(self, modified: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.setWindowModified(modified)
        self.status.show_saved("未保存" if modified else "已保存" if self.files.path else "新讲稿")

    def _report_export(self, path: Path) -> None:
        self.status.tell("；".join((f"已导出 {path}", *self.files.faces_to_tell())))

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

    # The window

    def _choose_theme(self, theme: Theme) -> None:
        self.preferences.change(theme=theme)

    def _switch_suggestions(self, on: bool) -> None:  # noqa: FBT001 - Qt passes whether it is checked
        self.preferences.change(suggestions=on)

    def _switch_numbering(self, on: bool) -> None:  # noqa: FBT001 - Qt passes whether it is checked
        self.preferences.change(numbering=on)

    def _zoom(self, steps: int) -> None:
        self.preferences.change(zoom_percent=zoomed(self.settings.zoom_percent, steps))
        if steps > 0 and self.editor.is_held_back:
            self.status.tell("稿纸已和这一栏同宽；要再放大，按 F11 只看讲稿。")

    def _follow_settings(self, before: Settings, now: Settings) -> None:
        if before.theme is not now.theme:
            self.take_colours(self._apply_theme(now.theme))
        if before.zoom_percent != now.zoom_percent:
            self.editor.set_zoom(now.zoom_percent)
        if before.rate_chars != now.rate_chars:
            self._show_overview()
        if chosen_faces(self._faces, before) != chosen_faces(self._faces, now):
            self.editor.set_faces(chosen_faces(self._faces, now))
        if before.preset != now.preset:
            self.pages.take_preset(now.preset)
        self.files.home = Path(now.draft_folder) if now.draft_folder else Path.home()
        self._check_actions()

    def _show_draft_only(self, _on: bool) -> None:  # noqa: FBT001 - Qt passes whether it is checked
        self._show_panes()
        self.editor.setFocus()

    def _material_folder(self) -> Path:
        chosen = self.settings.material_folder
        return Path(chosen) if chosen else self.files.folder()

    def _show_settings(self) -> None:
        dialog = SettingsDialog(self.preferences, preset_labels(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_help(self) -> None:
        dialog = HelpDialog(resources() / "help" / "help.md", self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _check_actions(self) -> None:
        self.menus.actions["suggestions"].setChecked(self.settings.suggestions)
        self.menus.actions["numbering"].setChecked(self.settings.numbering)
        self.editor.numbers.on = self.settings.numbering
        self.menus.actions[f"theme_{self.settings.theme}"].setChecked(True)

    def _current_colours(self) -> Colours:
        return self.editor.colours

    def take_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.menus.set_colours(colours)
        self.editor.set_colours(colours)
        self.side.set_colours(colours)
        self.pages.panel.view.set_colours(colours)

    def _show_edit_menu(self, point: QPoint) -> None:
        self.menus.menu("edit").popup(point)

    def _focus_next_pane(self) -> None:
        every: tuple[QWidget, ...] = (self.outline, self.editor, *self.pages.panes(), self.side)
        panes = [pane for pane in every if pane.isVisible()]
        focused = self.focusWidget()
        at = next((i for i, pane in enumerate(panes) if pane is focused or pane.isAncestorOf(focused)), 0)
        following = panes[(at + 1) % len(panes)]
        target = following if following is self.editor else following.findChild(QWidget, "first_focus")
        (target or following).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_room(self, preview: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Let outline and side pane give way to the preview where paper or pages would become too narrow."""
        if preview and self.width() < _WIDE_PX:
            self._widths = self._panes.sizes()
            self._show_panes()
            paper = min(_PAPER_PX, self.width() * 4 // 7)
            self._panes.setSizes([0, paper, self.width() - paper, 0])
        elif self._widths:
            widths, self._widths = self._widths, []
            self._show_panes()
            self._panes.setSizes(widths)

    def _show_panes(self) -> None:
        """Show outline and side pane unless the draft stands alone, or the preview needs their room."""
        shown = not (self.menus.actions["focus"].isChecked() or self._widths)
        self.outline.setVisible(shown)
        self.side.setVisible(shown)

    def _open_library(self) -> None:
        self.side.show()
        self.side.open_library()

    def save_layout(self) -> tuple[bytes, bytes]:
        """Return the window's geometry and the widths of its panes, for `restore_layout`."""
        if self._widths:
            self._panes.setSizes(self._widths)
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
