"""While the input method composes nothing else happens, whatever the window shows; marks never double."""

from collections.abc import Callable

import pytest
from hands import commit, compose, drop, press, trigger
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from speechdesk.records import (
    BlockKind,
    Completion,
    DraftBlock,
    Lock,
    Passage,
    PassageKind,
    Source,
)
from speechdesk.ui.draft_clips import passage_data
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.main_window import MainWindow

SOURCE = Source("a.txt", 1, None, None, (), 0)
SENTENCE = Passage(1, PassageKind.SENTENCE, "要抓紧抓实抓好工作。", (SOURCE,))
START = (
    DraftBlock(BlockKind.TITLE, "在全县工作会议上的讲话"),
    DraftBlock(BlockKind.GREETING, "同志们："),
    DraftBlock(BlockKind.HEADING, "一、提高站位", 1),
    DraftBlock(BlockKind.BODY, "（一）加强学习。抓好落实工作。"),
    DraftBlock(BlockKind.HEADING, "二、狠抓落实", 1),
    DraftBlock(BlockKind.BODY, "领导的原话。", locks=(Lock(0, 5),)),
    DraftBlock(BlockKind.BODY, ""),
)
Shape = list[tuple[str, object, list[object]]]


@pytest.fixture
def editor(window: MainWindow) -> DraftEditor:
    trigger(window, "suggestions")
    window.editor.set_blocks(START)
    place(window.editor, 3, 15)
    return window.editor


