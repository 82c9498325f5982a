"""What the pages ask and tell in dialogs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QListWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.export.verify.verify import Report

_PDF = "PDF (*.pdf)"
_WORD = "Word 文档 (*.docx)"


def choose_pdf(parent: QWidget, proposed: Path) -> Path | None:
    """Ask where to write the PDF; None when cancelled."""
    name = QFileDialog.getSaveFileName(parent, "导出 PDF", str(proposed), _PDF)[0]
    if not name:
        return None
    return Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")


def choose_word(parent: QWidget, folder: Path, title: str) -> Path | None:
    """Ask for a Word document to read; None when cancelled."""
    name = QFileDialog.getOpenFileName(parent, title, str(folder), _WORD)[0]
    return Path(name) if name else None


def ask_anyway(parent: QWidget, warnings: Sequence[str]) -> bool:
    """Show what should be looked at before the draft leaves; return whether to go on all the same."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("导出前请看一下")
    listed = QListWidget(dialog)
    listed.setAccessibleName("还没有填写的地方")
    listed.addItems(list(warnings))
    buttons = QDialogButtonBox(dialog)
    buttons.addButton("仍然导出", QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("回去修改", QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(QLabel(f"有 {len(warnings)} 处还没有填写：", dialog))
    column.addWidget(listed)
    column.addWidget(buttons)
    dialog.resize(520, 360)
    return dialog.exec() == QDialog.DialogCode.Accepted


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
    column.addWidget(QLabel(f"量了 {len(report.checks)} 项，{said}", dialog))
    column.addWidget(table, 1)
    column.addWidget(buttons)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(860, 600)
    dialog.open()
