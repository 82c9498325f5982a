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
class Paragraph:
    """A paragraph of a document after repair.

    Attributes:
        text: without white space at its ends and without line breaks; never empty.
        style: None in a format without styles, and for a style that says nothing.
    """

    text: str
    style: Style | None = None
