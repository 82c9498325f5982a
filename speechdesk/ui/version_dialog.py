"""The versions of the draft: listed, compared with one another, restored whole or by section."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QTabBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from speechdesk.drafting.comparison import Row
from speechdesk.drafting.restoring import Section
from speechdesk.drafting.versions import KeptVersion, VersionInfo, VersionKind
from speechdesk.ui.comparison_view import marked_page, paired_page, tally
from speechdesk.ui.theme import Colours, size_dialog

_NOW = "现在的讲稿"
_KINDS = {
    VersionKind.NAMED: "手留",
    VersionKind.AUTOMATIC: "自动留存",
    VersionKind.REPLACED: "恢复之前的讲稿",
}
_NONE_YET = "还没有版本。按“留一个版本”，或者写下去：保存时和写作中每隔几分钟会自动留存。"
_ROLE = Qt.ItemDataRole.UserRole + 1
_SECTION_INDENT = "　"
_SHOWN_CHARS = 14


class VersionDialog(QDialog):
    """Shows the versions and what differs between two of them.

    Signals:
        pair_wanted: two KeptVersions to compare, the second None for the draft as it stands.
        restore_wanted: a KeptVersion to restore.
        section_wanted: a KeptVersion and the Section of it to restore.
        export_wanted: the comparison shown is to become a Word document.
        keep_wanted: a version of the draft as it stands is to be kept.
        delete_wanted: a KeptVersion to take away.

    Args:
        colours: of insertions and deletions.
        parent: the window.
    """

    pair_wanted = Signal(object, object)
    restore_wanted = Signal(object)
    section_wanted = Signal(object, object)
    export_wanted = Signal()
    keep_wanted = Signal()
    delete_wanted = Signal(object)

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("版本")
        self.setObjectName("version_dialog")
        self._colours = colours
        self._rows: tuple[Row, ...] = ()
        self._versions: tuple[KeptVersion, ...] = ()
        self.list = QListWidget(self)
        self.list.setAccessibleName("各个版本")
        self.list.setWordWrap(True)
        self._automatic = QCheckBox("也列出自动留存的", self)
        self._automatic.setChecked(True)
        self._against = QComboBox(self)
        self._against.setAccessibleName("与哪一稿比较")
        self._against.view().setAccessibleName("可比较的各稿")
        self._against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._against.setMinimumContentsLength(_SHOWN_CHARS)
        self.way = QTabBar(self)
        self.way.setAccessibleName("怎样比较")
        self.way.addTab("花脸稿")
        self.way.addTab("并排")
        self.way.setDrawBase(False)
        self._changes_only = QCheckBox("只看改动处", self)
        self._changes_only.setChecked(True)
        self._summary = QLabel(self)
        self._summary.setObjectName("hint")
        self.page = QTextBrowser(self)
        self.page.setAccessibleName("比较结果")
        self.page.setOpenLinks(False)
        self._sections = QMenu(self)
        self._restore = QPushButton("恢复整篇", self)
        self._restore_section = QPushButton("恢复一节", self)
        self._restore_section.setMenu(self._sections)
        self._export = QPushButton("导出花脸稿…", self)
        self._delete = QPushButton("删除", self)
        self._keep = QPushButton("留一个版本…", self)
        self._arrange()
        self._listen()

    def show_versions(self, versions: Sequence[KeptVersion]) -> None:
        """List versions, newest first, and keep the one that was chosen."""
        chosen = self.chosen()
        self._versions = tuple(versions)
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's argument
        self.list.clear()
        for kept in versions:
            if kept.info.kind is VersionKind.AUTOMATIC and not self._automatic.isChecked():
                continue
            item = QListWidgetItem(_words(kept.info))
            item.setData(_ROLE, kept)
            item.setToolTip(kept.info.note)
            self.list.addItem(item)
            if kept == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)  # noqa: FBT003
        self._against.blockSignals(True)  # noqa: FBT003
        self._against.clear()
        self._against.addItem(_NOW, None)
        for kept in versions:
            self._against.addItem(_words(kept.info).replace("\n", "　"), kept)
        self._against.blockSignals(False)  # noqa: FBT003
        if self.list.currentRow() < 0 and self.list.count():
            self.list.setCurrentRow(0)
        else:
            self._ask()

    def chosen(self) -> KeptVersion | None:
        """Return the version chosen in the list; None where there is none."""
        item = self.list.currentItem()
        kept = item.data(_ROLE) if item else None
        return kept if isinstance(kept, KeptVersion) else None

    def against(self) -> KeptVersion | None:
        """Return what it is compared with; None for the draft as it stands."""
        kept = self._against.currentData()
        return kept if isinstance(kept, KeptVersion) else None

    def show_comparison(self, rows: tuple[Row, ...], sections: Sequence[Section]) -> None:
        """Show what differs.

        Args:
            rows: the two states side by side.
            sections: of the chosen version, to be restored one by one.
        """
        self._rows = rows
        self._sections.clear()
        for section in sections:
            action = self._sections.addAction(_SECTION_INDENT * max(0, section.level - 1) + section.heading)
            action.setData(section)
        self._show_page()

    def _show_page(self) -> None:
        make = marked_page if self.way.currentIndex() == 0 else paired_page
        self._summary.setText(tally(self._rows).sentence() if self.chosen() else "")
        page = make(self._rows, self._colours, changes_only=self._changes_only.isChecked())
        self.page.setHtml(
            page if self.chosen() else f'<p style="color:{self._colours.muted}">{_NONE_YET}</p>'
        )

    def _ask(self) -> None:
        chosen = self.chosen()
        for widget in (self._restore, self._restore_section, self._export, self._delete):
            widget.setEnabled(chosen is not None)
        if chosen:
            self.pair_wanted.emit(chosen, self.against())
        else:
            self.show_comparison((), ())

    def _ask_section(self, action: QAction) -> None:
        self.section_wanted.emit(self.chosen(), action.data())

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addWidget(self._automatic)
        with_what = QLabel("与", self)
        with_what.setBuddy(self._against)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(with_what)
        top.addWidget(self._against, 1)
        top.addWidget(QLabel("相比", self))
        top.addStretch(1)
        top.addWidget(self.way)
        said = QHBoxLayout()
        said.addWidget(self._summary, 1)
        said.addWidget(self._changes_only)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(top)
        right.addLayout(said)
        right.addWidget(self.page, 1)
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addLayout(left, 2)
        panes.addLayout(right, 5)
        close = QPushButton("关闭", self)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._keep, self._delete):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self._export, self._restore_section, self._restore, close):
            row.addWidget(button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in the list restores nothing by accident
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(panes, 1)
        column.addLayout(row)
        size_dialog(self, 1060, 640)

    def _listen(self) -> None:
        self.list.currentItemChanged.connect(self._ask)
        self._against.currentIndexChanged.connect(self._ask)
        self._automatic.toggled.connect(lambda: self.show_versions(self._versions))
        self.way.currentChanged.connect(self._show_page)
        self._changes_only.toggled.connect(self._show_page)
        self._restore.clicked.connect(lambda: self.restore_wanted.emit(self.chosen()))
        self._sections.triggered.connect(self._ask_section)
        self._export.clicked.connect(self.export_wanted)
        self._keep.clicked.connect(self.keep_wanted)
        self._delete.clicked.connect(lambda: self.delete_wanted.emit(self.chosen()))


def _words(info: VersionInfo) -> str:
    """Return how a version is listed: its name and who asked for it, then when it was made, why, how long."""
    named = "　".join(word for word in (info.name, info.round, info.asked_by) if word)
    about = f"{_time_words(info.moment)}　{info.chars:,} 字"
    return f"{named}\n{about}" if named else f"{_KINDS[info.kind]}\n{about}"


def _time_words(moment: datetime) -> str:
    local = moment.astimezone()
    days = (datetime.now().astimezone().date() - local.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{local.month}月{local.day}日")
    return f"{day} {local:%H:%M}"
