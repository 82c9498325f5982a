"""What an empty draft offers: an outline pattern, the meeting card, the drafts of the last days."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from speechdesk.paths import resources
from speechdesk.settings import Settings
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.faces import missing_faces
from speechdesk.ui.preferences import Preferences

_COLUMNS = 4
_MOST_RECENT = 5
_WIDTH_PX = 600
_BUTTON_PX = 34
_TOP_SHARE = 0.36  # of the pane: below the lines one may begin to type in


class FirstPage(QFrame):
    """Lies on the empty paper below the first lines, and is gone with the first key.

    Signals:
        pattern_chosen: the occasion a skeleton is wanted for.
        card_wanted: the meeting card is to be filled in.
        draft_chosen: the path of a recent draft.

    Args:
        editor: the draft's pane.
        patterns: the occasions.
        preferences: hold the recent drafts.
    """

    pattern_chosen = Signal(str)
    card_wanted = Signal()
    draft_chosen = Signal(object)

    def __init__(self, editor: DraftEditor, patterns: Sequence[str], preferences: Preferences) -> None:
        super().__init__(editor)
        self.setObjectName("first_page")
        self.setAccessibleName("开始一份讲稿")
        self._editor = editor
        page = QWidget(self)
        area = QScrollArea(self)  # a small screen shows some of it at a time
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._layout = QVBoxLayout(page)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self._caption("直接写，或者从一种场合的提纲写起"))
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, name in enumerate(patterns):
            button = self._button(name, "first_choice")
            button.clicked.connect(lambda _=False, name=name: self.pattern_chosen.emit(name))
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        self._layout.addLayout(grid)
        self._layout.addSpacing(10)
        self._layout.addWidget(self._caption("先填会议卡，名称、层级随之换好"))
        card = self._button("填写会议卡…", "first_choice")
        card.clicked.connect(self.card_wanted)
        self._layout.addWidget(card, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addSpacing(10)
        self._recent_caption = self._caption("最近的讲稿")
        self._layout.addWidget(self._recent_caption)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._layout.addLayout(self._recent)
        if missing := missing_faces(resources() / "faces.toml"):
            note = self._caption(
                f"这台电脑没有{'、'.join(missing)}，屏幕上用相近的字体代替；导出的 Word 不受影响。"
            )
            note.setWordWrap(True)
            self._layout.addSpacing(10)
            self._layout.addWidget(note)
        editor.installEventFilter(self)
        editor.textChanged.connect(self.update_page)
        preferences.changed.connect(self._follow)
        self.show_recent(preferences.settings.recent)

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer drafts that are still there, newest first."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        there = [Path(name) for name in paths if Path(name).is_file()][:_MOST_RECENT]
        for path in there:
            button = self._button(f"{path.stem}　{path.parent.name}", "first_recent")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, path=path: self.draft_chosen.emit(path))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._recent_caption.setVisible(bool(there))
        self.update_page()
        QTimer.singleShot(0, self, self.update_page)  # what has just been added has a height only then

    def _follow(self, before: Settings, now: Settings) -> None:
        if before.recent != now.recent:
            self.show_recent(now.recent)

    def update_page(self) -> None:
        """Show the page while the draft is empty, hide it as soon as it is not."""
        self.setVisible(self._editor.is_blank())
        width = min(_WIDTH_PX, self._editor.width() - 40)
        top = max(200, round(self._editor.height() * _TOP_SHARE))
        self._layout.activate()
        wanted = max(self._layout.totalHeightForWidth(width), self._layout.totalSizeHint().height())
        height = min(wanted, max(0, self._editor.height() - top))
        self.setGeometry((self._editor.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the pane; Tab in an empty draft comes here."""
        if event.type() in (QEvent.Type.InputMethod, QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, self, self.update_page)
        first = self.findChild(QPushButton)
        tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if first and tab and event.type() is QEvent.Type.KeyPress and self.isVisible():
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back to the paper."""
        if event.key() == Qt.Key.Key_Escape:
            self._editor.setFocus()
        else:
            super().keyPressEvent(event)

    def _caption(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName("hint")
        return label

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(True)  # Enter presses it
        button.setMinimumHeight(_BUTTON_PX)
        return button
