"""Outline patterns in the window: chosen, begun in the draft, and what is still missing of them shown."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from speechdesk.drafting.patterns import Pattern, load_patterns, missing_parts, part_hint, skeleton
from speechdesk.errors import SpeechDeskError
from speechdesk.records import DraftBlock
from speechdesk.ui import dialogs
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.outline_panel import OutlinePanel
from speechdesk.ui.theme import size_dialog


class PatternDialog(QDialog):
    """The occasions, and what a speech for the one at hand is made of.

    Args:
        patterns: to choose from, at least one.
        minutes: the time allowed; 0 for none.
        chosen: the occasion to begin with; "" for the first.
        parent: the window.
    """

    def __init__(self, patterns: Sequence[Pattern], minutes: int, chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("提纲模式")
        self._patterns = patterns
        self._minutes = minutes
        self._list = QListWidget(self)
        self._list.setAccessibleName("场合")
        self._list.addItems([pattern.name for pattern in patterns])
        self._list.setFixedWidth(150)
        self._parts = QLabel(self)
        self._parts.setAccessibleName("这一场合的讲话由哪些部分组成")
        self._parts.setWordWrap(True)
        self._parts.setMargin(10)
        self._parts.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea(self)  # a small screen shows some of the parts at a time
        area.setAccessibleName("各个部分")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._parts)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self._list)
        middle.addWidget(area, 1)
        hint = QLabel("空白讲稿写入整个提纲；已动笔的只补还缺的部分。Ctrl+Z 一次撤回。", self)
        hint.setObjectName("hint")
        buttons = QDialogButtonBox(self)
        buttons.addButton("写入提纲", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(middle, 1)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        size_dialog(self, 640, 480)
        self._list.currentRowChanged.connect(self._show)
        self._list.itemDoubleClicked.connect(self.accept)
        names = [pattern.name for pattern in patterns]
        self._list.setCurrentRow(names.index(chosen) if chosen in names else 0)

    def pattern(self) -> Pattern:
        """Return the pattern at hand."""
        return self._patterns[max(0, self._list.currentRow())]

    def _show(self) -> None:
        rows = "".join(
            f"<tr><td style='padding:4px 14px 4px 0'><b>{escape(part.name)}</b></td>"
            "<td style='padding:4px 0'>"
            f"{escape(part.heading or '不立标题')}<br>{escape(part_hint(part, self._minutes))}</td></tr>"
            for part in self.pattern().part
        )
        self._parts.setText(f"<table>{rows}</table>")


class PatternDesk(QObject):
    """Begins drafts by patterns.

    Args:
        editor: where the draft is; its card keeps the occasion.
        panel: shows what is missing.
        parent: the window.
    """

    def __init__(self, editor: DraftEditor, panel: OutlinePanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._editor = editor
        self._panel = panel
        self._patterns: tuple[Pattern, ...] = ()
        try:
            self._patterns = load_patterns()
        except SpeechDeskError as error:
            self._trouble = error.message
        else:
            self._trouble = ""

    def names(self) -> tuple[str, ...]:
        """Return the occasions there are patterns for."""
        return tuple(pattern.name for pattern in self._patterns)

    def choose(self) -> None:
        """Let the user choose a pattern, and begin it in the draft."""
        if self._trouble:
            dialogs.show_error(self._window, self._trouble)
            return
        card = self._editor.card
        dialog = PatternDialog(self._patterns, card.minutes, card.occasion, self._window)
        if run_dialog(dialog) == QDialog.DialogCode.Accepted.value:
            self.begin(dialog.pattern().name)

    def begin(self, name: str) -> None:
        """Put a pattern's skeleton into the draft, as one undo step, its first part to be typed over."""
        pattern = self._named(name)
        if pattern is None or self._editor.is_composing:
            return
        self._editor.card = replace(self._editor.card, occasion=name)
        blocks = self._editor.blocks()
        made = skeleton(pattern, self._editor.card, blocks)
        if made != blocks:
            self._editor.change_blocks(made, 0)
        self._editor.setFocus()
        self._editor.select_slot(forwards=True)

    def show_missing(self, blocks: Sequence[DraftBlock]) -> None:
        """Show what the draft still lacks of the pattern it was begun with."""
        pattern = self._named(self._editor.card.occasion)
        minutes = self._editor.card.minutes
        self._panel.show_missing(
            [(part.name, part_hint(part, minutes)) for part in missing_parts(pattern, blocks)]
            if pattern
            else []
        )

    def _named(self, name: str) -> Pattern | None:
        return next((pattern for pattern in self._patterns if pattern.name == name), None)
