"""The status line: how long the draft is, and whether it is saved."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from speechdesk.drafting.outline import length_of
from speechdesk.records import DraftBlock

_MESSAGE_MS = 8000


class StatusLine(QStatusBar):
    """What the user sees below the panes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.length = QLabel(self)
        self._saved = QLabel(self)
        for label, name in ((self.length, "篇幅"), (self._saved, "保存状态")):
            label.setAccessibleName(name)
            self.addPermanentWidget(label)
        self.setSizeGripEnabled(False)

    def tell(self, message: str) -> None:
        """Show a message for a while."""
        self.showMessage(message, _MESSAGE_MS)

    def show_length(self, blocks: Sequence[DraftBlock], rate_chars: int) -> None:
        """Show how long a draft is.

        Args:
            blocks: its paragraphs.
            rate_chars: characters said in a minute.
        """
        length = length_of(blocks, rate_chars)
        shortest, longest = length.minutes
        span = f"{shortest:.0f}–{longest:.0f}" if round(shortest) < round(longest) else f"{longest:.0f}"
        minutes = f"约 {span} 分钟" if longest >= 1 else "不到 1 分钟"
        slots = sum(len(block.slots) for block in blocks)
        said = f"{length.chars} 字　{minutes}　约 {length.pages} 页" + (f"　空位 {slots}" if slots else "")
        self.length.setText(said if length.chars else "0 字")

    def show_saved(self, state: str) -> None:
        """Show whether the draft is saved."""
        self._saved.setText(state)
