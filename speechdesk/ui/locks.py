"""Locked words (锁定) in the document that shows a draft: where they stand, and what must not happen to them.

A lock is a property of text, so that it travels with the words through undo and redo.
"""

from collections.abc import Collection, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from speechdesk.drafting.changes import Change
from speechdesk.records import Lock
from speechdesk.ui.positions import qt_offset, text_offset

REFUSAL = "这里是锁定的话，没有改动；要改请先按 Ctrl+Shift+J 解锁。"
_LOCK = int(QTextFormat.Property.UserProperty.value) + 5  # of text: whether it is locked
_KEY, _MOVE, _KEEP = QKeySequence.StandardKey, QTextCursor.MoveOperation, QTextCursor.MoveMode.KeepAnchor
_DELETIONS = (
    (_KEY.Backspace, _MOVE.PreviousCharacter),
    (_KEY.Delete, _MOVE.NextCharacter),
    (_KEY.DeleteStartOfWord, _MOVE.PreviousWord),
    (_KEY.DeleteEndOfWord, _MOVE.NextWord),
    (_KEY.DeleteEndOfLine, _MOVE.EndOfBlock),
    (_KEY.DeleteCompleteLine, _MOVE.NextBlock),
)


def lock_format(*, on: bool = True) -> QTextCharFormat:
    """Return what is merged into the format of words to lock or unlock them."""
    layout = QTextCharFormat()
    layout.setProperty(_LOCK, on)
    return layout


def locks_of(block: QTextBlock) -> tuple[Lock, ...]:
    """Return the locked spans of a paragraph, in order and apart."""
    text = block.text()
    return tuple(Lock(text_offset(text, start), text_offset(text, end)) for start, end in _spans(block))


def touches_lock(cursor: QTextCursor) -> bool:
    """Return whether what is selected holds locked words; of a caret, whether it stands within them."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if start == end:
        return any(first < start < last for first, last in _absolute(cursor.block()))
    block = cursor.document().findBlock(start)
    while block.isValid() and block.position() <= end:
        if any(first < end and start < last for first, last in _absolute(block)):
            return True
        block = block.next()
    return _joins_locked(cursor)


def key_touches_lock(event: QKeyEvent, cursor: QTextCursor) -> bool:
    """Return whether a key would change locked words, as Qt's text edits understand it."""
    if event.matches(_KEY.Cut):
        return touches_lock(cursor)
    reach = QTextCursor(cursor)
    deletion = next((move for key, move in _DELETIONS if event.matches(key)), None)
    if event.key() == Qt.Key.Key_Backspace and deletion is None:
        deletion = _MOVE.PreviousCharacter
    if deletion is not None and not cursor.hasSelection():
        reach.movePosition(deletion, _KEEP)
        return reach.hasSelection() and touches_lock(reach)
    enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    types = enters or bool(event.text() and event.text().isprintable())
    return (deletion is not None or types) and touches_lock(cursor)


def beside_lock(cursor: QTextCursor) -> bool:
    """Return whether what is typed at the caret would wrongly be locked, as the words before it are."""
    return cursor.charFormat().boolProperty(_LOCK) and not touches_lock(cursor)


def spare_locked(cursor: QTextCursor, changes: Collection[Change]) -> tuple[Change, ...]:
    """Return the changes of the cursor's document that leave locked words as they are."""
    document = cursor.document()
    locked = {number: _spans(document.findBlockByNumber(number)) for number in {one.block for one in changes}}
    return tuple(change for change in changes if not _reaches(document, change, locked[change.block]))


def _reaches(document: QTextDocument, change: Change, locked: list[tuple[int, int]]) -> bool:
    if not locked:
        return False
    text = document.findBlockByNumber(change.block).text()
    start, end = qt_offset(text, change.start), qt_offset(text, change.end)
    return any(first < end and start < last for first, last in locked)


def switch_lock(cursor: QTextCursor) -> str:
    """Lock what is selected, or the caret's paragraph; unlock it where it is locked; as one undo step.

    Returns:
        What was done, for the user.
    """
    chosen = QTextCursor(cursor)
    if not cursor.hasSelection():
        here, block = cursor.position(), cursor.block()
        whole = (block.position(), block.position() + block.length() - 1)
        start, end = next((span for span in _absolute(block) if span[0] <= here <= span[1]), whole)
        chosen.setPosition(start)
        chosen.setPosition(end, _KEEP)
    if not chosen.hasSelection():
        return "这里还没有可以锁定的话。"
    locks = not touches_lock(chosen)
    chosen.mergeCharFormat(lock_format(on=locks))
    return "已锁定，这些话不会被误改；再按 Ctrl+Shift+J 解锁。" if locks else "已解锁。"


def _joins_locked(cursor: QTextCursor) -> bool:
    """Return whether locked words on both sides of a selection would become one paragraph."""
    document = cursor.document()
    first, last = document.findBlock(cursor.selectionStart()), document.findBlock(cursor.selectionEnd())
    if first == last:
        return False
    before = any(end == cursor.selectionStart() for _, end in _absolute(first))
    return before and any(start == cursor.selectionEnd() for start, _ in _absolute(last))


def _absolute(block: QTextBlock) -> Iterator[tuple[int, int]]:
    at = block.position()
    for start, end in _spans(block):
        yield at + start, at + end


def _spans(block: QTextBlock) -> list[tuple[int, int]]:
    """Return the locked spans of a paragraph in Qt's offsets; one span may have several looks."""
    spans: list[tuple[int, int]] = []
    for layout in block.textFormats():
        if not layout.format.boolProperty(_LOCK):
            continue
        end = layout.start + layout.length
        if spans and spans[-1][1] == layout.start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((layout.start, end))
    return spans
