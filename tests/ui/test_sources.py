import pytest
from hands import commit, compose, drop_at, press, trigger
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from speechdesk.records import BlockKind, DraftBlock, MeetingCard
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.sources_panel import SourcesPanel
from speechdesk.ui.speech_view import SpeechView

DRAFT = (
    DraftBlock(BlockKind.TITLE, "在全县政府系统办公室工作会议上的讲话"),
    DraftBlock(BlockKind.HEADING, "一、坚持忠诚为本，做绝对忠诚的政治标杆", 1),
    DraftBlock(BlockKind.BODY, ""),
    DraftBlock(BlockKind.HEADING, "二、坚持服务为重，做保障有力的服务标杆", 1),
    DraftBlock(BlockKind.BODY, ""),
)
LIKE = "坚持忠诚为本，做绝对忠诚的政治标杆"


def pin(window: MainWindow, words: str) -> SourcesPanel:
    """Find a passage in the library and pin its speech by key."""
    panel = window.side.library
    panel._box.setText(words)
    panel._pause.stop()
    panel._report()
    panel.passages.choose_only(0)
    QTest.keyClick(panel.passages, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    return window.side.sources


@pytest.fixture
def sources(window: MainWindow) -> SourcesPanel:
    """One speech pinned beside a draft with sections like its own."""
    window.editor.set_blocks(DRAFT)
    return pin(window, "政治标准是衡量工作的首要标准")


def view(sources: SourcesPanel) -> SpeechView:
    return sources.pinned()[0].view


def marked(shown: SpeechView) -> str:
    blocks = map(shown.document().findBlockByNumber, range(shown.document().blockCount()))
    return "".join(
        block.text() for block in blocks if block.blockFormat().background().style() != Qt.BrushStyle.NoBrush
    )


def go_to(window: MainWindow, block: int) -> None:
    window.editor.setTextCursor(QTextCursor(window.editor.document().findBlockByNumber(block)))


def test_a_pinned_speech_follows_the_section_that_is_written(
    window: MainWindow, sources: SourcesPanel, qtbot: QtBot
) -> None:
    assert window.side.currentWidget() is sources
    go_to(window, 2)
    qtbot.waitUntil(lambda: LIKE in marked(view(sources)))
    first = view(sources).verticalScrollBar().value()
    go_to(window, 4)
    qtbot.waitUntil(lambda: "服务" in marked(view(sources)))
    assert view(sources).verticalScrollBar().value() > first


def test_moving_inside_a_section_leaves_the_speech_where_she_scrolled_it(
    window: MainWindow, sources: SourcesPanel, qtbot: QtBot
) -> None:
    go_to(window, 2)
    qtbot.waitUntil(lambda: LIKE in marked(view(sources)))
    view(sources).verticalScrollBar().setValue(0)
    commit(window.editor, "要讲政治。")
    qtbot.wait(300)
    assert view(sources).verticalScrollBar().value() == 0


def test_two_speeches_are_pinned_and_a_third_takes_the_place_of_the_oldest(window: MainWindow) -> None:
    sources = window.side.sources
    for words in ("紧跟时代步伐", "指挥部、参谋部", "人大常委会秘书长座谈会"):
        pin(window, words)
    labels = [speech.label for speech in sources.speeches()]
    assert labels == ["《在全市政府办公室工作会议上的讲话》", "《在全市人大系统办公室工作会议上的讲话》"]
    pin(window, "指挥部、参谋部")
    assert [speech.label for speech in sources.speeches()] == labels


def test_a_speech_can_be_taken_away_again(sources: SourcesPanel) -> None:
    button = sources.pinned()[0].findChild(QToolButton)
    assert button is not None
    assert button.accessibleName().startswith("不再参照")
    button.click()
    assert sources.pinned() == ()
    assert sources._hint.isVisible()


def select(shown: SpeechView, words: str) -> None:
    cursor = shown.document().find(words)
    assert not cursor.isNull()
    shown.setTextCursor(cursor)


def test_selected_words_are_dropped_with_their_origin_and_their_slots_filled(
    window: MainWindow, sources: SourcesPanel
) -> None:
    window.editor.card = MeetingCard(level="县")
    words = "全市政府系统办公室必须进一步加强自身建设"
    select(view(sources), words)
    carried = view(sources).createMimeDataFromSelection()
    go_to(window, 2)
    point = window.editor.cursorRect().center()
    drop_at(window.editor.viewport(), carried, QPoint(point.x() + 2, point.y()))
    block = next(block for block in window.editor.blocks() if "加强自身建设" in block.text)
    assert block.text == "全县政府系统办公室必须进一步加强自身建设"
    (origin,) = block.provenance
    assert origin.passage == words
    assert origin.source.file == "000_4160adbc3defba8b.txt"
    trigger(window, "undo")
    assert not any("加强自身建设" in block.text for block in window.editor.blocks())


def test_words_that_cut_a_meeting_are_still_adapted(window: MainWindow, sources: SourcesPanel) -> None:
    window.editor.card = MeetingCard(level="县")
    select(view(sources), "召开全市政府系统办公室工作")
    passage = view(sources).selected_passage()
    assert passage
    assert [slot.text for slot in passage.slots] == ["全市"]


def test_several_paragraphs_keep_their_origins_and_get_their_slots_filled(
    window: MainWindow, sources: SourcesPanel
) -> None:
    window.editor.card = MeetingCard(level="县")
    window.side.sources.card = window.editor.card
    shown = view(sources)
    first, second = shown.document().findBlockByNumber(2), shown.document().findBlockByNumber(3)
    cursor = QTextCursor(first)
    cursor.setPosition(second.position() + 10, QTextCursor.MoveMode.KeepAnchor)
    shown.setTextCursor(cursor)
    shown.copy()
    go_to(window, 4)
    window.editor.paste()
    kept = [block for block in window.editor.blocks() if block.provenance]
    assert [origin.passage for block in kept for origin in block.provenance] == [
        first.text(),
        second.text()[:10],
    ]
    assert len(kept) == 2
    QGuiApplication.clipboard().clear()


def test_enter_puts_the_paragraph_of_the_caret_into_the_draft(
    window: MainWindow, sources: SourcesPanel
) -> None:
    go_to(window, 2)
    select(view(sources), "办公室首先是政治机关")
    press(view(sources), Qt.Key.Key_Return)
    assert window.editor.blocks()[2].text == "办公室首先是政治机关"
    assert window.editor.hasFocus()


def test_a_key_leads_to_the_pinned_speech(window: MainWindow, sources: SourcesPanel) -> None:
    window.editor.setFocus()
    trigger(window, "sources")
    assert view(sources).hasFocus()


def test_while_composing_nothing_is_put_in_from_a_pinned_speech(
    window: MainWindow, sources: SourcesPanel
) -> None:
    go_to(window, 2)
    compose(window.editor, "sh")
    select(view(sources), "办公室首先是政治机关")
    sources.passage_wanted.emit(view(sources).selected_passage())
    assert window.editor.is_composing
    compose(window.editor, "")
    assert window.editor.blocks()[2].text == ""
