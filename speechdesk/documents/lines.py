"""Lines of a text and what their lengths and gaps tell about how it was laid out."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CHARACTER = 2
"""The width of a Chinese character; a Latin letter or a digit counts 1."""
LONGEST_LEAD = 40
"""Characters of a sentence in bold that opens a paragraph."""

# White space of every sort, and the characters without width that pages and editors leave at line ends.
_BLANK = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
_WIDTHLESS = "\u200b\u2060\ufeff"
_NEWLINE = re.compile("\r\n|[\r\n]")
_INNER_BREAK = re.compile("([\x0b\x0c\x85\u2028\u2029])")
_CLOSERS = "”’」』）)》〉】\uff3d"
_SENTENCE_ENDS = frozenset("。！？；：!?;:…")
_OPEN_ENDS = frozenset("，、,（(《“‘「『〈【\uff3b—")
_CLOSING_STARTS = frozenset("，。、；：！？,;:!?”’」』）)》〉】\uff3d%％")
_SENTENCE_MARK = re.compile("[。！？；!?;]")

_NARROWEST = 20  # units; a column of text is wider than ten characters
_FEWEST_FULL_LINES = 3
_LEAST_FULL_SHARE = 0.4
_MOST_OVERLONG_SHARE = 0.02
_LEAST_OPEN_SHARE = 0.3
_RAGGED = 4 * CHARACTER  # a line as short as that was not broken off by the page
_FEWEST_ENDS = 3  # of paragraphs, to judge by what follows them
_LEAST_PARTED = 0.5
_MOST_UNPARTED = 0.1
_LEAST_INDENTED = 0.6
_MOST_INDENTED_INSIDE = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Attributes:
        number: its place in the file, from 1.
        text: without white space at its ends; never empty.
        width: units of half a Chinese character, without the indent.
        indent: width of the white space before the text.
        gap: blank lines before it.
        page_start: whether a form feed stood before it.
    """

    number: int
    text: str
    width: int
    indent: int = 0
    gap: int = 0
    page_start: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was broken into lines.

    Attributes:
        width: of a full line where paragraphs are broken into lines of one width; 0 where each is one line.
        gap: blank lines between two lines of a paragraph.
        indented: whether paragraphs can be told by the indent of their first line.
        parted: whether more blank lines than `gap` separate the paragraphs. With a width of 0 each is one
            line, but for a few that were broken around a link or bold words.
        strictly_parted: whether that holds after nearly every line as long as a paragraph.
    """

    width: int
    gap: int
    indented: bool
    parted: bool
    strictly_parted: bool = False


def strip_line(text: str) -> str:
    """Return a line without white space and invisible characters at its ends."""
    return text.strip(_BLANK)


def measure_width(text: str) -> int:
    r"""Return the width of a text in units of half a Chinese character."""
    return len(text.encode("gbk", "replace"))


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of a text that are not blank, in order; "\r", "\n" and "\r\n" end a line."""
    lines: list[Line] = []
    gap = 0
    page_start = False
    broken_inside = _INNER_BREAK.search(text) is not None
    for number, whole in enumerate(_NEWLINE.split(text), 1):
        found = False
        for piece in _INNER_BREAK.split(whole) if broken_inside else (whole,):
            if piece == "\f":
                page_start = True
            elif stripped := strip_line(piece):
                indent = 0 if piece[0] == stripped[0] else measure_width(piece[: piece.index(stripped)])
                lines.append(Line(number, stripped, measure_width(stripped), indent, gap, page_start))
                gap, page_start, found = 0, False, True
        # A line of nothing but characters without width is what is left of a link: it parts no paragraphs.
        gap += not found and whole.strip(_WIDTHLESS) == whole
    return lines


def ends_sentence(text: str) -> bool:
    """Whether a line ends with 。！？；： or …, closing quotes and brackets aside."""
    return text.rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS


def ends_open(text: str) -> bool:
    """Whether a line ends so that something must follow: with ，、 or an opening quote or bracket."""
    return text[-1:] in _OPEN_ENDS and not text.endswith("——")


def starts_closing(text: str) -> bool:
    """Whether a line begins with punctuation that cannot open a paragraph."""
    return text[:1] in _CLOSING_STARTS


def has_sentence(text: str) -> bool:
    """Whether a sentence comes to its end somewhere in the text."""
    return _SENTENCE_MARK.search(text) is not None


def measure_layout(lines: Sequence[Line]) -> Layout:
    """Return how a text was broken into lines, judged by all of them; no lines give a width of 0."""
    gap = _most_common(line.gap for line in lines[1:])
    width = _full_width(lines)
    ended = [after for before, after in itertools.pairwise(lines) if _ends_paragraph(before, width)]
    enough = len(ended) >= _FEWEST_ENDS
    parted = enough and sum(line.gap > (gap if width else 0) for line in ended) >= _LEAST_PARTED * len(ended)
    if not width:
        full = [line.gap for line in _after_paragraphs(lines)]
        strictly = parted and full.count(0) <= _MOST_UNPARTED * len(full)
        return Layout(0, gap, indented=False, parted=parted, strictly_parted=strictly)
    inner = [after for before, after in itertools.pairwise(lines) if not ends_sentence(before.text)]
    indented = (
        enough
        and sum(_is_deep(line) for line in ended) >= _LEAST_INDENTED * len(ended)
        and sum(_is_deep(line) for line in inner) <= _MOST_INDENTED_INSIDE * len(inner)
    )
    return Layout(width, gap, indented=indented, parted=parted)


def _after_paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that follow one which is more than a sentence in bold, and ends a sentence."""
    return [
        after
        for before, after in itertools.pairwise(lines)
        if len(before.text) > LONGEST_LEAD and ends_sentence(before.text)
    ]


def _ends_paragraph(line: Line, width: int) -> bool:
    """Whether a line surely ends a paragraph: it ends a sentence and left room, where lines have a width."""
    return (not width or line.width < width - _RAGGED) and ends_sentence(line.text)


def _is_deep(line: Line) -> bool:
    return line.indent > CHARACTER


def _most_common(values: Iterable[int]) -> int:
    counts = Counter(values)
    return max(counts, key=counts.__getitem__, default=0)


def _full_width(lines: Sequence[Line]) -> int:
    """Return the one width at which most lines were broken off in mid-sentence, 0 where there is none.

    Hanging punctuation and Latin letters make a full line up to two characters wider or narrower.
    """
    columns = Counter(line.width // CHARACTER for line in lines if line.width >= _NARROWEST)
    if not columns:
        return 0
    peak = max(
        columns, key=lambda column: (2 * columns[column] + columns[column - 1] + columns[column + 1], column)
    )
    best = peak * CHARACTER
    slack = 2 * CHARACTER
    full = [line for line in lines if best - 2 * slack <= line.width <= best + slack]
    open_lines = sum(not ends_sentence(line.text) for line in full)
    overlong = sum(line.width > best + 2 * slack for line in lines)
    if (
        open_lines < _FEWEST_FULL_LINES
        or len(full) < _LEAST_FULL_SHARE * len(lines)
        or open_lines < _LEAST_OPEN_SHARE * len(full)
        or overlong > _MOST_OVERLONG_SHARE * len(lines)
    ):
        return 0
    return best
