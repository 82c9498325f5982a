"""The settings dialog, made from the one Settings dataclass; what is changed applies at once."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from speechdesk.settings import Settings, ShownSetting, Theme, find_fault, shown_settings
from speechdesk.ui import dialogs
from speechdesk.ui.preferences import Preferences
from speechdesk.ui.theme import indent_digits, size_dialog

_THEMES: dict[str, str] = {Theme.SYSTEM: "跟随系统", Theme.LIGHT: "浅色", Theme.DARK: "深色"}
_AUTOMATIC = "自动"
_WIDEST_NUMBER = 9999  # may be typed, so that a sentence can say what is allowed
_STEP = 0.05


class SettingsDialog(QDialog):
    """Shows every setting that has words for the user.

    Args:
        preferences: take what is changed, and tell of changes made elsewhere.
        presets: to choose from, name → label.
        parent: the window.
    """

    def __init__(self, preferences: Preferences, presets: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置")
        self.setObjectName("settings_dialog")
        self._preferences = preferences
        self._presets = presets
        self._faults: dict[str, QLabel] = {}
        self._set: dict[str, Callable[[object], None]] = {}
        inner = QWidget(self)
        inner.setObjectName("side_panel")
        form = QFormLayout(inner)
        form.setContentsMargins(20, 4, 20, 12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for group, shown in groupby(shown_settings(), key=lambda shown: shown.group):
            form.addRow(_label(group, "group_title", inner))
            for setting in shown:
                form.addRow(setting.title, self._row(setting, inner))
        self._area = area = QScrollArea(self)
        area.setAccessibleName("各项设置")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        defaults = QPushButton("全部恢复原样", self)
        defaults.clicked.connect(self._restore_defaults)
        close = QPushButton("关闭", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 8, 20, 16)
        buttons.addWidget(defaults)
        buttons.addStretch(1)
        buttons.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(buttons)
        size_dialog(self, 560, 620)
        self._show(preferences.settings, preferences.settings)
        preferences.changed.connect(self._show)

    def _row(self, setting: ShownSetting, owner: QWidget) -> QWidget:
        """Return the control of a setting, with its hint and the place where a fault is told."""
        row = QWidget(owner)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._control(setting, row))
        if setting.hint:
            column.addWidget(_label(setting.hint, "hint", row))
        fault = _label("", "wrong", row)
        fault.hide()
        column.addWidget(fault)
        self._faults[setting.name] = fault
        return row

    def _control(self, setting: ShownSetting, owner: QWidget) -> QWidget:
        make = {
            "theme": partial(self._choice, choices=_THEMES),
            "preset": partial(self._choice, choices=self._presets),
            "face": partial(self._choice, choices=_families()),
            "switch": self._switch,
            "whole": self._whole,
            "share": self._share,
            "folder": self._folder,
        }[setting.kind]
        control = make(setting, owner)
        focused = control.focusProxy() or control
        focused.setObjectName(setting.name)
        focused.setAccessibleName(setting.title)
        focused.setAccessibleDescription(setting.hint)
        return control

    def _choice(self, setting: ShownSetting, owner: QWidget, choices: Mapping[str, str]) -> QWidget:
        box = QComboBox(owner)
        box.view().setAccessibleName(f"{setting.title}可选的项")
        for value, label in choices.items():
            box.addItem(label, value)
        values = tuple(choices)  # Qt would give plain strings back
        box.activated.connect(lambda: self._change(setting, values[box.currentIndex()]))
        self._set[setting.name] = lambda value: box.setCurrentIndex(max(0, box.findData(value)))
        return box

    def _switch(self, setting: ShownSetting, owner: QWidget) -> QWidget:
        box = QCheckBox("开", owner)
        box.toggled.connect(partial(self._change, setting))
        self._set[setting.name] = lambda value: box.setChecked(bool(value))
        return box

    def _whole(self, setting: ShownSetting, owner: QWidget) -> QWidget:
        box = QSpinBox(owner)
        indent_digits(box)
        box.setRange(0, _WIDEST_NUMBER)
        box.setSuffix(f" {setting.unit}" if setting.unit else "")
        box.setKeyboardTracking(False)  # a number half typed is none yet
        box.valueChanged.connect(partial(self._change, setting))
        self._set[setting.name] = lambda value: box.setValue(int(str(value)))
        return box

    def _share(self, setting: ShownSetting, owner: QWidget) -> QWidget:
        box = QDoubleSpinBox(owner)
        indent_digits(box)
        box.setRange(0, _WIDEST_NUMBER)
        box.setSingleStep(_STEP)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(partial(self._change, setting))
        self._set[setting.name] = lambda value: box.setValue(float(str(value)))
        return box

    def _folder(self, setting: ShownSetting, owner: QWidget) -> QWidget:
        row = QWidget(owner)
        line = QLineEdit(row)
        choose = QPushButton("选择…", row)
        choose.setAccessibleName(f"选择{setting.title}的文件夹")
        choose.setAutoDefault(False)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(line, 1)
        layout.addWidget(choose)
        row.setFocusProxy(line)

        def ask() -> None:
            folder = dialogs.choose_folder(self, Path(line.text() or Path.home()))
            if folder:
                line.setText(str(folder))
                self._change(setting, str(folder))

        choose.clicked.connect(ask)
        line.editingFinished.connect(lambda: self._change(setting, line.text().strip()))
        self._set[setting.name] = lambda value: line.setText(str(value))
        return row

    def _change(self, setting: ShownSetting, value: object) -> None:
        """Take a value over, or say why it cannot be taken."""
        fault = find_fault(setting, value)
        self._faults[setting.name].setText(fault)
        self._faults[setting.name].setVisible(bool(fault))
        if fault:  # seen once the layout has made room for it
            QTimer.singleShot(0, self, partial(self._area.ensureWidgetVisible, self._faults[setting.name]))
        if not fault:
            self._preferences.change(**{setting.name: value})

    def _show(self, _before: Settings, settings: Settings) -> None:
        for name, show in self._set.items():
            if self._faults[name].isHidden():
                show(getattr(settings, name))

    def _restore_defaults(self) -> None:
        for fault in self._faults.values():
            fault.hide()
        usual = Settings()
        self._preferences.change(**{name: getattr(usual, name) for name in self._set})
        self._show(usual, self._preferences.settings)


def _families() -> dict[str, str]:
    names = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return {"": _AUTOMATIC} | {name: name for name in names}


def _label(words: str, name: str, owner: QWidget) -> QLabel:
    label = QLabel(words, owner)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
