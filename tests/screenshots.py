"""Pictures of every state of the desk: `python -m tests.screenshots FOLDER [LOOK]`, driving the real window.

Each look (light, dark, small, 200 %) runs in a process of its own, with a library of its own, for Qt takes
its scale only once. The look `readme` takes the pictures of the README, small. A state that the window no
longer knows is told and left out; the others are still taken.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QImage, QInputMethodEvent, QPainter, QPixmap, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTabWidget, QToolButton, QWidget

from speechdesk import desk as desks
from speechdesk.drafting.changes import Change
from speechdesk.drafting.journal import JournalEntry, Leftover
from speechdesk.drafting.storage import open_draft, save_draft
from speechdesk.errors import SpeechDeskError
from speechdesk.export.docx import export_docx
from speechdesk.export.presets import load_preset
from speechdesk.export.verify.verify import verify_file
from speechdesk.paths import seeds
from speechdesk.records import Draft
from speechdesk.settings import Settings, Theme
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.actions import MENUS
from speechdesk.ui.import_report import ImportReport
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.passage_list import Deed
from speechdesk.ui.refill_dialog import RefillDialog
from speechdesk.worker import Failure, ImportSummary, Progress

ROOT = Path(__file__).parent.parent
SETTLE_MS = 700
DIALOG_MS = 900
LIBRARY_MS = 90_000


@dataclass(frozen=True, slots=True)
class Look:
    """How the window is shown: its name, theme, size in its own pixels, and scale."""

    name: str
    theme: Theme
    width: int
    height: int
    scale: float = 1.0


LOOKS = (
    Look("light", Theme.LIGHT, 1280, 800),
    Look("dark", Theme.DARK, 1280, 800),
    Look("small", Theme.LIGHT, 1280, 720),
    Look("wide", Theme.LIGHT, 1920, 1080),
    Look("twice", Theme.LIGHT, 960, 540, 2.0),  # a 1920 x 1080 screen at 200 %
)
README = ("cards", "library", "pinned", "compare-side-by-side", "preview", "dark")
_PALETTE = 256  # colours of a small picture: the commonest, for a window has few
TYPED = (
    "在全县政府系统办公室工作会议上的讲话",
    "同志们：",
    "今天我们召开全县政府系统办公室工作会议，主要任务是总结工作、部署任务。下面，我讲三点意见。",
    "一、坚持忠诚为本，做绝对忠诚的政治标杆",
    "（一）提高政治能力。办公室每位同志都要牢记职责，把讲政治落实到办文、办会、办事之中。",
    "办公室首先是政治机关，政治标准是衡量工作的首要标准。",
    "二、坚持服务为重，做保障有力的服务标杆",
)


class Hands:
    """The user at the window, and the camera."""

    def __init__(self, window: MainWindow, look: Look, folder: Path) -> None:
        self.window = window
        self._look = look
        self._folder = folder
        self._number = 0

    def rest(self, length_ms: int = SETTLE_MS) -> None:
        loop = QEventLoop()
        QTimer.singleShot(length_ms, loop.quit)
        loop.exec()

    def commit(self, text: str) -> None:
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.window.editor, event)

    def write(self, *paragraphs: str) -> None:
        for number, paragraph in enumerate(paragraphs):
            if number:
                QTest.keyClick(self.window.editor, Qt.Key.Key_Return)
            self.commit(paragraph)

    def do(self, name: str) -> None:
        action = self.window.findChild(QAction, name)
        if action is None:
            raise LookupError(f"no action called {name}")
        action.trigger()

    def show_draft(self, number: int) -> None:
        file = sorted(seeds().glob("*.txt"))[number]
        self.window.editor.set_blocks(open_draft(file).blocks)
        self.window.editor.setFocus()

    def shoot(self, name: str) -> None:
        """Take the window with the dialog that stands over it."""
        picture = self.window.grab()
        over = self._over()
        if over is not None:
            shown = over.grab()
            ratio = picture.devicePixelRatio()
            painter = QPainter(picture)
            if isinstance(over, QDialog):
                painter.fillRect(self.window.rect(), QColor(0, 0, 0, 40))
                corner = self.window.rect().center() - over.rect().center()
                corner = QPoint(max(0, corner.x()), max(0, corner.y()))
            else:
                corner = self.window.mapFromGlobal(over.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(corner, shown)
            painter.setPen(QColor(128, 128, 128))
            size = shown.size() / ratio
            painter.drawRect(corner.x(), corner.y(), size.width() - 1, size.height() - 1)
            painter.end()
            self._check_fits(name, over.width(), over.height())
        self._save(name, picture)

    def during(self, name: str, begin: Callable[[], object]) -> None:
        """Take what stands while `begin` waits for the user, then press Escape."""

        def take() -> None:
            self.shoot(name)
            waiting = self._over()
            if isinstance(waiting, QDialog):
                waiting.reject()
            elif waiting:
                waiting.close()

        QTimer.singleShot(DIALOG_MS, take)
        begin()
        self.rest(DIALOG_MS + 200)

    def _over(self) -> QWidget | None:
        """Return what stands over the window: a menu, the dialog asked last, or one that stands beside it."""
        beside = (one for one in self.window.findChildren(QDialog) if one.isVisible())
        asked = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return asked or next(beside, None)

    def _check_fits(self, name: str, width: int, height: int) -> None:
        if width > self._look.width or height > self._look.height:
            print(f"{self._look.name}: {name} is larger than the window: {width} x {height}")

    def _save(self, name: str, picture: QPixmap) -> None:
        self._number += 1
        if self._look.name != "readme":
            picture.save(str(self._folder / f"{self._look.name}-{self._number:02}-{name}.png"))
        elif name in README:
            _small(picture.toImage()).save(str(self._folder / f"{name}.png"), None, 0)  # packed hardest


def _small(picture: QImage) -> QImage:
    """Return a picture in its commonest colours."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I").tolist())
    colours = [colour for colour, _ in counted.most_common(_PALETTE)]
    flags = Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, colours, flags)


