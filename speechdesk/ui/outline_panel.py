"""The outline (提纲) on the left: headings as a tree, each with its length, to go to and to be rearranged."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from speechdesk.drafting.outline import OutlineEntry

_BLOCK_ROLE = Qt.ItemDataRole.UserRole + 1
_SECTION_MIME = "application/x-speechdesk-section"  # the number of a block
LENGTH_ROLE = Qt.ItemDataRole.UserRole + 2
_LENGTH_FONT_PX = 12
_ROW_PX = 46
_TOP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_BOTTOM = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
_Where = QAbstractItemView.DropIndicatorPosition
Index = QModelIndex | QPersistentModelIndex


class _Lines(QStyledItemDelegate):
    """Draws a heading, and its length smaller under it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """Leave the words to `paint`."""
        super().initStyleOption(option, index)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue] - a field the stubs do not know

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return room for two lines."""
        return QSize(super().sizeHint(option, index).width(), _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw both lines on what the style draws."""
        super().paint(painter, option, index)
        tree = self.parent()
        if not isinstance(tree, QTreeWidget):
            return
        room = tree.visualRect(index).adjusted(4, 4, -6, -4)
        painter.save()
        painter.setFont(tree.font())
        heading = tree.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(tree.palette().text().color())
        painter.drawText(room, _TOP, heading)
        small = tree.font()
        small.setPixelSize(_LENGTH_FONT_PX)
        painter.setFont(small)
        painter.setPen(tree.palette().placeholderText().color())
        painter.drawText(room, _BOTTOM, str(index.data(LENGTH_ROLE)))
        painter.restore()


class OutlineTree(QTreeWidget):
    """The tree of headings; dropping one elsewhere only says where it is wanted.

    Signals:
        heading_chosen: number of the block the user wants to go to.
        section_dropped: number of the block that heads a section, and of the block it is wanted before (-1
            for the end of the speech).
    """

    heading_chosen = Signal(int)
    section_dropped = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("first_focus")
        self.setAccessibleName("提纲各级标题")
        self.setHeaderHidden(True)
        self.setItemDelegate(_Lines(self))
        self.setIndentation(14)
        plain = self.palette()  # the style sheet marks what is chosen; the style would mark the margin too
        plain.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(plain)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def block_of(self, item: QTreeWidgetItem) -> int:
        """Return the number of the block an item shows."""
        return int(item.data(0, _BLOCK_ROLE))

    def items(self) -> list[QTreeWidgetItem]:
        """Return all items in the order of the speech."""
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(row) for row in reversed(range(self.topLevelItemCount()))]
        while waiting:
            item = waiting.pop()
            if item:
                found.append(item)
                waiting += [item.child(row) for row in reversed(range(item.childCount()))]
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes to the heading on every system."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item:
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Take sections only."""
        return [_SECTION_MIME]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:  # noqa: N802 - Qt's name
        """Return what a dragged heading carries: the number of its block."""
        carried = QMimeData()
        carried.setData(_SECTION_MIME, str(self.block_of(items[0])).encode())
        return carried

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Say that sections move; the tree itself only ever copies, for the draft does the moving."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Say where the dragged section is wanted; the tree follows when the draft has changed."""
        if event.mimeData().hasFormat(_SECTION_MIME):
            heading = int(event.mimeData().data(_SECTION_MIME).data())
            self.section_dropped.emit(heading, self._wanted_before(heading, event.position().toPoint()))
        event.setDropAction(Qt.DropAction.CopyAction)  # or the view would take the row away itself
        event.accept()

    def _wanted_before(self, heading: int, point: QPoint) -> int:
        """Return the block a dragged section is wanted before: it never parts a section of its own level."""
        target, items = self.itemAt(point), self.items()
        dragged = next((item for item in items if self.block_of(item) == heading), None)
        if target is None or dragged is None:
            return -1
        where = self.dropIndicatorPosition()
        depth, above = len(_above(dragged)), _above(target)
        if len(above) > depth:
            target, where = above[-1 - depth], _Where.BelowItem
        beside = len(above) >= depth
        if where is _Where.OnItem and beside:  # it takes that one's place
            upwards = items.index(target) < items.index(dragged)
            where = _Where.AboveItem if upwards else _Where.BelowItem
        if where is _Where.AboveItem:
            return self.block_of(target)
        rest = items[items.index(target) + 1 :]
        if where is _Where.BelowItem:
            rest = [item for item in rest if target not in _above(item)]
        return self.block_of(rest[0]) if rest else -1

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.heading_chosen.emit(self.block_of(item))


