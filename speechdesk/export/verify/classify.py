"""What each paragraph of a foreign file is: by its style's name, else by its words and its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from speechdesk.export.preset import HEADINGS, Style
from speechdesk.export.verify.cascade import ReadParagraph
from speechdesk.text.headings import find_heading

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])")
_DATE = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[)）]?")
_TITLE_MIN_PT = 18
_LONGEST_OPENING_CHARS = 60
_LONGEST_GREETING_CHARS = 40
_OWN_STYLES = {style.value.lower(): style for style in Style}


class Place(StrEnum):
    """What a paragraph is to the checks."""

    TITLE = "标题"
    UNDER_TITLE = "题下署名日期"
    GREETING = "称呼"
    HEADING = "层次标题"
    BODY = "正文"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with what it is.

    Attributes:
        paragraph: as read.
        place: what it is.
        level: 1 to 4 for a heading, else 0.
        heading_end: for a heading, offset just behind the heading's own words.
    """

    paragraph: ReadParagraph
    place: Place
    level: int = 0
    heading_end: int = 0

    @property
    def runs_in(self) -> bool:
        """Whether a heading is followed by text in its own paragraph."""
        return self.place is Place.HEADING and bool(self.paragraph.text[self.heading_end :].strip())


def classify(paragraphs: Sequence[ReadParagraph]) -> tuple[Part, ...]:
    """Return what each paragraph that has text is, in order."""
    return tuple(_parts([paragraph for paragraph in paragraphs if paragraph.text.strip()]))


def _parts(paragraphs: Sequence[ReadParagraph]) -> Iterator[Part]:
    opening = True
    titled = False
    for paragraph in paragraphs:
        part = (
            _styled(paragraph)
            or (_opening(paragraph, titled=titled) if opening else None)
            or _plain(paragraph)
        )
        opening = opening and part.place in (Place.TITLE, Place.UNDER_TITLE, Place.OTHER)
        titled = titled or part.place is Place.TITLE
        yield part


def _styled(paragraph: ReadParagraph) -> Part | None:
    name = paragraph.style
    style = _OWN_STYLES.get(name)
    if style is Style.TITLE:
        return Part(paragraph, Place.TITLE)
    if style in (Style.SPEAKER, Style.DATE):
        return Part(paragraph, Place.UNDER_TITLE)
    if style in (Style.GREETING, Style.RECIPIENT):
        return Part(paragraph, Place.GREETING)
    if heading := _HEADING_STYLE.match(name):
        found = find_heading(paragraph.text)
        level = min(int(heading.group(1)), len(HEADINGS))
        return Part(paragraph, Place.HEADING, level, found.end if found else len(paragraph.text))
    if style is Style.BODY:
        return Part(paragraph, Place.BODY)
    return None if style in (None, Style.NORMAL) else Part(paragraph, Place.OTHER)


def _opening(paragraph: ReadParagraph, *, titled: bool) -> Part | None:
    text = paragraph.text.strip()
    if len(text) > _LONGEST_OPENING_CHARS or find_heading(text):
        return None
    large = max(run.size_pt for run in paragraph.runs) >= _TITLE_MIN_PT
    if large:
        return Part(paragraph, Place.TITLE)
    if titled and (paragraph.value("jc") == "center" or _DATE.fullmatch(text)):
        return Part(paragraph, Place.UNDER_TITLE)
    return Part(paragraph, Place.TITLE) if paragraph.value("jc") == "center" else None


def _plain(paragraph: ReadParagraph) -> Part:
    text = paragraph.text
    lead = len(text) - len(text.lstrip())
    if found := find_heading(text[lead:]):
        return Part(paragraph, Place.HEADING, found.level, lead + found.end)
    if text.rstrip().endswith(("：", ":")) and len(text) <= _LONGEST_GREETING_CHARS:
        return Part(paragraph, Place.GREETING)
    return Part(paragraph, Place.BODY)
