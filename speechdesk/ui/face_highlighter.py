"""The printed faces of a draft, shown but not stored: they follow from what each paragraph is."""

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from speechdesk.records import BlockKind
from speechdesk.text.headings import find_heading
from speechdesk.ui.draft_text import PT_PER_PX, TITLE_PX, block_kind, open_slots
from speechdesk.ui.faces import Faces
from speechdesk.ui.locks import locks_of
from speechdesk.ui.positions import qt_offset

LOCKED = 1  # state of a paragraph with locked words
_LOCKED_LOOK, _SLOT_LOOK = QTextCharFormat(), QTextCharFormat()
_LOCKED_LOOK.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
_SLOT_LOOK.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
_SLOT_LOOK.setBackground(QColor(128, 128, 128, 40))  # a chip, quiet on paper of any colour


class FaceHighlighter(QSyntaxHighlighter):
    """Shows titles, headings and their like in their faces; body text has the document's own.

    Args:
        document: the draft.
        faces: families to use.
    """

    def __init__(self, document: QTextDocument, faces: Faces) -> None:
        super().__init__(document)
        self._faces = faces

    def set_faces(self, faces: Faces) -> None:
        """Show the draft in other families."""
        self._faces = faces
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Set the face of one paragraph, or of its run-in heading; mark its locks and open slots."""
        self._set_face(text)
        locks = locks_of(self.currentBlock())
        self.setCurrentBlockState(LOCKED if locks else -1)  # -1: Qt's own for none
        for lock in locks:
            self._mark(text, lock.start, lock.end, _LOCKED_LOOK)
        for slot in open_slots(self.currentBlock()):
            self._mark(text, slot.start, slot.end, _SLOT_LOOK)

    def _mark(self, text: str, first: int, last: int, mark: QTextCharFormat) -> None:
        for at in range(qt_offset(text, first), qt_offset(text, last)):  # it may reach over a run-in heading
            look = QTextCharFormat(self.format(at))
            look.merge(mark)
            self.setFormat(at, 1, look)

    def face_of_typed(self, block: QTextBlock, before: str) -> QTextCharFormat:
        """Return the face of what goes on behind the words `before` of a paragraph."""
        kind, level = block_kind(block)
        heading = find_heading(f"{before}字") if kind is BlockKind.HEADING else None
        goes_on = heading is None or heading.end > len(before)
        return self._face(kind, level) if goes_on else QTextCharFormat()

    def _face(self, kind: BlockKind, level: int) -> QTextCharFormat:
        look = QTextCharFormat()
        if kind in (BlockKind.BODY, BlockKind.GREETING):
            return look
        if family := self._faces.of_block(kind, level):
            look.setFontFamilies([family])
        if kind is BlockKind.TITLE:
            look.setFontPointSize(TITLE_PX * PT_PER_PX)
        return look

    def _set_face(self, text: str) -> None:
        kind, level = block_kind(self.currentBlock())
        if kind in (BlockKind.BODY, BlockKind.GREETING):
            return
        look = self._face(kind, level)
        heading = find_heading(text) if kind is BlockKind.HEADING else None
        end = heading.end if heading else len(text)
        self.setFormat(0, qt_offset(text, end), look)
