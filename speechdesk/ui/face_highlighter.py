"""The printed faces of a draft, shown but not stored: they follow from what each paragraph is."""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from speechdesk.records import BlockKind
from speechdesk.text.headings import find_heading
from speechdesk.ui.draft_text import PT_PER_PX, TITLE_PX, block_kind, open_slots
from speechdesk.ui.faces import Faces
from speechdesk.ui.positions import qt_offset


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
        """Set the face of one paragraph: all of it, or its run-in heading; and mark its open slots."""
        self._set_face(text)
        for slot in open_slots(self.currentBlock()):
            start, end = qt_offset(text, slot.start), qt_offset(text, slot.end)
            for at in range(start, end):  # a slot may reach over the end of a run-in heading's face
                look = QTextCharFormat(self.format(at))
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
                self.setFormat(at, 1, look)

    def _set_face(self, text: str) -> None:
        kind, level = block_kind(self.currentBlock())
        if kind in (BlockKind.BODY, BlockKind.GREETING):
            return
        look = QTextCharFormat()
        if family := self._faces.of_block(kind, level):
            look.setFontFamilies([family])
        if kind is BlockKind.TITLE:
            look.setFontPointSize(TITLE_PX * PT_PER_PX)
        heading = find_heading(text) if kind is BlockKind.HEADING else None
        end = heading.end if heading else len(text)
        self.setFormat(0, qt_offset(text, end), look)
