"""Checks of indents, lines and spaces of paragraphs (GB/T 9704-2012, 5.2.3 and 7.3)."""

from collections.abc import Iterator

from speechdesk.export.preset import TWIPS_PER_PT, Alignment, Grid, Style
from speechdesk.export.verify.cascade import ReadParagraph
from speechdesk.export.verify.checks import Check, Subject, faults, of, where
from speechdesk.export.verify.classify import Part, Place

_ALIGNMENTS = {
    "left": "左对齐",
    "": "左对齐",
    "center": "居中",
    "right": "右对齐",
    "both": "两端对齐",
}
_NONE = frozenset({"", "0"})
_GAPS = ("before", "after", "beforeLines", "afterLines")


def alignment_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of how paragraphs are aligned."""
    styles = subject.preset.styles
    title, under = styles[Style.TITLE].alignment, styles[Style.SPEAKER].alignment
    wanted = {
        "标题对齐": (title, of(subject, Place.TITLE)),
        "题下署名日期对齐": (under, of(subject, Place.UNDER_TITLE)),
        "正文对齐": (Alignment.BOTH, of(subject, Place.HEADING, Place.BODY)),
    }
    for name, (alignment, parts) in wanted.items():
        yield where(
            name, _ALIGNMENTS[alignment], parts, lambda p, jc=alignment: p.value("jc") != jc, _aligned
        )


def _aligned(paragraph: ReadParagraph) -> str:
    found = paragraph.value("jc")
    return _ALIGNMENTS.get(found, found)


def indent_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of indents; that of the first line has to be said both by characters and by length."""
    body = subject.preset.styles[Style.BODY]
    chars, twips = str(body.first_line_chars * 100), str(round(body.first_line_chars * body.char_twips))
    text = of(subject, Place.HEADING, Place.BODY)
    indented = text
    if subject.preset.options.whole_sentences:  # what goes on overleaf is not indented
        indented = tuple(part for part in text if part.paragraph.value("ind", "firstLine") not in _NONE)
    yield where(
        "首行缩进（字符）",
        f"{body.first_line_chars} 字符",
        indented,
        lambda p: p.value("ind", "firstLineChars") != chars,
        lambda p: _hundredths(p.value("ind", "firstLineChars")),
    )
    yield where(
        "首行缩进（长度）",
        _points(twips),
        indented,
        lambda p: p.value("ind", "firstLine") != twips,
        lambda p: _points(p.value("ind", "firstLine")),
    )
    yield where(
        "左右缩进", "没有", text, lambda p: not {p.value("ind", "left"), p.value("ind", "right")} <= _NONE
    )
    flush = of(subject, Place.GREETING)
    yield where("称呼顶格", "没有缩进", flush, lambda p: p.value("ind", "firstLine") not in _NONE)


def _hundredths(value: str) -> str:
    return f"{int(value) / 100:g} 字符" if value.isdigit() else "没有按字符设置"


def _points(value: str) -> str:
    return f"{int(value) / TWIPS_PER_PT:g} 磅" if value.isdigit() else "没有按长度设置"


def spacing_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of the height of lines and of what is between paragraphs."""
    every = [part for part in subject.parts if part.place is not Place.OTHER]
    expected = f"固定值 {subject.preset.page.line_twips / TWIPS_PER_PT:.2f} 磅"
    yield where("行距", expected, every, lambda p: _line(p) != expected, _line)
    yield where("段前段后", "0", every, lambda p: not {p.value("spacing", gap) for gap in _GAPS} <= _NONE)
    yield _chars_check(subject)


def _line(paragraph: ReadParagraph) -> str:
    rule, line = paragraph.value("spacing", "lineRule"), paragraph.value("spacing", "line")
    if not line.isdigit():
        return "单倍"
    if rule in ("exact", "atLeast"):
        return f"{'固定值' if rule == 'exact' else '最小值'} {int(line) / TWIPS_PER_PT:.2f} 磅"
    return f"{int(line) / 240:.2f} 倍"


def switch_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of Word's switches for Chinese text."""
    every = [part for part in subject.parts if part.place is not Place.OTHER]
    text = of(subject, Place.HEADING, Place.BODY)
    yield where("孤行控制", "没有打开", every, lambda p: not _is_off(p, "widowControl"))
    yield where("行首行尾标点（禁则）", "已打开", text, lambda p: _is_off(p, "kinsoku"))
    yield where("标点溢出边界", "已打开", text, lambda p: _is_off(p, "overflowPunct"))
    yield where(
        "中西文间距",
        "没有打开",
        text,
        lambda p: not (_is_off(p, "autoSpaceDE") and _is_off(p, "autoSpaceDN")),
    )
    titles = of(subject, Place.TITLE)
    yield where("标题不受网格限制", "已设置", titles, lambda p: not _is_off(p, "snapToGrid"))


def _is_off(paragraph: ReadParagraph, name: str) -> bool:
    """Return whether a switch is off; left unsaid, all of these are on."""
    return name in paragraph.look and not paragraph.has(name)


def _chars_check(subject: Subject) -> Check:
    """Return the check of how many characters a line of body text holds, from size and letter spacing."""
    body, page = subject.preset.styles[Style.BODY], subject.preset.page
    width_twips = page.text_width_pt * TWIPS_PER_PT
    usual_twips = body.char_twips + body.letter_spacing_twips
    expected = int(width_twips / usual_twips)
    drawn_in = expected + 1  # a short paragraph may be drawn together by a character
    long = [part for part in of(subject, Place.BODY) if len(part.paragraph.text) > expected]
    if page.grid is Grid.LINES_AND_CHARS:
        long = []  # the grid holds them, whatever the spacing
    found = (
        (part, int(width_twips / pitch)) for part in long if (pitch := _pitch_twips(part, usual_twips)) > 0
    )
    return faults(
        "每行字数",
        f"{expected} 字",
        (f"{p.paragraph.place()}：{chars} 字" for p, chars in found if chars not in (expected, drawn_in)),
    )


def _pitch_twips(part: Part, usual_twips: float) -> float:
    """Return how wide the characters of a paragraph are; single lines of it may be drawn together or apart.

    Where none is as wide as usual, and they are not all alike, every line has been drawn: that says nothing.
    """
    widths: set[float] = set()
    for run in part.paragraph.runs:
        spacing = run.look.get("spacing", {}).get("val", "0")
        widths.add(run.size_pt * TWIPS_PER_PT + (int(spacing) if spacing.lstrip("-").isdigit() else 0))
    return next(iter(widths)) if len(widths) == 1 else usual_twips