def empty(hands: Hands) -> None:
    hands.do("new")
    hands.rest()
    hands.shoot("empty")


def drafting(hands: Hands) -> None:
    hands.window.editor.setFocus()
    hands.write(*TYPED)
    hands.rest()
    hands.shoot("drafting")


def completion(hands: Hands) -> None:
    QTest.keyClick(hands.window.editor, Qt.Key.Key_Return)
    hands.commit("以更加良好的精神状态保障政令畅通，推动党中央国务院")
    hands.rest(1200)
    hands.shoot("completion")


def composing(hands: Hands) -> None:
    QApplication.sendEvent(hands.window.editor, QInputMethodEvent("xin shi dai", []))
    hands.rest()
    hands.shoot("composing")
    QApplication.sendEvent(hands.window.editor, QInputMethodEvent("", []))


def cards(hands: Hands) -> None:
    hands.commit("，切实加强办公室工作")
    hands.rest(1200)
    hands.shoot("cards")


def slots(hands: Hands) -> None:
    hands.commit("。")
    QTest.keyClick(hands.window.editor, Qt.Key.Key_Return)
    hands.commit("办公室工作需要紧跟时代步")
    hands.rest(1200)
    hands.do("insert_1")
    hands.window.editor.moveCursor(QTextCursor.MoveOperation.Start)
    hands.do("next_slot")
    hands.rest(1200)
    hands.shoot("slots")


def outline(hands: Hands) -> None:
    hands.show_draft(3)
    cursor = QTextCursor(hands.window.editor.document().findBlockByNumber(20))
    hands.window.editor.setTextCursor(cursor)
    hands.window.editor.ensureCursorVisible()
    hands.rest()
    hands.shoot("outline")


def library(hands: Hands) -> None:
    hands.do("search")
    box = next(line for line in hands.window.side.findChildren(QLineEdit) if line.isVisible())
    box.setText("调查研究")
    hands.rest(1200)
    hands.shoot("library")
    hands.window.findChildren(QTabWidget)[0].setCurrentIndex(0)


def preview(hands: Hands) -> None:
    hands.do("preview")
    hands.rest(2500)
    hands.shoot("preview")
    hands.do("preview")


def draft_only(hands: Hands) -> None:
    hands.do("focus")
    hands.rest()
    hands.shoot("draft-only")
    hands.do("focus")


