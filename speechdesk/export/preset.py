"""Presets: the values of a layout, as data with units, from `resources/presets/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from speechdesk.errors import SpeechDeskError
from speechdesk.paths import resources

TWIPS_PER_PT = 20  # a twip, the unit of WordprocessingML, is 1/1440 inch
TWIPS_PER_MM = 1440 / 25.4


class Style(StrEnum):
    """The named paragraph styles of an exported file; the values are their names in Word."""

    NORMAL = "Normal"  # what the others are based on
    BODY = "Body Text"
    TITLE = "Title"
    SPEAKER = "Speaker"
    DATE = "Date"
    GREETING = "Greeting"
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    HEADING_4 = "Heading 4"


HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)


class Alignment(StrEnum):
    """How the lines of a paragraph stand; the values are those of `w:jc`."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and type area (版心).

    Attributes:
        line_twips: height of every line of text.
        footer_twips: from the lower edge of the page to the foot of the page number.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    left_mm: float
    right_mm: float
    bottom_mm: float
    line_twips: int
    footer_twips: int

    @property
    def text_width_pt(self) -> float:
        """The width of the type area."""
        return (self.width_mm - self.left_mm - self.right_mm) * TWIPS_PER_MM / TWIPS_PER_PT


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number at the foot of each page: outer side, a dash before and behind it.

    Attributes:
        side_indent_twips: distance from the outer edge of the type area.
        line_twips: height of its line.
    """

    face: str
    size_pt: float
    dash: str
    side_indent_twips: int
    line_twips: int


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the paragraphs of one style look.

    Attributes:
        face: the name of the font, for every script.
        first_line_chars: indent of the first line in characters of this size.
        letter_spacing_twips: added to the width of each character.
    """

    face: str
    size_pt: float
    bold: bool
    alignment: Alignment
    first_line_chars: int
    letter_spacing_twips: int


@dataclass(frozen=True, slots=True)
class Preset:
    """All values of one layout.

    Attributes:
        name: as in `--preset`.
        label: as the user reads it.
        styles: one for every member of `Style`.
        substitutes: a face → the face that stands in where it is missing.
    """

    name: str
    label: str
    page: Page
    page_number: PageNumber
    styles: Mapping[Style, TextStyle]
    substitutes: Mapping[str, str]

    @property
    def title_chars(self) -> int:
        """How many characters fit on a line of the title."""
        return int(self.page.text_width_pt / self.styles[Style.TITLE].size_pt)


def load_preset(name: str) -> Preset:
    """Return the preset called `name`.

    Raises:
        SpeechDeskError: there is none of that name; the message lists those there are.
    """
    files = {file.stem: file for file in sorted((resources() / "presets").glob("*.toml"))}
    if name not in files:
        raise SpeechDeskError(f"没有名为“{name}”的版式，可用的版式有：{'、'.join(files)}。")
    table = tomllib.loads(files[name].read_text(encoding="utf-8"))
    return Preset(
        name=name,
        label=table["label"],
        page=Page(**table["page"]),
        page_number=PageNumber(**table["page_number"]),
        styles={style: _text_style(table["styles"][style.value]) for style in Style},
        substitutes=table["substitutes"],
    )


def _text_style(table: dict[str, Any]) -> TextStyle:
    values = dict(table)
    return TextStyle(alignment=Alignment(values.pop("alignment")), **values)
