"""Checks of paper, grid, footers and settings (GB/T 9704-2012, 5 and 7.5)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from speechdesk.export.preset import TWIPS_PER_MM, Grid, Head, NumberSide
from speechdesk.export.verify.cascade import ReadParagraph, attributes, is_on
from speechdesk.export.verify.checks import Check, Subject, faults, near
from speechdesk.export.verify.package import DOCUMENT, R, W

_NO_TWIPS = "没有设置"


def section_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of paper, margins and grid; of several sections the worst counts."""
    page = subject.preset.page
    sections = list(subject.package.part(DOCUMENT).iter(f"{W}sectPr")) or [Element("none")]
    width, height = (round(length * TWIPS_PER_MM) for length in (page.width_mm, page.height_mm))
    sizes = [_twips(section, "pgSz", ("w", "h")) for section in sections]
    yield faults(
        "纸张",
        f"{page.width_mm:.0f}×{page.height_mm:.0f} 毫米",
        (_paper(found) for found in sizes if not _close(found, (width, height))),
    )
    lengths = {
        "天头（上边距）": ("top", page.top_mm * TWIPS_PER_MM),
        "订口（左边距）": ("left", page.left_mm * TWIPS_PER_MM),
        "右边距": ("right", page.right_mm * TWIPS_PER_MM),
        "下边距": ("bottom", page.bottom_mm * TWIPS_PER_MM),
        "装订线": ("gutter", 0),
        "页脚距页边": ("footer", page.footer_twips),
    }
    for name, (side, expected) in lengths.items():
        checks = [near(name, expected, _margin(section, side)) for section in sections]
        yield next((check for check in checks if not check.ok), checks[0])
    yield _grid_check(subject, sections)
    wanted = subject.preset.options.head is Head.LETTER
    yield faults(
        "首页不同",
        "已设置" if wanted else "没有设置",
        (
            "没有设置" if wanted else "首页与其他页不同"
            for section in sections
            if _has_title_page(section) != wanted
        ),
    )


def _has_title_page(section: Element) -> bool:
    found = section.find(f"{W}titlePg")
    return found is not None and attributes(found).get("val") not in ("0", "false")


def _margin(section: Element, side: str) -> str | None:
    found = attributes(section.find(f"{W}pgMar")).get(side)
    return "0" if found is None and side == "gutter" else found


def _twips(section: Element, tag: str, names: tuple[str, ...]) -> tuple[float, ...]:
    found = attributes(section.find(f"{W}{tag}"))
    try:
        return tuple(float(found[name]) for name in names)
    except (KeyError, ValueError):
        return ()


def _close(found: tuple[float, ...], expected: tuple[float, ...]) -> bool:
    return len(found) == len(expected) and all(abs(a - b) <= 3 for a, b in zip(found, expected, strict=True))  # noqa: PLR2004


def _paper(found: tuple[float, ...]) -> str:
    return "×".join(f"{length / TWIPS_PER_MM:.0f}" for length in found) + " 毫米" if found else _NO_TWIPS


def _grid_check(subject: Subject, sections: list[Element]) -> Check:
    page = subject.preset.page

    def trouble() -> Iterator[str]:
        for section in sections:
            grid = attributes(section.find(f"{W}docGrid"))
            if grid.get("type") not in (Grid.LINES, Grid.LINES_AND_CHARS):
                yield "没有设置网格"
            elif grid.get("linePitch") != str(page.line_twips):
                yield f"行距 {grid.get('linePitch', '没有')}（二十分之一磅）"

    return faults("文档网格", f"每页 {page.lines} 行，跨度 {page.line_twips / 20:.2f} 磅", trouble())


