from PySide6.QtGui import QTextCursor

from speechdesk.records import BlockKind, DraftBlock, MeetingCard
from speechdesk.ui.caret_place import caret_place
from speechdesk.ui.main_window import MainWindow
from tests.ui.hands import commit, trigger

BLOCKS = (
    DraftBlock(BlockKind.HEADING, "一、提高认识", 1),
    DraftBlock(BlockKind.HEADING, "（一）统一思想", 2),
    DraftBlock(BlockKind.HEADING, "二、狠抓落实", 1),
    DraftBlock(BlockKind.HEADING, "（一）压实责任", 2),
    DraftBlock(BlockKind.BODY, "各级要担当作为。"),
    DraftBlock(BlockKind.BODY, "同志们，𠮷祥。"),
)


def test_the_place_of_the_caret_tells_the_text_around_it_the_headings_and_the_card(
    window: MainWindow,
) -> None:
    trigger(window, "suggestions")  # switched off
    window.editor.card = MeetingCard(level="县")
    window.editor.set_blocks(BLOCKS)
    window.editor.setTextCursor(QTextCursor(window.editor.document().findBlockByNumber(4)))
    commit(window.editor, "𠮷")
    place = caret_place(window.editor)
    assert place.before == "一、提高认识\n（一）统一思想\n二、狠抓落实\n（一）压实责任\n𠮷"
    assert (place.after, place.rest) == ("各级要担当作为。", "同志们，𠮷祥。")
    assert place.section == ("二、狠抓落实", "（一）压实责任")
    assert place.card.level == "县"


def test_what_stands_further_down_in_the_draft_is_not_offered(window: MainWindow) -> None:
    said = "调查研究是谋事之基、成事之道。"
    window.editor.set_blocks((DraftBlock(BlockKind.BODY, ""), DraftBlock(BlockKind.BODY, said)))
    window.editor.moveCursor(QTextCursor.MoveOperation.Start)
    commit(window.editor, "调查研究是")
    model = window.side.suggestions.model
    offered = [card.words for row in range(model.rowCount()) if (card := model.card_at(row))]
    assert offered
    assert said not in offered
