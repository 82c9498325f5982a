"""The record of one check, and what all checks have at hand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from speechdesk.export.preset import TWIPS_PER_MM, Preset
from speechdesk.export.verify.cascade import Cascade, ReadParagraph
from speechdesk.export.verify.classify import Part, Place
from speechdesk.export.verify.package import Package

_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One measure of a file: what was expected, what was found and where."""

    name: str
    expected: str
    found: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A file being measured.

    Attributes:
        package: its parts.
        cascade: resolves its looks.
        paragraphs: of the document, in order.
        parts: what each non-empty paragraph is.
        preset: what it is measured against.
    """

    package: Package
    cascade: Cascade
    paragraphs: tuple[ReadParagraph, ...]
    parts: tuple[Part, ...]
    preset: Preset


Rule = Callable[[Subject], Check]


def faults(name: str, expected: str, found: Iterable[str]) -> Check:
    """Return the check of something that must hold everywhere.

    Args:
        name: of the check.
        expected: what is right.
        found: each place where it does not hold, with what stands there.
    """
    places = list(found)
    if not places:
        return Check(name, expected, "符合", ok=True)
    shown = "；".join(places[:_MOST_PLACES])
    more = f"；等 {len(places)} 处" if len(places) > _MOST_PLACES else ""
    return Check(name, expected, shown + more, ok=False)


def near(name: str, expected_twips: float, found: str | None, tolerance_twips: int = 3) -> Check:
    """Return the check of one length, both said in millimetres."""
    try:
        length = float(found) if found else None
    except ValueError:
        length = None
    ok = length is not None and abs(length - expected_twips) <= tolerance_twips
    said = "没有设置" if length is None else f"{length / TWIPS_PER_MM:.1f} 毫米"
    return Check(name, f"{expected_twips / TWIPS_PER_MM:.1f} 毫米", said, ok)


def of(subject: Subject, *places: Place) -> tuple[Part, ...]:
    """Return the paragraphs that are one of these, in order."""
    return tuple(part for part in subject.parts if part.place in places)


def where(
    name: str,
    expected: str,
    parts: Iterable[Part],
    wrong: Callable[[ReadParagraph], bool],
    said: Callable[[ReadParagraph], str] | None = None,
) -> Check:
    """Return the check of something that must hold for each of some paragraphs.

    Args:
        name: of the check.
        expected: what is right.
        parts: the paragraphs.
        wrong: whether it does not hold for one.
        said: what stands there instead; without it only the place is told.
    """
    found = (part.paragraph for part in parts if wrong(part.paragraph))
    return faults(name, expected, (p.place() + (f"：{said(p)}" if said else "") for p in found))
