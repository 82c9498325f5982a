"""A Word paragraph → the text its reader sees: revisions accepted, hidden text and field codes left out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speechdesk.documents.looks import RunLook, count_chinese, read_run_look
from speechdesk.documents.numerals import format_number
from speechdesk.documents.package import Element
from speechdesk.documents.styles import StyleFacts, StyleSheet
from speechdesk.documents.symbols import symbol_text
from speechdesk.documents.wordml import W, switch, value

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATIVES = _COMPATIBILITY + "AlternateContent"
BOX = W + "txbxContent"
_RUN, _RUN_PROPERTIES, _FIELD_MARK, _FIELD_CODE = W + "r", W + "rPr", W + "fldChar", W + "instrText"
_CONTROL, _TEXT, _SYMBOL = W + "sdt", W + "t", W + "sym"
# Deleted text, what stands for the reading aid of ruby, and properties that hold no text.
_DROPPED = frozenset(
    W + name for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "rubyPr")
)
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_CONTENTS_CODE = re.compile(r"\s*TO[CA]\b", re.IGNORECASE)
_ENCLOSED = re.compile(r"\s*EQ\s*\\o\s*\\ac\s*\([^,，;)]*[,，;]\s*([^)]+?)\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ParagraphText:
    r"""A paragraph as it is read.

    Attributes:
        text: with "\n" for line breaks; empty where all is hidden or deleted.
        looks: how its runs look, and how many Chinese characters each look covers.
        boxes_before, boxes_after: `w:txbxContent` of the text boxes that hang on it, told apart by whether
            they stand before its first character.
    """

    text: str
    looks: Mapping[RunLook, int]
    boxes_before: tuple[Element, ...]
    boxes_after: tuple[Element, ...]


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False  # whether what follows is the field's result


class RunReader:
    """Reads paragraphs of one story in order; fields may reach over several of them.

    Args:
        styles: of the document.
        root: the story, searched for fields that have an end; one that has none hides nothing.
    """

    def __init__(self, styles: StyleSheet, root: Element) -> None:
        self._styles = styles
        self._whole_fields = _find_whole_fields(root)
        self._open: list[_Field] = []
        self._shown = True
        self._pieces: list[str] = []
        self._looks: Counter[RunLook] = Counter()
        self._boxes: list[tuple[bool, Element]] = []

    def read(self, paragraph: Element, facts: StyleFacts) -> ParagraphText:
        """Return the text of a `w:p`.

        Args:
            paragraph: the next of the story.
            facts: what its style says.
        """
        self._pieces, self._boxes = [], []
        self._looks = Counter()
        self._walk(paragraph, hidden=facts.hidden)
        looks: Counter[RunLook] = Counter()
        for look, length in self._looks.items():
            looks[look.over(facts.run)] += length
        return ParagraphText(
            "".join(self._pieces),
            looks,
            tuple(box for first, box in self._boxes if first),
            tuple(box for first, box in self._boxes if not first),
        )

    def _walk(self, parent: Iterable[Element], *, hidden: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._read_run(element, hidden=hidden)
            elif tag == BOX:
                self._boxes.append((not any(piece.strip() for piece in self._pieces), element))
            elif tag == ALTERNATIVES:
                self._walk(choose_alternative(element), hidden=hidden)
            elif tag == _MATH_TEXT:
                self._add(element.text or "")
            elif tag not in _DROPPED and not (tag == _CONTROL and is_placeholder(element)):
                self._walk(element, hidden=hidden)

    def _read_run(self, run: Element, *, hidden: bool) -> None:
        unseen = self._hides(run, hidden=hidden)
        begun = len(self._pieces)
        for element in run:
            tag = element.tag
            if tag == _FIELD_MARK:
                self._pass_field_mark(element)
            elif tag == _FIELD_CODE:
                if self._open and not self._open[-1].result:
                    self._open[-1].code += element.text or ""
            elif unseen or tag in _DROPPED:
                continue
            elif tag == _TEXT:
                self._add((element.text or "").replace("\n", " "))
            elif tag in _SIGNS:
                self._add(_SIGNS[tag])
            elif tag == _SYMBOL:
                self._add(symbol_text(element.get(W + "char", ""), element.get(W + "font", "")))
            else:
                self._walk((element,), hidden=hidden)
        if length := count_chinese("".join(self._pieces[begun:])):
            self._looks[self._look(run)] += length

    def _look(self, run: Element) -> RunLook:
        """Return what a run and its style say of its look."""
        properties = run.find(_RUN_PROPERTIES)
        style = None if properties is None else value(properties, "rStyle")
        look = read_run_look(properties)
        return look if style is None else look.over(self._styles.run_look(style))

    def _hides(self, run: Element, *, hidden: bool) -> bool:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return hidden
        direct = switch(properties, "vanish")
        if direct is not None:
            return direct
        style = value(properties, "rStyle")
        return hidden if style is None else hidden ^ self._styles.hides_run(style)

    def _add(self, text: str) -> None:
        if self._shown:
            self._pieces.append(text)

    def _pass_field_mark(self, mark: Element) -> None:
        if mark not in self._whole_fields:
            return
        kind = mark.get(W + "fldCharType")
        closed = None
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate":
            self._open[-1].result = True
        else:
            closed = self._open.pop()
        self._shown = all(field.result and not _CONTENTS_CODE.match(field.code) for field in self._open)
        if closed is not None and not closed.result:
            self._add(_enclosed(closed.code))


def choose_alternative(element: Element) -> Iterable[Element]:
    """Return the first branch of an `mc:AlternateContent` that holds text; all say the same."""
    return next((branch for branch in element if next(branch.iter(_TEXT), None) is not None), ())


def is_placeholder(control: Element) -> bool:
    """Whether a `w:sdt` shows a prompt (单击此处输入文字) or a table of contents, which no one wrote."""
    properties = control.find(W + "sdtPr")
    if properties is None:
        return False
    gallery = properties.find(f"{W}docPartObj/{W}docPartGallery")
    contents = gallery is not None and gallery.get(W + "val") == "Table of Contents"
    return contents or bool(switch(properties, "showingPlcHdr"))


def _enclosed(code: str) -> str:
    r"""Return what a field without a result shows: EQ \o\ac(○,1) is Word's way to write ① (带圈字符)."""
    found = _ENCLOSED.match(code)
    if found is None:
        return ""
    inner = found.group(1)
    digits = inner.isascii() and inner.isdecimal() and len(inner) <= 2  # noqa: PLR2004 - circles end at 50
    return format_number(int(inner), "decimalEnclosedCircle") if digits else inner


def _find_whole_fields(root: Element) -> frozenset[Element]:
    """Return the marks of all fields that have a beginning and an end, and no more than one separator."""
    whole: list[Element] = []
    stack: list[list[Element]] = []
    for mark in root.iter(_FIELD_MARK):
        if any(True for _ in mark.iterancestors(W + "del", W + "moveFrom")):
            continue
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            stack.append([mark])
        elif stack and kind == "separate" and len(stack[-1]) == 1:
            stack[-1].append(mark)
        elif stack and kind == "end":
            whole += [*stack.pop(), mark]
    return frozenset(whole)
