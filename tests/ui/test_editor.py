import pytest
from hands import commit, compose, drop, press, trigger
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from speechdesk.library.cards import Card
from speechdesk.records import BlockKind, Completion, DraftBlock, Match, Passage, PassageKind, Source
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.passage_list import PassageModel

SOURCE = Source("a.txt", 1, None, None, (), 0)
OTHER = Source("b.txt", 1, None, None, (), 0)
SENTENCE = Passage(1, PassageKind.SENTENCE, "要抓紧抓实抓好。", (SOURCE,))
PARAGRAPH = Passage(2, PassageKind.PARAGRAPH, "会议认为要加强学习。还要𠮷祥。", (OTHER,))


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    trigger(window, "suggestions")  # switched off: these tests bring their own
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, "今天开会。"),))
    window.editor.moveCursor(QTextCursor.MoveOperation.End)
    return window.editor


def show(editor: DraftEditor, text: str) -> None:
    editor.show_completion(Completion(text, 0.9, (SOURCE,)))


def carried(passage: Passage) -> QMimeData:
    model = PassageModel()
    model.show([Card(Match(passage, 1.0, ()), passage.text)])
    return model.mimeData([model.index(0)])


def texts(editor: DraftEditor) -> list[str]:
    return [block.text for block in editor.blocks()]


def test_a_completion_is_shown_but_is_no_text(editor: DraftEditor) -> None:
    show(editor, "主要任务是部署工作。")
    assert editor.completion_shown == "主要任务是部署工作。"
    assert editor.toPlainText() == "今天开会。"
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()


def test_tab_accepts_it_as_one_undo_step_with_provenance(editor: DraftEditor) -> None:
    show(editor, "主要任务是部署工作。")
    press(editor, Qt.Key.Key_Tab)
    (block,) = editor.blocks()
    assert block.text == "今天开会。主要任务是部署工作。"
    assert [(span.start, span.end, span.source) for span in block.provenance] == [(5, 15, SOURCE)]
    editor.undo()
    assert texts(editor) == ["今天开会。"]


def test_escape_takes_it_away(editor: DraftEditor) -> None:
    show(editor, "主要任务")
    press(editor, Qt.Key.Key_Escape)
    assert editor.completion_shown == ""
    assert texts(editor) == ["今天开会。"]


def test_enter_never_accepts_it(editor: DraftEditor) -> None:
    show(editor, "主要任务")
    press(editor, Qt.Key.Key_Return)
    assert texts(editor) == ["今天开会。", ""]


def test_typing_what_it_says_shortens_it(editor: DraftEditor) -> None:
    show(editor, "主要任务abc")
    commit(editor, "主要")
    assert editor.completion_shown == "任务abc"
    commit(editor, "任务")
    press(editor, Qt.Key.Key_A)
    assert editor.completion_shown == "bc"
    commit(editor, "别的")
    assert editor.completion_shown == ""
    assert texts(editor) == ["今天开会。主要任务a别的"]


def test_it_is_shown_only_at_the_end_of_a_paragraph(editor: DraftEditor) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    show(editor, "主要任务")
    assert editor.completion_shown == ""


def test_moving_to_another_paragraph_takes_it_away(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_Return)
    show(editor, "主要任务")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert editor.completion_shown == ""


def test_while_composing_nothing_is_shown_accepted_or_inserted(editor: DraftEditor) -> None:
    show(editor, "主要任务")
    compose(editor, "主yao")
    assert editor.completion_shown == ""
    show(editor, "主要任务")
    assert editor.completion_shown == ""
    press(editor, Qt.Key.Key_Tab)
    editor.insert_chosen(SENTENCE)
    assert not editor.canInsertFromMimeData(carried(SENTENCE))
    assert texts(editor) == ["今天开会。"]
    assert editor.text_before_caret() == "今天开会。"
    commit(editor, "主要")
    assert texts(editor) == ["今天开会。主要"]


def test_place_changed_is_silent_while_composing(editor: DraftEditor, qtbot: QtBot) -> None:
    qtbot.wait(1)
    with qtbot.assertNotEmitted(editor.place_changed, wait=30):
        compose(editor, "中wen")
    with qtbot.waitSignal(editor.place_changed):
        commit(editor, "中文")


