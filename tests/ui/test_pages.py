"""Preview, PDF, print, the check of Word documents and the office's own presets, in the window."""

import errno
import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hands import always, commit, trigger
from PySide6.QtCore import QSizeF, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot
from test_main_window import record_errors, unnamed

from speechdesk import paths
from speechdesk.drafting.storage import open_draft, save_draft
from speechdesk.export.composition import Composer
from speechdesk.export.derive import derive, rules_of
from speechdesk.export.docx import docx_bytes
from speechdesk.export.preset import Annotation
from speechdesk.export.presets import load_preset, preset_labels
from speechdesk.records import (
    BlockKind,
    Draft,
    DraftBlock,
    OfficialFacts,
    Provenance,
    Slot,
    SlotKind,
    Source,
)
from speechdesk.ui import dialogs, draft_files, export_desk, page_dialogs
from speechdesk.ui.faces import choose_faces
from speechdesk.ui.facts_dialog import FactsDialog
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.page_paint import PagePainter
from speechdesk.ui.page_print import send_pages, write_pdf
from speechdesk.ui.page_view import PageView
from speechdesk.ui.preset_editor import PresetEditor

TEXT = "办公室工作事关全局，必须抓紧抓实抓出成效。" * 8
BLOCKS = tuple(DraftBlock(BlockKind.BODY, TEXT) for _ in range(20))


def open_preview(window: MainWindow, blocks: tuple[DraftBlock, ...] = BLOCKS) -> PageView:
    window.editor.set_blocks(blocks)
    trigger(window, "preview")
    return window.pages.panel.view


def pages_said(window: MainWindow) -> str:
    return window.pages.panel.findChildren(QWidget, "hint")[0].property("text")


def test_the_preview_shows_the_pages_of_the_draft(window: MainWindow) -> None:
    view = open_preview(window)
    assert view.isVisible()
    assert pages_said(window) == "1/6 页"
    inked = view.viewport().grab().toImage()
    dark = sum(
        QColor(inked.pixel(x, y)).lightness() < 128
        for x in range(0, inked.width(), 2)
        for y in range(0, inked.height(), 2)
    )
    assert dark > 100


def test_the_preview_follows_the_caret(window: MainWindow, qtbot: QtBot) -> None:
    open_preview(window)
    cursor = window.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    window.editor.setTextCursor(cursor)
    qtbot.waitUntil(lambda: pages_said(window) == "6/6 页")


def test_the_preview_follows_the_typing(window: MainWindow, qtbot: QtBot) -> None:
    open_preview(window, (DraftBlock(BlockKind.BODY, "今天开会。"),))
    commit(window.editor, TEXT * 5)
    qtbot.waitUntil(lambda: pages_said(window).endswith("/2 页"))


def test_pages_get_larger_and_smaller(window: MainWindow) -> None:
    view = open_preview(window)
    before = view.verticalScrollBar().maximum()
    view.zoom_in()
    assert view.verticalScrollBar().maximum() > before
    view.zoom_to_width()
    assert view.verticalScrollBar().maximum() == before
    view.zoom_out()
    assert view.verticalScrollBar().maximum() < before


def test_another_preset_is_shown_and_exported(window: MainWindow) -> None:
    open_preview(window)
    box = window.pages.panel.findChild(QComboBox, "first_focus")
    assert box is not None
    index = box.findData("reading")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    assert window.files.preset_name == "reading"
    assert int(pages_said(window).partition("/")[2].split()[0]) > 6


