"""A past speech opened at a passage, with what stands before and after it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from speechdesk.library.overview import ShownSpeech
from speechdesk.records import MeetingCard, Passage
from speechdesk.ui.speech_view import SpeechView
from speechdesk.ui.theme import Colours, size_dialog


class SourceDialog(QDialog):
    """Shows a speech beside the window; several may stand open.

    Signals:
        passage_wanted: a Passage for the draft.
        pin_wanted: the ShownSpeech is to be pinned.

    Args:
        speech: the speech.
        colours: of text and marks.
        card: returns the meeting card.
        parent: the window.
    """

    passage_wanted = Signal(object)
    pin_wanted = Signal(object)

    def __init__(
        self, speech: ShownSpeech, colours: Colours, card: Callable[[], MeetingCard], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"出处：{speech.label}")
        size_dialog(self, 720, 640)
        self._speech = speech
        name = QLabel(speech.label, self)
        name.setWordWrap(True)
        hint = QLabel("选中文字可以拖进讲稿；按 Enter 把选中的文字或光标所在的一段插入讲稿。", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        self.view = SpeechView(colours, card, self)
        self.view.show_speech(speech)
        self.view.passage_wanted.connect(self._want)
        buttons = QDialogButtonBox(self)
        pin = buttons.addButton("钉为参照", QDialogButtonBox.ButtonRole.ActionRole)
        pin.setAutoDefault(False)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        pin.clicked.connect(self._want_pin)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(name)
        layout.addWidget(self.view, 1)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        self.view.setFocus()

    def _want(self, passage: Passage) -> None:
        self.passage_wanted.emit(passage)

    def _want_pin(self) -> None:
        self.pin_wanted.emit(self._speech)
        self.reject()
