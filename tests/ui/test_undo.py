"""Whatever is done in whatever order, undo goes back to the beginning and redo to the same end."""

import random
from collections.abc import Callable, Iterator

import pytest
from afternoon import go_back
from hands import always, commit, compose, drop, press, trigger
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from speechdesk.drafting.changes import Change
from speechdesk.drafting.sections import section_end
from speechdesk.mining.slots import find_slots
from speechdesk.records import (
    BlockKind,
    Completion,
    DraftBlock,
    MeetingCard,
    Passage,
    PassageKind,
    Source,
)
from speechdesk.ui import draft_files
from speechdesk.ui.draft_clips import passage_data
from speechdesk.ui.main_window import MainWindow

SEEDS = range(4)
STEPS = 60
SOURCE = Source("a.txt", 1, None, None, (), 0)
TEXT = "市委市政府要求全市上下抓好2026年各项工作落实。"
PASSAGES = tuple(
    Passage(number, kind, TEXT, (SOURCE,), slots=find_slots(TEXT, "市"), level="市")
    for number, kind in enumerate((PassageKind.SENTENCE, PassageKind.PARAGRAPH))
)
START = (
    DraftBlock(BlockKind.TITLE, "在全市工作会议上的讲话"),
    DraftBlock(BlockKind.GREETING, "同志们："),
    DraftBlock(BlockKind.HEADING, "一、提高站位", 1),
    DraftBlock(BlockKind.BODY, "一是学习。二是落实。"),
    DraftBlock(BlockKind.HEADING, "（一）加强领导", 2),
    DraftBlock(BlockKind.BODY, "第一段的话𠮷祥。"),
    DraftBlock(BlockKind.HEADING, "二、狠抓落实", 1),
    DraftBlock(BlockKind.BODY, "第二段的话。"),
)
WORDS = ("一、", "（二）抓学习", "三是", "工作，", "。", "落实𠮷", "会议强调，", "：", "同志们：", "2026年")
CARDS = (MeetingCard(), MeetingCard(level="县", place="青山县"), MeetingCard(level="州", place="凉山州"))
NAMES = (
    *("undo", "redo", "cut", "copy", "paste", "renumber", "numbering", "lock", "lock"),
    *("section_up", "section_down", "section_promote", "section_demote"),
    *("kind_body", "kind_title", "kind_date", "kind_heading_1", "kind_heading_3"),
)
Deed = Callable[[MainWindow, random.Random], None]


def all_of(_: QWidget, changes: tuple[Change, ...], __: list[str]) -> tuple[Change, ...]:
    return changes


def place_caret(window: MainWindow, chance: random.Random) -> None:
    cursor = window.editor.textCursor()
    cursor.setPosition(chance.randrange(window.editor.document().characterCount()))
    window.editor.setTextCursor(cursor)


def select(window: MainWindow, chance: random.Random) -> None:
    place_caret(window, chance)
    cursor = window.editor.textCursor()
    end = min(cursor.position() + chance.choice((1, 3, 40)), window.editor.document().characterCount() - 1)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    window.editor.setTextCursor(cursor)


def write(window: MainWindow, chance: random.Random) -> None:
    if chance.random() < 0.3:
        compose(window.editor, "gong'zuo")
        trigger(window, chance.choice(NAMES))  # none of them may do anything now
    commit(window.editor, chance.choice(WORDS))


def strike(window: MainWindow, chance: random.Random) -> None:
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
    press(window.editor, chance.choice(keys))


def choose_action(window: MainWindow, chance: random.Random) -> None:
    trigger(window, chance.choice(NAMES))


def insert(window: MainWindow, chance: random.Random) -> None:
    window.editor.insert_chosen(chance.choice(PASSAGES))


def drop_card(window: MainWindow, chance: random.Random) -> None:
    last = window.editor.document().characterCount()
    drop(window.editor, passage_data(chance.choice(PASSAGES)), chance.randrange(last))


def fill_slot(window: MainWindow, chance: random.Random) -> None:
    trigger(window, "next_slot")
    commit(window.editor, chance.choice(WORDS))


