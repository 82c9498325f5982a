"""The desk on a real X screen, for `test_real_drag.py`: types, waits to be dragged into, saves, exports.

Prints one JSON line with the points to drag from and to, then one with what came of it.
"""

import json
import sys
from pathlib import Path

from hands import always, commit, trigger
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QDrag, QTextCursor
from PySide6.QtWidgets import QApplication

from speechdesk.desk import build_desk, make_application
from speechdesk.settings import Settings, Theme
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.editor import DraftEditor

STEP_MS = 50
PATIENCE_MS = 20_000


def pause(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def drop_point(editor: DraftEditor) -> QPoint:
    """Return the screen point at the very beginning of the last paragraph."""
    cursor = QTextCursor(editor.document().lastBlock())
    return editor.viewport().mapToGlobal(editor.cursorRect(cursor).center())


def main(folder: Path) -> int:
    """Run the whole of it; a drag that hangs is cancelled."""
    application = make_application()
    desk = build_desk(application, Settings(theme=Theme.LIGHT))
    window, editor = desk.window, desk.window.editor
    QTimer.singleShot(PATIENCE_MS, QDrag.cancel)
    window.setGeometry(0, 0, 1280, 800)
    window.show()
    window.activateWindow()
    editor.setFocus()
    window.library.open()
    opened: list[bool] = []
    window.library.opened.connect(lambda: opened.append(True))
    waited = 0
    while waited < PATIENCE_MS and not opened:
        pause(STEP_MS)
        waited += STEP_MS
    commit(editor, "办公室工作需要紧跟时代步")
    cards = window.side.suggestions.passages
    while waited < PATIENCE_MS and cards.model().rowCount() == 0:
        pause(STEP_MS)
        waited += STEP_MS
    pause(10 * STEP_MS)
    before = editor.toPlainText()
    start = cards.viewport().mapToGlobal(cards.visualRect(cards.model().index(0, 0)).center())
    end = drop_point(editor)
    print(json.dumps({"from": [start.x(), start.y()], "to": [end.x(), end.y()]}), flush=True)
    while waited < PATIENCE_MS and editor.toPlainText() == before:
        pause(STEP_MS)
        waited += STEP_MS
    pause(4 * STEP_MS)
    window.grab().save(str(folder / "dropped.png"))
    dropped, spans = editor.toPlainText(), sum(len(block.provenance) for block in editor.blocks())
    trigger(window, "undo")
    undone = editor.toPlainText()
    trigger(window, "redo")
    dialogs.choose_save = always(folder / "a.speech")
    dialogs.choose_export = always(folder / "a.docx")
    page_dialogs.ask_anyway = always(page_dialogs.Answer(go_on=True))  # the card has open slots
    trigger(window, "save")
    trigger(window, "export")
    while waited < PATIENCE_MS and not (folder / "a.docx").exists():
        pause(STEP_MS)
        waited += STEP_MS
    told = {"before": before, "dropped": dropped, "spans": spans, "undone": undone}
    print(json.dumps(told), flush=True)
    window.close()
    desk.close()
    QApplication.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
