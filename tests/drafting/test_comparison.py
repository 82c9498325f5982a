from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.comparison import Mark, Piece, Row, compare_blocks, compare_texts
from speechdesk.records import BlockKind, DraftBlock

words = st.text("一二三，。要抓好工作", max_size=24)
drafts = st.lists(words, max_size=8)


def blocks(texts: list[str]) -> list[DraftBlock]:
    return [DraftBlock(BlockKind.BODY, text) for text in texts]


def side(row: Row, left_out: Mark) -> str:
    return "".join(piece.text for piece in row.pieces if piece.mark is not left_out)


@given(drafts, drafts)
def test_leaving_out_what_was_put_in_gives_the_old_state(old: list[str], new: list[str]) -> None:
    rows = compare_blocks(blocks(old), blocks(new))
    assert [side(row, Mark.INSERTED) for row in rows if row.old is not None] == old
    assert [row.old for row in rows if row.old is not None] == list(range(len(old)))


@given(drafts, drafts)
def test_leaving_out_what_was_taken_out_gives_the_new_state(old: list[str], new: list[str]) -> None:
    rows = compare_blocks(blocks(old), blocks(new))
    assert [side(row, Mark.DELETED) for row in rows if row.new is not None] == new
    assert [row.new for row in rows if row.new is not None] == list(range(len(new)))


@given(drafts)
def test_a_state_against_itself_has_no_change(texts: list[str]) -> None:
    assert not any(row.changed for row in compare_blocks(blocks(texts), blocks(texts)))


def test_words_changed_inside_a_paragraph_are_marked_there() -> None:
    assert compare_texts("我们要抓好办公室工作。", "我们要扎实做好办公室工作。") == (
        Piece(Mark.SAME, "我们要"),
        Piece(Mark.DELETED, "抓"),
        Piece(Mark.INSERTED, "扎实做"),
        Piece(Mark.SAME, "好办公室工作。"),
    )


def test_one_character_in_common_does_not_break_up_a_change() -> None:
    marks = [piece.mark for piece in compare_texts("要抓落实见成效。", "要重实干有作为。")]
    assert Mark.SAME not in marks[1:-1]


def test_a_paragraph_put_in_stands_alone() -> None:
    rows = compare_blocks(
        blocks(["一、提高站位", "二、狠抓落实"]), blocks(["一、提高站位", "全新的话。", "二、狠抓落实"])
    )
    assert [(row.old, row.new) for row in rows] == [(0, 0), (None, 1), (1, 2)]
    assert rows[1].pieces == (Piece(Mark.INSERTED, "全新的话。"),)
