"""How the paragraphs of a Word document look, told against what is usual in it.

Absolute faces and sizes say little: the body of one document is in 仿宋, of another in 宋体. What differs
from most of the text is meant to be seen.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from speechdesk.documents.package import Element
from speechdesk.documents.paragraphs import Look, Paragraph
from speechdesk.documents.wordml import W, number, switch, value

_USUAL_HALF_POINTS = 20  # what Word takes where nothing is said
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class RunLook:
    """What the properties of a run, or of a style, say; None where they say nothing.

    Attributes:
        face: of Chinese characters, or the theme's name for it.
        half_points: the size, as Word counts it.
        bold: whether it is bold.
    """

    face: str | None = None
    half_points: int | None = None
    bold: bool | None = None

    def over(self, below: "RunLook") -> "RunLook":
        """Return these properties, and those of `below` where these say nothing."""
        return RunLook(
            below.face if self.face is None else self.face,
            below.half_points if self.half_points is None else self.half_points,
            below.bold if self.bold is None else self.bold,
        )


SILENT = RunLook()
"""The look of properties that say nothing."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a paragraph looks by itself.

    Attributes:
        runs: what its runs look like, and how many Chinese characters each look covers.
        centred: whether it stands in the middle of the line.
    """

    runs: Mapping[RunLook, int]
    centred: bool


def read_run_look(properties: Element | None) -> RunLook:
    """Return what a `w:rPr` says itself."""
    if properties is None or not len(properties):
        return SILENT
    fonts = properties.find(W + "rFonts")
    face = None if fonts is None else fonts.get(W + "eastAsiaTheme") or fonts.get(W + "eastAsia")
    return RunLook(face, number(properties, "sz"), switch(properties, "b"))


def read_centred(properties: Element | None) -> bool | None:
    """Return whether a `w:pPr` centres its paragraph, None where it does not say."""
    place = None if properties is None else value(properties, "jc")
    return None if place is None else place == "center"


def count_chinese(text: str) -> int:
    """Return how many Chinese characters a text has; the others are printed in a face of their own."""
    return len(_CHINESE.findall(text))


def tell_looks(paragraphs: Sequence[tuple[Paragraph, Appearance | None]]) -> list[Paragraph]:
    """Return the paragraphs with the look of those that stand out from the body.

    A paragraph whose style says what it is needs none, and one without an appearance gets none.
    """
    runs: Counter[RunLook] = Counter()
    for _, appearance in paragraphs:
        runs.update({} if appearance is None else appearance.runs)
    if not runs:
        return [paragraph for paragraph, _ in paragraphs]
    usual = _whole(max(runs, key=lambda look: runs[look]))
    centred = _usually_centred(paragraphs)
    return [
        paragraph
        if paragraph.style is not None or appearance is None or not appearance.runs
        else replace(paragraph, look=_differing(appearance, usual, usually_centred=centred))
        for paragraph, appearance in paragraphs
    ]


def _usually_centred(paragraphs: Sequence[tuple[Paragraph, Appearance | None]]) -> bool:
    """Whether more of the text is centred than not: then it tells nothing."""
    lengths = Counter[bool]()
    for paragraph, appearance in paragraphs:
        if appearance is not None:
            lengths[appearance.centred] += len(paragraph.text)
    return lengths[True] > lengths[False]


def _whole(look: RunLook) -> RunLook:
    """Return a look with what Word takes where nothing is said."""
    return look.over(RunLook("", _USUAL_HALF_POINTS, bold=False))


def _differing(appearance: Appearance, usual: RunLook, *, usually_centred: bool) -> Look | None:
    """Return in what a whole paragraph differs from the usual one, None where in nothing."""
    runs = [_whole(look) for look in appearance.runs]
    faces = {look.face or "" for look in runs} - {usual.face}
    # A few emphasised words make no heading: what not all of the paragraph has does not count.
    look = Look(
        larger_half_points=min(look.half_points or 0 for look in runs) - (usual.half_points or 0),
        bold=all(look.bold for look in runs) and not usual.bold,
        face=faces.pop() if len({look.face for look in runs}) == len(faces) == 1 else "",
        centred=appearance.centred and not usually_centred,
    )
    return None if look == Look() else look
