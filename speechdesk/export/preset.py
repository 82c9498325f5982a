"""A preset: the values of a layout, with their units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

TWIPS_PER_PT = 20  # a twip, the unit of WordprocessingML, is 1/1440 inch
TWIPS_PER_MM = 1440 / 25.4


class Style(StrEnum):
    """The named paragraph styles of an exported file; the values are their names in Word."""

    NORMAL = "Normal"  # what the others are based on
    BODY = "Body Text"
    CONTINUED = "Continued"  # the rest of a paragraph that goes on overleaf; the reader joins it
    TITLE = "Title"
    SPEAKER = "Speaker"
    DATE = "Date"
    GREETING = "Greeting"
    RECIPIENT = "Recipient"  # 主送机关: looks like a greeting, but reads back as the draft has it
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    HEADING_4 = "Heading 4"
    ATTACHMENT_NOTE = "Attachment Note"  # 附件说明
    SIGNATURE = "Signature"  # 署名
    SIGN_DATE = "Signing Date"  # 成文日期
    NOTE = "Note"  # 附注
    ATTACHMENT = "Attachment"  # “附件1” at the head of an attachment
    ATTACHMENT_TITLE = "Attachment Title"
    MARK = "Issuer Mark"  # 发文机关标志
    IMPRINT = "Imprint"  # 份号、密级、紧急程度
    NUMBER = "Document Number"  # 发文字号
    ATTENDANCE = "Attendance"  # 出席、请假、列席
    COLOPHON = "Colophon"  # 版记


HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)


class Alignment(StrEnum):
    """How the lines of a paragraph stand; the values are those of `w:jc`."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


class Grid(StrEnum):
    """The document grid; the values are those of `w:docGrid`."""

    LINES = "lines"
    LINES_AND_CHARS = "linesAndChars"


class NumberSide(StrEnum):
    """Where the page number stands."""

    OUTER = "outer"
    CENTRE = "centre"
    NONE = "none"


class Head(StrEnum):
    """What stands above the title of an official document (版头)."""

    NONE = "none"
    OFFICIAL = "official"
    LETTER = "letter"
    MINUTES = "minutes"


class Order(StrEnum):
    """Which of the two lines under the title comes first."""

    AS_WRITTEN = "draft"
    SPEAKER = "speaker"
    DATE = "date"


class Annotation(StrEnum):
    """How characters hard to read out are annotated."""

    NONE = "none"
    PINYIN = "pinyin"
    HOMOPHONE = "homophone"


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and type area (版心).

    Attributes:
        line_twips: height of every line of text.
        footer_twips: from the lower edge of the page to the foot of the page number.
        grid: whether characters are held by the grid too.
        grid_char_space: for such a grid, in 1/4096 pt added to the base size (`w:charSpace`).
    """

    width_mm: float
    height_mm: float
    top_mm: float
    left_mm: float
    right_mm: float
    bottom_mm: float
    line_twips: int
    footer_twips: int
    grid: Grid = Grid.LINES
    grid_char_space: int = 0

    @property
    def text_width_pt(self) -> float:
        """The width of the type area."""
        return (self.width_mm - self.left_mm - self.right_mm) * TWIPS_PER_MM / TWIPS_PER_PT

    @property
    def text_height_pt(self) -> float:
        """The height of the type area."""
        return (self.height_mm - self.top_mm - self.bottom_mm) * TWIPS_PER_MM / TWIPS_PER_PT

    @property
    def lines(self) -> int:
        """How many lines a page holds."""
        return int(self.text_height_pt * TWIPS_PER_PT / self.line_twips)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number at the foot of each page, a dash before and behind it.

    Attributes:
        side_indent_twips: distance from the outer edge of the type area.
        line_twips: height of its line.
        side: at the outer edge, in the middle, or none at all.
        of_total: whether it is “第x页 共y页”.
    """

    face: str
    size_pt: float
    dash: str
    side_indent_twips: int
    line_twips: int
    side: NumberSide = NumberSide.OUTER
    of_total: bool = False


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the paragraphs of one style look.

    Attributes:
        face: the name of the font, for every script.
        first_line_chars: indent of the first line in characters of this size; negative: the other lines
            stand in by as much more (悬挂).
        letter_spacing_twips: added to the width of each character.
        left_chars, right_chars: indents of all lines in characters of this size.
        colour: RRGGBB.
        line_twips: height of a line where it is not the page's; 0 for the page's.
        latin_face: of letters and figures; "" for `face`. Taken from the options.
    """

    face: str
    size_pt: float
    bold: bool
    alignment: Alignment
    first_line_chars: int
    letter_spacing_twips: int
    left_chars: float = 0
    right_chars: float = 0
    colour: str = "000000"
    line_twips: int = 0
    latin_face: str = ""

    @property
    def char_twips(self) -> float:
        """The width of one character, without letter spacing."""
        return self.size_pt * TWIPS_PER_PT


@dataclass(frozen=True, slots=True)
class Options:
    """What a preset decides besides measures.

    Attributes:
        head: what stands above the title.
        order: of speaker and date under the title.
        closing: whether 附件说明, 署名, date and 附注 are set as such.
        headings_only: whether only titles and headings are printed.
        whole_sentences: whether no sentence runs over a page turn.
        breathing: whether a space follows the marks one breathes at.
        annotation: of characters hard to read out.
        rate_chars: characters said in a minute, for the minutes at the foot of each page; 0 for none.
        latin_face: of letters and figures; "" for the Chinese face's own.
        body_size_pt: replaces the body's size in every style that has it; 0 leaves all as they are.
    """

    head: Head = Head.NONE
    order: Order = Order.AS_WRITTEN
    closing: bool = False
    headings_only: bool = False
    whole_sentences: bool = False
    breathing: bool = False
    annotation: Annotation = Annotation.NONE
    rate_chars: int = 0
    latin_face: str = ""
    body_size_pt: float = 0


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
    options: Options = field(default_factory=Options)

    @property
    def title_chars(self) -> int:
        """How many characters fit on a line of the title."""
        return int(self.page.text_width_pt / self.styles[Style.TITLE].size_pt)

    @property
    def faces(self) -> frozenset[str]:
        """The faces that print something."""
        named = {style.face for style in self.styles.values()} | {self.page_number.face}
        return frozenset(named | {self.options.latin_face} - {""})
