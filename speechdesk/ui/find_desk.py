"""Finding and replacing in the draft: what the bar asks is looked up, shown on the paper, and done."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from speechdesk.drafting.finding import Place, Scope, find_places, replacements, whole
from speechdesk.drafting.sections import section_at, section_end
from speechdesk.errors import SpeechDeskError
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.find_bar import SCOPES, FindBar
from speechdesk.ui.positions import qt_offset, text_offset

_MOST_MARKED = 500  # more marks than anybody looks at cost time at every change


class FindDesk(QObject):
    """Joins the bar and the draft.

    Args:
        editor: where the draft is.
        parent: the window.

    Attributes:
        pane: the bar above the draft, to be put into the window in the draft's place.
        bar: the bar alone.
    """

    def __init__(self, editor: DraftEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self.pane = QWidget(parent)
        self.bar = FindBar(self.pane)
        layout = QVBoxLayout(self.pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(editor, 1)
        self._selected: QTextCursor | None = None  # what was when the bar was opened; moves with the text
        self._places: tuple[Place, ...] = ()
        self.bar.query_changed.connect(self._search)
        self.bar.step_wanted.connect(self._step)
        self.bar.replace_wanted.connect(self._replace)
        self.bar.closed.connect(self._close)
        editor.textChanged.connect(self._refresh)

    def open(self, *, replacing: bool) -> None:
        """Open the bar; a short selection is what is looked for, a long one is where to look."""
        cursor = self._editor.textCursor()
        selected = cursor.selectedText()
        long = "\u2029" in selected
        self._selected = QTextCursor(cursor) if selected else None
        self.bar.open_bar("" if long else selected, replacing=replacing, in_selection=long)

    def step(self, *, forwards: bool) -> None:
        """Go to the next place or the one before; the bar need not be open."""
        if self.bar.query:
            self._search()
            self._step(forwards)

    def _search(self) -> None:
        texts = self._editor.paragraphs()
        try:
            scope = self._chosen_scope(texts)
            self._places = find_places(texts, self.bar.query, scope, regular=self.bar.regular)
        except SpeechDeskError as error:
            self._places = ()
            self.bar.tell(error.message)
        else:
            self.bar.tell(self._count() if self.bar.query else "")
        self._mark()

    def _refresh(self) -> None:
        if self.bar.isVisible() and not self._editor.is_composing:
            self._search()

    def _count(self) -> str:
        if not self._places:
            return "没有找到"
        here = self._editor.textCursor()
        for number, place in enumerate(self._places, start=1):
            cursor = self._cursor(place)
            if (cursor.selectionStart(), cursor.selectionEnd()) == (
                here.selectionStart(),
                here.selectionEnd(),
            ):
                return f"第 {number} 处，共 {len(self._places)} 处"
        return f"共 {len(self._places)} 处"

    def _is_at_hand(self, place: Place) -> bool:
        here, there = self._editor.textCursor(), self._cursor(place)
        return (here.selectionStart(), here.selectionEnd()) == (there.selectionStart(), there.selectionEnd())

    def _chosen_scope(self, texts: list[str]) -> Scope:
        chosen = SCOPES[self.bar.scope]
        if chosen == "所选" and self._selected:
            return self._selection(self._selected)
        if chosen == "本节":
            blocks = self._editor.blocks()
            heading = section_at(blocks, self._editor.textCursor().blockNumber())
            last = section_end(blocks, heading) - 1 if heading is not None else len(blocks) - 1
            return Scope(heading or 0, 0, last, len(texts[last]))
        return whole(texts)

    def _selection(self, cursor: QTextCursor) -> Scope:
        first = self._editor.document().findBlock(cursor.selectionStart())
        last = self._editor.document().findBlock(cursor.selectionEnd())
        return Scope(
            first.blockNumber(),
            text_offset(first.text(), cursor.selectionStart() - first.position()),
            last.blockNumber(),
            text_offset(last.text(), cursor.selectionEnd() - last.position()),
        )

    def _step(self, forwards: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not self._places or self._editor.is_composing:
            return
        here = self._editor.textCursor()
        cursors = [self._cursor(place) for place in self._places]
        if forwards:
            ahead = [one for one in cursors if one.selectionStart() >= here.selectionEnd()]
            found = (ahead or cursors)[0]
        else:
            behind = [one for one in cursors if one.selectionEnd() <= here.selectionStart()]
            found = (behind or cursors)[-1]
        self._go_to(found)

    def _go_to(self, cursor: QTextCursor) -> None:
        self._editor.hide_completion()
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()
        self.bar.tell(self._count())

    def _replace(self, everywhere: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._search()
        places = self._places
        if not everywhere:
            places = tuple(place for place in places if self._is_at_hand(place))
        if not places:
            self._step(forwards=True)
            return
        try:
            changes = replacements(
                self._editor.paragraphs(), places, self.bar.query, self.bar.words, regular=self.bar.regular
            )
        except SpeechDeskError as error:
            self.bar.tell(error.message)
            return
        made = self._editor.make_changes(changes)
        if everywhere:
            self.bar.tell(f"换好 {made} 处")
        else:
            self._step(forwards=True)

    def _cursor(self, place: Place) -> QTextCursor:
        block = self._editor.document().findBlockByNumber(place.block)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + qt_offset(block.text(), place.start))
        cursor.setPosition(
            block.position() + qt_offset(block.text(), place.end), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor

    def _mark(self) -> None:
        """Mark the places found; marks are no part of the draft."""
        marks: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(QColor(self._editor.colours.accent_soft))
        for place in self._places[:_MOST_MARKED]:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(place)  # pyright: ignore[reportAttributeAccessIssue]
            mark.format = look  # pyright: ignore[reportAttributeAccessIssue]
            marks.append(mark)
        self._editor.setExtraSelections(marks)

    def _close(self) -> None:
        self._places = ()
        self._editor.setExtraSelections([])
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
