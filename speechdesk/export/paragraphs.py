"""The records of a laid-out document, and how wide characters are."""

import functools
import unicodedata
from dataclasses import dataclass, field

from speechdesk.export.preset import Style


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one face.

    Attributes:
        text: free of line breaks and control characters, never empty.
        style: whose face the characters take; of another style than the paragraph's behind a run-in heading.
        spacing_twips: added to each character where it is not the style's: a line drawn together or apart.
        change: "ins" or "del" for what a revision put in or took out, else "".
        comment: number of the comment that begins and ends with this run, None for none.
    """

    text: str
    style: Style
    spacing_twips: int | None = None
    change: str = ""
    comment: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paragraph, above or below it.

    Attributes:
        eighths: its thickness in 1/8 pt (`w:sz`).
        colour: RRGGBB.
        space_pt: distance from the text, at most 31.
    """

    eighths: int
    colour: str = "000000"
    space_pt: int = 0

    @property
    def width_pt(self) -> float:
        """Its thickness."""
        return self.eighths / 8

    @property
    def height_pt(self) -> float:
        """The room it takes of the running text."""
        return self.width_pt + self.space_pt


@dataclass(frozen=True, slots=True)
class Frame:
    """A place on the page apart from the running text.

    Attributes:
        width_twips: how wide it is.
        left_twips, top_twips: from the page's edges.
    """

    width_twips: int
    left_twips: int
    top_twips: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the page.

    Attributes:
        style: its named style.
        lines: runs, line by line; more than one line only where a line is to end by sense (titles). An
            empty line alone is a blank line.
        keep_with_next: whether it may not be the last on its page.
        keep_lines: whether all its lines stand on one page; only with `keep_with_next`.
        page_break: whether it begins a page.
        left_twips, right_twips, first_twips: indents where they are not the style's.
        tab_twips: a stop, set right, for what stands at the end of the line; 0 for none.
        before_twips: space above it.
        line_twips: height of its lines where it is not the style's; 0 for the style's.
        above, below: rules.
        frame: where it stands apart from the running text, None within it.
        block: index of the draft's block it prints, None for what the preset adds.
        change: "ins" or "del" where a revision put in or took out the paragraph's end, else "".
    """

    style: Style
    lines: tuple[tuple[Run, ...], ...]
    keep_with_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    left_twips: int | None = None
    right_twips: int | None = None
    first_twips: int | None = None
    tab_twips: int = 0
    before_twips: int = 0
    line_twips: int = 0
    above: Rule | None = None
    below: Rule | None = None
    frame: Frame | None = None
    block: int | None = field(default=None, compare=False)
    change: str = ""

    @property
    def text(self) -> str:
        """All of its text, without the breaks between its lines."""
        return "".join(run.text for line in self.lines for run in line)


BLANK = Paragraph(Style.NORMAL, ((),))
# As good as no line at all: what a frame is bound to, or what only has a rule.
HAIR = Paragraph(Style.NORMAL, ((),), first_twips=0, line_twips=20)


def one_run(  # noqa: PLR0913 - the fields of a paragraph
    text: str,
    style: Style,
    *,
    block: int | None = None,
    keep_with_next: bool = False,
    page_break: bool = False,
    left_twips: int | None = None,
    right_twips: int | None = None,
    first_twips: int | None = None,
) -> Paragraph:
    """Return a paragraph of one run in the face of its style."""
    return Paragraph(
        style,
        ((Run(text, style),),),
        keep_with_next=keep_with_next,
        page_break=page_break,
        left_twips=left_twips,
        right_twips=right_twips,
        first_twips=first_twips,
        block=block,
    )


@functools.lru_cache(maxsize=20_000)
def char_em(character: str) -> float:
    """Return the width of a character in ems, as the printed Chinese faces have it.

    Marks that both scripts share (“ ” — …) are full, because the file names a Chinese face for them; letters
    and figures of 仿宋, 楷体, 黑体 and 宋体 are half as wide. Combining marks and joiners have no width.
    """
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 1 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def em_width(text: str) -> float:
    """Return the width of `text` in ems."""
    return sum(map(char_em, text))