class OutlinePanel(QWidget):
    """The draft's headings, and what it still lacks.

    Signals:
        see OutlineTree.
    """

    heading_chosen = Signal(int)
    section_dropped = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline_panel")
        self.setAccessibleName("提纲")
        self._shown: tuple[OutlineEntry, ...] = ()
        self.tree = OutlineTree(self)
        self.tree.heading_chosen.connect(self.heading_chosen)
        self.tree.section_dropped.connect(self.section_dropped)
        self._hint = _label("写下以 一、（一）一是 开头的标题，提纲在这里列出。", "hint", self)
        self._missing = _label("", "hint", self)
        self._missing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 6, 10)
        layout.setSpacing(10)
        layout.addWidget(_label("提纲", "panel_title", self))
        layout.addWidget(self._hint)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._missing)

    def show_entries(self, entries: tuple[OutlineEntry, ...]) -> None:
        """Show the draft's outline; what is folded stays folded, and the same outline changes nothing."""
        if entries == self._shown:
            return
        same_tree = [entry.level for entry in entries] == [entry.level for entry in self._shown]
        if not same_tree:
            self._build(entries)
        self._shown = entries
        self._hint.setVisible(not entries)
        for item, entry in zip(self.tree.items(), entries, strict=True):
            item.setText(0, entry.heading)
            item.setData(0, LENGTH_ROLE, f"{entry.chars:,} 字　{entry.minutes:.1f} 分钟")
            item.setData(0, _BLOCK_ROLE, entry.block)
            told = f"{entry.chars:,} 字，约 {entry.minutes:.1f} 分钟"
            item.setToolTip(0, f"{entry.heading}\n{told}")
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{entry.heading}，{told}")

    def show_missing(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show which parts of its pattern the draft lacks: their names and what they are for."""
        self._missing.setText(f"还缺：{'、'.join(name for name, _ in parts)}")
        self._missing.setToolTip("\n".join(f"{name}：{hint}" for name, hint in parts))
        self._missing.setVisible(bool(parts))

    def follow(self, heading: int | None) -> None:
        """Mark the section the caret is in, or the folded one around it; None marks none."""
        items = {self.tree.block_of(item): item for item in self.tree.items()}
        item = items.get(heading) if heading is not None else None
        shown = item
        while item:
            item = item.parent()
            if item and not item.isExpanded():
                shown = item
        if shown is None:
            self.tree.setCurrentIndex(QModelIndex())
        elif shown is not self.tree.currentItem():
            self.tree.setCurrentItem(shown)  # selects it too
            self.tree.scrollToItem(shown)

    def chosen(self) -> int | None:
        """Return the block of the heading that is marked; None where none is."""
        item = self.tree.currentItem()
        return self.tree.block_of(item) if item else None

    def _build(self, entries: Sequence[OutlineEntry]) -> None:
        folded = {item.text(0) for item in self.tree.items() if not item.isExpanded() and item.childCount()}
        self.tree.clear()
        above: list[tuple[int, QTreeWidgetItem]] = []
        for entry in entries:
            while above and above[-1][0] >= entry.level:
                above.pop()
            item = QTreeWidgetItem()
            if above:
                above[-1][1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            above.append((entry.level, item))
        for item, entry in zip(self.tree.items(), entries, strict=True):
            item.setExpanded(entry.heading not in folded)


def _above(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the items an item stands under, the nearest first."""
    found: list[QTreeWidgetItem] = []
    while parent := item.parent():
        found.append(parent)
        item = parent
    return found


def _label(text: str, name: str, owner: QWidget) -> QLabel:
    label = QLabel(text, owner)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
