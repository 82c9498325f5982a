"""What the pages ask and tell in dialogs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QListWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.export.verify.verify import Report
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.dialogs import choose_existing, choose_target
from speechdesk.ui.theme import size_dialog

_PDF = "PDF (*.pdf)"
_WORD = "Word 文档 (*.docx)"
_GO_THERE = 2  # besides accepted and rejected


def choose_pdf(parent: QWidget, proposed: Path) -> Path | None:
    """Ask where to write the PDF; None when cancelled."""
    return choose_target(parent, "导出 PDF", proposed, _PDF)


def choose_word(parent: QWidget, folder: Path, title: str) -> Path | None:
    """Ask for a Word document to read; None when cancelled."""
    return choose_existing(parent, title, folder, _WORD)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user wants of a draft that is not filled in.

    Attributes:
        go_on: whether it leaves all the same.
        place: index of the warning to go to, None for none.
    """

    go_on: bool
    place: int | None = None


def ask_anyway(parent: QWidget, warnings: Sequence[str], notes: Sequence[str] = ()) -> Answer:
    """Show what should be looked at before the draft leaves.

    The enter key goes to the place chosen, Alt+E lets the draft leave all the same, Esc leaves all as it is.

    Args:
        parent: the window.
        warnings: places that can be gone to.
        notes: to be known besides.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle("导出前请看一下")
    listed = QListWidget(dialog)
    listed.setAccessibleName("还没有填写的地方")
    listed.setWordWrap(True)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listed.addItems([*warnings, *notes])
    buttons = QDialogButtonBox(dialog)
    there = buttons.addButton("到这一处", QDialogButtonBox.ButtonRole.ActionRole)
    there.setDefault(True)
    buttons.addButton("仍然导出(&E)", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
    there.clicked.connect(lambda: dialog.done(_GO_THERE))
    listed.currentRowChanged.connect(lambda: there.setEnabled(listed.currentRow() < len(warnings)))
    listed.itemActivated.connect(there.click)
    listed.setCurrentRow(0)
    listed.setFocus()
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    said = f"有 {len(warnings)} 处还没有填写或核对。回车或双击到那一处，Alt+E 仍然导出："
    column.addWidget(QLabel(said, dialog))
    column.addWidget(listed)
    column.addWidget(buttons)
    size_dialog(dialog, 520, 360)
    done = run_dialog(dialog)
    return Answer(
        done == QDialog.DialogCode.Accepted.value, listed.currentRow() if done == _GO_THERE else None
    )


def show_report(parent: QWidget, name: str, report: Report) -> None:
    """Show what a Word document was measured to be, what is off first."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(f"版式检查：{name}")
    wrong = [check for check in report.checks if not check.ok]
    said = "全部符合。" if report.ok else f"{len(wrong)} 项不符。"
    table = QTreeWidget(dialog)
    table.setAccessibleName("检查结果")
    table.setRootIsDecorated(False)
    table.setHeaderLabels(["", "项目", "应为", "现为"])
    for check in sorted(report.checks, key=lambda check: check.ok):
        item = QTreeWidgetItem(["√" if check.ok else "×", check.name, check.expected, check.found])
        item.setToolTip(3, check.found)
        table.addTopLevelItem(item)
    table.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
    for column_number in range(3):
        table.resizeColumnToContents(column_number)
    buttons = QDialogButtonBox(dialog)
    buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(QLabel(f"量了 {len(report.checks)} 项，{said}", dialog))
    column.addWidget(table, 1)
    column.addWidget(buttons)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    size_dialog(dialog, 860, 600)
    dialog.open()
