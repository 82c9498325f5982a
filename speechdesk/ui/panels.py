"""The pane on the right of the draft: suggestions and library."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from speechdesk.library.selection import Selection
from speechdesk.mining.topics import topic_names
from speechdesk.records import Match, Role
from speechdesk.ui.passage_list import PassageList, PassageModel
from speechdesk.ui.theme import Colours

_SEARCH_DELAY_MS = 120
_CARD_GAP_PX = 8
_LEVELS = "省市州县区乡镇"


class SuggestionPanel(QWidget):
    """The passages that fit the place of the caret."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("联想")
        self.model = PassageModel(self)
        self.passages = PassageList(self.model, colours, self, shows_score=True)
        self.passages.setAccessibleName("联想到的素材")
        self._hint = _hint("", self)
        layout = _column(self)
        layout.addWidget(self._hint)
        layout.addWidget(self.passages, 1)
        self.show_matches((), "写上几个字，这里列出以往讲话里相近的段落和句子。")

    def show_matches(self, matches: Sequence[Match], hint: str) -> None:
        """Show what fits, or a hint where nothing does."""
        self.model.show(matches)
        self._hint.setText(hint)
        self._hint.setVisible(not matches)


class LibraryPanel(QWidget):
    """The library: a search box, what it is narrowed to, and what it finds.

    Signals:
        query_changed: the text looked for (empty when it was cleared) and a Selection, after a pause.
    """

    query_changed = Signal(str, object)

    def __init__(self, colours: Colours, topics: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("素材库")
        self._box = QLineEdit(self)
        self._box.setAccessibleName("检索素材库")
        self._box.setPlaceholderText("检索素材库")
        self._box.setClearButtonEnabled(True)
        self.model = PassageModel(self)
        self.passages = PassageList(self.model, colours, self, shows_score=False)
        self.passages.setAccessibleName("检索到的素材")
        self._hint = _hint("", self)
        self._progress = QProgressBar(self)
        self._progress.setAccessibleName("导入进度")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_DELAY_MS)
        self._pause.timeout.connect(self._report_query)
        self._box.textChanged.connect(self._pause.start)
        self._role = self._filter("功能", ("", *Role))
        self._topic = self._filter("主题", ("", *topics))
        self._level = self._filter("层级", ("", *_LEVELS))
        self._source = self._filter_line("出处")
        self._year = self._filter_line("年份")
        filters = QGridLayout()
        filters.setSpacing(6)
        for column, widget in enumerate((self._role, self._topic, self._level)):
            filters.addWidget(widget, 0, column)
            filters.setColumnStretch(column, 1)
        filters.addWidget(self._source, 1, 0, 1, 2)
        filters.addWidget(self._year, 1, 2)
        asked = QVBoxLayout()
        asked.setContentsMargins(0, 0, _CARD_GAP_PX, 0)  # as far in as the cards
        asked.setSpacing(8)
        asked.addWidget(self._box)
        asked.addLayout(filters)
        layout = _column(self)
        layout.addLayout(asked)
        layout.addWidget(self._progress)
        layout.addWidget(self._hint)
        layout.addWidget(self.passages, 1)

    def _filter(self, name: str, choices: Sequence[str]) -> QComboBox:
        """Return a box to choose one of `choices` in; the first, empty one shows what it is for."""
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.view().setAccessibleName(name)
        box.addItem(name)
        box.addItems([choice for choice in choices if choice])
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(4)
        box.currentIndexChanged.connect(self._pause.start)
        return box

    def _filter_line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        line.setPlaceholderText(name)
        line.textChanged.connect(self._pause.start)
        return line

    def selection(self) -> Selection:
        """Return what the search is narrowed to."""

        def chosen(box: QComboBox) -> str:
            return box.currentText() if box.currentIndex() > 0 else ""

        return Selection(
            chosen(self._role),
            chosen(self._topic),
            self._source.text().strip(),
            self._year.text().strip(),
            chosen(self._level),
        )

    def focus_search(self) -> None:
        """Put the caret into the search box."""
        self._box.setFocus()
        self._box.selectAll()

    def show_matches(self, matches: Sequence[Match], hint: str) -> None:
        """Show what was found, or a hint where nothing was."""
        self.model.show(matches)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def show_progress(self, done: int, total: int) -> None:
        """Show how far an import has come; `total` 0 takes the bar away."""
        self._progress.setVisible(total > 0)
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)

    def _report_query(self) -> None:
        self.query_changed.emit(self._box.text().strip(), self.selection())


class SidePanel(QTabWidget):
    """The pane on the right: a tab for suggestions, one for the library."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setAccessibleName("联想与素材库")
        self.suggestions = SuggestionPanel(colours, self)
        self.library = LibraryPanel(colours, topic_names(), self)
        self.addTab(self.suggestions, "联想")
        self.addTab(self.library, "素材库")
        self.setDocumentMode(True)

    def open_library(self) -> None:
        """Show the library's tab, ready to search."""
        self.setCurrentWidget(self.library)
        self.library.focus_search()

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self.suggestions.passages.set_colours(colours)
        self.library.passages.set_colours(colours)


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
