"""What a changed meeting card would change in the draft, listed before it happens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.drafting.changes import Change
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.theme import size_dialog

_AROUND_CHARS = 8
_LEAST_COLUMN_PX = 96  # a box and some words


class RefillDialog(QDialog):
    """A list of changes, each with the words around it and a box to leave it out.

    Args:
        changes: what would change, at least one.
        paragraphs: the draft's paragraphs, for the words around.
        parent: the window.
    """

    def __init__(self, changes: Sequence[Change], paragraphs: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("会议卡改了")
        self._changes = changes
        self.list = QTreeWidget(self)
        self.list.setAccessibleName("随会议卡要改的地方")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["原来", "改成", "在哪里"])
        self.list.header().setMinimumSectionSize(_LEAST_COLUMN_PX)
        for column in (0, 1):
            self.list.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for change in changes:
            text = paragraphs[change.block]
            old = text[change.start : change.end]
            around = text[max(0, change.start - _AROUND_CHARS) : change.end + _AROUND_CHARS]
            place = f"第 {change.block + 1} 段　…{around}…"
            item = QTreeWidgetItem([old or "（无）", change.text or "（去掉）", place])
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{old} 改成 {change.text}")
            self.list.addTopLevelItem(item)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        buttons = QDialogButtonBox(self)
        buttons.addButton("改勾选的", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton("都不改", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        told = f"讲稿里有 {len(changes)} 处随会议卡变动；空格键勾选，一次撤销全部复原。"
        layout.addWidget(QLabel(told, self))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        size_dialog(self, 620, 400)

    def chosen(self) -> tuple[Change, ...]:
        """Return the changes whose boxes are ticked."""
        items = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return tuple(
            change
            for change, item in zip(self._changes, items, strict=True)
            if item and item.checkState(0) is Qt.CheckState.Checked
        )


def ask_changes(parent: QWidget, changes: Sequence[Change], paragraphs: Sequence[str]) -> tuple[Change, ...]:
    """Let the user choose which of these changes to make; none when he makes none."""
    dialog = RefillDialog(changes, paragraphs, parent)
    return dialog.chosen() if run_dialog(dialog) == QDialog.DialogCode.Accepted.value else ()