def complete(window: MainWindow, chance: random.Random) -> None:
    window.editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    window.editor.show_completion(Completion("抓好工作，做好服务。", 0.9, (SOURCE,)))
    trigger(window, chance.choice(("accept", "accept_clause", "dismiss")))


def change_card(window: MainWindow, chance: random.Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draft_files, "ask_card", always(chance.choice(CARDS)))
        patch.setattr(draft_files, "ask_changes", all_of)
        trigger(window, "card")


def replace(window: MainWindow, chance: random.Random) -> None:
    trigger(window, "replace")
    bar = window.finding.bar
    lines = {line.accessibleName(): line for line in bar.findChildren(QLineEdit)}
    lines["查找"].setText(chance.choice(("工作", "一", "落实", "。")))
    lines["替换为"].setText(chance.choice(("", "各项工作", "𠮷", "二、")))
    bar.replace_wanted.emit(chance.random() < 0.5)
    bar.close_bar()


def drop_section(window: MainWindow, chance: random.Random) -> None:
    blocks = window.editor.blocks()
    headings = [number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    if headings:
        heading = chance.choice(headings)
        outside = [one for one in headings if not heading <= one < section_end(blocks, heading)]
        window.outline.section_dropped.emit(heading, chance.choice([*outside, -1]))


def restore(window: MainWindow, chance: random.Random) -> None:
    trigger(window, "versions")
    dialog = window.versions.dialog
    assert dialog is not None
    dialog.list.setCurrentRow(chance.randrange(dialog.list.count()))
    menu = dialog.findChild(QMenu)
    assert menu is not None
    if menu.actions() and chance.random() < 0.7:
        chance.choice(menu.actions()).trigger()
    else:
        dialog.restore_wanted.emit(dialog.chosen())
    dialog.reject()
    go_back(window)


def keep(window: MainWindow, _: random.Random) -> None:
    window.versions.keep_automatic()


DEEDS: tuple[Deed, ...] = (
    *(write, write, write, strike, strike, place_caret, place_caret, select, choose_action, choose_action),
    *(insert, drop_card, fill_slot, complete, change_card, replace, drop_section, restore, keep),
)


def states(window: MainWindow, name: str) -> Iterator[tuple[DraftBlock, ...]]:
    """Yield the draft after each step back or forth, to the last one."""
    action = window.menus.actions[name]
    while action.isEnabled():
        action.trigger()
        yield window.editor.blocks()


@pytest.mark.parametrize("seed", SEEDS)
def test_all_is_undone_to_the_beginning_and_redone_to_the_same_end(window: MainWindow, seed: int) -> None:
    trigger(window, "suggestions")
    editor, chance = window.editor, random.Random(seed)  # noqa: S311 - the same sequence each time
    editor.set_blocks(START)
    window.versions.keep_automatic()
    beginning = editor.blocks()
    for _ in range(STEPS):
        chance.choice(DEEDS)(window, chance)
    list(states(window, "redo"))
    end = editor.blocks()
    back = list(states(window, "undo"))
    assert back[-1] == beginning
    assert list(states(window, "redo")) == [*reversed(back[:-1]), end]
    assert list(states(window, "undo")) == back


@pytest.mark.parametrize("seed", SEEDS)
def test_each_thing_done_is_one_step(window: MainWindow, seed: int) -> None:
    trigger(window, "suggestions")
    editor, chance = window.editor, random.Random(seed)  # noqa: S311 - the same sequence each time
    editor.set_blocks(START)
    window.versions.keep_automatic()
    deeds: list[Deed] = [insert, drop_card, complete, change_card, replace, drop_section, restore]
    for _ in range(STEPS):
        place_caret(window, chance)
        before, steps = editor.blocks(), editor.document().availableUndoSteps()
        deed = chance.choice(deeds)
        deed(window, chance)
        done = editor.document().availableUndoSteps() - steps
        after = editor.blocks()
        if after != before:
            trigger(window, "undo")
            assert editor.blocks() == before, (deed, done)
            trigger(window, "redo")
            assert editor.blocks() == after, deed
