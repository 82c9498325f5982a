"""Checks of faces, sizes and bold type, and of how faces are named (GB/T 9704-2012, 5.2 and 7.3)."""

from collections.abc import Iterable, Iterator, Sequence

from speechdesk.export.preset import HEADINGS, Style, TextStyle
from speechdesk.export.verify.cascade import ReadRun, is_on
from speechdesk.export.verify.checks import Check, Subject, faults, of
from speechdesk.export.verify.classify import Part, Place

_LEVELS = "一二三四"


def _expected(look: TextStyle) -> dict[str, str]:
    """Return what a style says of face, size and bold type."""
    return {"face": look.face, "size": f"{look.size_pt:g} 磅", "bold": "加粗" if look.bold else "不加粗"}


def _run_faults(part: Part, runs: Iterable[ReadRun], look: TextStyle, what: str) -> Iterator[str]:
    for run in runs:
        found = {
            "face": run.face or "没有指定",
            "size": f"{run.size_pt:g} 磅",
            "bold": "加粗" if is_on(run.look, "b") else "不加粗",
        }[what]
        expected = {
            "face": look.face,
            "size": f"{look.size_pt:g} 磅",
            "bold": "加粗" if look.bold else "不加粗",
        }[what]
        if run.text.strip() and found != expected:
            yield f"{part.paragraph.place()}：{found}"
            return


def _split(part: Part) -> tuple[list[ReadRun], list[ReadRun]]:
    """Return the runs of a heading's own words and those of the text behind; one across both is in both."""
    head: list[ReadRun] = []
    rest: list[ReadRun] = []
    offset = 0
    for run in part.paragraph.runs:
        if offset < part.heading_end:
            head.append(run)
        if offset + len(run.text) > part.heading_end:
            rest.append(run)
        offset += len(run.text)
    return head, rest


def face_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of faces, sizes and bold type, kind by kind."""
    styles = subject.preset.styles
    kinds = {
        "标题": (Style.TITLE, Place.TITLE),
        "称呼": (Style.GREETING, Place.GREETING),
        "正文": (Style.BODY, Place.BODY),
        "题下署名日期": (Style.SPEAKER, Place.UNDER_TITLE),
    }
    words = {"face": "字体", "size": "字号", "bold": "加粗"}
    for label, (style, place) in kinds.items():
        look = styles[style]
        expected = _expected(look)
        for what, name in words.items():
            found = (
                fault
                for part in of(subject, place)
                for fault in _run_faults(part, part.paragraph.runs, look, what)
            )
            yield faults(label + name, expected[what], found)
    for level, style in enumerate(HEADINGS, start=1):
        look = styles[style]
        expected = _expected(look)
        parts = [part for part in of(subject, Place.HEADING) if part.level == level]
        for what, name in words.items():
            found = (fault for part in parts for fault in _run_faults(part, _split(part)[0], look, what))
            yield faults(f"{_LEVELS[level - 1]}级标题{name}", expected[what], found)
    body = styles[Style.BODY]
    run_in = [part for part in of(subject, Place.HEADING) if part.runs_in]
    yield faults(
        "段内标题后的正文",
        body.face,
        (fault for part in run_in for fault in _run_faults(part, _split(part)[1], body, "face")),
    )


def font_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of how faces are named, and of colour, spacing and underlines."""
    runs = [(part, run) for part in subject.parts for run in part.paragraph.runs if run.text.strip()]
    marked = [(part, run) for part, run in runs if not run.text.isascii()]
    yield faults(
        "标点按中文字体",
        "每段文字带 eastAsia 提示",
        (part.paragraph.place() for part, run in marked if not run.hinted),
    )
    latin = subject.preset.options.latin_face
    yield faults(
        "西文字体",
        latin or "与中文相同",
        (
            f"{part.paragraph.place()}：{run.fonts.get('ascii', '没有指定')}"
            for part, run in runs
            if run.fonts.get("ascii") != (latin or run.face) or run.fonts.get("hAnsi") != (latin or run.face)
        ),
    )
    yield faults("主题字体", "没有使用", _theme_faces(subject))
    yield from _plain_checks(runs)


def _plain_checks(runs: Sequence[tuple[Part, ReadRun]]) -> Iterator[Check]:
    """Yield the checks that text is black, without decoration, and Chinese."""
    yield faults(
        "文字颜色",
        "黑色",
        (
            f"{part.paragraph.place()}：{colour}"
            for part, run in runs
            if part.place is not Place.OTHER
            and (colour := run.look.get("color", {}).get("val", "auto")) not in ("auto", "000000")
        ),
    )
    for name, tag in (("下划线", "u"), ("倾斜", "i"), ("突出显示", "highlight"), ("删除线", "strike")):
        yield faults(name, "没有", (part.paragraph.place() for part, run in runs if is_on(run.look, tag)))
    yield faults(
        "语言",
        "中文（中国）",
        (
            f"{part.paragraph.place()}：{language or '没有指定'}"
            for part, run in runs[:1]
            if (language := run.look.get("lang", {}).get("eastAsia", "")) != "zh-CN"
        ),
    )


def _theme_faces(subject: Subject) -> Iterator[str]:
    for name, root in subject.package.roots.items():
        if name.startswith("word/") and "theme/" not in name:
            faces = (item for item in root.iter() if item.tag.endswith("}rFonts"))
            themed = sum(any(key.endswith("Theme") for key in item.attrib) for item in faces)
            if themed:
                yield f"{name} 中 {themed} 处"