def test_the_text_before_the_caret_counts_characters_beyond_the_first_plane(editor: DraftEditor) -> None:
    editor.set_blocks((DraftBlock(BlockKind.BODY, "𠮷祥"), DraftBlock(BlockKind.BODY, "甲𠮷乙")))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    assert editor.text_before_caret() == "𠮷祥\n甲𠮷"


def test_a_dropped_sentence_stands_where_it_was_dropped_and_one_undo_takes_it_out(
    editor: DraftEditor,
) -> None:
    drop(editor, carried(SENTENCE), 2)
    (block,) = editor.blocks()
    assert block.text == "今天要抓紧抓实抓好。开会。"
    assert [(span.start, span.end, span.passage) for span in block.provenance] == [(2, 10, SENTENCE.text)]
    editor.undo()
    assert texts(editor) == ["今天开会。"]
    editor.redo()
    assert editor.blocks() == (block,)


def test_a_dropped_paragraph_becomes_one_of_its_own(editor: DraftEditor) -> None:
    drop(editor, carried(PARAGRAPH), 2)
    assert texts(editor) == ["今天", PARAGRAPH.text, "开会。"]
    spans = [(span.start, span.end) for block in editor.blocks() for span in block.provenance]
    assert spans == [(0, len(PARAGRAPH.text))]
    editor.undo()
    assert texts(editor) == ["今天开会。"]


def test_a_chosen_passage_takes_the_place_of_its_beginning(editor: DraftEditor) -> None:
    commit(editor, "要抓紧抓")
    editor.insert_chosen(SENTENCE)
    assert texts(editor) == ["今天开会。要抓紧抓实抓好。"]
    editor.undo()
    assert texts(editor) == ["今天开会。要抓紧抓"]


def test_what_is_typed_behind_a_passage_is_not_of_it(editor: DraftEditor) -> None:
    editor.insert_chosen(SENTENCE)
    commit(editor, "我自己的话。")
    show(editor, "库里的话。")
    press(editor, Qt.Key.Key_Tab)
    commit(editor, "又是我的。")
    (block,) = editor.blocks()
    assert [block.text[span.start : span.end] for span in block.provenance] == [SENTENCE.text, "库里的话。"]


def test_two_passages_side_by_side_keep_their_own_sources(editor: DraftEditor) -> None:
    editor.insert_chosen(SENTENCE)
    editor.insert_chosen(Passage(3, PassageKind.SENTENCE, "还要有力有效。", (OTHER,)))
    (block,) = editor.blocks()
    assert [(block.text[s.start : s.end], s.source) for s in block.provenance] == [
        (SENTENCE.text, SOURCE),
        ("还要有力有效。", OTHER),
    ]


def test_provenance_survives_saving_and_opening(editor: DraftEditor) -> None:
    drop(editor, carried(PARAGRAPH), 5)
    blocks = editor.blocks()
    editor.set_blocks(blocks)
    assert editor.blocks() == blocks
    assert not editor.document().isUndoAvailable()


def test_pasted_text_keeps_its_paragraphs_and_loses_its_looks(editor: DraftEditor) -> None:
    pasted = QMimeData()
    pasted.setHtml("<h1>第一段</h1><p><b>第二段</b></p>")
    pasted.setText("第一段\r\n　　第二段\r\n")
    editor.insertFromMimeData(pasted)
    assert texts(editor) == ["今天开会。第一段", "第二段"]
    editor.undo()
    assert texts(editor) == ["今天开会。"]


def test_files_are_not_pasted_as_text(editor: DraftEditor) -> None:
    pasted = QMimeData()
    pasted.setUrls([QUrl("file:///a.docx")])
    editor.insertFromMimeData(pasted)
    assert texts(editor) == ["今天开会。"]


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("一、提高站位", BlockKind.HEADING, 1),
        ("（一）提高站位", BlockKind.HEADING, 2),
        ("同志们：", BlockKind.GREETING, 0),
        ("我们要干。", BlockKind.BODY, 0),
    ],
)
def test_a_paragraph_is_known_as_it_is_typed(
    editor: DraftEditor, text: str, kind: BlockKind, level: int
) -> None:
    press(editor, Qt.Key.Key_Return)
    commit(editor, text)
    last = editor.blocks()[-1]
    assert (last.kind, last.level) == (kind, level)


