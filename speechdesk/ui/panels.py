"""The pane on the right of the draft: suggestions, library and pinned sources."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from speechdesk.library.cards import Card
from speechdesk.mining.topics import topic_names
from speechdesk.ui.draft_clips import PASSAGE_MIME, carried_blocks
from speechdesk.ui.library_panel import LibraryPanel
from speechdesk.ui.passage_list import PassageList, PassageModel
from speechdesk.ui.sources_panel import SourcesPanel
from speechdesk.ui.theme import Colours
from speechdesk.ui.undo_bar import UndoBar


class SuggestionPanel(QWidget):
    """The passages that fit the place of the caret."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("联想")
        self.model = PassageModel(self)
        self.passages = PassageList(self.model, colours, self, several=False)
        self.passages.setAccessibleName("联想到的素材")
        self.undo_bar = UndoBar(self)
        self._hint = _hint("", self)
        layout = _column(self)
        layout.addWidget(self._hint)
        layout.addWidget(self.passages, 1)
        layout.addWidget(self.undo_bar)
        self.show_cards((), "写上几个字，这里列出以往讲话里相近的段落和句子。")

    def show_cards(self, cards: Sequence[Card], hint: str, typed: str = "") -> None:
        """Show what fits what was typed, or a hint where nothing does."""
        self.model.show(cards, typed)
        self._hint.setText(hint)
        self._hint.setVisible(not cards)


class SidePanel(QTabWidget):
    """The pane on the right: tabs for suggestions, the library, and pinned speeches.

    Signals:
        text_dropped: paragraphs (DraftBlocks) of a draft that are to be kept as the user's own.
    """

    text_dropped = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setAccessibleName("联想、素材库与参照")
        self.suggestions = SuggestionPanel(colours, self)
        self.library = LibraryPanel(colours, topic_names(), self)
        self.sources = SourcesPanel(colours, self)
        self.addTab(self.suggestions, "联想")
        self.addTab(self.library, "素材库")
        self.addTab(self.sources, "参照")
        self.setDocumentMode(True)
        self.setAcceptDrops(True)
        self.tabBar().setChangeCurrentOnDrag(True)

    def open_library(self) -> None:
        """Show the library's tab, ready to search."""
        self.setCurrentWidget(self.library)
        self.library.focus_search()

    def open_sources(self) -> None:
        """Show the pinned speeches, ready to be read."""
        self.show()
        self.setCurrentWidget(self.sources)
        self.sources.focus_first()

    def passages(self) -> tuple[PassageList, PassageList]:
        """Return the lists of cards."""
        return self.suggestions.passages, self.library.passages

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        for passages in self.passages():
            passages.set_colours(colours)
        self.sources.set_colours(colours)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take words of a draft: they may become passages."""
        if _keepable(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take words of a draft over any place of the pane."""
        if _keepable(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Report the words that were dropped; they stay in the draft."""
        if _keepable(event.mimeData()):
            self.text_dropped.emit(carried_blocks(event.mimeData()))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()


def _keepable(carried: QMimeData) -> bool:
    """Return whether what is dragged are words, not a card or files."""
    return carried.hasText() and not carried.hasUrls() and not carried.hasFormat(PASSAGE_MIME)


def _column(owner: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(14, 12, 6, 10)
    layout.setSpacing(10)
    return layout


def _hint(text: str, owner: QWidget) -> QLabel:
    label = QLabel(text, owner)
    label.setObjectName("hint")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
