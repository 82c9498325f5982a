"""The one place where the desk's parts are made and joined: settings, library, jobs, window."""

import gc
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import msgspec
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSize, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from speechdesk import paths
from speechdesk.atomic import replace_file
from speechdesk.errors import SpeechDeskError
from speechdesk.settings import Settings, Theme, load_settings, save_settings
from speechdesk.ui import dialogs
from speechdesk.ui.faces import choose_faces, has_chinese_face
from speechdesk.ui.icons import app_icon
from speechdesk.ui.jobs import Jobs, Threads
from speechdesk.ui.library_access import LibraryAccess
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.theme import Colours, Look, apply_theme, choose_colours

_LOG_BYTES = 500_000
_FIRST_SIZE = QSize(1280, 800)
_FRAME_PX = 40  # what the system draws around a window
_SWITCH_S = 0.001  # a key waits so long for a thread that answers; five times as long by Python's own will


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the window was left; bytes as Qt gives them."""

    geometry: bytes
    panes: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """The running desk; `close` stops its work and keeps settings and layout."""

    window: MainWindow
    threads: Threads

    def close(self) -> None:
        """Stop and join all work, then save settings and layout; a full disk costs only those."""
        self.window.library.stop()
        self.threads.close()
        self.window.library.close()
        self.window.recovery.close()
        try:
            save_settings(self.window.settings, _settings_file())
            replace_file(_layout_file(), msgspec.json.encode(_Layout(*self.window.save_layout())))
        except SpeechDeskError as error:
            logging.getLogger(__name__).warning("settings not saved: %s", error.message)


class _Defects(QObject):
    """Brings a defect found on any thread to the UI thread."""

    found = Signal(str)


def open_desk(draft: Path | None) -> int:
    """Open the desk, with a draft where one is given; return the exit code when it is closed.

    Raises:
        SpeechDeskError: the user's folder cannot be used.
    """
    application = make_application()
    try:
        paths.user_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SpeechDeskError(
            f"无法使用文件夹“{paths.user_folder()}”；请检查读写权限，或用 SPEECHDESK_HOME 另指定一个。"
        ) from error
    _log_to(paths.user_folder() / "speechdesk.log")
    desk = start_desk(application, load_settings(_settings_file()))
    if draft is not None:
        desk.window.files.open(draft)
    QTimer.singleShot(0, desk.window.library.open)  # what is seen comes first
    QTimer.singleShot(0, desk.window.offer_recovery)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop gives Python no chance to raise it
    code = application.exec()
    desk.close()
    return code


def start_desk(application: QApplication, settings: Settings) -> Desk:
    """Make the desk and show it; Python itself, its threads or its collector, shall not hold the window up.

    What there is once the library is open stays to the end. Gone through with each full collection it would
    stop every thread for 40 ms now and then.
    """
    desk = build_desk(application, settings)
    _catch_defects(desk)
    desk.window.show()
    sys.setswitchinterval(_SWITCH_S)
    desk.window.library.opened.connect(gc.freeze, Qt.ConnectionType.SingleShotConnection)
    return desk


def make_application() -> QApplication:
    """Return the program's QApplication, speaking Chinese."""
    if sys.platform.startswith("linux") and os.environ.get("QT_IM_MODULE") == "fcitx":
        os.environ["QT_IM_MODULE"] = "ibus"  # PySide6 ships no fcitx plugin; fcitx answers as ibus too
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("SpeechDesk")
    application.setApplicationDisplayName("讲稿台")
    application.setWindowIcon(app_icon())
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    return application


def build_desk(application: QApplication, settings: Settings, make_jobs: Callable[[], Jobs] = Jobs) -> Desk:
    """Make the desk's parts and join them; nothing is shown or read yet.

    Args:
        application: gets style, font and colours.
        settings: as the user left them.
        make_jobs: called for each thread of work; a test gives one that works at once.
    """
    faces = choose_faces(paths.resources() / "faces.toml")
    colours = choose_colours(settings.theme)
    _dress(application, faces.interface, colours)
    threads = Threads(*(make_jobs() for _ in fields(Threads)))
    library = LibraryAccess(paths.library_file(), threads.quick, threads.slow)

    def change_theme(theme: Theme) -> Colours:
        chosen = choose_colours(theme)
        _dress(application, faces.interface, chosen)
        return chosen

    window = MainWindow(settings, Look(faces, colours), library, threads, change_theme)
    library.setParent(window)
    application.styleHints().colorSchemeChanged.connect(partial(_follow_system, window, change_theme))
    _restore_layout(window)
    if not has_chinese_face():
        window.statusBar().showMessage("这台电脑没有中文字体，文字无法显示；请安装中文字体后重新打开。")
    return Desk(window, threads)


def _dress(application: QApplication, family: str, colours: Colours) -> None:
    apply_theme(application, colours, family, paths.resources() / "style.qss")


def _follow_system(window: MainWindow, change_theme: Callable[[Theme], Colours], _: Qt.ColorScheme) -> None:
    if window.settings.theme is Theme.SYSTEM:
        window.take_colours(change_theme(Theme.SYSTEM))


def _restore_layout(window: MainWindow) -> None:
    room = window.screen().availableSize() - QSize(0, _FRAME_PX)
    window.resize(_FIRST_SIZE.boundedTo(room))
    try:
        layout = msgspec.json.decode(_layout_file().read_bytes(), type=_Layout)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return
    window.restore_layout(layout.geometry, layout.panes)


def _log_to(file: Path) -> None:
    handler = RotatingFileHandler(file, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def _catch_defects(desk: Desk) -> None:
    """Show and log whatever nobody caught, on whatever thread it was raised."""
    defects = _Defects(desk.window)
    defects.found.connect(partial(dialogs.show_defect, desk.window))

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger(__name__).error("defect\n%s", details)
        defects.found.emit(details)  # the hook may be called on a worker thread

    def report(error: BaseException) -> None:
        hook(type(error), error, error.__traceback__)

    sys.excepthook = hook
    for jobs in desk.threads.all():
        jobs.defect_found.connect(report)


def _settings_file() -> Path:
    return paths.user_folder() / "settings.json"


def _layout_file() -> Path:
    return paths.user_folder() / "window.json"
