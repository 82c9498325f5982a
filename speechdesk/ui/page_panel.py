"""The preview pane: presets to choose from, zoom, and the pages."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from speechdesk.export.composition import Composition
from speechdesk.ui.faces import Faces
from speechdesk.ui.page_paint import missing_faces
from speechdesk.ui.page_view import PageView
from speechdesk.ui.theme import Colours


class PagePanel(QWidget):
    """Pages of the draft in the preset that is chosen.

    Signals:
        preset_chosen: its name.

    Args:
        faces: families that stand in for faces this computer lacks.
        colours: of the ground.
        parent: its owner in Qt.
    """

    preset_chosen = Signal(str)

    def __init__(self, faces: Faces, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_panel")
        self.setAccessibleName("页面预览")
        self.view = PageView(faces, colours, self)
        self._presets = QComboBox(self)
        self._presets.setObjectName("first_focus")
        self._presets.setAccessibleName("版式")
        self._presets.view().setAccessibleName("各种版式")
        self._presets.activated.connect(self._choose)
        self._place = QLabel(self)
        self._place.setObjectName("hint")
        row = QHBoxLayout()
        row.setSpacing(6)
        for text, name, handler in (
            ("－", "缩小", self.view.zoom_out),
            ("＋", "放大", self.view.zoom_in),
            ("适宽", "与栏同宽", self.view.zoom_to_width),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(handler)
            row.addWidget(button)
        self._missing = QLabel(self)
        self._missing.setObjectName("hint")
        self._missing.setAccessibleName("本机缺少的字体")
        row.addStretch(1)
        row.addWidget(self._missing)
        row.addWidget(self._place)
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 6)
        head.setSpacing(6)
        head.addWidget(self._presets)
        head.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.view.page_shown.connect(self._show_place)

    def show_presets(self, labels: Mapping[str, str], chosen: str) -> None:
        """Offer presets, name → label."""
        self._presets.clear()
        for name, label in labels.items():
            self._presets.addItem(label, name)
        self._presets.setCurrentIndex(max(self._presets.findData(chosen), 0))

    def show_composition(self, composition: Composition) -> None:
        """Show the pages of a draft, and how many of their faces this computer lacks."""
        self.view.show_composition(composition)
        missing = missing_faces(composition.preset)
        self._missing.setText(f"缺 {len(missing)} 种字体" if missing else "")
        self._missing.setToolTip(
            f"本机没有 {'、'.join(missing)}，页面上用相近的字体代替；"
            "文件里写的仍是这些字体，每页每行的字数不变。"
            if missing
            else ""
        )

    def _choose(self, index: int) -> None:
        self.preset_chosen.emit(str(self._presets.itemData(index)))

    def _show_place(self, page: int, pages: int) -> None:
        self._place.setText(f"{page}/{pages} 页" if pages else "没有内容")
