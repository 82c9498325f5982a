from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hands import always, commit, compose, drop, press, trigger
from PySide6.QtCore import Qt

from speechdesk.drafting.storage import open_draft
from speechdesk.records import BlockKind
from speechdesk.ui import page_dialogs
from speechdesk.ui.main_window import MainWindow

TYPED = "以更加良好的精神状态保障政令畅通，推动党中央国务院"
GOES_ON = "、省委省政府、市委市政府决策部署落地落实。"


def write_beginning(window: MainWindow) -> None:
    for line in ("在全市政府系统办公室工作会议上的讲话", "同志们：", "一、提高站位"):
        commit(window.editor, line)
        press(window.editor, Qt.Key.Key_Return)
    compose(window.editor, "yi geng jia")
    assert window.editor.completion_shown == ""
    commit(window.editor, TYPED)


def test_from_the_first_key_to_a_word_document(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = window.editor
    write_beginning(window)
    completion = editor.completion_shown
    assert completion
    assert GOES_ON.startswith(completion)
    press(editor, Qt.Key.Key_Tab)
    written = editor.toPlainText()
    assert written.endswith(TYPED + completion)

    model = window.side.suggestions.model
    card = model.card_at(0)
    assert card is not None
    match = card.match
    drop(editor, model.mimeData([model.index(0)]), len(written))
    dropped = window.editor.blocks()[-1]
    assert dropped.provenance[-1].passage == match.passage.text
    assert match.passage.text in editor.toPlainText()
    trigger(window, "undo")
    assert editor.toPlainText() == written
    trigger(window, "redo")
    assert match.passage.text in editor.toPlainText()

    monkeypatch.setattr("speechdesk.ui.dialogs.choose_save", always(tmp_path / "讲稿.speech"))
    trigger(window, "save")
    saved = editor.blocks()
    assert open_draft(tmp_path / "讲稿.speech").blocks == saved
    trigger(window, "new")
    assert editor.toPlainText().strip() == ""
    monkeypatch.setattr("speechdesk.ui.dialogs.choose_draft", always(tmp_path / "讲稿.speech"))
    trigger(window, "open")
    assert editor.blocks() == saved

    monkeypatch.setattr("speechdesk.ui.dialogs.choose_export", always(tmp_path / "讲稿.docx"))
    # What was inserted has open slots.
    monkeypatch.setattr(page_dialogs, "ask_anyway", always(page_dialogs.Answer(go_on=True)))
    trigger(window, "export")
    exported = docx.Document(str(tmp_path / "讲稿.docx"))
    texts = [paragraph.text for paragraph in exported.paragraphs if paragraph.text]
    assert texts == [block.text for block in saved if block.text]
    assert faces(exported) == {
        "在全市政府系统办公室工作会议上的讲话": "方正小标宋简体",
        "同志们：": "仿宋_GB2312",
        "一、提高站位": "黑体",
        saved[3].text: "仿宋_GB2312",
    } | {block.text: "仿宋_GB2312" for block in saved[4:]}
    assert [block.kind for block in saved[:4]] == [
        *(BlockKind.TITLE, BlockKind.GREETING),
        *(BlockKind.HEADING, BlockKind.BODY),
    ]


def faces(document: Document) -> dict[str, str]:
    """The East Asian face of the first run of each paragraph with text."""
    found: dict[str, str] = {}
    for paragraph in document.paragraphs:
        if paragraph.text:
            properties = paragraph.runs[0]._r.find(qn("w:rPr"))
            fonts = None if properties is None else properties.find(qn("w:rFonts"))
            found[paragraph.text] = "" if fonts is None else str(fonts.get(qn("w:eastAsia")))
    return found
