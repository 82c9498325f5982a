"""What the window asks and tells in dialogs."""

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from speechdesk.documents.formats import SUFFIXES
from speechdesk.drafting.journal import Leftover
from speechdesk.text.counting import count_as_word
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.icons import draw_icon

_THROWN = 2  # a dialog's answer beside Qt's Rejected (0) and Accepted (1)
_ICON_PX = 36
_KINDS = " ".join(f"*{suffix}" for suffix in SUFFIXES)
_DRAFTS = f"讲稿 (*.speech);;材料 ({_KINDS});;所有文件 (*)"
_DRAFT = "讲稿 (*.speech)"
_WORD = "Word 文档 (*.docx)"
_MATERIAL = f"材料 ({_KINDS});;所有文件 (*)"


class Unsaved(Enum):
    """What to do with a draft that has not been saved."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Overwrite(Enum):
    """What to do with a file that has changed under the draft."""

    SAVE_AS = auto()
    REPLACE = auto()
    CANCEL = auto()


def _box(parent: QWidget | None, icon: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("讲稿台")
    box.setIconPixmap(draw_icon(icon, box.palette().link().color(), _ICON_PX, box.devicePixelRatioF()))
    return box


def show_error(parent: QWidget, message: str) -> None:
    """Tell the user what is wrong and what to do."""
    box = _box(parent, "alert-triangle")
    box.setText(message)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    run_dialog(box)


def show_defect(parent: QWidget | None, details: str) -> None:
    """Tell the user that the program has failed, with details to copy."""
    box = _box(parent, "alert-octagon")
    box.setText("程序出错，刚才的操作没有完成。讲稿仍在，请先保存；问题详情可复制给开发者。")
    box.setDetailedText(details)
    run_dialog(box)


def show_about(parent: QWidget, version: str) -> None:
    """Tell what the program is."""
    QMessageBox.about(
        parent,
        "关于讲稿台",
        f"讲稿台 SpeechDesk {version}\n\n离线讲话稿起草。文字不离开这台电脑。\n以 MIT 许可证发布。",
    )


def ask_unsaved(parent: QWidget) -> Unsaved:
    """Ask what to do with changes that have not been saved."""
    box = _box(parent, "help-circle")
    box.setText("讲稿有改动还没有保存。")
    save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    run_dialog(box)
    if box.clickedButton() is save:
        return Unsaved.SAVE
    return Unsaved.DISCARD if box.clickedButton() is discard else Unsaved.CANCEL


def ask_rebuild(parent: QWidget, message: str) -> bool:
    """Tell that the library is damaged, and ask whether to begin a new one."""
    box = _box(parent, "alert-triangle")
    box.setText(message)
    box.setInformativeText("另建新库时，旧文件改名留在原处；之后可以重新导入材料。")
    rebuild = box.addButton("另建新库", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("暂不使用素材库", QMessageBox.ButtonRole.RejectRole)
    run_dialog(box)
    return box.clickedButton() is rebuild


def ask_delete_version(parent: QWidget) -> bool:
    """Ask whether a version is to be taken away for good."""
    box = _box(parent, "help-circle")
    box.setText("删除这个版本？")
    box.setInformativeText("删掉的版本找不回来；讲稿本身不受影响。")
    delete = box.addButton("删除", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton("留着", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    run_dialog(box)
    return box.clickedButton() is delete


def ask_elsewhere(parent: QWidget, message: str) -> bool:
    """Tell why a file cannot be written, and ask whether to write it under another name."""
    box = _box(parent, "alert-triangle")
    box.setText(message)
    elsewhere = box.addButton("另取名字…", QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(elsewhere)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is elsewhere


def ask_overwrite(parent: QWidget, name: str) -> Overwrite:
    """Ask what to do where another program has changed the draft's file."""
    box = _box(parent, "help-circle")
    box.setText(f"“{name}”打开之后被别的程序改过。")
    box.setInformativeText("覆盖会丢掉那边的改动；另存则两份都在。")
    save_as = box.addButton("另存为…", QMessageBox.ButtonRole.AcceptRole)
    replace = box.addButton("覆盖", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save_as)
    box.setEscapeButton(cancel)
    run_dialog(box)
    if box.clickedButton() is save_as:
        return Overwrite.SAVE_AS
    return Overwrite.REPLACE if box.clickedButton() is replace else Overwrite.CANCEL


