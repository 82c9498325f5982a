"""styles.xml → what a style says of its paragraphs and runs, inherited as Word inherits it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from speechdesk.documents.looks import SILENT, RunLook, read_centred, read_run_look
from speechdesk.documents.package import Element
from speechdesk.documents.paragraphs import Style
from speechdesk.documents.wordml import W, number, switch, value
from speechdesk.records import BlockKind

_LONGEST_CHAIN = 20  # styles based on one another; a circle ends here too
_BY_NAME = {
    "title": Style(BlockKind.TITLE),
    "标题": Style(BlockKind.TITLE),
    "speaker": Style(BlockKind.SPEAKER),
    "date": Style(BlockKind.DATE),
    "日期": Style(BlockKind.DATE),
    "greeting": Style(BlockKind.GREETING),
    "salutation": Style(BlockKind.GREETING),
    "称呼": Style(BlockKind.GREETING),
    "body text": Style(BlockKind.BODY),
    "正文文本": Style(BlockKind.BODY),
}
_INHERITED = frozenset({BlockKind.TITLE, BlockKind.HEADING})  # what a style based on such a style still is
_HEADING = re.compile(r"(?:heading|标题)\s*([1-4])")
_CONTENTS = re.compile(r"(?:toc|目录|目次)\s*(?:[1-9]|heading|标题)?")
_DEEPEST_HEADING = 4
_CONTINUED = "continued"  # what the reading copy calls the rest of a paragraph


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """What a paragraph style says.

    Attributes:
        style: evidence for the structure; None where the style says nothing.
        hidden: whether its text is hidden.
        list_id: the list instance its paragraphs belong to, "0" for none; None where nothing is said.
        level: the level in that list, from 0; None where nothing is said.
        contents: whether it is a line of a table of contents.
        run: how its text looks where the runs say nothing.
        centred: whether its paragraphs are centred.
        continues: whether its paragraphs are the rest of the one before, turned over to another page by us.
    """

    style: Style | None = None
    hidden: bool = False
    list_id: str | None = None
    level: int | None = None
    contents: bool = False
    run: RunLook = SILENT
    centred: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A style as it stands in the part, nothing inherited."""

    name: str
    based_on: str
    hidden: bool | None
    list_id: str | None
    level: int | None
    outline: int | None
    run: RunLook
    centred: bool | None


class StyleSheet:
    """The styles of a document.

    Args:
        root: the `w:styles` element; None for a document without styles.
    """

    def __init__(self, root: Element | None) -> None:
        self._entries: dict[str, _Entry] = {}
        self._default = ""
        self._hidden = False  # what the document's defaults say
        self._run = SILENT  # likewise
        self._facts: dict[str, StyleFacts] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._hidden = switch(default, "vanish") or False
        self._run = read_run_look(default)
        for element in root.findall(W + "style"):
            style_id = element.get(W + "styleId", "")
            self._entries[style_id] = _entry(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self._default = style_id

    def list_ids(self) -> dict[str, str]:
        """Return id of a style → id of the list instance it names itself."""
        return {style: entry.list_id for style, entry in self._entries.items() if entry.list_id is not None}

    def paragraph(self, style_id: str | None) -> StyleFacts:
        """Return what a paragraph style says; None, or an unknown id, stands for the default style."""
        wanted = self._default if style_id is None or style_id not in self._entries else style_id
        if wanted not in self._facts:
            self._facts[wanted] = self._resolve(wanted)
        return self._facts[wanted]

    def hides_run(self, style_id: str) -> bool:
        """Whether a character style turns hiding round (section 17.7.3: it is a toggle)."""
        return next((entry.hidden for entry in self._chain(style_id) if entry.hidden is not None), False)

    def run_look(self, style_id: str) -> RunLook:
        """Return how a character style makes its text look."""
        return _layered(self._chain(style_id))

    def _chain(self, style_id: str) -> Iterator[_Entry]:
        for _ in range(_LONGEST_CHAIN):
            entry = self._entries.get(style_id)
            if entry is None:
                return
            yield entry
            style_id = entry.based_on

    def _resolve(self, style_id: str) -> StyleFacts:
        chain = list(self._chain(style_id))
        return StyleFacts(
            style=_evidence(chain),
            hidden=next((entry.hidden for entry in chain if entry.hidden is not None), self._hidden),
            list_id=next((entry.list_id for entry in chain if entry.list_id is not None), None),
            level=next((entry.level for entry in chain if entry.level is not None), None),
            contents=bool(chain) and _CONTENTS.fullmatch(chain[0].name) is not None,
            run=_layered(chain).over(self._run),
            centred=next((entry.centred for entry in chain if entry.centred is not None), False),
            continues=bool(chain) and chain[0].name == _CONTINUED,
        )


def heading_style(outline: int | None) -> Style | None:
    """Return the style of an outline level, from 0; None for levels of body text and for None."""
    if outline is None or outline >= _DEEPEST_HEADING:
        return None
    return Style(BlockKind.HEADING, outline + 1)


def _layered(chain: Iterable[_Entry]) -> RunLook:
    """Return the look of a style over those it is based on."""
    look = SILENT
    for entry in chain:
        look = look.over(entry.run)
    return look


def _entry(element: Element) -> _Entry:
    properties = element.find(W + "pPr")
    numbering = None if properties is None else properties.find(W + "numPr")
    return _Entry(
        name=(value(element, "name") or "").strip().lower(),
        based_on=value(element, "basedOn") or "",
        hidden=switch(element.find(W + "rPr"), "vanish"),
        list_id=None if numbering is None else value(numbering, "numId"),
        level=None if numbering is None else number(numbering, "ilvl"),
        outline=None if properties is None else number(properties, "outlineLvl"),
        run=read_run_look(element.find(W + "rPr")),
        centred=read_centred(properties),
    )


def _evidence(chain: list[_Entry]) -> Style | None:
    """Return what the names say, the style's own first; failing them its outline level."""
    for entry in chain:
        named = _named(entry.name)
        if named is not None and (entry is chain[0] or named.kind in _INHERITED):
            return named
    return heading_style(next((entry.outline for entry in chain if entry.outline is not None), None))


def _named(name: str) -> Style | None:
    if heading := _HEADING.fullmatch(name):
        return Style(BlockKind.HEADING, int(heading.group(1)))
    return _BY_NAME.get(name)