def first_page(hands: Hands) -> None:
    """The empty draft once there are drafts to go on with."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "县政府讲话"
        kept.mkdir()
        for name in ("全县政府系统办公室工作会议讲话", "乡镇座谈会讲话", "表彰大会讲话"):
            save_draft(Draft(), kept / f"{name}.speech")
        hands.do("new")
        hands.window.preferences.change(recent=tuple(str(file) for file in kept.iterdir()))
        hands.rest()
        hands.shoot("first-page")
        QTest.keyClick(hands.window.editor, Qt.Key.Key_Tab)
        hands.rest()
        hands.shoot("first-page-by-keys")
        hands.window.preferences.change(recent=())


def pattern(hands: Hands) -> None:
    """A draft begun by a pattern, then with parts missing."""
    hands.do("new")
    hands.window.patterns.begin("工作会议")
    hands.rest()
    hands.shoot("pattern")
    editor = hands.window.editor
    editor.setTextCursor(QTextCursor(editor.document().lastBlock()))
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock, QTextCursor.MoveMode.KeepAnchor, 4)
    cursor.removeSelectedText()
    hands.rest()
    hands.shoot("pattern-parts-missing")


def locks(hands: Hands) -> None:
    """Locked words, and what is said to one who types there."""
    hands.show_draft(3)
    hands.window.editor.setTextCursor(QTextCursor(hands.window.editor.document().findBlockByNumber(2)))
    hands.do("lock")
    hands.window.editor.moveCursor(QTextCursor.MoveOperation.Right)
    hands.commit("误改")
    hands.rest(300)
    hands.shoot("locks")


def finding(hands: Hands) -> None:
    """The bar with places found, with none, and with an expression that is wrong."""
    hands.show_draft(3)
    hands.do("replace")
    query = next(one for one in hands.window.finding.bar.findChildren(QLineEdit))
    regular = next(one for one in hands.window.finding.bar.findChildren(QToolButton) if one.isCheckable())
    for name, words in (("find", "工作"), ("find-nothing", "没有这几个字"), ("find-wrong", "（[")):
        query.setText(words)
        if name == "find":
            hands.do("find_next")
        if name == "find-wrong":
            regular.setChecked(True)
        hands.rest()
        hands.shoot(name)
    regular.setChecked(False)
    query.clear()
    hands.window.finding.bar.close_bar()


def selected_cards(hands: Hands) -> None:
    """Several cards chosen, their menu, what is offered to be undone, one card's form and its source."""
    hands.do("search")
    shown = hands.window.side.library.passages
    model = shown.selectionModel()
    for row in (0, 1):
        model.select(shown.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    shown.setFocus()
    hands.rest()
    hands.shoot("cards-chosen")
    corner = shown.viewport().mapToGlobal(QPoint(20, 40))
    hands.during("cards-menu", lambda: shown.make_menu().popup(corner))
    shown.choose_only(0)
    shown.want(Deed.FAVOURITE)
    hands.rest()
    hands.shoot("cards-undo")
    hands.during("card-form", lambda: shown.want(Deed.EDIT))
    hands.during("card-source", lambda: shown.want(Deed.SOURCE))


def pinned(hands: Hands) -> None:
    """Two past speeches beside the draft."""
    hands.do("search")
    shown = hands.window.side.library.passages
    for row in (0, shown.model().rowCount() - 1):
        shown.choose_only(row)
        shown.want(Deed.PIN)
        hands.rest()
    hands.window.editor.setFocus()
    hands.rest(1200)
    hands.shoot("pinned")
    for source in hands.window.side.sources.pinned():
        source.unpin_wanted.emit()
    hands.window.side.setCurrentIndex(0)


def importing(hands: Hands) -> None:
    """An import under way, and its summary."""
    hands.do("search")
    progress = Progress(11, 40, "2023年全市经济工作会议讲话（定稿）.docx")
    hands.window.library.progressed.emit(progress)
    hands.rest()
    hands.shoot("import")
    hands.window.library.progressed.emit(Progress(40, 40, ""))
    failures = (
        Failure("旧稿.doc", "“旧稿.doc”是旧版 Word 文档，要装 LibreOffice 才能读；请另存为 .docx。"),
        Failure("扫描件.pdf", "“扫描件.pdf”是扫描的图片，没有文字可读。"),
    )
    report = ImportReport(ImportSummary(37, 1204, 1, failures, cancelled=False), hands.window)
    hands.during("import-summary", report.open)
    hands.window.side.setCurrentIndex(0)


def management(hands: Hands) -> None:
    """The documents of the library, then its statistics."""
    hands.during("management", lambda: hands.do("manage_library"))

    def statistics() -> None:
        hands.do("manage_library")
        for dialog in hands.window.findChildren(QDialog):
            for tabs in dialog.findChildren(QTabWidget):
                tabs.setCurrentIndex(1)

    hands.during("management-statistics", statistics)


def recovery(hands: Hands) -> None:
    """Drafts found after a power cut."""
    found = [
        Leftover(Path(file.name), JournalEntry("", "2026-03-01T17:45:02+08:00", open_draft(file)))
        for file in sorted(seeds().glob("*.txt"))[:3]
    ]
    hands.during("recovery", lambda: dialogs.choose_leftover(hands.window, found))


def refill(hands: Hands) -> None:
    """What a changed meeting card would change."""
    hands.show_draft(3)
    texts = hands.window.editor.paragraphs()
    places = [(number, text.find("全市")) for number, text in enumerate(texts) if "全市" in text]
    changes = [Change(number, at, at + 2, "全县") for number, at in places]
    hands.during("refill", RefillDialog(changes, texts, hands.window).open)


def verified(hands: Hands) -> None:
    """A Word document measured."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "讲话.docx"
        export_docx(hands.window.files.draft(), file, load_preset("speech"))
        report = verify_file(file, load_preset("reading"))
    hands.during("verified", lambda: page_dialogs.show_report(hands.window, "讲话.docx", report))


def dark(hands: Hands) -> None:
    """A draft in dark colours, whatever the look."""
    hands.show_draft(3)
    chosen = hands.window.settings.theme
    hands.do("theme_dark")
    editor = hands.window.editor
    editor.setTextCursor(QTextCursor(editor.document().findBlockByNumber(4)))
    editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    hands.commit("办公室工作要紧跟时代步")
    hands.rest(1200)
    hands.shoot("dark")
    hands.do(f"theme_{chosen}")


def menus(hands: Hands) -> None:
    bar = hands.window.menuBar()
    for name, words in MENUS:
        menu = hands.window.menus.menu(name)
        place = bar.mapToGlobal(bar.actionGeometry(menu.menuAction()).bottomLeft())
        hands.during(f"menu-{words.partition('(')[0]}", partial(menu.popup, place))


def dialogs_asked(hands: Hands) -> None:
    window = hands.window
    for name in ("card", "keep_version", "settings", "help", "about", "open", "presets"):
        hands.during(f"dialog-{name}", partial(hands.do, name))
    hands.during("dialog-unsaved", lambda: dialogs.ask_unsaved(window))
    hands.during("dialog-overwrite", lambda: dialogs.ask_overwrite(window, "讲话.speech"))
    hands.during("dialog-delete-version", lambda: dialogs.ask_delete_version(window))
    refused = "无法保存“讲话.docx”：没有写入权限或文件正被其他程序打开，请关闭该文件、另选位置或另取名字。"
    hands.during("dialog-elsewhere", lambda: dialogs.ask_elsewhere(window, refused))
    hands.during("dialog-pattern", lambda: hands.do("pattern"))


def errors(hands: Hands) -> None:
    window = hands.window
    message = "无法保存“讲话.speech”：磁盘已满，请腾出空间后再试，或另选位置。"
    hands.during("error", lambda: dialogs.show_error(window, SpeechDeskError(message).message))
    hands.during("error-defect", lambda: dialogs.show_defect(window, "Traceback …\nValueError: example"))
    hands.during("error-library", lambda: dialogs.ask_rebuild(window, "素材库文件已损坏，读不出来。"))


def settings_fault(hands: Hands) -> None:
    def begin() -> None:
        hands.do("settings")
        dialog = QApplication.activeModalWidget()
        line = dialog.findChild(QLineEdit, "draft_folder") if dialog else None
        if line:
            line.setText("/没有/这个文件夹")
            line.editingFinished.emit()

    hands.during("settings-fault", begin)


def compare(hands: Hands) -> None:
    window = hands.window
    hands.show_draft(3)
    window.versions.keep_automatic()
    hands.rest()
    editor = window.editor
    for number, words in ((2, "这些年，"), (5, "新的一年，"), (9, "同志们，")):
        cursor = QTextCursor(editor.document().findBlockByNumber(number))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 8)
        cursor.insertText(words)
    cursor = QTextCursor(editor.document().findBlockByNumber(14))
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    window.versions.keep_automatic()
    hands.rest()
    editor.textCursor().insertText("各位代表、同志们，")
    hands.during("compare", lambda: hands.do("versions"))

    hands.do("versions")
    hands.rest()

    def side_by_side() -> None:
        dialog = window.versions.dialog
        if dialog:
            dialog.list.setCurrentRow(dialog.list.count() - 1)
            dialog.way.setCurrentIndex(1)

    hands.during("compare-side-by-side", side_by_side)


def whatever_opens(hands: Hands) -> None:
    """Take every action whose words end in … that the states above do not name, so that new ones are seen."""
    known = {"card", "keep_version", "settings", "help", "about", "open", "presets", "versions"}
    known |= {"find", "replace", "pattern", "manage_library"}
    for action in hands.window.findChildren(QAction):
        name = action.objectName()
        asks = action.text().endswith("…") and action.isEnabled() and not name.startswith("card_")
        if asks and name and name not in known:
            hands.during(f"asks-{name}", action.trigger)


STATES = (
    empty,
    drafting,
    completion,
    composing,
    cards,
    slots,
    outline,
    library,
    selected_cards,
    pinned,
    preview,
    draft_only,
    finding,
    locks,
    menus,
    compare,
    management,
    importing,
    recovery,
    refill,
    verified,
    dialogs_asked,
    settings_fault,
    whatever_opens,
    errors,
    pattern,
    first_page,
    dark,
)


@contextmanager
def opened(look: Look) -> Generator[MainWindow]:
    application = desks.make_application()
    desk = desks.build_desk(application, Settings(theme=look.theme))
    window = desk.window
    window.resize(look.width, look.height)
    window.show()
    ready = QEventLoop()
    window.library.opened.connect(ready.quit)
    QTimer.singleShot(LIBRARY_MS, ready.quit)
    window.library.open()  # made on the first start
    ready.exec()
    window.activateWindow()
    window.editor.setFocus()
    yield window
    window.editor.document().setModified(False)
    window.close()
    desk.close()


def take(look: Look, folder: Path) -> None:
    """Take every state in one look; tell what could not be taken."""
    with opened(look) as window:
        hands = Hands(window, look, folder)
        hands.rest()
        if (window.width(), window.height()) != (look.width, look.height):
            print(f"{look.name}: the window cannot be that small: {window.width()} x {window.height()}")
        for state in STATES:
            window.editor.document().setModified(False)
            window.activateWindow()  # the window of a dialog that has gone; offscreen nobody gives it back
            window.editor.setFocus()
            try:
                state(hands)
            except (LookupError, AttributeError, StopIteration) as error:
                print(f"{look.name}: {state.__name__} not taken: {error}")


def _screen(look: Look) -> dict[str, object]:
    """The screen the window fills, as Qt's offscreen platform wants it."""
    width, height = round(look.width * look.scale), round(look.height * look.scale)
    return {"name": look.name, "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}


def main(arguments: list[str]) -> int:
    """Take all looks, or the one named behind the folder."""
    asked = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    asked.add_argument("folder", type=Path)
    looks = (*LOOKS, replace(LOOKS[0], name="readme"))
    asked.add_argument("look", nargs="?", choices=[look.name for look in looks])
    asked.add_argument("--here", action="store_true", help="in this process, whatever its scale and its home")
    wanted = asked.parse_args(arguments)
    folder: Path = wanted.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [look for look in looks if look.name == wanted.look] or LOOKS
    if wanted.here:
        take(chosen[0], folder)
        return 0
    with tempfile.TemporaryDirectory() as home:
        for look in chosen:
            screen = Path(home) / f"{look.name}.json"
            screen.write_text(json.dumps({"screens": [_screen(look)]}), encoding="utf-8")
            environment = os.environ | {
                "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
                "QT_SCALE_FACTOR": str(look.scale),
                "SPEECHDESK_HOME": f"{home}/{look.name}",
            }
            command = [sys.executable, "-m", "tests.screenshots", str(folder), look.name, "--here"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
