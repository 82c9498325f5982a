"""The window for an office's own preset: a few choices, a live page, learning from a sample."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from speechdesk.errors import SpeechDeskError
from speechdesk.export.composition import Composer
from speechdesk.export.derive import HouseRules, derive, learn_rules, rules_of, save_preset
from speechdesk.export.preset import Annotation, NumberSide, Order, Preset
from speechdesk.export.presets import load_preset, preset_labels
from speechdesk.records import Draft
from speechdesk.ui import dialogs, page_dialogs
from speechdesk.ui.faces import Faces
from speechdesk.ui.page_view import PageView
from speechdesk.ui.theme import Colours, indent_digits, size_dialog

_USUAL_FACES = (
    *(
        "方正小标宋简体",
        "方正小标宋_GBK",
        "华文中宋",
        "仿宋_GB2312",
        "仿宋",
        "楷体_GB2312",
        "楷体",
        "黑体",
        "宋体",
    ),
)
_LATIN_FACES = ("", "Times New Roman", "Arial")
_LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")
_ORDERS = {Order.AS_WRITTEN: "照讲稿", Order.SPEAKER: "先署名后日期", Order.DATE: "先日期后署名"}
_SIDES = {NumberSide.OUTER: "单页居右双页居左", NumberSide.CENTRE: "居中", NumberSide.NONE: "不印"}
_ANNOTATIONS = {
    Annotation.NONE: "不注",
    Annotation.HOMOPHONE: "注同音字",
    Annotation.PINYIN: "注拼音",
}
_DELAY_MS = 150


class PresetEditor(QDialog):
    """Derives a preset from another.

    Signals:
        preset_saved: the name of the preset that was kept.

    Args:
        base: name of the preset to begin with.
        draft: shown on the live page.
        faces: families that stand in for faces this computer lacks.
        colours: of the ground.
        parent: the window.
    """

    preset_saved = Signal(str)

    def __init__(self, base: str, draft: Draft, faces: Faces, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("本单位的版式")
        self._draft = draft
        self._base = QComboBox(self)
        for name, label in preset_labels().items():
            self._base.addItem(label, name)
        self._base.setCurrentIndex(max(self._base.findData(base), 0))
        self._label = QLineEdit(f"{self._base.currentText()}（本单位）", self)
        self._title, self._body = _face_box(_USUAL_FACES, self), _face_box(_USUAL_FACES, self)
        self._latin = _face_box(_LATIN_FACES, self)
        self._levels = tuple(_face_box(_USUAL_FACES, self) for _ in _LEVELS)
        self._bold = tuple(QCheckBox("加粗", self) for _ in _LEVELS)
        self._line = QDoubleSpinBox(self)
        indent_digits(self._line)
        self._line.setRange(10, 100)
        self._line.setSingleStep(0.05)
        self._line.setSuffix(" 磅")
        self._order, self._side = QComboBox(self), QComboBox(self)
        for order, text in _ORDERS.items():
            self._order.addItem(text, order)
        for side, text in _SIDES.items():
            self._side.addItem(text, side)
        self._annotation = QComboBox(self)
        for annotation, text in _ANNOTATIONS.items():
            self._annotation.addItem(text, annotation)
        self._breathing = QCheckBox("标点后空半字", self)
        self._form = QFormLayout()
        self._view = PageView(faces, colours, self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_DELAY_MS)
        self._delay.timeout.connect(self._show_page)
        self._arrange()
        if latin := self._latin.lineEdit():
            latin.setPlaceholderText("与中文同一字体")
        for box in self.findChildren(QComboBox):
            box.view().setAccessibleName("可选的项")
        for line in self.findChildren(QLineEdit):
            line.setAccessibleName(line.accessibleName() or "填写")
        self._listen()
        self._show_base(load_preset(base))
        size_dialog(self, 960, 640)

    def rules(self) -> HouseRules:
        """Return the rules as they are set now."""
        one, two, three, four = (box.currentText() for box in self._levels)
        bold_one, bold_two, bold_three, bold_four = (box.isChecked() for box in self._bold)
        return HouseRules(
            self._title.currentText(),
            self._body.currentText(),
            (one, two, three, four),
            (bold_one, bold_two, bold_three, bold_four),
            self._line.value(),
            Order(self._order.currentData()),
            NumberSide(self._side.currentData()),
            self._latin.currentText(),
            Annotation(self._annotation.currentData()),
            self._breathing.isChecked(),
        )

    def _arrange(self) -> None:
        form = self._form
        form.setContentsMargins(0, 0, 8, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        rows: list[tuple[str, QWidget]] = [
            ("依据", self._base),
            ("名称", self._label),
            ("标题字体", self._title),
            ("正文字体", self._body),
            ("数字字母字体", self._latin),
        ]
        for text, widget in rows:
            widget.setAccessibleName(text)
            form.addRow(text, widget)
        for text, face, bold in zip(_LEVELS, self._levels, self._bold, strict=True):
            face.setAccessibleName(f"{text}字体")
            bold.setAccessibleName(f"{text}加粗")
            row = QHBoxLayout()
            row.addWidget(face, 1)
            row.addWidget(bold)
            form.addRow(text, row)
        for text, widget in (
            ("行距", self._line),
            ("题下次序", self._order),
            ("页码", self._side),
            ("难字", self._annotation),
            ("换气", self._breathing),
        ):
            widget.setAccessibleName(text)
            form.addRow(text, widget)
        learn = QPushButton("照一份 Word 文档…", self)
        learn.clicked.connect(self._learn)
        form.addRow(learn)
        buttons = QDialogButtonBox(self)
        buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept_rules)
        buttons.rejected.connect(self.reject)
        choices = QWidget(self)
        choices.setLayout(form)
        area = QScrollArea(self)  # a small screen shows some of the choices at a time
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(choices)
        area.setMinimumWidth(choices.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
        left = QVBoxLayout()
        left.addWidget(area, 1)
        left.setSpacing(12)
        left.addWidget(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(self._view, 1)

    def _listen(self) -> None:
        for box in (self._title, self._body, self._latin, *self._levels):
            box.currentTextChanged.connect(self._delay.start)
        for box in (self._order, self._side, self._annotation):
            box.currentIndexChanged.connect(self._delay.start)
        for box in (*self._bold, self._breathing):
            box.toggled.connect(self._delay.start)
        self._line.valueChanged.connect(self._delay.start)
        self._base.currentIndexChanged.connect(self._take_base)

    def _take_base(self) -> None:
        self._label.setText(f"{self._base.currentText()}（本单位）")
        self._show_base(load_preset(str(self._base.currentData())))

    def _show_base(self, preset: Preset) -> None:
        """Set every choice as a preset has it; only a copy to read from has hard characters annotated."""
        for row in (self._annotation, self._breathing):
            self._form.setRowVisible(row, preset.options.whole_sentences)
        self.show_rules(rules_of(preset))

    def show_rules(self, rules: HouseRules) -> None:
        """Set every choice as the rules have it."""
        self._title.setCurrentText(rules.title_face)
        self._body.setCurrentText(rules.body_face)
        self._latin.setCurrentText(rules.latin_face)
        for face, bold, name, on in zip(
            self._levels, self._bold, rules.heading_faces, rules.heading_bold, strict=True
        ):
            face.setCurrentText(name)
            bold.setChecked(on)
        self._line.setValue(rules.line_pt)
        self._order.setCurrentIndex(self._order.findData(rules.order))
        self._side.setCurrentIndex(self._side.findData(rules.number_side))
        self._annotation.setCurrentIndex(self._annotation.findData(rules.annotation))
        self._breathing.setChecked(rules.breathing)
        self._show_page()

    def _show_page(self) -> None:
        preset = derive(str(self._base.currentData()), self._label.text(), self.rules())
        self._view.show_composition(Composer(preset).compose(self._draft))

    def _learn(self) -> None:
        chosen = page_dialogs.choose_word(self, Path.home(), "照哪份 Word 文档")
        if chosen is None:
            return
        try:
            self.show_rules(learn_rules(chosen, str(self._base.currentData())))
        except SpeechDeskError as error:
            dialogs.show_error(self, error.message)

    def accept_rules(self) -> None:
        """Keep the preset and close, or say what is wrong."""
        try:
            name = save_preset(str(self._base.currentData()), self._label.text(), self.rules())
        except SpeechDeskError as error:
            dialogs.show_error(self, error.message)
            return
        self.preset_saved.emit(name)
        self.accept()


def _face_box(faces: tuple[str, ...], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setEditable(True)
    box.addItems(list(faces))
    return box
