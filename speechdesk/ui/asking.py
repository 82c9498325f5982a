"""How a dialog is asked: it is there until it is answered, and leaves nothing behind."""

from PySide6.QtWidgets import QApplication, QDialog, QWidget


def run_dialog(dialog: QDialog) -> int:
    """Show a dialog until it is answered and return the answer; it goes once its caller has read it."""
    answer = dialog.exec()
    dialog.deleteLater()  # a window that is open for days would keep every dialog it ever asked
    return answer


def topmost(window: QWidget) -> QWidget:
    """Return what a dialog of `window` shall stand over: the dialog that is being answered, or the window."""
    return QApplication.activeModalWidget() or window
