from collections.abc import Callable

import pytest
from hands import commit, compose, press, trigger
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QKeyEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from speechdesk.library.cards import Card
from speechdesk.library.marks import Mark
from speechdesk.records import MeetingCard
from speechdesk.ui.card_desk import PassageDialog
from speechdesk.ui.main_window import MainWindow
from speechdesk.ui.passage_card import CARD_ROLE, ShownCard
from speechdesk.ui.passage_list import Deed, PassageList
from speechdesk.ui.source_dialog import SourceDialog
from speechdesk.ui.theme import LIGHT

BEGUN = "办公室工作需要紧跟时代步"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def cards(window: MainWindow) -> PassageList:
    """The suggestions for a sentence begun, the first of them chosen."""
    commit(window.editor, "讲话")
    press(window.editor, Qt.Key.Key_Return)
    commit(window.editor, BEGUN)
    passages = window.side.suggestions.passages
    passages.setFocus()
    passages.choose_only(0)
    return passages


def first(window: MainWindow) -> Card:
    card = window.side.suggestions.model.card_at(0)
    assert card is not None
    return card


def key(passages: PassageList, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(passages, key, modifiers)
    QApplication.processEvents()


def marked(window: MainWindow) -> tuple[list[str], list[str]]:
    shown: ShownCard = window.side.suggestions.model.index(0).data(CARD_ROLE)
    text = shown.card.match.passage.text
    return [text[a:b] for a, b in shown.same], [text[a:b] for a, b in shown.other]


def test_a_card_tells_what_agrees_and_what_differs_from_the_typed_sentence(window: MainWindow) -> None:
    commit(window.editor, "以更加良好的精神风貌保障政令畅通，推动党中央国务院")
    same, other = marked(window)
    assert "保障政令畅通，推动党中央国务院" in "".join(same)
    assert "状态" in "".join(other)


def test_the_tip_says_what_was_compared_and_what_the_passage_lacks(window: MainWindow) -> None:
    commit(window.editor, "政治标准是恒量工作的首要标准")
    model = window.side.suggestions.model
    tip = str(model.data(model.index(0), Qt.ItemDataRole.ToolTipRole))
    assert "相近度是“政治标准是恒量工作的首要标准”与素材中“政治标准是衡量工作的首要标准”" in tip
    assert "素材里没有：恒。" in tip


def colours_of(picture: QPixmap) -> set[str]:
    image = picture.toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


def test_what_differs_has_a_colour_of_its_own_and_an_underline(window: MainWindow) -> None:
    passages = window.side.suggestions.passages
    commit(window.editor, "以更加良好的精神风貌保障政令畅通，推动党中央国务院")
    assert LIGHT.differs in colours_of(passages.grab())
    window.editor.selectAll()
    commit(window.editor, "紧跟时代步伐")
    assert LIGHT.differs not in colours_of(passages.grab())


def test_enter_puts_the_card_in_and_the_caret_stays_in_the_draft(
    window: MainWindow, cards: PassageList
) -> None:
    card = first(window)
    press(cards, Qt.Key.Key_Return)
    assert window.editor.blocks()[-1].text == card.match.passage.text
    assert window.editor.hasFocus()


SLOTTED = "推动省委省政府、市委市政府决策部署落地落实，确保全市"


def test_shift_enter_goes_on_to_the_first_slot_and_alt_enter_leaves_the_words_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window.editor, Qt.Key.Key_Return)
    commit(window.editor, SLOTTED)
    passages = window.side.suggestions.passages
    card = first(window)
    slots = card.match.passage.slots
    assert slots
    passages.choose_only(0)
    key(passages, Qt.Key.Key_Return, SHIFT)
    assert window.editor.textCursor().selectedText() == slots[0].text
    window.editor.undo()
    qtbot.waitUntil(lambda: passages.model().rowCount() > 0)
    window.editor.card = MeetingCard(level="县")
    card = first(window)
    passages.choose_only(0)
    key(passages, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert window.editor.blocks()[-1].text.endswith(card.match.passage.text)
    assert window.editor.blocks()[-1].slots == ()


def test_a_card_counts_how_often_it_was_put_in(window: MainWindow, cards: PassageList) -> None:
    card = first(window)
    press(cards, Qt.Key.Key_Return)
    (counted,) = again(window, card)
    assert counted.mark == Mark(used=1)
    window.side.suggestions.show_cards([counted], "")
    assert "用过 1 次" in str(cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def again(window: MainWindow, card: Card) -> tuple[Card, ...]:
    """The card as the library has it now."""
    user_library = window.library._user_library
    assert user_library is not None
    return user_library.cards([card.match])


def test_a_key_copies_the_words(window: MainWindow, cards: PassageList) -> None:
    key(cards, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == first(window).match.passage.text


def test_a_key_makes_a_favourite_and_the_same_key_takes_it_back(
    window: MainWindow, cards: PassageList
) -> None:
    key(cards, Qt.Key.Key_B, CONTROL)
    assert first(window).mark.favourite
    assert cards.currentIndex().row() == 0
    key(cards, Qt.Key.Key_B, CONTROL)
    assert not first(window).mark.favourite


@pytest.mark.parametrize(
    ("modifiers", "sentence"), [(Qt.KeyboardModifier.NoModifier, "不再显示"), (SHIFT, "已删除")]
)
def test_what_is_hidden_or_deleted_is_gone_until_that_is_undone(
    window: MainWindow, cards: PassageList, modifiers: Qt.KeyboardModifier, sentence: str
) -> None:
    card = first(window)
    key(cards, Qt.Key.Key_Delete, modifiers)
    assert window.side.suggestions.undo_bar.isVisible()
    assert sentence in window.statusBar().currentMessage()
    assert card.words not in shown_words(window)
    cards.setFocus()
    key(cards, Qt.Key.Key_Z, CONTROL)
    assert card.words in shown_words(window)
    assert not window.side.suggestions.undo_bar.isVisible()
    assert window.editor.blocks()[-1].text == BEGUN  # the draft's own undo was not meant


def shown_words(window: MainWindow) -> list[str]:
    model = window.side.suggestions.model
    return [card.words for row in range(model.rowCount()) if (card := model.card_at(row))]


def test_the_button_of_the_bar_undoes_too(window: MainWindow, cards: PassageList) -> None:
    card = first(window)
    key(cards, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    button = window.side.suggestions.undo_bar.findChild(QPushButton)
    assert button is not None
    button.click()
    assert card.words in shown_words(window)


def test_without_an_offer_ctrl_z_is_the_drafts(cards: PassageList) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CONTROL)
    event.ignore()
    QApplication.sendEvent(cards, event)
    assert not event.isAccepted()
    key(cards, Qt.Key.Key_B, CONTROL)
    QApplication.sendEvent(cards, event)
    assert event.isAccepted()


def test_the_source_opens_at_the_passage_with_its_neighbours(window: MainWindow, cards: PassageList) -> None:
    card = first(window)
    key(cards, Qt.Key.Key_G, CONTROL)
    dialog = window.findChild(SourceDialog)
    assert dialog is not None
    (mark,) = dialog.view.extraSelections()
    assert mark.cursor.selectedText() == card.words  # pyright: ignore[reportAttributeAccessIssue]
    assert len(dialog.view.toPlainText()) > len(card.words)
    dialog.close()


def test_her_own_wording_is_put_in_and_the_mined_one_comes_back(
    window: MainWindow, cards: PassageList, monkeypatch: pytest.MonkeyPatch
) -> None:
    mined = first(window).words
    answer(monkeypatch, lambda dialog: dialog._wording.setPlainText("办公室工作务必紧跟时代步伐。"))
    press(cards, Qt.Key.Key_F2)
    assert first(window).match.passage.text == "办公室工作务必紧跟时代步伐。"
    assert "已改写" in str(cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert mined in str(cards.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    answer(monkeypatch, lambda dialog: dialog._reset.click())
    press(cards, Qt.Key.Key_F2)
    assert first(window).match.passage.text == mined
    assert first(window).mark == Mark()


def test_tags_and_notes_are_kept_with_a_passage(
    window: MainWindow, cards: PassageList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(dialog: PassageDialog) -> None:
        dialog._tags.setText("#常用，办公室 常用")
        dialog._note.setPlainText("给主任看过")

    answer(monkeypatch, write)
    press(cards, Qt.Key.Key_F2)
    assert first(window).mark == Mark(tags=("常用", "办公室"), note="给主任看过")
    assert "给主任看过" in str(cards.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_other_wordings_show_what_differs_in_colour_and_name_what_may_be_left_out(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = wordings_of(window, monkeypatch, "把省市党代会既定目标落到实处")
    panel = window.side.library
    tip = str(panel.model.data(panel.model.index(0), Qt.ItemDataRole.ToolTipRole))
    for said in (tip, shown):
        assert LIGHT.differs in said
        assert LIGHT.inserted in said
        assert "underline" in said or "<u>" in said
        assert "〔可选：" in said


def wordings_of(window: MainWindow, monkeypatch: pytest.MonkeyPatch, words: str) -> str:
    """The other wordings that the dialog of the first passage found shows."""
    trigger(window, "search")
    panel = window.side.library
    panel._box.setText(words)
    panel._pause.stop()
    panel._report()
    shown: list[str] = []
    answer(monkeypatch, lambda dialog: shown.append(wordings_in(dialog)))
    panel.passages.choose_only(0)
    press(panel.passages, Qt.Key.Key_F2)
    (only,) = shown
    return only


def wordings_in(dialog: PassageDialog) -> str:
    """The other wordings as the dialog shows them; empty where it shows none."""
    box = dialog.findChild(QTextBrowser)
    return box.toHtml() if box else ""


def test_a_passage_in_one_wording_shows_no_other(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = wordings_of(window, monkeypatch, "讲到这里，我想起一段话")
    assert shown == ""


def answer(monkeypatch: pytest.MonkeyPatch, fill: Callable[[PassageDialog], object]) -> None:
    """Let the user fill the dialog and save."""

    def execute(dialog: PassageDialog) -> int:
        fill(dialog)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(PassageDialog, "exec", execute)


def test_the_menu_offers_every_deed_with_its_key(
    window: MainWindow, cards: PassageList, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = QPoint(0, 0)
    shown: list[QMenu] = []

    def show(menu: QMenu, _: QPoint) -> None:
        shown.append(menu)

    monkeypatch.setattr(QMenu, "popup", show)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, cards.mapToGlobal(point))
    QApplication.sendEvent(cards.viewport(), event)
    (menu,) = shown
    actions = {action.objectName(): action for action in menu.actions() if action.objectName()}
    assert set(actions) == {f"card_{deed.name.lower()}" for deed in Deed}
    assert all(not action.shortcut().isEmpty() for action in actions.values())
    assert not actions["card_join"].isEnabled()
    actions["card_favourite"].trigger()
    assert first(window).mark.favourite


def test_keys_of_cards_are_their_own() -> None:
    keys = [deed.key.toString() for deed in Deed]
    assert len(set(keys)) == len(keys)


def test_while_composing_no_card_is_put_in(window: MainWindow, cards: PassageList) -> None:
    compose(window.editor, "sh")
    window.cards.do(Deed.INSERT, cards.chosen())
    window.cards.do(Deed.INSERT_TO_SLOT, cards.chosen())
    compose(window.editor, "")
    assert window.editor.blocks()[-1].text == BEGUN


@pytest.mark.usefixtures("cards")
def test_a_dragged_card_is_counted_as_used(window: MainWindow) -> None:
    card = first(window)
    carried: QMimeData = window.side.suggestions.model.mimeData([window.side.suggestions.model.index(0)])
    window.editor.insertFromMimeData(carried)
    (counted,) = again(window, card)
    assert counted.mark.used == 1
