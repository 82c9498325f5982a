"""What a paragraph or a run of a .docx looks like in the end: defaults, styles and its own properties.

ECMA-376 part 1, 17.7.2: document defaults, then the paragraph style's chain, then the character style's,
then what stands on the paragraph or run itself; attribute by attribute.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from speechdesk.export.verify.package import Package, W

Look = Mapping[str, Mapping[str, str]]
"""Properties: name of the element → its attributes, both without the prefix."""

_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST_CHAIN = 20  # Word's own limit on styles based on styles is lower
_NOTHING: Look = {}
_SIDES = {"start": "left", "end": "right"}  # in lines that run from left to right
_PLAINLY_ON = {"val": "1"}  # an on/off property without a value is on


@dataclass(frozen=True, slots=True)
class ReadRun:
    """Characters of a foreign file with their look.

    Attributes:
        hinted: whether the run itself says that marks both scripts share are Chinese.
    """

    text: str
    look: Look
    hinted: bool

    @property
    def face(self) -> str:
        """The East Asian face, "" where none is named."""
        return self.look.get("rFonts", {}).get("eastAsia", "")

    @property
    def size_pt(self) -> float:
        """The size; Word's own default is 10 pt."""
        size = self.look.get("sz", {}).get("val", "20")
        return int(size) / 2 if size.isdigit() else 0

    @property
    def fonts(self) -> Mapping[str, str]:
        """The attributes of w:rFonts."""
        return self.look.get("rFonts", {})


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph of a foreign file.

    Attributes:
        number: from 1, empty ones counted.
        style: the name of its style, in small letters; "normal" where it has none.
        look: its paragraph properties.
        runs: those with text.
        breaks_page: whether a page break stands in it or is asked for before it.
    """

    number: int
    style: str
    look: Look
    runs: tuple[ReadRun, ...]
    breaks_page: bool

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(run.text for run in self.runs)

    def place(self) -> str:
        """Return how the user finds it."""
        return f"第{self.number}段“{self.text[:10]}{'…' if len(self.text) > 10 else ''}”"  # noqa: PLR2004

    def value(self, name: str, attribute: str = "val") -> str:
        """Return one attribute of its properties, "" where it is not given."""
        return self.look.get(name, {}).get(attribute, "")

    def has(self, name: str) -> bool:
        """Return whether an on/off property is on."""
        return name in self.look and self.value(name) not in _OFF


def is_on(look: Look, name: str) -> bool:
    """Return whether an on/off property of `look` is on."""
    return name in look and look[name].get("val") not in _OFF


class Cascade:
    """Resolves the looks of one file.

    Args:
        package: the file.
    """

    def __init__(self, package: Package) -> None:
        styles = package.part("word/styles.xml")
        self._styles = {str(item.get(f"{W}styleId")): item for item in styles.iter(f"{W}style")}
        self._default = next(
            (
                name
                for name, item in self._styles.items()
                if item.get(f"{W}type") == "paragraph" and item.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._paragraph_defaults = _properties(styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        self._run_defaults = _properties(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self.paragraph_look = functools.cache(self._paragraph_look)
        self.run_look = functools.cache(self._run_look)

    def style_name(self, identifier: str) -> str:
        """Return a style's name in small letters."""
        name = self._find(identifier, "name")
        return str(name.get(f"{W}val", "")).lower() if name is not None else "normal"

    def paragraphs(self, root: Element) -> Iterator[ReadParagraph]:
        """Yield the paragraphs of a part in order, those of tables among them."""
        for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            own = paragraph.find(f"{W}pPr")
            named = own.find(f"{W}pStyle") if own is not None else None
            style = str(named.get(f"{W}val", "")) if named is not None else self._default
            look = _merged(self.paragraph_look(style), _properties(own))
            breaks = any(item.get(f"{W}type") == "page" for item in paragraph.iter(f"{W}br"))
            yield ReadParagraph(
                number,
                self.style_name(style),
                look,
                tuple(self._runs(paragraph, style)),
                breaks or is_on(look, "pageBreakBefore"),
            )

    def _runs(self, paragraph: Element, style: str) -> Iterator[ReadRun]:
        for run in paragraph.iter(f"{W}r"):
            text = "".join(item.text or "" for item in run.iter(f"{W}t"))
            if not text:
                continue
            own = _properties(run.find(f"{W}rPr"))
            look = self.run_look(style)
            if "rStyle" in own:
                look = _merged(look, self._chain(own["rStyle"].get("val", ""), "rPr"))
            hinted = own.get("rFonts", {}).get("hint") == "eastAsia"
            yield ReadRun(text, _merged(look, own), hinted)

    def _paragraph_look(self, style: str) -> Look:
        return _merged(self._paragraph_defaults, self._chain(style, "pPr"))

    def _run_look(self, style: str) -> Look:
        return _merged(self._run_defaults, self._chain(style, "rPr"))

    def _chain(self, identifier: str, kind: str) -> Look:
        chain: list[Look] = []
        while identifier in self._styles and len(chain) < _DEEPEST_CHAIN:
            chain.append(_properties(self._find(identifier, kind)))
            based = self._find(identifier, "basedOn")
            identifier = str(based.get(f"{W}val", "")) if based is not None else ""
        return functools.reduce(_merged, reversed(chain), _NOTHING)

    def _find(self, identifier: str, tag: str) -> Element | None:
        style = self._styles.get(identifier)
        return style.find(f"{W}{tag}") if style is not None else None


def attributes(element: Element | None) -> Mapping[str, str]:
    """Return an element's attributes without the prefix, none for no element."""
    if element is None:
        return {}
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _properties(element: Element | None) -> Look:
    if element is None:
        return {}
    return {name: _sided(name, attributes(item)) or _PLAINLY_ON for item in element for name in [_name(item)]}


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _sided(name: str, found: Mapping[str, str]) -> Mapping[str, str]:
    """Return the attributes of a property; LibreOffice and others call the sides of lines start and end."""
    if name == "jc":
        return {key: _SIDES.get(value, value) for key, value in found.items()}
    if name == "ind":
        return {_SIDES.get(key, key): value for key, value in found.items()}
    return found


def _merged(under: Look, over: Look) -> Look:
    if not over:
        return under
    both = dict(under)
    for name, values in over.items():
        both[name] = {**under.get(name, {}), **values}
    return both
