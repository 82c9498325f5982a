"""Headings without a number, known by their look: short lines that stand out and stand alone.

A look is a heading's only where most of the unnumbered paragraphs that have it have the shape of one; a
quotation in 楷体 or an emphasised list then makes none.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from speechdesk.documents.lines import ends_sentence, has_sentence
from speechdesk.documents.opening import (
    calls_audience,
    is_attachment,
    is_date,
    is_date_with_place,
    is_greeting,
    names_office,
)
from speechdesk.documents.paragraphs import Look, Paragraph
from speechdesk.documents.wording import wording
from speechdesk.records import BlockKind
from speechdesk.text.headings import find_heading, numbered_level

_LONGEST = 40  # characters
_DEEPEST = 4
_STYLED_HALF_POINTS = 1000  # a heading by its style stands above any that is one by its look alone
_SHAPE = re.compile(r"[\w“《【〔].*[\u4e00-\u9fff].*", re.DOTALL)
_OPEN_END = tuple("，、,：:；;")
_NAME = "[\u4e00-\u9fff]{2,4}"
_NAMES = re.compile(rf"{_NAME}(?:、{_NAME}){{2,}}|{_NAME}(?:\s+{_NAME}){{2,}}")
_SPLIT_NAMES = re.compile(r"[、\s]+")


def looks_like_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is set as titles are: larger than the text, in the middle of the line."""
    look = paragraph.look
    return look is not None and look.centred and look.larger_half_points > 0


def find_standing(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return index → level of the headings that only their look tells, none of them numbered or styled.

    Args:
        paragraphs: those of a speech below its opening.
    """
    shaped = {
        index
        for index, paragraph in enumerate(paragraphs)
        if _stands_out(paragraph.look) and _has_shape(paragraph.text)
    }
    if not shaped:
        return {}
    votes: Counter[Look] = Counter()
    for index, paragraph in enumerate(paragraphs):
        if paragraph.look is not None and not numbered_level(paragraph.text):
            votes[paragraph.look] += 1 if index in shaped and _stands_alone(paragraphs, index) else -1
    levels = _Levels()
    found: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs):
        look = paragraph.look
        if index in shaped and look is not None and votes[look] > 0 and _stands_alone(paragraphs, index):
            found[index] = levels.place(look)
        elif level := _known_level(paragraph):
            levels.pass_heading(paragraph, level)
    return found


def _stands_out(look: Look | None) -> bool:
    if look is None or look.larger_half_points < 0:
        return False
    return look.larger_half_points > 0 or look.bold or bool(look.face) or look.centred


def _has_shape(text: str) -> bool:
    """Whether a line has the words of a heading: one phrase, no caption, list of names, date or the like."""
    if len(text) > _LONGEST or not _SHAPE.fullmatch(text) or numbered_level(text):
        return False
    if has_sentence(text) or ends_sentence(text) or text.endswith(_OPEN_END):
        return False
    if _caption().match(text) or _lists_names(text) or is_attachment(text):
        return False
    return not any(
        test(text) for test in (is_date, is_date_with_place, is_greeting, calls_audience, names_office)
    )


@functools.cache
def _caption() -> re.Pattern[str]:
    labels = "|".join(wording().caption_labels)
    return re.compile(rf"(?:{labels})\s*[0-9\uff10-\uff19一二三四五六七八九十]")


def _lists_names(text: str) -> bool:
    """Whether a line is a list of persons; three words of one length side by side may be a slogan."""
    if _NAMES.fullmatch(text) is None:
        return False
    return "、" in text or len({len(name) for name in _SPLIT_NAMES.split(text)}) > 1


def _stands_alone(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line heads what follows: no list goes on beside it, no date or end of the text follows."""
    if index + 1 >= len(paragraphs) or is_date(paragraphs[index + 1].text):
        return False
    near = (*paragraphs[max(0, index - 1) : index], *paragraphs[index + 1 : index + 2])
    return not any(
        beside.look == paragraphs[index].look and not numbered_level(beside.text) for beside in near
    )


def _known_level(paragraph: Paragraph) -> int:
    """Return the level of a heading by number or style that is all of its paragraph, else 0."""
    if paragraph.style is not None and paragraph.style.kind is BlockKind.HEADING:
        return paragraph.style.level
    heading = find_heading(paragraph.text)
    return heading.level if heading is not None and heading.end == len(paragraph.text) else 0


@dataclass(slots=True)
class _Levels:
    """Gives each look a level: one below the open headings that are as large, when it first appears.

    Attributes:
        by_look: looks placed, those of numbered headings too.
        open: size and level of the headings the text now stands under.
    """

    by_look: dict[Look, int] = field(default_factory=dict[Look, int])
    open: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def pass_heading(self, paragraph: Paragraph, level: int) -> None:
        """Take note of a heading whose level is known."""
        look = paragraph.look
        if look is not None:
            self.by_look[look] = min(level, self.by_look.get(look, level))
        usual = 0 if look is None else look.larger_half_points
        self._open(_STYLED_HALF_POINTS if paragraph.style is not None else usual, level)

    def place(self, look: Look) -> int:
        """Return the level of a heading by its look."""
        if look not in self.by_look:
            above = [level for size, level in self.open if size >= look.larger_half_points]
            self.by_look[look] = min(_DEEPEST, 1 + max(above, default=0))
        level = self.by_look[look]
        self._open(look.larger_half_points, level)
        return level

    def _open(self, half_points: int, level: int) -> None:
        self.open = [(size, above) for size, above in self.open if above < level]
        self.open.append((half_points, level))
