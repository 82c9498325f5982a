"""The record between the formats and the structure: one paragraph as its document shows it."""

from dataclasses import dataclass

from speechdesk.records import BlockKind


@dataclass(frozen=True, slots=True)
class Style:
    """What a document's own formatting calls a paragraph.

    Attributes:
        kind: title, heading and so on; BODY for a style that only says "text".
        level: 1 to 4 for a heading, else 0.
    """

    kind: BlockKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """In what a whole paragraph looks unlike the usual one of its document.

    Attributes:
        larger_half_points: how much larger its characters are; below 0 for smaller ones.
        bold: whether all of it is bold and the usual one is not.
        face: its face where it is another than the usual one, else "".
        centred: whether it is centred and the usual one is not.
    """

    larger_half_points: int = 0
    bold: bool = False
    face: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document after repair.

    Attributes:
        text: without white space at its ends and without line breaks; never empty.
        style: None in a format without styles, and for a style that says nothing.
        look: None in a format without looks, for the usual look, and where a style says what it is.
    """

    text: str
    style: Style | None = None
    look: Look | None = None
