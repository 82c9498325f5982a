"""The status line: how long the draft is, what is left to fill in, and whether it is saved."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

_MESSAGE_MS = 8000
_GAP_PX = 18


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure: its name, what it tells, and the widest it will be in a day's work."""

    name: str
    tip: str
    widest: str


_FIGURES = {
    "chars": _Figure("字数", "按 Word 的算法：汉字和标点每个算一，数字、字母每串算一", "88,888 字"),
    "minutes": _Figure("时长", "照讲话人的语速，快慢各放一成；语速在“设置”里改", "约 188–288 分钟"),
    "pages": _Figure("页数", "照选定的版式排出来的页数", "188 页"),
    "slots": _Figure("空位", "还没有填写的空位，按 F4 逐个走过", "空位 188"),
    "saved": _Figure("保存状态", "按 Ctrl+S 保存", "未保存"),
}


class StatusLine(QStatusBar):
    """What the user sees below the panes; figures keep their places as their digits change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("状态栏")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, _GAP_PX // 2, 0)
        self.labels: dict[str, QLabel] = {}
        for key, figure in _FIGURES.items():
            label = QLabel(self)
            label.setObjectName(f"status_{key}")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setToolTip(f"{figure.name}：{figure.tip}")
            self.addPermanentWidget(label)
            self.labels[key] = label
            self._show(key, "")

    def tell(self, message: str) -> None:
        """Show a message for a while."""
        self.showMessage(message, _MESSAGE_MS)

    def show_chars(self, chars: int) -> None:
        """Show how many characters the draft has."""
        self._show("chars", f"{chars:,} 字")

    def show_minutes(self, shortest: float, longest: float) -> None:
        """Show how long it takes to say."""
        span = f"{shortest:.0f}–{longest:.0f}" if round(shortest) < round(longest) else f"{longest:.0f}"
        self._show("minutes", f"约 {span} 分钟" if longest >= 1 else "不到 1 分钟" if longest else "")

    def show_pages(self, pages: int) -> None:
        """Show how many pages it fills."""
        self._show("pages", f"{pages} 页" if pages else "")

    def show_slots(self, slots: int) -> None:
        """Show how many slots are left to fill."""
        self._show("slots", f"空位 {slots}" if slots else "")

    def show_saved(self, state: str) -> None:
        """Show whether the draft is saved."""
        self._show("saved", state)

    def _show(self, key: str, words: str) -> None:
        label, figure = self.labels[key], _FIGURES[key]
        label.ensurePolished()  # the style sheet's size of letters
        widest = QFontMetrics(label.font()).horizontalAdvance(figure.widest)
        label.setMinimumWidth(widest + _GAP_PX)
        label.setText(words)
        label.setAccessibleName(f"{figure.name}：{words}" if words else figure.name)