def test_a_closed_greeting_is_flush_left_and_one_undo_takes_it_back(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_Return)
    indent = editor.textCursor().blockFormat().textIndent()
    commit(editor, "同志们：")
    press(editor, Qt.Key.Key_Return)
    greeting = editor.document().findBlockByNumber(1)
    assert greeting.blockFormat().textIndent() == 0 < indent
    editor.undo()
    assert texts(editor) == ["今天开会。", "同志们："]
    assert editor.document().findBlockByNumber(1).blockFormat().textIndent() == indent


def test_a_chosen_kind_stays_whatever_the_text_says(window: MainWindow, editor: DraftEditor) -> None:
    trigger(window, "kind_speaker")
    commit(editor, "一、")
    assert editor.blocks()[0].kind is BlockKind.SPEAKER
    trigger(window, "kind_body")
    assert editor.blocks()[0].kind is BlockKind.BODY
    editor.undo()
    assert editor.blocks()[0].kind is BlockKind.SPEAKER


def test_behind_a_title_comes_body_text(window: MainWindow, editor: DraftEditor) -> None:
    trigger(window, "kind_title")
    press(editor, Qt.Key.Key_Return)
    commit(editor, "正文")
    assert [(block.kind, block.text) for block in editor.blocks()] == [
        (BlockKind.TITLE, "今天开会。"),
        (BlockKind.BODY, "正文"),
    ]


def test_tab_without_a_completion_changes_nothing(editor: DraftEditor) -> None:
    press(editor, Qt.Key.Key_Tab)
    assert texts(editor) == ["今天开会。"]
    assert editor.hasFocus()


@pytest.mark.parametrize("width", [960, 1100, 1280, 1920, 3000])
@pytest.mark.parametrize("percent", [70, 80, 90, 100, 115, 130, 150, 175, 200])
def test_a_line_of_paper_holds_28_characters_at_any_size(
    editor: DraftEditor, percent: int, width: int
) -> None:
    editor.set_blocks((DraftBlock(BlockKind.BODY, "字" * 100),))
    editor.window().resize(width, 800)
    editor.set_zoom(percent)
    QApplication.processEvents()
    editor.document().documentLayout().documentSize()
    layout = editor.document().begin().layout()
    assert layout.lineAt(0).textLength() == 26  # indented by two
    assert layout.lineAt(1).textLength() == 28
    assert layout.lineAt(2).textLength() == 28


@pytest.mark.parametrize("percent", [90, 100, 200])
@pytest.mark.parametrize("width", [960, 1280])
def test_the_whole_line_is_seen_however_narrow_the_window(
    editor: DraftEditor, percent: int, width: int
) -> None:
    editor.set_blocks((DraftBlock(BlockKind.BODY, "字" * 3000),))
    editor.window().resize(width, 800)
    editor.set_zoom(percent)
    QApplication.processEvents()
    assert editor.verticalScrollBar().isVisible()
    cursor = QTextCursor(editor.document())
    for offset in (26, 26 + 27):  # the first line is indented by two
        cursor.setPosition(offset)
        assert 0 < editor.cursorRect(cursor).x() < editor.viewport().width() - 10


def test_another_size_is_no_change_of_the_draft(window: MainWindow, editor: DraftEditor) -> None:
    window.resize(1600, 800)
    width = editor.document().begin().layout().lineAt(0).naturalTextWidth()
    trigger(window, "zoom_in")
    assert editor.document().begin().layout().lineAt(0).naturalTextWidth() > width * 1.1
    assert window.settings.zoom_percent == 115
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()
    trigger(window, "zoom_reset")
    trigger(window, "zoom_out")
    assert window.settings.zoom_percent == 90


def test_paper_that_has_no_room_to_grow_says_so(window: MainWindow, editor: DraftEditor) -> None:
    window.resize(960, 540)
    QApplication.processEvents()
    trigger(window, "zoom_in")
    assert "同宽" in window.status.currentMessage()
    trigger(window, "focus")
    assert not editor.is_held_back


def click(editor: DraftEditor, offset: int) -> None:
    cursor = QTextCursor(editor.document())
    cursor.setPosition(offset)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=editor.cursorRect(cursor).center())


def test_a_click_elsewhere_takes_the_completion_with_it(editor: DraftEditor) -> None:
    show(editor, "主要任务")
    click(editor, 2)
    press(editor, Qt.Key.Key_Tab)
    assert texts(editor) == ["今天开会。"]
    assert editor.document().begin().layout().preeditAreaText() == ""