def place(editor: DraftEditor, block: int, offset: int, *, selected: int = 0) -> None:
    cursor = QTextCursor(editor.document().findBlockByNumber(block))
    cursor.setPosition(cursor.position() + offset)
    cursor.setPosition(cursor.position() + selected, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def shape(editor: DraftEditor) -> Shape:
    """The words as they are laid out: texts, paragraph formats, and the looks of their parts."""
    shown: Shape = []
    block = editor.document().begin()
    while block.isValid():
        looks: list[object] = [
            (one.start, one.length, (one.format.fontFamilies(), one.format.underlineStyle()))
            for one in block.layout().formats()
        ]
        shown.append((block.text(), block.blockFormat(), looks))
        block = block.next()
    return shown


def open_find_bar(window: MainWindow) -> None:
    trigger(window, "find")
    window.finding.bar.findChildren(QLineEdit)[0].setText("工作")
    window.editor.setFocus()


def show_completion(window: MainWindow) -> None:
    window.editor.show_completion(Completion("确保取得实效。", 0.9, (SOURCE,)))


STATES: dict[str, Callable[[MainWindow], None]] = {
    "as it is": lambda _: None,
    "the find bar is open": open_find_bar,
    "a completion is shown": show_completion,
    "in a numbered heading": lambda window: place(window.editor, 4, 6),
    "in front of a number": lambda window: place(window.editor, 4, 0),
    "in the title": lambda window: place(window.editor, 0, 4),
    "in an empty paragraph": lambda window: place(window.editor, 6, 0),
    "beside locked words": lambda window: place(window.editor, 5, 5),
    "after an undo": lambda window: (commit(window.editor, "三、"), trigger(window, "undo"))[0],
}
ACTIONS = (
    *("undo", "redo", "cut", "paste", "renumber", "lock", "section_up", "section_down", "section_demote"),
    *("kind_title", "kind_body", "accept", "accept_clause", "next_completion", "next_slot", "insert_1"),
    *("find_next", "select_all", "keep_own", "numbering"),
)


@pytest.mark.parametrize("state", STATES)
def test_while_composing_no_action_changes_or_restyles_anything(
    window: MainWindow, editor: DraftEditor, state: str
) -> None:
    QApplication.clipboard().setText("外来的字")
    STATES[state](window)
    editor.hide_completion()
    before = shape(editor)
    compose(editor, "gong'zuo")
    begun = shape(editor)
    assert [(text, layout) for text, layout, _ in begun] == [(text, layout) for text, layout, _ in before]
    for name in ACTIONS:
        trigger(window, name)
        assert shape(editor) == begun, name
        assert editor.is_composing, name
    drop(editor, passage_data(SENTENCE), 3)
    editor.insert_chosen(SENTENCE)
    show_completion(window)
    assert shape(editor) == begun
    assert editor.completion_shown == ""
    compose(editor, "gong'zuo'hui")
    compose(editor, "")
    assert shape(editor) == before
    assert not editor.is_composing


@pytest.mark.parametrize("state", STATES)
def test_what_is_composed_comes_in_as_one_step(window: MainWindow, editor: DraftEditor, state: str) -> None:
    STATES[state](window)
    before = editor.blocks()
    for letters in ("g", "go", "gon", "gong", "gong'z"):
        compose(editor, letters)
    commit(editor, "工作")
    assert "".join(block.text for block in editor.blocks()) != "".join(block.text for block in before)
    trigger(window, "undo")
    assert editor.blocks() == before


@pytest.mark.parametrize(("block", "offset"), [(0, 11), (2, 6), (3, 15)])
def test_what_is_composed_looks_as_it_will_when_it_is_committed(
    editor: DraftEditor, block: int, offset: int
) -> None:
    place(editor, block, offset)
    compose(editor, "gong")
    composed = look_at(editor, block, offset)
    compose(editor, "")
    commit(editor, "工")
    assert look_at(editor, block, offset) == composed


def test_the_first_letters_of_a_title_are_as_large_as_a_title(editor: DraftEditor) -> None:
    editor.set_blocks(())
    compose(editor, "gong")
    composed = look_at(editor, 0, 0)
    commit(editor, "工")
    assert look_at(editor, 0, 0) == composed
    assert composed[1] > 0


def look_at(editor: DraftEditor, number: int, at: int) -> tuple[object, float]:
    """The families and the size at a place of a paragraph; None and 0 for the document's own."""
    families: object = None
    size = 0.0
    for one in editor.document().findBlockByNumber(number).layout().formats():
        if one.start <= at < one.start + one.length:
            families = one.format.fontFamilies() or families
            size = one.format.fontPointSize() or size
    return families, size


def test_a_number_begun_by_the_input_method_is_put_right_only_when_it_is_committed(
    editor: DraftEditor,
) -> None:
    place(editor, 6, 0)
    compose(editor, "yi'")
    assert editor.blocks()[4].text == "二、狠抓落实"
    commit(editor, "五、改进作风")
    assert editor.blocks()[6].text == "三、改进作风"


def test_letters_composed_when_a_heading_is_gone_to_leave_nothing_behind(
    window: MainWindow, editor: DraftEditor
) -> None:
    before = shape(editor)
    compose(editor, "gong'zuo")
    window.outline_desk.go_to_block(2)
    assert not editor.is_composing
    assert shape(editor) == before
    commit(editor, "新")
    assert editor.blocks()[2].text == "新一、提高站位"


def test_a_completion_gone_by_going_to_a_heading_leaves_the_faces_as_they_were(
    window: MainWindow, editor: DraftEditor
) -> None:
    before = shape(editor)
    show_completion(window)
    assert editor.completion_shown
    window.outline_desk.go_to_block(2)
    assert editor.completion_shown == ""
    assert shape(editor) == before


def test_another_size_while_composing_keeps_what_is_composed(window: MainWindow, editor: DraftEditor) -> None:
    compose(editor, "gong'zuo")
    trigger(window, "zoom_out")
    window.resize(960, 540)
    QApplication.processEvents()
    assert editor.is_composing
    commit(editor, "工作")
    assert editor.blocks()[3].text == "（一）加强学习。抓好落实工作。工作"


def test_composing_over_a_selection_that_is_given_up_can_be_undone(
    window: MainWindow, editor: DraftEditor
) -> None:
    place(editor, 3, 8, selected=2)
    compose(editor, "shi")
    compose(editor, "")
    trigger(window, "undo")
    assert editor.blocks()[3].text == START[3].text


def test_words_put_in_for_others_by_the_input_method_are_one_step(
    window: MainWindow, editor: DraftEditor
) -> None:
    before = editor.blocks()
    again = QInputMethodEvent("", [])
    again.setCommitString("事业。", -3, 3)
    QApplication.sendEvent(editor, again)
    assert editor.blocks()[3].text == "（一）加强学习。抓好落实事业。"
    trigger(window, "undo")
    assert editor.blocks() == before


@pytest.mark.parametrize("mark", "，。；：、？")
@pytest.mark.parametrize("half", [False, True])
def test_a_mark_is_never_doubled_by_typing(editor: DraftEditor, mark: str, *, half: bool) -> None:
    typed = {"，": ",", "；": ";", "：": ":", "？": "?"}.get(mark, mark) if half else mark
    place(editor, 6, 0)
    commit(editor, f"抓好{mark}")
    commit(editor, typed)
    commit(editor, f"{mark}再抓")
    assert editor.blocks()[6].text == f"抓好{mark}再抓"


def test_a_mark_typed_before_the_same_mark_steps_over_it(editor: DraftEditor) -> None:
    place(editor, 3, 14)
    commit(editor, "。")
    assert editor.blocks()[3].text == START[3].text
    assert editor.textCursor().positionInBlock() == 15


@pytest.mark.parametrize("dropped", [False, True])
def test_a_sentence_put_in_before_a_mark_does_not_double_it(editor: DraftEditor, *, dropped: bool) -> None:
    place(editor, 3, 14)
    if dropped:
        drop(editor, passage_data(SENTENCE), editor.textCursor().position())
    else:
        editor.insert_chosen(SENTENCE)
    assert "。。" not in editor.blocks()[3].text
    assert editor.blocks()[3].text.endswith("要抓紧抓实抓好工作。")


def test_pasted_words_are_taken_as_they_are(editor: DraftEditor) -> None:
    carried = QMimeData()
    carried.setText("。。真的")
    editor.insertFromMimeData(carried)
    assert editor.blocks()[3].text.endswith("。。。真的")


def test_enter_while_composing_begins_no_paragraph(editor: DraftEditor) -> None:
    compose(editor, "gong'zuo")
    press(editor, Qt.Key.Key_Return)
    assert len(editor.blocks()) == len(START)
