"""What the outline and the draft do to each other: following, going there, rearranging sections."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from speechdesk.drafting.outline import outline_of
from speechdesk.drafting.sections import (
    demote_section,
    move_section,
    neighbour_of,
    promote_section,
    section_at,
    section_end,
)
from speechdesk.records import BlockKind, DraftBlock
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.outline_panel import OutlinePanel


class OutlineDesk(QObject):
    """Keeps the outline in step with the draft, and rearranges the draft by it.

    Args:
        editor: where the draft is.
        panel: where its outline is shown.
        parent: the window.
    """

    def __init__(self, editor: DraftEditor, panel: OutlinePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._panel = panel
        panel.heading_chosen.connect(self.go_to_block)
        panel.section_dropped.connect(self._drop)
        editor.place_changed.connect(self._follow)

    def show(self, blocks: Sequence[DraftBlock], rate_chars: int) -> None:
        """Show the outline of these blocks, said at so many characters a minute."""
        self._panel.show_entries(outline_of(blocks, rate_chars))
        self._follow()

    def go_to_block(self, number: int) -> None:
        """Put the caret at the beginning of a paragraph."""
        self._editor.end_composing()
        block = self._editor.document().findBlockByNumber(number)
        self._editor.setTextCursor(QTextCursor(block))
        self._editor.ensureCursorVisible()
        self._editor.setFocus()

    def move(self, *, forwards: bool) -> None:
        """Move the section at hand past the one beside it."""

        def moved(blocks: Sequence[DraftBlock], heading: int) -> tuple[tuple[DraftBlock, ...], int]:
            beside = neighbour_of(blocks, heading, forwards=forwards)
            if beside is None:
                return tuple(blocks), heading
            return move_section(blocks, heading, section_end(blocks, beside) if forwards else beside)

        self._rearrange(moved)

    def promote(self) -> None:
        """Raise the section at hand to the level of the one it stands under."""
        self._rearrange(lambda blocks, heading: (promote_section(blocks, heading), heading))

    def demote(self) -> None:
        """Put the section at hand under the one before it."""
        self._rearrange(lambda blocks, heading: (demote_section(blocks, heading), heading))

    def _drop(self, heading: int, before: int) -> None:
        blocks = self._editor.blocks()
        if before < 0:
            last = max(number for number, block in enumerate(blocks) if block.kind is BlockKind.HEADING)
            before = section_end(blocks, last)
        self._show_changed(blocks, *move_section(blocks, heading, before))

    def _rearrange(
        self, change: Callable[[Sequence[DraftBlock], int], tuple[tuple[DraftBlock, ...], int]]
    ) -> None:
        """Change the section marked in the outline where that has the focus, else the one the caret is in."""
        blocks = self._editor.blocks()
        here = section_at(blocks, self._editor.textCursor().blockNumber())
        heading = self._panel.chosen() if self._panel.tree.hasFocus() else here
        if heading is not None:
            self._show_changed(blocks, *change(blocks, heading))

    def _show_changed(self, old: Sequence[DraftBlock], new: Sequence[DraftBlock], heading: int) -> None:
        if new != old:
            self._editor.change_blocks(new, heading)

    def _follow(self) -> None:
        if not self._panel.tree.hasFocus():
            self._panel.follow(self._heading_above())

    def _heading_above(self) -> int | None:
        here = self._editor.textCursor().blockNumber()
        headings = [self._panel.tree.block_of(item) for item in self._panel.tree.items()]
        return next((number for number in reversed(headings) if number <= here), None)