def test_a_selection_is_never_replaced_by_a_completion(window: MainWindow, editor: DraftEditor) -> None:
    show(editor, "主要任务")
    trigger(window, "select_all")
    press(editor, Qt.Key.Key_Tab)
    assert texts(editor) == ["今天开会。"]


@pytest.mark.parametrize(
    "action", ["select_all", "undo", "redo", "paste", "kind_heading_1", "insert_1", "accept"]
)
def test_no_action_touches_the_text_while_composing(
    window: MainWindow, editor: DraftEditor, action: str
) -> None:
    commit(editor, "先写。")
    compose(editor, "zhu yao")
    trigger(window, action)
    press(editor, Qt.Key.Key_Return)
    assert texts(editor) == ["今天开会。先写。"]
    assert not editor.textCursor().hasSelection()
    commit(editor, "主要")
    assert texts(editor) == ["今天开会。先写。主要"]


def test_what_is_typed_in_front_of_a_passage_is_not_of_it(editor: DraftEditor) -> None:
    editor.set_blocks(())
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insert_chosen(SENTENCE)
    editor.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    commit(editor, "今天，")
    spans = editor.blocks()[-1].provenance
    assert [(span.start, span.end) for span in spans] == [(3, 3 + len(SENTENCE.text))]


def test_a_passage_dropped_twice_is_two_spans(editor: DraftEditor) -> None:
    editor.insert_chosen(SENTENCE)
    editor.insert_chosen(SENTENCE)
    assert [span.passage for span in editor.blocks()[0].provenance] == [SENTENCE.text] * 2


def test_cut_and_pasted_text_keeps_kinds_and_provenance(window: MainWindow, editor: DraftEditor) -> None:
    trigger(window, "kind_title")
    press(editor, Qt.Key.Key_Return)
    editor.insert_chosen(PARAGRAPH)
    blocks = editor.blocks()
    trigger(window, "select_all")
    trigger(window, "cut")
    assert texts(editor) == [""]
    trigger(window, "paste")
    assert editor.blocks() == blocks
    editor.undo()
    editor.undo()
    assert editor.blocks() == blocks


def test_a_copied_piece_of_a_passage_is_still_of_it(window: MainWindow, editor: DraftEditor) -> None:
    editor.insert_chosen(SENTENCE)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(3):
        editor.moveCursor(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
    trigger(window, "copy")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    trigger(window, "paste")
    (block,) = editor.blocks()
    assert block.text == "抓好。今天开会。要抓紧抓实抓好。"
    assert [(span.start, span.end) for span in block.provenance] == [(0, 3), (8, 16)]


def test_a_chosen_passage_replaces_the_selection(editor: DraftEditor) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(2):
        editor.moveCursor(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
    editor.insert_chosen(SENTENCE)
    assert texts(editor) == ["要抓紧抓实抓好。开会。"]
    editor.undo()
    assert texts(editor) == ["今天开会。"]


def test_a_paragraph_dropped_on_a_heading_goes_below_it(window: MainWindow, editor: DraftEditor) -> None:
    trigger(window, "kind_heading_1")
    drop(editor, carried(PARAGRAPH), 1)
    assert [(block.kind, block.text) for block in editor.blocks()] == [
        (BlockKind.HEADING, "今天开会。"),
        (BlockKind.BODY, PARAGRAPH.text),
    ]


def test_enter_in_front_of_a_heading_leaves_it_a_heading(window: MainWindow, editor: DraftEditor) -> None:
    trigger(window, "kind_heading_1")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    press(editor, Qt.Key.Key_Return)
    assert [(block.kind, block.text) for block in editor.blocks()] == [
        (BlockKind.BODY, ""),
        (BlockKind.HEADING, "今天开会。"),
    ]


def test_undo_and_redo_go_all_the_way_after_a_paste(editor: DraftEditor) -> None:
    pasted = QMimeData()
    pasted.setText("同志们：\n大家好。")
    editor.insertFromMimeData(pasted)
    commit(editor, "开始。")
    states = [texts(editor)]
    while editor.document().isUndoAvailable():
        editor.undo()
        states.append(texts(editor))
    assert states[-1] == ["今天开会。"]
    for state in reversed(states[:-1]):
        editor.redo()
        assert texts(editor) == state


def test_the_completion_survives_the_menu_it_may_be_accepted_from(editor: DraftEditor) -> None:
    show(editor, "主要任务")
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert editor.completion_shown == "主要任务"
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert editor.completion_shown == ""
