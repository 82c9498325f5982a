import pytest
from hands import commit, drop_at, press, trigger
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from speechdesk.desk import Desk
from speechdesk.library.finding import Order, Shown
from speechdesk.library.library import Library
from speechdesk.library.user_library import UserLibrary
from speechdesk.paths import library_file
from speechdesk.ui.import_report import ImportReport
from speechdesk.ui.library_panel import LibraryPanel
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.management_dialog import ManagementDialog
from speechdesk.ui.passage_list import PassageList
from speechdesk.ui.source_dialog import SourceDialog
from speechdesk.worker import Failure, ImportSummary, Progress

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(window: MainWindow) -> LibraryPanel:
    trigger(window, "search")
    return window.side.library


def search(panel: LibraryPanel, query: str) -> list[str]:
    """What is found, in order."""
    panel._box.setText(query)
    panel._pause.stop()
    panel._report()
    return words(panel)


def words(panel: LibraryPanel) -> list[str]:
    model = panel.model
    return [card.match.passage.text for row in range(model.rowCount()) if (card := model.card_at(row))]


def choose(panel: LibraryPanel, *rows: int) -> PassageList:
    """Choose cards by key: the first, then each next with Ctrl."""
    passages = panel.passages
    passages.setFocus()
    passages.choose_only(rows[0])
    for row in rows[1:]:
        passages.selectionModel().select(
            panel.model.index(row), passages.selectionModel().SelectionFlag.Select
        )
    return passages


def key(passages: PassageList, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(passages, key, modifiers)
    QApplication.processEvents()


def test_initials_find_a_phrase(panel: LibraryPanel) -> None:
    found = search(panel, "dcyj")
    assert any("调查研究" in text for text in found)
    assert "找到" in panel._hint.text()


def test_what_only_comes_near_is_listed_below_and_counted_apart(panel: LibraryPanel) -> None:
    found = search(panel, "办公室工作要紧跟时代步伐")
    assert any("紧跟时代步伐" in text for text in found)
    assert "没有这样的素材，另列相近的" in panel._hint.text()


def test_results_can_be_sorted_and_narrowed_to_favourites(panel: LibraryPanel) -> None:
    found = search(panel, "调查研究")
    chosen = found[2]
    key(choose(panel, 2), Qt.Key.Key_B, CONTROL)
    panel._shown.setCurrentText(Shown.FAVOURITES)
    assert search(panel, "") == [chosen]
    panel._shown.setCurrentIndex(0)
    assert search(panel, "调查研究")[0] == chosen  # favourites come first
    panel._order.setCurrentText(Order.USED)
    press(choose(panel, 1), Qt.Key.Key_Return)
    inserted = words(panel)[0]
    assert search(panel, "调查研究")[0] == inserted


def test_several_cards_are_marked_and_joined_at_once(panel: LibraryPanel) -> None:
    found = search(panel, "调查研究")
    passages = choose(panel, 0, 1)
    key(passages, Qt.Key.Key_M, CONTROL)
    assert found[1] not in search(panel, "调查研究")
    card = panel.model.card_at(0)
    assert card is not None
    assert found[1] in [variant.text for variant in card.match.variants]
    key(choose(panel, 0), Qt.Key.Key_M, CONTROL | SHIFT)
    assert search(panel, "调查研究") == found


def test_several_cards_are_deleted_at_once_and_come_back_with_one_key(panel: LibraryPanel) -> None:
    found = search(panel, "调查研究")
    key(choose(panel, 0, 2), Qt.Key.Key_Delete, SHIFT)
    assert panel.undo_bar.isVisible()
    assert {found[0], found[2]}.isdisjoint(words(panel))
    key(panel.passages, Qt.Key.Key_Z, CONTROL)
    assert words(panel) == found


def test_a_tag_that_was_given_can_be_filtered_by(window: MainWindow, panel: LibraryPanel) -> None:
    found = search(panel, "调查研究")
    with_tag = UserLibrary(library_file())
    with_tag.change([found[0]], lambda mark: type(mark)(tags=("教育口",)))
    with_tag.close()
    window.searching.look()
    window.searching.look()
    search(panel, "调查研究")
    panel._tag.setCurrentText("教育口")
    assert search(panel, "") == [found[0]]
    assert panel._more.text() == "筛选 1"


def test_what_another_window_changes_is_seen_here(window: MainWindow, panel: LibraryPanel) -> None:
    found = search(panel, "调查研究")
    window.searching.look()
    other = UserLibrary(library_file())
    other.change([found[0]], lambda mark: type(mark)(hidden=True))
    other.close()
    window.searching.look()
    assert found[0] not in words(panel)


def test_a_locked_library_is_said_in_one_sentence_and_nothing_is_lost(
    window: MainWindow, panel: LibraryPanel
) -> None:
    found = search(panel, "调查研究")
    user_library = window.library._user_library
    assert user_library is not None
    user_library._connection.execute("PRAGMA busy_timeout = 1")
    with Library(library_file()) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        key(choose(panel, 0), Qt.Key.Key_B, CONTROL)
    assert window.statusBar().currentMessage() == "素材库正被另一个程序写入；请稍后再试。"
    assert words(panel) == found


def select_draft(window: MainWindow, text: str) -> None:
    window.editor.moveCursor(QTextCursor.MoveOperation.End)
    commit(window.editor, text)
    cursor = window.editor.textCursor()
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    window.editor.setTextCursor(cursor)


OWN = "要把好事办到群众心坎上，把实事办到百姓家门口。"


def test_a_selection_becomes_an_own_passage_found_and_suggested_at_once(
    window: MainWindow, panel: LibraryPanel, qtbot: QtBot
) -> None:
    select_draft(window, OWN)
    trigger(window, "keep_own")
    assert OWN in search(panel, "心坎")
    card = panel.model.card_at(0)
    assert card is not None
    assert card.label.startswith("我的素材 · ")
    assert window.editor.blocks()[-1].text == OWN
    window.editor.selectAll()
    commit(window.editor, "要把好事办到群众心")
    suggestions = window.side.suggestions.model
    qtbot.waitUntil(lambda: suggestions.rowCount() > 0)
    suggested = suggestions.card_at(0)
    assert suggested is not None
    assert suggested.words == OWN
    panel._shown.setCurrentText(Shown.OWN)
    assert OWN in search(panel, "")
    assert any("心坎" in text for text in search(panel, "xk"))


def test_a_selection_dropped_on_the_side_becomes_an_own_passage_and_stays(
    window: MainWindow, panel: LibraryPanel
) -> None:
    select_draft(window, OWN)
    carried = window.editor.createMimeDataFromSelection()
    drop_at(window.side, carried, QPoint(50, 300))
    assert OWN in search(panel, "心坎")
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window.side, QDragEnterEvent(QPoint(50, 300), both, carried, left, none))
    event = QDropEvent(QPointF(50, 300), both, carried, left, none)
    event.setDropAction(Qt.DropAction.MoveAction)  # as a drag out of a text edit is proposed
    QApplication.sendEvent(window.side, event)
    assert event.dropAction() is Qt.DropAction.CopyAction  # a move would take the words out of the draft
    assert "已经在" in window.statusBar().currentMessage()


