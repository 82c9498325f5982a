"""A .docx, .docm or .dotx file → its paragraphs in reading order, as Word shows them.

The parts are read as they are; macros, pictures, headers, footers, notes and comments are never opened.
"""

from collections.abc import Iterable, Iterator

from speechdesk.documents.lines import strip_line
from speechdesk.documents.looks import Appearance, read_centred, tell_looks
from speechdesk.documents.numbering import ListInstance, ListNumbers, read_lists
from speechdesk.documents.package import (
    DamagedPackage,
    Element,
    LockedPackage,
    OversizedPackage,
    Package,
)
from speechdesk.documents.paragraphs import Paragraph, Style
from speechdesk.documents.runs import (
    ALTERNATIVES,
    BOX,
    ParagraphText,
    RunReader,
    choose_alternative,
    is_placeholder,
)
from speechdesk.documents.styles import StyleFacts, StyleSheet, heading_style
from speechdesk.documents.wordml import W, number, read_part, switch, value
from speechdesk.errors import UnreadableFile
from speechdesk.records import BlockKind

_USUAL_PART = "word/document.xml"
_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = W + "p", W + "tbl", W + "tr", W + "tc", W + "sdt"
_WRAPPERS = frozenset(W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
_NO_LIST = "0"
_Seen = tuple[Paragraph, Appearance | None]
_MOST_PARAGRAPHS = 100_000


def is_word(data: bytes) -> bool:
    """Whether the bytes are a package with a Word document in it, whatever the file's name."""
    try:
        package = Package(data)
        return _main_part(package) in package
    except (DamagedPackage, LockedPackage, OversizedPackage):
        return False


def read_word(data: bytes, name: str) -> list[Paragraph]:
    """Return the paragraphs of a .docx that are not empty, in the order they are read.

    Insertions are taken for accepted, deletions and hidden text are left out, automatic numbers stand before
    their paragraphs. A table is read cell by cell, a text box where it hangs. A line break inside a title or
    heading is none of the text; elsewhere it ends a paragraph. A table of contents is left out. What a
    reading copy turns over to the next page is joined again.

    Args:
        data: the whole file.
        name: the file's name, for the message.

    Raises:
        UnreadableFile: it is damaged, encrypted, no Word document, or unpacks to more than a speech could be.
    """
    try:
        package = Package(data)
        main = _main_part(package)
        body = _body(root := read_part(package, main))
        styles = StyleSheet(_side_part(package, main, "styles"))
        lists = _side_part(package, main, "numbering")
        return tell_looks(list(_Reader(root, styles, lists).read(body)))
    except LockedPackage as error:
        raise UnreadableFile(f"“{name}”设有密码，请在 Word 或 WPS 中取消密码后再试。") from error
    except OversizedPackage as error:
        raise UnreadableFile(f"“{name}”解压后过大，不像一篇讲话，没有读取。") from error
    except DamagedPackage as error:
        raise UnreadableFile(
            f"“{name}”不是完好的 Word 文档，请在 Word 或 WPS 中重新另存为 .docx。"
        ) from error


def _main_part(package: Package) -> str:
    """Return the document's part: what the package relates to, or the usual name."""
    try:
        named = package.related("", "officeDocument")
    except DamagedPackage:
        named = None
    named = named or _USUAL_PART
    return named if named in package and named.split("/")[0] not in {"xl", "ppt"} else _USUAL_PART


def _body(root: Element) -> Element:
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        raise DamagedPackage(root.tag)
    return body


def _side_part(package: Package, main: str, kind: str) -> Element | None:
    """Return the styles or the numbering; a document whose own text is whole is read without them."""
    try:
        part = package.related(main, kind)
        return read_part(package, part) if part is not None and part in package else None
    except DamagedPackage:
        return None


class _Reader:
    """Reads the stories of one document, counting its lists."""

    def __init__(self, root: Element, styles: StyleSheet, lists: Element | None) -> None:
        self._styles = styles
        self._runs = RunReader(styles, root)
        self._lists: dict[str, ListInstance] = {} if lists is None else read_lists(lists, styles.list_ids())
        self._numbers = ListNumbers(self._lists)
        self._left = _MOST_PARAGRAPHS

    def read(self, container: Element) -> Iterator[_Seen]:
        """Yield the paragraphs of a body, cell or text box.

        A paragraph whose end is deleted or hidden runs on into the next one; one that goes on overleaf, too.

        Raises:
            OversizedPackage: there are more of them than in any speech.
        """
        begun = ""
        whole = False  # whether what is begun ends unless it goes on overleaf
        style: Style | None = None
        appearance: Appearance | None = None
        for element in _walk(container):
            if element is None:  # the end of a cell ends its last paragraph whatever its mark says
                yield from _split(begun, style, appearance)
                begun = ""
                continue
            if not self._left:
                raise OversizedPackage
            self._left -= 1
            properties = element.find(W + "pPr")
            facts = self._styles.paragraph(None if properties is None else value(properties, "pStyle"))
            goes_on = facts.continues and bool(begun)
            if whole and not goes_on:
                yield from _split(begun, style, appearance)
                begun = ""
            read = self._runs.read(element, facts)
            text = "" if facts.contents else read.text
            deleted, hidden = _lost_end(properties, facts, text)
            label = "" if deleted or (hidden and not text.strip()) else self._label(properties, facts)
            begun += label + text if text.strip() else text
            if not goes_on:
                style, appearance = _evidence(properties, facts), _appearance(element, read, facts)
            for box in read.boxes_before:
                yield from self.read(box)
            whole = not (deleted or hidden)
            if whole and read.boxes_after:
                yield from _split(begun, style, appearance)
                begun = ""
            for box in read.boxes_after:
                yield from self.read(box)
        yield from _split(begun, style, appearance)

    def _label(self, properties: Element | None, facts: StyleFacts) -> str:
        """Return the automatic number of a paragraph, "" where it has none, and count it."""
        own = None if properties is None else properties.find(W + "numPr")
        list_id = None if own is None else value(own, "numId")
        level = None if own is None else number(own, "ilvl")
        if list_id is None:
            list_id = facts.list_id
            if level is None:
                level = self._level_of_style(list_id, properties, facts)
        if list_id is None or list_id == _NO_LIST:
            return ""
        return self._numbers.label(list_id, level or 0)

    def _level_of_style(
        self, list_id: str | None, properties: Element | None, facts: StyleFacts
    ) -> int | None:
        style_id = None if properties is None else value(properties, "pStyle")
        instance = self._lists.get(list_id or "")
        tied = instance.level_of_style(style_id) if instance is not None and style_id is not None else None
        return facts.level if tied is None else tied


def _walk(container: Iterable[Element]) -> Iterator[Element | None]:
    """Yield the `w:p` below a container in order, and None at each cell's two ends.

    A cell that goes on the one above it holds nothing of its own; a deleted or hidden row holds nothing.
    """
    for element in container:
        tag = element.tag
        if tag == _PARAGRAPH:
            yield element
        elif tag == _CONTROL:
            if not is_placeholder(element):
                yield from _walk(element)
        elif tag == ALTERNATIVES:
            yield from _walk(choose_alternative(element))
        elif tag in _WRAPPERS or tag == _TABLE:
            yield from _walk(element)
        elif tag == _ROW:
            if not _is_lost(element.find(W + "trPr"), ("del", "hidden")):
                yield from _walk(element)
        elif tag == _CELL and not _is_lost(element.find(W + "tcPr"), ("cellDel",)) and not _goes_on(element):
            yield None
            yield from _walk(element)
            yield None


def _is_lost(properties: Element | None, marks: tuple[str, ...]) -> bool:
    return any(switch(properties, mark) for mark in marks)


def _goes_on(cell: Element) -> bool:
    """Whether a cell is merged into the one above or before it."""
    properties = cell.find(W + "tcPr")
    merges = () if properties is None else (properties.find(W + "vMerge"), properties.find(W + "hMerge"))
    return any(merge is not None and merge.get(W + "val", "continue") == "continue" for merge in merges)


def _lost_end(properties: Element | None, facts: StyleFacts, text: str) -> tuple[bool, bool]:
    """Return whether a paragraph's end is deleted, and whether it is hidden."""
    mark = None if properties is None else properties.find(W + "rPr")
    deleted = mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))
    hidden = switch(mark, "vanish")
    return deleted, (facts.hidden and not text) if hidden is None else hidden


def _evidence(properties: Element | None, facts: StyleFacts) -> Style | None:
    """Return what the style says of a paragraph, or else an outline level set on the paragraph itself."""
    if facts.style is not None or properties is None:
        return facts.style
    return heading_style(number(properties, "outlineLvl"))


def _appearance(element: Element, read: ParagraphText, facts: StyleFacts) -> Appearance | None:
    """Return how a paragraph looks; None in a cell or box, which is set as it likes and heads nothing."""
    if next(element.iterancestors(_CELL, BOX), None) is not None:
        return None
    centred = read_centred(element.find(W + "pPr"))
    return Appearance(read.looks, facts.centred if centred is None else centred)


def _split(text: str, style: Style | None, appearance: Appearance | None) -> Iterator[_Seen]:
    lines = text.split("\n")
    if style is not None and style.kind in {BlockKind.TITLE, BlockKind.HEADING}:
        lines = ["".join(lines)]
    for line in lines:
        if stripped := strip_line(line):
            yield Paragraph(stripped, style), appearance
