"""An afternoon at the desk, driven like a user drives it; for `test_afternoon.py` and the benchmarks.

Every part takes the window and leaves it as the user would; what is typed is made of the seeds' sentences.
"""

import random
from collections.abc import Callable, Iterator
from typing import TypeVar

from hands import commit, compose, drop, press, trigger
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMenu, QPushButton

from speechdesk.drafting.storage import open_draft
from speechdesk.paths import seeds
from speechdesk.records import BlockKind
from speechdesk.text.sentences import sentence_spans
from speechdesk.ui.card_dialog import CardDialog
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.refill_dialog import RefillDialog
from speechdesk.ui.version_dialog import VersionDialog
from speechdesk.ui.version_name_dialog import VersionNameDialog

D = TypeVar("D", bound=QDialog)
OCCASION = "工作会议"
_LONGEST_WORDS = 7  # characters that come from the input method at once
_SPELT = 0.1  # of the times, the letters are seen before the words are
_ASKED = 0.1  # of the times, a completion below the confidence is asked for
_SENTENCES = 6  # in a typed paragraph, at most


def sentences(chance: random.Random) -> Iterator[str]:
    """Yield sentences of the seeds' body text in another order, again and again."""
    found = [
        block.text[start:end]
        for file in sorted(seeds().glob("*.txt"))
        for block in open_draft(file).blocks
        if block.kind is BlockKind.BODY
        for start, end in sentence_spans(block.text)
        if 10 <= end - start <= 80
    ]
    while True:
        yield from chance.sample(found, len(found))


def answer(kind: type[D], fill: Callable[[D], None]) -> None:
    """Have the next dialog of a kind filled in and accepted as soon as it is there."""

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            fill(dialog)
            dialog.accept()
        else:
            QTimer.singleShot(1, work)  # the dialog before it is still going

    QTimer.singleShot(0, work)


def begin(window: MainWindow) -> None:
    """Begin the draft by a pattern, from the first page."""
    buttons = window.first_page.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in buttons if one.text() == OCCASION), Qt.MouseButton.LeftButton)


def fill_card(window: MainWindow, meeting: str, place: str, level: str) -> None:
    """Fill in the meeting card; what it has filled before follows, as listed."""

    def fill(dialog: CardDialog) -> None:
        lines = {line.accessibleName(): line for line in dialog.findChildren(QLineEdit)}
        for name, words in (("会议", meeting), ("地方", place), ("职务", "县长"), ("讲话人", "李华")):
            lines[name].setText(words)
        levels = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "层级")
        levels.setCurrentText(level)
        answer(RefillDialog, _look_on)

    answer(CardDialog, fill)
    trigger(window, "card")
    go_back(window)


def _look_on(dialog: RefillDialog) -> None:
    assert dialog.list.topLevelItemCount() > 0


def write(window: MainWindow, chars: int, chance: random.Random) -> tuple[int, int]:
    """Type so many characters into the pattern's parts and behind them, as an input method gives them.

    Returns:
        How many completions were accepted and how many refused.
    """
    editor, source = window.editor, sentences(chance)
    accepted = refused = typed = 0
    while typed < chars:
        trigger(window, "next_slot")
        if not editor.textCursor().selectedText().startswith("【请写"):
            editor.moveCursor(QTextCursor.MoveOperation.End)
            press(editor, Qt.Key.Key_Return)
        for _ in range(chance.randint(2, _SENTENCES)):
            if typed >= chars:
                break
            sentence = next(source)
            typed += len(sentence)
            for words in pieces(sentence, chance):
                if chance.random() < _SPELT:
                    compose(editor, "pin'yin")
                commit(editor, words)
                if chance.random() < _ASKED:
                    trigger(window, "next_completion")
                if editor.completion_shown and accepted <= refused:
                    accepted += 1
                    press(editor, Qt.Key.Key_Tab)
                elif editor.completion_shown:
                    refused += 1
                    press(editor, Qt.Key.Key_Escape)
    return accepted, refused


def pieces(text: str, chance: random.Random) -> Iterator[str]:
    """Yield a text in the pieces an input method commits."""
    at = 0
    while at < len(text):
        end = at + chance.randint(1, _LONGEST_WORDS)
        yield text[at:end]
        at = end