@pytest.mark.parametrize("text", ["", "好。"])
def test_too_little_is_no_passage_and_says_so(window: MainWindow, text: str) -> None:
    select_draft(window, text)
    trigger(window, "keep_own")
    assert window.statusBar().currentMessage().startswith(("先选中", "选中的文字太短"))


def test_a_card_dropped_on_the_side_is_left_alone(window: MainWindow, panel: LibraryPanel) -> None:
    search(panel, "调查研究")
    drop_at(window.side, panel.model.mimeData([panel.model.index(0)]), QPoint(50, 300))
    with Library(library_file()) as library:
        assert len(library.documents()) == 5


@pytest.fixture
def management(window: MainWindow) -> ManagementDialog:
    trigger(window, "manage_library")
    dialog = window.searching._dialog
    assert dialog is not None
    return dialog


def choose_document(management: ManagementDialog, row: int) -> None:
    flags = QItemSelectionModel.SelectionFlag
    tree = management._tree
    tree.selectionModel().setCurrentIndex(tree.model().index(row, 0), flags.ClearAndSelect | flags.Rows)


def test_management_lists_documents_with_their_speeches(management: ManagementDialog) -> None:
    names = [management._tree.topLevelItem(row) for row in range(management._tree.topLevelItemCount())]
    shown = [item.text(0) for item in names if item]
    assert "材料 001（3 篇）" in shown
    assert "全州政府系统办公室工作会议讲话" in shown


def test_a_document_is_deleted_by_key_and_comes_back_whole(desk: Desk, management: ManagementDialog) -> None:
    with Library(library_file()) as library:
        before = library.documents(), library.passages()
    tree = management._tree
    choose_document(management, 0)
    press(tree, Qt.Key.Key_Delete)
    with Library(library_file()) as library:
        assert len(library.documents()) == 4
    assert tree.topLevelItemCount() == 4
    assert management.undo_bar.isVisible()
    management.undo_bar._button.click()
    assert tree.topLevelItemCount() == 5
    with Library(library_file()) as library:
        assert (library.documents(), library.passages()) == before
    assert desk.window.isVisible()


def test_a_documents_passages_are_listed_and_its_speech_opened(
    window: MainWindow, management: ManagementDialog
) -> None:
    choose_document(management, 1)
    press(management._tree, Qt.Key.Key_Return)
    dialog = window.findChild(SourceDialog)
    assert dialog is not None
    assert "政府办公室是政府的指挥部" in dialog.view.toPlainText()
    dialog.close()
    management._list.click()
    cards = [window.side.library.model.card_at(row) for row in range(window.side.library.model.rowCount())]
    assert cards
    assert {card.match.passage.sources[0].file for card in cards if card} == {"003_e8e85886354524de.txt"}


