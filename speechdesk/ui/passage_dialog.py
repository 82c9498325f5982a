"""What the user says of a passage: her own wording beside the other wordings there are, tags, a note."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from speechdesk.library.cards import Card
from speechdesk.ui.theme import Colours
from speechdesk.ui.wordings import other_wordings

_WORDINGS_HEIGHT_PX = 90


@dataclass(frozen=True, slots=True)
class Said:
    """What the dialog was left with; `wording` is "" where the mined one is to stand."""

    wording: str
    tags: tuple[str, ...]
    note: str
    favourite: bool


class PassageDialog(QDialog):
    """Asks for wording, tags and note of one passage.

    Args:
        card: as it is now.
        colours: of what differs in its other wordings.
        parent: the window.
    """

    def __init__(self, card: Card, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("改写、标签和备注")
        self.setMinimumWidth(560)
        self._mined = card.words
        self._wording = QPlainTextEdit(card.match.passage.text, self)
        self._wording.setAccessibleName("文字")
        self._wording.setTabChangesFocus(True)
        self._wording.setMinimumHeight(110)
        self._reset = QPushButton("恢复原文", self)
        self._reset.setAutoDefault(False)
        self._reset.clicked.connect(self._reset_wording)
        self._tags = QLineEdit(" ".join(card.mark.tags), self)
        self._tags.setAccessibleName("标签")
        self._tags.setPlaceholderText("几个标签用空格隔开")
        self._note = QPlainTextEdit(card.mark.note, self)
        self._note.setAccessibleName("备注")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(64)
        self._favourite = QCheckBox("收藏", self)
        self._favourite.setChecked(card.mark.favourite)
        source = QLabel(f"出处：{card.label}。改写只改素材，不动原来的材料。", self)
        source.setObjectName("hint")
        source.setWordWrap(True)
        reset = QHBoxLayout()
        reset.addWidget(self._reset)
        reset.addStretch(1)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow("文字", self._wording)
        form.addRow("", reset)
        if wordings := other_wordings(card, colours):
            form.addRow("异文", _wordings_box("".join(wordings), self))
        form.addRow("标签", self._tags)
        form.addRow("备注", self._note)
        form.addRow("", self._favourite)
        buttons = QDialogButtonBox(self)
        save = buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(source)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self._wording.textChanged.connect(self._follow)
        self._follow()

    def said(self) -> Said:
        """Return what the dialog was left with."""
        text = " ".join(self._wording.toPlainText().split("\n")).strip()
        wording = "" if text == self._mined else text
        tags = self._tags.text().replace("，", " ").replace(",", " ").replace("#", " ").split()
        note = self._note.toPlainText().strip()
        return Said(wording, tuple(dict.fromkeys(tags)), note, self._favourite.isChecked())

    def _reset_wording(self) -> None:
        self._wording.setPlainText(self._mined)

    def _follow(self) -> None:
        self._reset.setEnabled(bool(self.said().wording))


def _wordings_box(wordings: str, parent: QWidget) -> QTextBrowser:
    """Return the other wordings to read and to copy from."""
    box = QTextBrowser(parent)
    box.setAccessibleName("异文：着色带下划线的是与上面不同之处")
    box.setHtml(wordings)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(_WORDINGS_HEIGHT_PX)
    return box
