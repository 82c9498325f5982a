"""A comparison on the screen: one marked-up text (花脸稿), or both states side by side."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from speechdesk.drafting.comparison import Mark, Piece, Row
from speechdesk.ui.theme import Colours

_AROUND = 1  # unchanged paragraphs shown on either side of a changed one
_NOTHING = "两稿文字完全一样。"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much differs."""

    paragraphs: int
    inserted_chars: int
    deleted_chars: int

    def sentence(self) -> str:
        """Return it in words."""
        if not self.paragraphs:
            return _NOTHING
        return f"改动 {self.paragraphs} 段：添 {self.inserted_chars} 字，删 {self.deleted_chars} 字"


def tally(rows: Sequence[Row]) -> Tally:
    """Return how much differs between two states."""
    chars = {Mark.SAME: 0, Mark.INSERTED: 0, Mark.DELETED: 0}
    for row in rows:
        for piece in row.pieces:
            chars[piece.mark] += len(piece.text)
    return Tally(sum(row.changed for row in rows), chars[Mark.INSERTED], chars[Mark.DELETED])


def marked_page(rows: Sequence[Row], colours: Colours, *, changes_only: bool) -> str:
    """Return the marked-up text as HTML: insertions underlined, deletions struck through, both coloured."""
    return _page(rows, colours, changes_only=changes_only, row_of=lambda row: _paragraph(row.pieces, colours))


def paired_page(rows: Sequence[Row], colours: Colours, *, changes_only: bool) -> str:
    """Return both states side by side as HTML, the older one on the left."""

    def row_of(row: Row) -> str:
        left = [piece for piece in row.pieces if piece.mark is not Mark.INSERTED]
        right = [piece for piece in row.pieces if piece.mark is not Mark.DELETED]
        return _pair(*(_paragraph(side, colours) if side else "" for side in (left, right)))

    heads = (f'<span style="color:{colours.muted}; font-size:12px;">{word}</span>' for word in ("旧", "新"))
    return _pair(*heads) + _page(rows, colours, changes_only=changes_only, row_of=row_of)


def _pair(left: str, right: str) -> str:
    cells = (f'<td width="50%" style="padding:0 10px;">{side}</td>' for side in (left, right))
    return f'<table width="100%" cellspacing="0"><tr>{"".join(cells)}</tr></table>'


def _page(rows: Sequence[Row], colours: Colours, *, changes_only: bool, row_of: Callable[[Row], str]) -> str:
    if not any(row.changed for row in rows):
        return f'<p style="color:{colours.muted}">{_NOTHING}</p>'
    shown = _shown(rows) if changes_only else [True] * len(rows)
    pieces: list[str] = []
    for visible, group in groupby(zip(shown, rows, strict=True), key=lambda item: item[0]):
        found = [row for _, row in group]
        if visible:
            pieces += map(row_of, found)
        else:
            pieces.append(
                f'<p align="center" style="color:{colours.muted}; font-size:12px; margin:6px 0;">'
                f"…… 略去未改的 {len(found)} 段 ……</p>"
            )
    return "".join(pieces)


def _shown(rows: Sequence[Row]) -> list[bool]:
    changed = [row.changed for row in rows]
    return [any(changed[max(0, at - _AROUND) : at + _AROUND + 1]) for at in range(len(rows))]


def _paragraph(pieces: Sequence[Piece], colours: Colours) -> str:
    words = "".join(_piece(piece, colours) for piece in pieces)
    return f'<p style="line-height:165%; margin:5px 0;">{words}</p>'


def _piece(piece: Piece, colours: Colours) -> str:
    words = html.escape(piece.text)
    if piece.mark is Mark.INSERTED:
        look = (
            f"color:{colours.inserted}; background-color:{colours.inserted_soft}; text-decoration:underline;"
        )
    elif piece.mark is Mark.DELETED:
        look = (
            f"color:{colours.deleted}; background-color:{colours.deleted_soft}; text-decoration:line-through;"
        )
    else:
        return words
    return f'<span style="{look}">{words}</span>'
