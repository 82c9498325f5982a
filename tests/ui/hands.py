"""What a user's hands do, as events: the input method, keys, dragging."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow

T = TypeVar("T")


def compose(editor: DraftEditor, preedit: str) -> None:
    """Let the input method show text it is composing."""
    QApplication.sendEvent(editor, QInputMethodEvent(preedit, []))
    QApplication.processEvents()


def commit(editor: DraftEditor, text: str) -> None:
    """Let the input method commit text, as it comes from pinyin."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)
    QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press and release a key."""
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def always(value: T) -> Callable[..., T]:
    """Return a stand-in for a dialog that the user answers so."""

    def answer(*_: object) -> T:
        return value

    return answer


def trigger(window: MainWindow, name: str) -> None:
    """Choose an action by its name."""
    action = window.findChild(QAction, name)
    assert action is not None, name
    action.trigger()
    QApplication.processEvents()


def drop(editor: DraftEditor, carried: QMimeData, offset: int) -> None:
    """Drag what is carried over the draft and drop it at a position of the document."""
    cursor = QTextCursor(editor.document())
    cursor.setPosition(offset)
    rect = editor.cursorRect(cursor)
    drop_at(editor.viewport(), carried, QPoint(rect.left(), rect.center().y()))


def drop_at(target: QWidget, carried: QMimeData, point: QPoint) -> None:
    """Drop what is carried at a point of a widget."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(point, copy, carried, left, none))
    QApplication.sendEvent(target, QDragMoveEvent(point, copy, carried, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(point), copy, carried, left, none))
    QApplication.processEvents()
