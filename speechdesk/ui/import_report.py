"""What an import did, with every file that was left out and why."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from speechdesk.ui.theme import size_dialog
from speechdesk.worker import ImportSummary


class ImportReport(QDialog):
    """Tells of an import that left files out; the list can be copied.

    Args:
        summary: what the import did.
        parent: the window.
    """

    def __init__(self, summary: ImportSummary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入结果")
        size_dialog(self, 560, 320)
        said = QLabel(summary.sentence(), self)
        said.setWordWrap(True)
        failures = QPlainTextEdit(self)
        failures.setAccessibleName("没有导入的文件和原因")
        failures.setReadOnly(True)
        failures.setPlainText("\n".join(failure.message for failure in summary.failures))
        buttons = QDialogButtonBox(self)
        close = buttons.addButton("知道了", QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(QLabel("没有导入的文件：", self))
        layout.addWidget(failures, 1)
        layout.addWidget(buttons)
        close.setFocus()