def choose_leftover(parent: QWidget, leftovers: Sequence[Leftover]) -> tuple[Leftover | None, bool]:
    """Ask which unsaved draft to take up again.

    Returns:
        The one chosen (None to leave all for the next start), and whether it is to be thrown away.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle("找回讲稿")
    shown = QListWidget(dialog)
    shown.setAccessibleName("没有保存的讲稿")
    shown.setMinimumSize(460, 190)
    for leftover in leftovers:
        shown.addItem(_leftover_line(leftover))
    shown.setCurrentRow(0)
    buttons = QDialogButtonBox(dialog)
    take = buttons.addButton("打开所选", QDialogButtonBox.ButtonRole.AcceptRole)
    throw = buttons.addButton("丢弃所选", QDialogButtonBox.ButtonRole.DestructiveRole)
    buttons.addButton("以后再说", QDialogButtonBox.ButtonRole.RejectRole)
    take.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    throw.clicked.connect(lambda: dialog.done(_THROWN))
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(12)
    layout.addWidget(QLabel("上次没有来得及保存的讲稿：", dialog))
    layout.addWidget(shown)
    layout.addWidget(buttons)
    answer = run_dialog(dialog)
    if answer == QDialog.DialogCode.Rejected.value:
        return None, False
    return leftovers[max(0, shown.currentRow())], answer == _THROWN


def _leftover_line(leftover: Leftover) -> str:
    blocks = leftover.entry.draft.blocks
    words = next((block.text for block in blocks if block.text), "")[:24] or "（空）"
    chars = sum(count_as_word(block.text) for block in blocks)
    return f"{words}\n{leftover.entry.written[:16].replace('T', ' ')}　{chars:,} 字"


def choose_draft(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a draft to open; None when cancelled."""
    return choose_existing(parent, "打开讲稿", folder, _DRAFTS)


def choose_existing(parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
    """Ask for a file to read; None when cancelled.

    Args:
        parent: the window.
        title: of the dialog.
        folder: where it begins.
        kinds: of files, in Qt's words.
    """
    dialog = _file_dialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_chosen(dialog)), None)


def choose_save(parent: QWidget, proposed: Path) -> Path | None:
    """Ask where to save the draft; None when cancelled."""
    return choose_target(parent, "保存讲稿", proposed, _DRAFT)


def choose_export(parent: QWidget, proposed: Path) -> Path | None:
    """Ask where to write the Word document; None when cancelled."""
    return choose_target(parent, "导出 Word", proposed, _WORD)


def choose_material(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for documents to import; none when cancelled."""
    dialog = _file_dialog(parent, "导入材料", folder, _MATERIAL)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _chosen(dialog)


def choose_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a folder to import; None when cancelled."""
    dialog = _file_dialog(parent, "导入文件夹", folder, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(_chosen(dialog)), None)


def choose_target(parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
    """Ask where to write a file; None when cancelled.

    Args:
        parent: the window.
        title: of the dialog.
        proposed: the file's path; its suffix is added to a name without one.
        kinds: of files, in Qt's words.
    """
    dialog = _file_dialog(parent, title, proposed.parent, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))  # before it asks about a file already there
    dialog.selectFile(proposed.name)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "保存")
    return next(iter(_chosen(dialog)), None)


def _file_dialog(parent: QWidget, title: str, folder: Path, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder), kinds)
    for label, words in (
        (QFileDialog.DialogLabel.LookIn, "位置："),
        (QFileDialog.DialogLabel.FileName, "文件名："),
        (QFileDialog.DialogLabel.FileType, "文件类型："),
        (QFileDialog.DialogLabel.Accept, "打开"),
        (QFileDialog.DialogLabel.Reject, "取消"),
    ):
        dialog.setLabelText(label, words)  # Qt's own translation lacks some of them
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    accepted = run_dialog(dialog) == QFileDialog.DialogCode.Accepted.value
    return [Path(name) for name in dialog.selectedFiles()] if accepted else []