def setting_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of settings.xml."""
    settings = subject.package.part("word/settings.xml")
    look = {item.tag.rpartition("}")[2]: attributes(item) for item in settings}
    outer = subject.preset.page_number.side is NumberSide.OUTER
    yield _wanted("奇偶页不同", "已设置", "没有设置", ok=is_on(look, "evenAndOddHeaders") or not outer)
    spacing = look.get("characterSpacingControl", {}).get("val", "")
    yield _wanted("标点压缩", "不压缩", "压缩标点，每行字数会变", ok=spacing == "doNotCompress")
    modes = [
        attributes(item).get("val")
        for item in settings.iter(f"{W}compatSetting")
        if attributes(item).get("name") == "compatibilityMode"
    ]
    found = modes[0] if modes else "没有设置"
    yield Check("兼容模式", "15（Word 2013 及以后）", str(found), modes == ["15"])
    for name, tag in (
        ("镜像页边距", "mirrorMargins"),
        ("修订状态", "trackRevisions"),
        ("自动断字", "autoHyphenation"),
    ):
        yield _wanted(name, "没有打开", "已打开", ok=not is_on(look, tag))


def _wanted(name: str, expected: str, otherwise: str, *, ok: bool) -> Check:
    return Check(name, expected, expected if ok else otherwise, ok)


def footer_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of headers and page numbers."""
    if subject.preset.options.head is not Head.LETTER:
        yield faults("页眉", "没有内容", _header_texts(subject))
    number = subject.preset.page_number
    if number.side is NumberSide.NONE:
        return
    for kind, label, side in (("default", "单页码", "right"), ("even", "双页码", "left")):
        found = list(_footers(subject, kind))
        yield _wanted(f"{label}页脚", "有", "没有", ok=bool(found))
        yield from _number_checks(
            subject, label, side if number.side is NumberSide.OUTER else "center", found
        )


def _footers(subject: Subject, kind: str) -> Iterator[tuple[Element, tuple[ReadParagraph, ...]]]:
    targets = subject.package.targets()
    for reference in subject.package.part(DOCUMENT).iter(f"{W}footerReference"):
        if reference.get(f"{W}type", "default") == kind:
            root = subject.package.part(targets.get(str(reference.get(f"{R}id")), ""))
            yield root, tuple(subject.cascade.paragraphs(root))


def _number_checks(
    subject: Subject, label: str, side: str, found: list[tuple[Element, tuple[ReadParagraph, ...]]]
) -> Iterator[Check]:
    number = subject.preset.page_number
    sides = {"right": "居右", "left": "居左", "center": "居中"}
    lines = [
        (root, paragraph)
        for root, paragraphs in found
        for paragraph in paragraphs
        if paragraph.text.strip() or "PAGE" in _instructions(root)
    ]
    aligned = [paragraph.value("jc") or "left" for _, paragraph in lines]
    yield faults(f"{label}位置", sides[side], (sides.get(jc, jc) for jc in aligned if jc != side))
    if side != "center":
        indents = [paragraph.value("ind", side) or "0" for _, paragraph in lines]
        wanted = str(number.side_indent_twips)
        yield faults(
            f"{label}空一字",
            f"{number.side_indent_twips / 20:.0f} 磅",
            (f"{indent}（二十分之一磅）" for indent in indents if indent != wanted),
        )
    yield from _number_looks(subject, label, lines)


def _number_looks(
    subject: Subject, label: str, lines: list[tuple[Element, ReadParagraph]]
) -> Iterator[Check]:
    number = subject.preset.page_number
    yield faults(
        f"{label}样式",
        "第 1 页 共 1 页" if number.of_total else f"{number.dash} 1 {number.dash}",
        (
            text
            for root, paragraph in lines
            if (text := _number_fault(root, paragraph, number.dash, of_total=number.of_total))
        ),
    )
    runs = [run for _, paragraph in lines for run in paragraph.runs]
    yield faults(
        f"{label}字号",
        f"{number.size_pt:g} 磅",
        (f"{run.size_pt:g} 磅" for run in runs if run.size_pt != number.size_pt),
    )
    yield faults(
        f"{label}字体",
        number.face,
        (
            run.face or "没有指定"
            for run in runs
            if number.face not in (run.face, "") or run.fonts.get("ascii") != number.face
        ),
    )


def _instructions(root: Element) -> str:
    simple = " ".join(attributes(item).get("instr", "") for item in root.iter(f"{W}fldSimple"))
    return simple + "".join(item.text or "" for item in root.iter(f"{W}instrText"))


def _number_fault(root: Element, paragraph: ReadParagraph, dash: str, *, of_total: bool) -> str:
    if "PAGE" not in _instructions(root):
        return "没有页码域"
    text = paragraph.text.strip()
    if of_total or (text.startswith(dash) and text.endswith(dash)):
        return ""
    return f"“{text}”"


def _header_texts(subject: Subject) -> Iterator[str]:
    targets = subject.package.targets()
    for reference in subject.package.part(DOCUMENT).iter(f"{W}headerReference"):
        root = subject.package.part(targets.get(str(reference.get(f"{R}id")), ""))
        if text := "".join(item.text or "" for item in root.iter(f"{W}t")).strip():
            yield f"“{text[:10]}”"