def test_statistics_name_roles_topics_and_years(management: ManagementDialog) -> None:
    page = management._statistics.widget()
    assert page is not None
    said = "".join(label.text() for label in page.findChildren(QLabel))
    assert "材料 5 份，讲话 7 篇" in said
    for name in ("任务部署", "作风建设", "未注明"):
        assert name in said


@pytest.fixture
def expressions(management: ManagementDialog) -> QTreeWidget:
    management._tabs.setCurrentWidget(management.expressions)
    return management.expressions._list


def listed(tree: QTreeWidget) -> list[tuple[str, str, int]]:
    rows = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [(item.text(0), item.text(1), int(item.text(2))) for item in rows if item]


def test_set_expressions_are_counted_and_the_most_frequent_stand_first(expressions: QTreeWidget) -> None:
    rows = listed(expressions)
    counts = [count for _, _, count in rows]
    assert counts == sorted(counts, reverse=True)
    assert ("“四个意识”", "固定提法", 6) in rows
    assert {kind.partition("（")[0] for _, kind, _ in rows} == {"四字格", "排比", "固定提法", "引语"}
    assert "引语（习近平总书记）" in {kind for _, kind, _ in rows}


def test_a_click_on_a_heading_sorts_set_expressions_by_it(expressions: QTreeWidget) -> None:
    header = expressions.header()
    place = QPoint(header.sectionViewportPosition(2) + 8, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    counts = [count for _, _, count in listed(expressions)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


def test_set_expressions_are_narrowed_by_kind_and_by_words(
    management: ManagementDialog, expressions: QTreeWidget
) -> None:
    page = management.expressions
    QTest.keyClick(page._kind, Qt.Key.Key_Down)  # the first kind
    assert {kind for _, kind, _ in listed(expressions)} == {"四字格"}
    page._kind.setCurrentText("固定提法")
    page._words.setFocus()
    QTest.keyClicks(page._words, "x")
    assert listed(expressions) == []
    assert page._told.text() == "没有这样的词句。"
    page._words.setText("意识")
    rows = listed(expressions)
    assert rows
    assert all("意识" in words and kind == "固定提法" for words, kind, _ in rows)


def test_a_double_click_on_a_set_expression_finds_the_passages_that_hold_it(
    window: MainWindow, management: ManagementDialog, expressions: QTreeWidget
) -> None:
    management.expressions._words.setText("四个意识")
    place = expressions.visualRect(expressions.model().index(0, 0)).center()
    QTest.mouseClick(expressions.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(expressions.viewport(), Qt.MouseButton.LeftButton, pos=place)
    panel = window.side.library
    assert window.side.currentWidget() is panel
    assert panel._box.text() == "“四个意识”"
    assert "四个意识" in words(panel)[0]


def test_a_set_expression_goes_in_at_the_caret_in_one_undo_step(
    window: MainWindow, management: ManagementDialog, expressions: QTreeWidget
) -> None:
    commit(window.editor, "同志们要增强，做到")
    before = window.editor.toPlainText()
    cursor = window.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left, n=3)
    window.editor.setTextCursor(cursor)
    management.expressions._words.setText("四个意识")
    expressions.setCurrentIndex(expressions.model().index(0, 0))
    insert = next(b for b in management.expressions.findChildren(QPushButton) if b.text() == "插入讲稿")
    QTest.mouseClick(insert, Qt.MouseButton.LeftButton)
    assert window.editor.toPlainText() == before.replace("增强", "增强“四个意识”")
    trigger(window, "undo")
    assert window.editor.toPlainText() == before


def test_a_set_expression_is_copied_by_key(management: ManagementDialog, expressions: QTreeWidget) -> None:
    management.expressions._words.setText("四个意识")
    expressions.setCurrentIndex(expressions.model().index(0, 0))
    QTest.keyClick(expressions, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "“四个意识”"


def test_an_import_shows_how_far_it_is_and_can_be_stopped(window: MainWindow, panel: LibraryPanel) -> None:
    window.library.progressed.emit(Progress(1, 4, "讲话.docx"))
    assert panel._import.isVisible()
    assert "2/4" in panel._import._said.text()
    button = panel._import.findChild(QPushButton)
    assert button is not None
    button.click()
    assert window.library._cancel.is_set()
    window.library.progressed.emit(Progress(4, 4, ""))
    assert not panel._import.isVisible()


def test_files_left_out_are_listed_with_their_reasons(window: MainWindow) -> None:
    failures = tuple(Failure(f"{number}.docx", f"无法读取“{number}.docx”。") for number in range(30))
    window.library.imported.emit(ImportSummary(2, 40, 1, failures, cancelled=False))
    report = window.findChild(ImportReport)
    assert report is not None
    assert report.isVisible()
    box = report.findChild(QPlainTextEdit)
    assert box is not None
    assert "“29.docx”" in box.toPlainText()
    report.accept()
