"""The marks of a .md file: taken off the text, and told as what they say of its headings.

Only the marks that people type in notes are known (CommonMark 0.31, sections 4 to 6): headings, emphasis,
quotes, lists, fences, rules, links and pictures. Numbers of lists stay, since a reader sees them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from speechdesk.documents.opening import gives_fact
from speechdesk.documents.paragraphs import Paragraph, Style
from speechdesk.records import BlockKind, Repair, RepairKind

_FENCE = re.compile(r"\s*(`{3,}|~{3,})[^`]*")
_RULE = re.compile(r"\s*(?:-\s*){3,}|\s*(?:\*\s*){3,}")
_LEAD = re.compile(r"\s*(?:(?:>|[-*+](?=\s))\s*)+")
_HEADING = re.compile(r"\s*(#{1,6})(?:\s+|$)")
_HEADING_END = re.compile(r"\s+#+\s*$")
# Each keeps its group. Marks of emphasis touch the words between them; those of a mask do not (李**、张**).
_SPANS = (
    re.compile(r"!\[[^\[\]]*\]\([^()]*\)()"),
    re.compile(r"\[([^\[\]]+)\]\([^()]*\)"),
    re.compile(r"`+([^`]+)`+"),
    re.compile(r"(?<!\\)\*{1,3}(?![\s*、，。；：！？）])((?:[^*\\]|\\.)*[^\s*\\])\*{1,3}"),
    re.compile(r"(?<![\w\\])_{1,3}(?![\s_])((?:[^_\\]|\\.)*[^\s_\\])_{1,3}(?!\w)"),  # not within a word
    re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])"),
)
_NEWLINE = re.compile("\r\n|[\r\n]")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text without its marks.

    Attributes:
        text: with blank lines where marks parted what stood on neighbouring lines.
        sources: the line of the source for each of its lines, counted from 1; empty where they are the same.
        repairs: one for each line that had marks.
        headings: text without white space → how many # stood before it, in the order of the source.
        opens_with_title: whether the first line that is not empty is a heading of the first level.
    """

    text: str
    sources: tuple[int, ...] = ()
    repairs: tuple[Repair, ...] = ()
    headings: Mapping[str, int] = field(default_factory=dict[str, int])
    opens_with_title: bool = False

    def locate(self, repair: Repair) -> Repair:
        """Return a repair of this text with the line of the source."""
        return replace(repair, line=self.sources[repair.line - 1]) if self.sources else repair


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its marks: how many # stood before it, whether it is an item, and all the marks."""

    text: str
    depth: int = 0
    item: bool = False
    marks: str = ""


def take_off_marks(text: str) -> Unmarked:
    """Return a text without the marks, and what they said.

    Args:
        text: of a .md file, with any line ends.
    """
    kept: list[str] = []
    sources: list[int] = []
    repairs: list[Repair] = []
    headings: dict[str, int] = {}
    before: _Line | None = None
    titled = False
    for source, line in enumerate(_unmark_lines(_NEWLINE.split(text)), 1):
        if before is not None and before.text and (line.depth or line.item or before.depth):
            kept.append("")  # else the lines might be taken for one that was broken
            sources.append(source)
        kept.append(line.text)
        sources.append(source)
        if line.marks:
            repairs.append(Repair(RepairKind.MARKUP, source, line.marks))
        if line.depth and (key := _bare(line.text)):
            titled = titled or (line.depth == 1 and not any(kept[:-1]))
            headings.setdefault(key, line.depth)
        before = line
    return Unmarked("\n".join(kept), tuple(sources), tuple(repairs), headings, titled)


def style_headings(texts: Sequence[str], unmarked: Unmarked) -> list[Paragraph]:
    """Return paragraphs after repair with what the marks said of them.

    The first # at the head is the title; of the others the least is the first level.
    """
    title = next(iter(unmarked.headings), "") if unmarked.opens_with_title else ""
    depths = [depth for key, depth in unmarked.headings.items() if key != title]
    least = min(depths, default=1)
    paragraphs: list[Paragraph] = []
    for text in texts:
        key = _bare(text)
        depth = unmarked.headings.get(key, 0)
        style = None
        if depth and key == title:
            style, title = Style(BlockKind.TITLE), ""
        elif depth and not gives_fact(text):  # 同志们： is a greeting however it is set
            style = Style(BlockKind.HEADING, min(_DEEPEST, depth - least + 1))
        paragraphs.append(Paragraph(text, style))
    return paragraphs


def _bare(text: str) -> str:
    """Return a text as repair may not change it: it closes spaces."""
    return "".join(text.split())


def _unmark_lines(lines: Iterable[str]) -> Iterator[_Line]:
    """Yield each line without its marks; between fences there are none."""
    fence = ""
    for line in lines:
        mark = _FENCE.fullmatch(line)
        if mark and not fence:
            fence = mark.group(1)
            yield _Line("", marks=line.strip())
        elif fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
            yield _Line("", marks=line.strip())
        else:
            yield _Line(line) if fence else _unmark(line)


def _unmark(line: str) -> _Line:
    if _RULE.fullmatch(line):
        return _Line("", marks=line.strip())
    dropped: list[str] = []
    depth = 0
    lead = _LEAD.match(line)
    if lead:
        dropped.append(lead.group())
        line = line[lead.end() :]
    if heading := _HEADING.match(line):
        depth = len(heading.group(1))
        end = _HEADING_END.search(line, heading.end())
        dropped += [heading.group(1), end.group() if end else ""]
        line = line[heading.end() : end.start() if end else len(line)]
    for span in _SPANS:
        line = _keep_group(span, line, dropped)
    item = lead is not None and lead.group().strip(" \t\u3000>") != ""
    return _Line(line, depth, item, "".join("".join(dropped).split()))


def _keep_group(span: re.Pattern[str], line: str, dropped: list[str]) -> str:
    """Return a line with what a pattern matches cut down to its group; the rest goes to `dropped`."""

    def cut(found: re.Match[str]) -> str:
        start, end = (place - found.start() for place in found.span(1))
        dropped.append(found.group()[:start] + found.group()[end:])
        return found.group(1)

    return span.sub(cut, line)