def drop_passages(window: MainWindow, number: int, chance: random.Random) -> None:
    """Drop what is suggested at ends of paragraphs, here and there in the draft."""
    editor, model = window.editor, window.side.suggestions.model
    dropped = 0
    while dropped < number:
        block = editor.document().findBlockByNumber(chance.randrange(3, editor.document().blockCount()))
        caret = QTextCursor(block)
        caret.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(caret)
        editor.ensureCursorVisible()
        QApplication.processEvents()
        if model.rowCount():
            carried = model.mimeData([model.index(chance.randrange(model.rowCount()))])
            drop(editor, carried, editor.textCursor().position())
            dropped += 1


def move_sections(window: MainWindow) -> None:
    """Move the first section down twice, the last up, and make one part of another and back."""
    editor = window.editor
    for heading, names in ((0, ("section_down", "section_down")), (-1, ("section_up",)), (1, _LEVELS)):
        numbers = [at for at, block in enumerate(editor.blocks()) if block.kind is BlockKind.HEADING]
        editor.setTextCursor(QTextCursor(editor.document().findBlockByNumber(numbers[heading])))
        for name in names:
            trigger(window, name)


_LEVELS = ("section_demote", "section_promote")


def fill_slots(window: MainWindow, number: int) -> None:
    """Go from slot to slot and type over them."""
    window.editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(number):
        trigger(window, "next_slot")
        commit(window.editor, "有关方面")


def keep_version(window: MainWindow, name: str) -> None:
    """Keep a version under a name."""

    def fill(dialog: VersionNameDialog) -> None:
        QTest.keyClicks(dialog.findChildren(QLineEdit, "name")[0], name)

    answer(VersionNameDialog, fill)
    trigger(window, "keep_version")
    go_back(window)


def open_versions(window: MainWindow, name: str) -> VersionDialog:
    """Open the list of versions and compare one with the draft as it is."""
    trigger(window, "versions")
    dialog = window.versions.dialog
    assert dialog is not None
    while not dialog.list.count():
        QApplication.processEvents()
    (found, *_) = dialog.list.findItems(name, Qt.MatchFlag.MatchStartsWith)
    dialog.list.setCurrentItem(found)
    return dialog


def restore(window: MainWindow, name: str) -> None:
    """Restore one section of a version, then all of it, and go back to the draft."""
    dialog = open_versions(window, name)
    menu = dialog.findChild(QMenu)
    assert menu is not None
    while not menu.actions():
        QApplication.processEvents()
    sections = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    sections[-1].trigger()
    whole = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("恢复整篇"))
    whole.click()
    dialog.reject()
    go_back(window)


def go_back(window: MainWindow) -> None:
    """Do what a window manager does when a dialog has gone, and offscreen there is none."""
    window.activateWindow()
    QApplication.processEvents()


def undo_all(window: MainWindow) -> int:
    """Undo to the beginning; return how many steps that took."""
    return _all(window, "undo")


def redo_all(window: MainWindow) -> int:
    """Redo to the end; return how many steps that took."""
    return _all(window, "redo")


def _all(window: MainWindow, name: str) -> int:
    action = window.findChild(QAction, name)
    assert action is not None
    steps = 0
    while action.isEnabled():
        action.trigger()
        steps += 1
    QApplication.processEvents()  # the key is held down: events come after
    return steps


def find_and_replace(window: MainWindow, words: str, others: str) -> None:
    """Replace words everywhere, and close the bar."""
    trigger(window, "replace")
    bar = window.finding.bar
    lines = {line.accessibleName(): line for line in bar.findChildren(QLineEdit)}
    lines["查找"].setText(words)
    QApplication.processEvents()
    lines["替换为"].setText(others)
    QApplication.processEvents()
    bar.replace_wanted.emit(True)
    QApplication.processEvents()
    bar.close_bar()


def lock_words(window: MainWindow) -> None:
    """Lock the last paragraph, and try to type there."""
    window.editor.moveCursor(QTextCursor.MoveOperation.End)
    trigger(window, "lock")
    window.editor.moveCursor(QTextCursor.MoveOperation.Left)
    commit(window.editor, "误改")


def leave(window: MainWindow) -> None:
    """Give the draft up and begin another."""
    window.editor.document().setModified(False)
    trigger(window, "new")
