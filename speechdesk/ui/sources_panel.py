"""Up to two past speeches pinned beside the section being written (参照)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from speechdesk.library.overview import ShownSpeech
from speechdesk.records import MeetingCard, Passage
from speechdesk.ui.speech_view import SpeechView
from speechdesk.ui.theme import Colours

MOST_PINNED = 2
_NOTHING_PINNED = (
    "还没有钉住的讲话。在联想或素材库的卡片上按 Ctrl+R（或右键“钉为参照”），以往的讲话就摆在这里，"
    "随着光标翻到相应的一节。选中文字可以拖进讲稿，也可以按 Enter 插入。"
)


class PinnedSource(QWidget):
    """One pinned speech under its name.

    Signals:
        unpin_wanted: it is to go.
    """

    unpin_wanted = Signal()

    def __init__(self, speech: ShownSpeech, view: SpeechView, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        view.setAccessibleName(f"参照：{speech.label}")
        view.show_speech(speech)
        self._name = QLabel(speech.label, self)
        self._name.setObjectName("panel_title")
        self._name.setWordWrap(True)
        unpin = QToolButton(self)
        unpin.setText("取消")
        unpin.setAccessibleName(f"不再参照{speech.label}")
        unpin.setToolTip("不再参照这篇讲话")
        unpin.clicked.connect(self._want)
        line = QHBoxLayout()
        line.addWidget(self._name, 1)
        line.addWidget(unpin)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(view, 1)

    def _want(self) -> None:
        self.unpin_wanted.emit()


class SourcesPanel(QWidget):
    """The pinned speeches, one above the other.

    Signals:
        passage_wanted: a Passage for the draft.
        pinned_changed: which speeches are pinned has changed.

    Attributes:
        card: fills the slots of what is dragged from here.
    """

    passage_wanted = Signal(object)
    pinned_changed = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("参照")
        self.card = MeetingCard()
        self._colours = colours
        self._hint = QLabel(_NOTHING_PINNED, self)
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.addWidget(self._hint)
        layout.addWidget(self._split, 1)

    def pinned(self) -> tuple[PinnedSource, ...]:
        """Return what is pinned, oldest first."""
        widgets = (self._split.widget(number) for number in range(self._split.count()))
        return tuple(widget for widget in widgets if isinstance(widget, PinnedSource))

    def speeches(self) -> tuple[ShownSpeech, ...]:
        """Return the pinned speeches, oldest first."""
        return tuple(pinned.view.speech for pinned in self.pinned() if pinned.view.speech)

    def focus_first(self) -> None:
        """Put the caret into the first pinned speech, if there is one."""
        for pinned in self.pinned()[:1]:
            pinned.view.setFocus()

    def pin(self, speech: ShownSpeech) -> None:
        """Pin a speech; one too many takes the place of the oldest, one that is pinned stays as it is."""
        if any(known.id == speech.id for known in self.speeches()):
            return
        if len(self.pinned()) == MOST_PINNED:
            self._remove(self.pinned()[0])
        view = SpeechView(self._colours, self._current_card, self)
        view.passage_wanted.connect(self._want)
        pinned = PinnedSource(speech, view, self)
        pinned.unpin_wanted.connect(lambda: self.unpin(pinned))
        self._split.addWidget(pinned)
        self._hint.hide()
        self.pinned_changed.emit()

    def unpin(self, pinned: PinnedSource) -> None:
        """Take a pinned speech away."""
        self._remove(pinned)
        self._hint.setVisible(not self.pinned())
        self.pinned_changed.emit()

    def show_section(self, number: int, block: int) -> None:
        """Scroll the pinned speech with this number in the library to a paragraph."""
        for pinned in self.pinned():
            if pinned.view.speech and pinned.view.speech.id == number:
                pinned.view.go_to(block)

    def set_colours(self, colours: Colours) -> None:
        """Take over the colours of another theme."""
        self._colours = colours
        for pinned in self.pinned():
            pinned.view.set_colours(colours)

    def _remove(self, pinned: PinnedSource) -> None:
        pinned.setParent(None)
        pinned.deleteLater()

    def _current_card(self) -> MeetingCard:
        return self.card

    def _want(self, passage: Passage) -> None:
        self.passage_wanted.emit(passage)