def test_a_pdf_has_the_pages_of_the_draft(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.editor.set_blocks(BLOCKS)
    monkeypatch.setattr(draft_files, "missing_faces", always(()))
    monkeypatch.setattr(page_dialogs, "choose_pdf", always(tmp_path / "a.pdf"))
    trigger(window, "export_pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/Count 6" in data
    assert b"SpeechDesk" not in data
    assert window.statusBar().currentMessage() == f"已导出 {tmp_path / 'a.pdf'}"


def test_faces_this_computer_lacks_are_told_once(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.editor.set_blocks(BLOCKS)
    monkeypatch.setattr(draft_files, "missing_faces", always(("黑体",)))
    monkeypatch.setattr(page_dialogs, "choose_pdf", always(tmp_path / "a.pdf"))
    said = f"已导出 {tmp_path / 'a.pdf'}"
    for message in (f"{said}；本机没有字体 黑体，会用相近的字体代替", said):
        trigger(window, "export_pdf")
        assert window.statusBar().currentMessage() == message


def test_a_pdf_of_nothing_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = record_errors(monkeypatch)
    monkeypatch.setattr(page_dialogs, "choose_pdf", always(tmp_path / "a.pdf"))
    trigger(window, "export_pdf")
    assert told == ["讲稿还没有内容，请写下文字后再导出。"]


def answer(
    monkeypatch: pytest.MonkeyPatch, given: page_dialogs.Answer, notes: list[str] | None = None
) -> list[str]:
    """Answer the question before an export, return what was listed; `notes` takes what is told besides."""
    asked: list[str] = []

    def ask(_: QWidget, warnings: list[str], told: tuple[str, ...]) -> page_dialogs.Answer:
        asked.extend(warnings)
        if notes is not None:
            notes.extend(told)
        return given

    monkeypatch.setattr(page_dialogs, "ask_anyway", ask)
    return asked


MASKED = DraftBlock(BlockKind.BODY, "经xx州长同意，今天开会。")


def test_what_is_not_filled_in_is_asked_about(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.editor.set_blocks((MASKED,))
    asked = answer(monkeypatch, page_dialogs.Answer(go_on=False))
    monkeypatch.setattr(page_dialogs, "choose_pdf", always(tmp_path / "a.pdf"))
    trigger(window, "export_pdf")
    assert asked == ["第1段还没有填写：…经xx州长同意，今…"]
    assert not (tmp_path / "a.pdf").exists()


def test_what_is_not_filled_in_may_leave_all_the_same(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.editor.set_blocks((MASKED,))
    answer(monkeypatch, page_dialogs.Answer(go_on=True))
    monkeypatch.setattr(page_dialogs, "choose_pdf", always(tmp_path / "a.pdf"))
    trigger(window, "export_pdf")
    assert (tmp_path / "a.pdf").exists()


def test_a_place_not_filled_in_is_gone_to(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, "𠮷市"), MASKED))
    answer(monkeypatch, page_dialogs.Answer(go_on=False, place=0))
    trigger(window, "export")
    assert window.editor.textCursor().selectedText() == "xx"


def test_missing_faces_are_told_of_once_among_what_is_not_filled_in(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_files, "missing_faces", always(("黑体", "宋体")))
    window.editor.set_blocks((MASKED,))
    told: list[str] = []
    asked = answer(monkeypatch, page_dialogs.Answer(go_on=False), told)
    trigger(window, "export")
    trigger(window, "export")
    assert len(asked) == 2
    assert told == ["本机没有字体 黑体、宋体，会用相近的字体代替"]


def pressed(
    window: MainWindow, keys: list[tuple[Qt.Key, Qt.KeyboardModifier]], notes: tuple[str, ...] = ()
) -> page_dialogs.Answer:
    """Ask about two places with the keyboard as the only hand."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        for key, held in keys:
            QTest.keyClick(dialog.focusWidget(), key, held)
        QTimer.singleShot(300, dialog.reject)  # where the keys have not closed it

    QTimer.singleShot(50, press)
    return page_dialogs.ask_anyway(window, ["第1段", "第2段"], notes)


PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def test_enter_goes_to_the_place_chosen_before_an_export(window: MainWindow) -> None:
    keys = [(Qt.Key.Key_Down, PLAIN), (Qt.Key.Key_Return, PLAIN)]
    assert pressed(window, keys) == page_dialogs.Answer(go_on=False, place=1)


def test_one_key_lets_the_draft_leave_all_the_same(window: MainWindow) -> None:
    assert pressed(window, [(Qt.Key.Key_E, ALT)]) == page_dialogs.Answer(go_on=True)


def test_escape_leaves_all_as_it_is_before_an_export(window: MainWindow) -> None:
    assert pressed(window, [(Qt.Key.Key_Escape, PLAIN)]) == page_dialogs.Answer(go_on=False)


def test_a_note_is_no_place_to_go_to(window: MainWindow) -> None:
    keys = [(Qt.Key.Key_End, PLAIN), (Qt.Key.Key_Return, PLAIN)]
    assert pressed(window, keys, ("本机没有字体 黑体",)) == page_dialogs.Answer(go_on=False)


def refuse_once(monkeypatch: pytest.MonkeyPatch, refused: Path) -> None:
    """Have a file open elsewhere, as Word has it: the new one cannot be swapped in."""
    swap = Path.replace

    def replace(beside: Path, target: Path) -> Path:
        if target == refused:
            raise PermissionError(errno.EACCES, "open in Word")
        return swap(beside, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize(("action", "suffix"), [("export", ".docx"), ("export_pdf", ".pdf")])
def test_another_name_is_offered_for_a_file_open_elsewhere(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str, suffix: str
) -> None:
    window.editor.set_blocks(BLOCKS)
    target = tmp_path / f"a{suffix}"
    target.write_bytes(b"old")
    refuse_once(monkeypatch, target)
    proposed: list[Path] = []
    told: list[str] = []

    def choose(_: QWidget, path: Path) -> Path:
        proposed.append(path)
        return path if len(proposed) > 1 else target

    def say(_: QWidget, message: str) -> bool:
        told.append(message)
        return True

    monkeypatch.setattr(dialogs, "choose_export", choose)
    monkeypatch.setattr(page_dialogs, "choose_pdf", choose)
    monkeypatch.setattr(dialogs, "ask_elsewhere", say)
    trigger(window, action)
    assert told == [
        f"无法保存“a{suffix}”：没有写入权限或文件正被其他程序打开，请关闭该文件、另选位置或另取名字。"
    ]
    assert proposed[1] == tmp_path / f"a（2）{suffix}"
    assert sorted(tmp_path.iterdir()) == [target, proposed[1]]
    assert target.read_bytes() == b"old"


def test_a_name_that_is_not_wanted_leaves_everything_as_it_was(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.editor.set_blocks(BLOCKS)
    monkeypatch.setattr(dialogs, "choose_export", always(tmp_path / "gone" / "a.docx"))
    monkeypatch.setattr(dialogs, "ask_elsewhere", always(False))
    trigger(window, "export")
    assert list(tmp_path.iterdir()) == []


def test_another_folder_is_proposed_where_one_is_read_only(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", always(False))
    window.files.home = tmp_path
    assert window.files.other_place(tmp_path / "shared" / "a.docx") == tmp_path / "a（2）.docx"


def test_an_open_slot_is_asked_about(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    slot = Slot(0, 3, SlotKind.PLACE, "云麓县")
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, "云麓县的同志们辛苦了。", slots=(slot,)),))
    asked = answer(monkeypatch, page_dialogs.Answer(go_on=False))
    trigger(window, "export")
    assert asked == ["第1段空位还没有核对：…云麓县的同志们辛苦…"]


def test_the_facts_are_filled_in_and_saved_with_the_draft(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.editor.set_blocks(BLOCKS)
    dialog = FactsDialog(OfficialFacts(issuer="××市人民政府文件", sealed=True, edition="第三稿"), window)
    assert unnamed(QAccessible.queryAccessibleInterface(dialog)) == []
    assert dialog.facts() == OfficialFacts(issuer="××市人民政府文件", sealed=True, edition="第三稿")
    line = next(line for line in dialog.findChildren(QLineEdit) if line.accessibleName() == "签发人")
    line.setText("张三， 李四")
    assert dialog.facts().signers == ("张三", "李四")
    monkeypatch.setattr(export_desk, "ask_facts", always(dialog.facts()))
    trigger(window, "facts")
    assert window.editor.document().isModified()
    monkeypatch.setattr(dialogs, "choose_save", always(tmp_path / "a.speech"))
    trigger(window, "save")
    assert open_draft(tmp_path / "a.speech").facts == dialog.facts()


def test_the_draft_leaves_with_its_sources(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source("a.txt", 1, "在全州会议上的讲话", None, (), 3)
    block = DraftBlock(BlockKind.BODY, TEXT, provenance=(Provenance(0, 5, TEXT[:5], source),))
    window.editor.set_blocks((block,))
    monkeypatch.setattr(dialogs, "choose_export", always(tmp_path / "a.docx"))
    trigger(window, "export_sources")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        assert "《在全州会议上的讲话》" in package.read("word/comments.xml").decode()


def test_what_changed_since_an_older_draft_is_marked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_draft(Draft(blocks=(DraftBlock(BlockKind.BODY, "今天开会。"),)), tmp_path / "old.speech")
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, "今天我们开会。"),))
    monkeypatch.setattr(dialogs, "choose_draft", always(tmp_path / "old.speech"))
    monkeypatch.setattr(dialogs, "choose_export", always(tmp_path / "a.docx"))
    trigger(window, "export_comparison")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        assert "<w:ins " in package.read("word/document.xml").decode()


def test_the_panes_beside_give_way_to_the_preview_in_a_narrow_window(window: MainWindow) -> None:
    window.resize(1280, 800)
    QApplication.processEvents()
    before = (window.outline.width(), window.editor.width(), window.side.width())
    trigger(window, "preview")
    assert window.side.isHidden()
    assert window.outline.isHidden()
    assert window.editor.width() >= 28 * QFontMetricsF(window.editor.font()).horizontalAdvance("国")
    trigger(window, "preview")
    assert (window.outline.width(), window.editor.width(), window.side.width()) == before


def test_a_preview_in_a_draft_that_stands_alone_brings_no_other_pane(window: MainWindow) -> None:
    window.resize(1280, 800)
    trigger(window, "focus")
    trigger(window, "preview")
    trigger(window, "preview")
    assert window.outline.isHidden()
    trigger(window, "focus")
    assert window.outline.isVisible()
    assert window.side.isVisible()


def test_the_way_from_pane_to_pane_leaves_out_hidden_ones(window: MainWindow) -> None:
    trigger(window, "focus")
    trigger(window, "next_pane")
    assert window.editor.hasFocus()
    trigger(window, "focus")
    trigger(window, "next_pane")
    assert window.side.isAncestorOf(window.focusWidget())


def test_pages_are_sent_to_a_printer(tmp_path: Path, qapp: object) -> None:
    _ = qapp
    faces = choose_faces(paths.resources() / "faces.toml")
    composition = Composer(load_preset("official")).compose(Draft(blocks=BLOCKS))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    printer.setFromTo(2, 3)
    send_pages(composition, faces, printer)
    assert b"/Count 2" in (tmp_path / "p.pdf").read_bytes()


def test_paper_is_a4_in_the_pdf(tmp_path: Path, qapp: object) -> None:
    _ = qapp
    faces = choose_faces(paths.resources() / "faces.toml")
    write_pdf(Composer(load_preset("speech")).compose(Draft(blocks=BLOCKS[:1])), faces, tmp_path / "a.pdf")
    box = (tmp_path / "a.pdf").read_bytes().partition(b"/MediaBox [")[2].partition(b"]")[0]
    _, _, width, height = (float(number) for number in box.split())
    assert QSizeF(round(width), round(height)) == QSizeF(595, 842)


@pytest.mark.usefixtures("qapp")
def test_a_pdf_names_no_software(tmp_path: Path) -> None:
    faces = choose_faces(paths.resources() / "faces.toml")
    write_pdf(Composer(load_preset("speech")).compose(Draft(blocks=BLOCKS[:1])), faces, tmp_path / "a.pdf")
    written = (tmp_path / "a.pdf").read_bytes()
    assert b"Qt " not in written
    assert "Qt ".encode("utf-16-be") not in written
    assert b"/Producer (" in written


@pytest.mark.usefixtures("qapp")
def test_signers_are_painted_up_to_one_character_from_the_right() -> None:
    facts = OfficialFacts(number="×政发〔2026〕12号", signers=("王某某",))
    composition = Composer(load_preset("official")).compose(Draft(blocks=BLOCKS[:1], facts=facts))
    picture = QImage(595, 842, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    PagePainter(composition, choose_faces(paths.resources() / "faces.toml")).paint(painter, 0)
    painter.end()
    line = next(
        placed
        for placed in composition.pages[0].lines
        if "签发人" in composition.paragraphs[placed.paragraph].text
    )
    top = round(composition.preset.page.top_mm * 72 / 25.4 + line.top_pt) + 6
    inked = [
        x for x in range(595) for y in range(top, top + 18) if picture.pixelColor(x, y).lightness() < 128
    ]
    right_pt = (210 - 26) * 72 / 25.4
    assert right_pt - 16 - 4 < max(inked) < right_pt - 16 + 1
    assert 28 * 72 / 25.4 + 16 - 1 < min(inked) < 28 * 72 / 25.4 + 16 + 8


def test_a_word_document_is_measured(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx_bytes(Draft(blocks=BLOCKS), load_preset("reading")))
    monkeypatch.setattr(page_dialogs, "choose_word", always(file))
    trigger(window, "verify")
    table = next(table for table in window.findChildren(QTreeWidget) if table.accessibleName() == "检查结果")
    first = table.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "×"
    assert table.topLevelItemCount() > 80
    table.window().close()


def test_a_preset_is_derived_with_a_live_page_and_kept(window: MainWindow) -> None:
    open_preview(window)
    trigger(window, "presets")
    (editor,) = window.findChildren(PresetEditor)
    assert unnamed(QAccessible.queryAccessibleInterface(editor)) == []
    assert editor.rules() == rules_of(load_preset("speech"))
    editor.show_rules(rules_of(load_preset("reading")))
    editor.accept_rules()
    kept = window.files.preset_name
    assert preset_labels()[kept] == "讲话稿（本单位）"
    assert load_preset(kept).page.line_twips == load_preset("reading").page.line_twips


def choose(editor: PresetEditor, name: str, item: str) -> None:
    box = next(box for box in editor.findChildren(QComboBox) if box.accessibleName() == name)
    box.setCurrentIndex(box.findText(item))


def test_hard_characters_of_a_reading_copy_are_annotated_as_chosen(window: MainWindow) -> None:
    open_preview(window, (DraftBlock(BlockKind.BODY, "恪尽职守。"),))
    trigger(window, "presets")
    (editor,) = window.findChildren(PresetEditor)
    shown = next(box for box in editor.findChildren(QComboBox) if box.accessibleName() == "难字")
    assert not shown.isVisible()
    choose(editor, "依据", "大字版（22 磅）")
    assert shown.isVisible()
    choose(editor, "难字", "注拼音")
    editor.accept_rules()
    written = docx_bytes(window.files.draft(), load_preset(window.files.preset_name))
    assert "恪（kè）尽职守。" in text_of(written)
    choices = {Annotation.NONE: "恪尽职守。", Annotation.HOMOPHONE: "恪（课）尽职守。"}
    for annotation, expected in choices.items():
        rules = replace(rules_of(load_preset("reading")), annotation=annotation)
        assert expected in text_of(docx_bytes(window.files.draft(), derive("reading", "甲", rules)))


def text_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(fromstring(package.read("word/document.xml")).itertext())  # noqa: S314  # made a moment ago
