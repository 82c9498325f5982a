"""The facts of an official document (公文要素): a form, nothing compulsory, kept with the draft."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from speechdesk.records import OfficialFacts
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.theme import size_dialog

_COLUMNS = (
    (
        (
            "版头",
            (
                ("issuer", "发文机关标志", "如 ××市人民政府文件"),
                ("number", "发文字号", "如 ×政发〔2026〕12号"),
                ("signers", "签发人", "只用于上行文；几个人用顿号隔开"),
                ("copy_number", "份号", "如 000001"),
                ("secrecy", "密级和期限", "如 机密★1年"),
                ("urgency", "紧急程度", "如 特急"),
            ),
        ),
    ),
    (
        (
            "版记",
            (
                ("copies_to", "抄送", ""),
                ("printer", "印发机关", ""),
                ("print_date", "印发日期", "如 2026年3月1日"),
            ),
        ),
        ("纪要", (("present", "出席", ""), ("on_leave", "请假", ""), ("observers", "列席", ""))),
        ("大字版", (("edition", "稿次", "如 第三稿，印在页脚"),)),
    ),
)
_MARKS_BETWEEN = "、，, 　"


class FactsDialog(QDialog):
    """A form for the facts.

    Args:
        facts: what to begin with.
        parent: the window.
    """

    def __init__(self, facts: OfficialFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("公文要素")
        self._facts = facts
        self._lines: dict[str, QLineEdit] = {}
        lines = QWidget(self)
        row = QHBoxLayout(lines)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(28)
        for groups in _COLUMNS:
            row.addLayout(self._column(groups), 1)
        self._sealed = QCheckBox("加盖印章（署名和日期的位置随之不同）", self)  # behind the lines for Tab
        self._sealed.setChecked(facts.sealed)
        hint = QLabel("都可以不填，不填的不印。主送、署名、成文日期和附件照常写在正文里。", self)
        hint.setObjectName("hint")
        buttons = QDialogButtonBox(self)
        buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        area = QScrollArea(self)  # a small screen shows some of the lines at a time
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(lines)
        layout.addWidget(area, 1)
        layout.addWidget(self._sealed)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        self._lines["issuer"].setFocus()
        size_dialog(self, 780, 600)

    def facts(self) -> OfficialFacts:
        """Return the facts as they are filled in."""
        texts = {name: line.text().strip() for name, line in self._lines.items()}
        signers = texts.pop("signers")
        for mark in _MARKS_BETWEEN:
            signers = signers.replace(mark, "、")
        names = tuple(name for name in signers.split("、") if name)
        return replace(self._facts, sealed=self._sealed.isChecked(), signers=names, **texts)

    def _column(self, groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]) -> QFormLayout:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setSpacing(8)
        for title, fields in groups:
            heading = QLabel(title, self)
            heading.setObjectName("group_title")
            form.addRow(heading)
            for name, label, hint in fields:
                value = getattr(self._facts, name)
                line = QLineEdit(value if isinstance(value, str) else "、".join(value), self)
                line.setPlaceholderText(hint)
                line.setAccessibleName(label)
                form.addRow(label, line)
                self._lines[name] = line
        return form


def ask_facts(parent: QWidget, facts: OfficialFacts) -> OfficialFacts | None:
    """Let the user fill in the facts; None when cancelled."""
    dialog = FactsDialog(facts, parent)
    return dialog.facts() if run_dialog(dialog) == QDialog.DialogCode.Accepted.value else None
