"""The meeting card (会议卡): what this speech is for, filled in a minute, nothing compulsory."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from speechdesk.records import MeetingCard
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.theme import indent_digits

_FIELDS = (
    ("meeting", "会议", "如 全县政府系统办公室工作会议"),
    ("date", "日期", "如 2026年3月1日"),
    ("place", "地方", "如 云岭县"),
    ("speaker", "讲话人", ""),
    ("office", "职务", "如 县长"),
    ("audience", "听众", "如 同志们"),
)
_LEVELS = ("", "省", "市", "州", "县", "区", "乡", "镇")
_LONGEST_MINUTES = 240


class CardDialog(QDialog):
    """A form for the meeting card.

    Args:
        card: what to begin with.
        parent: the window.
    """

    def __init__(self, card: MeetingCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("会议卡")
        self.setMinimumWidth(440)
        self._occasion = card.occasion  # chosen with the outline pattern, not here
        values = {"meeting": card.meeting, "date": card.date, "place": card.place}
        values |= {"speaker": card.speaker, "office": card.office, "audience": card.audience}
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setSpacing(10)
        self._lines: dict[str, QLineEdit] = {}
        for name, label, hint in _FIELDS:
            line = QLineEdit(values[name], self)
            line.setPlaceholderText(hint)
            line.setAccessibleName(label)
            form.addRow(label, line)
            self._lines[name] = line
        self._level = QComboBox(self)
        self._level.addItems(_LEVELS)
        self._level.setCurrentText(card.level)
        self._level.setAccessibleName("层级")
        form.addRow("层级", self._level)
        self._minutes = QSpinBox(self)
        indent_digits(self._minutes)
        self._minutes.setRange(0, _LONGEST_MINUTES)
        self._minutes.setValue(card.minutes)
        self._minutes.setSuffix(" 分钟")
        self._minutes.setSpecialValueText("不限")
        self._minutes.setAccessibleName("时长")
        form.addRow("时长", self._minutes)
        buttons = QDialogButtonBox(self)
        buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        hint = QLabel("都可以不填。填了层级和地方，插入的素材会随之换好。", self)
        hint.setObjectName("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(buttons)

    def card(self) -> MeetingCard:
        """Return the card as it is filled in."""
        texts = {name: line.text().strip() for name, line in self._lines.items()}
        return MeetingCard(
            meeting=texts["meeting"],
            date=texts["date"],
            place=texts["place"],
            speaker=texts["speaker"],
            office=texts["office"],
            audience=texts["audience"],
            level=self._level.currentText(),
            minutes=self._minutes.value(),
            occasion=self._occasion,
        )


def ask_card(parent: QWidget, card: MeetingCard) -> MeetingCard | None:
    """Let the user fill in the meeting card; None when cancelled."""
    dialog = CardDialog(card, parent)
    return dialog.card() if run_dialog(dialog) == QDialog.DialogCode.Accepted.value else None
