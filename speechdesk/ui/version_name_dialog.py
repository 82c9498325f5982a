"""The form that keeps a version: what it is called, who asked for it, which round, a note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from speechdesk.drafting.versions import VersionInfo, VersionKind
from speechdesk.ui.asking import run_dialog

_FIELDS = (
    ("name", "名称", "如 二稿、送审稿"),
    ("asked_by", "谁要求的", "如 县长、办公室主任"),
    ("round", "第几轮", "如 第二轮"),
    ("note", "备注", "如 压缩到十五分钟，补充数据"),
)


class VersionNameDialog(QDialog):
    """Asks what is to be known of a version.

    Args:
        proposed: a name to begin with.
        parent: the window.
    """

    def __init__(self, proposed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("留一个版本")
        self.setMinimumWidth(420)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setSpacing(12)
        self._lines: dict[str, QLineEdit] = {}
        for name, label, hint in _FIELDS:
            line = QLineEdit(proposed if name == "name" else "", self)
            line.setObjectName(name)
            line.setAccessibleName(label)
            line.setPlaceholderText(hint)
            form.addRow(label, line)
            self._lines[name] = line
        self._lines["name"].selectAll()
        hint = QLabel("版本留在本机，不随讲稿文件走，也不会被自动清理。", self)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        buttons.addButton("留下", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(buttons)

    def info(self, made: str) -> VersionInfo:
        """Return what was filled in, for a version made now."""
        words = {name: line.text().strip() for name, line in self._lines.items()}
        return VersionInfo(
            made,
            VersionKind.NAMED,
            words["name"] or "未命名",
            words["asked_by"],
            words["round"],
            words["note"],
        )


def ask_version(parent: QWidget, proposed: str, made: str) -> VersionInfo | None:
    """Ask what is to be known of a version made at `made`; None when cancelled."""
    dialog = VersionNameDialog(proposed, parent)
    return dialog.info(made) if run_dialog(dialog) == QDialog.DialogCode.Accepted.value else None
