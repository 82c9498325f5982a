"""Checks of what an official document has besides its text: 版头, 附件, 署名, 版记.

GB/T 9704-2012, 7.2 to 7.4 and 10.
"""

from collections.abc import Iterator

from speechdesk.export.preset import Head, Style
from speechdesk.export.verify.cascade import ReadParagraph, attributes
from speechdesk.export.verify.checks import Check, Subject, faults
from speechdesk.export.verify.package import DOCUMENT, W

_LABELS = {
    Style.MARK: "发文机关标志",
    Style.IMPRINT: "份号密级紧急程度",
    Style.NUMBER: "发文字号",
    Style.ATTACHMENT_NOTE: "附件说明",
    Style.SIGNATURE: "署名",
    Style.SIGN_DATE: "成文日期",
    Style.NOTE: "附注",
    Style.ATTACHMENT: "附件序号",
    Style.ATTACHMENT_TITLE: "附件标题",
    Style.ATTENDANCE: "出席请假列席",
    Style.COLOPHON: "版记",
}
# Other styles whose faces stand beside: 份号 and 发文字号 are in 仿宋, 签发人 in 楷体, 出席 in 黑体.
_BESIDE = {
    Style.IMPRINT: (Style.NUMBER, Style.HEADING_2),
    Style.ATTENDANCE: (Style.HEADING_1,),
}
_SIGNED = (Style.SIGNATURE, Style.SIGN_DATE)
_LISTED_CHARS = 3  # 附件： is so wide: the second attachment stands under the first


def part_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of the parts a file has; they are known by the names of their styles."""
    for style, label in _LABELS.items():
        if found := [each for each in subject.paragraphs if each.style == style.value.lower() and each.text]:
            yield from _look_checks(subject, style, label, found)
            yield from _indent_checks(subject, style, label, found)
    yield from _rule_checks(subject)


def _look_checks(subject: Subject, style: Style, label: str, found: list[ReadParagraph]) -> Iterator[Check]:
    styles = subject.preset.styles
    look = styles[style]
    faces = {styles[each].face for each in (style, *_BESIDE.get(style, ()))}
    runs = [(paragraph, run) for paragraph in found for run in paragraph.runs]
    yield faults(
        f"{label}字体",
        look.face,
        (f"{p.place()}：{run.face or '没有指定'}" for p, run in runs if run.face not in faces),
    )
    if style is not Style.MARK:  # as large as the office likes
        yield faults(
            f"{label}字号",
            f"{look.size_pt:g} 磅",
            (f"{p.place()}：{run.size_pt:g} 磅" for p, run in runs if run.size_pt != look.size_pt),
        )
    yield faults(
        f"{label}颜色",
        "红色" if look.colour == "FF0000" else "黑色",
        (p.place() for p, run in runs if run.look.get("color", {}).get("val", "000000") != look.colour),
    )
    yield faults(
        f"{label}对齐",
        {"center": "居中", "left": "居左", "right": "居右"}[look.alignment],
        (p.place() for p in found if p.value("jc") != look.alignment),
    )


def _indent_checks(subject: Subject, style: Style, label: str, found: list[ReadParagraph]) -> Iterator[Check]:
    look = subject.preset.styles[style]
    char_twips = round(look.char_twips)
    if style in _SIGNED:
        least = round((look.char_twips + look.letter_spacing_twips) * look.right_chars)
        wrong = (p.place() for p in found if _twips(p, "right") < least)
        yield faults(f"{label}右空二字", f"至少 {look.right_chars:g} 字", wrong)
    elif style is Style.ATTACHMENT_NOTE:
        begin = (2 * char_twips, (2 + _LISTED_CHARS) * char_twips)
        wrong = (p.place() for p in found if _twips(p, "left") - _twips(p, "hanging") not in begin)
        yield faults("附件说明左空二字", "2 字，第二件起与第一件的序号对齐", wrong)
        turned = (p.place() for p in found if not _twips(p, "hanging"))
        yield faults("附件说明回行", "与附件名称对齐", turned)
    elif style is Style.NOTE or style is Style.COLOPHON:
        wanted = round(look.left_chars * look.char_twips)
        wrong = (p.place() for p in found if _twips(p, "left") - _twips(p, "hanging") != wanted)
        yield faults(f"{label}左空", f"{look.left_chars:g} 字", wrong)
    elif style is Style.ATTACHMENT:
        yield faults("附件另起一页", "已设置", (p.place() for p in found if not p.breaks_page))
        yield faults("附件序号顶格", "没有缩进", (p.place() for p in found if _twips(p, "left")))


def _twips(paragraph: ReadParagraph, side: str) -> int:
    length = paragraph.value("ind", side)
    return int(length) if length.lstrip("-").isdigit() else 0


def _rule_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of the rules across the page."""
    above: list[tuple[str, str]] = []
    below: list[tuple[str, str]] = []
    for border in subject.package.part(DOCUMENT).iter(f"{W}pBdr"):
        for tag, rules in (("top", above), ("bottom", below)):
            found = attributes(border.find(f"{W}{tag}"))
            rules.append((found.get("color", ""), found.get("sz", "")))
    head = subject.preset.options.head
    styles = {paragraph.style for paragraph in subject.paragraphs if paragraph.text}
    if head in (Head.OFFICIAL, Head.MINUTES) and Style.MARK.value.lower() in styles:
        red = any(colour == "FF0000" for colour, _ in below)
        yield faults("红色分隔线", "发文字号之下，红色", [] if red else ["没有"])
    if head is Head.LETTER and Style.MARK.value.lower() in styles:
        pairs = list(zip(above, below, strict=True))
        double = [(("FF0000", "24"), ("FF0000", "6")), (("FF0000", "6"), ("FF0000", "24"))]
        yield faults(
            "信函红色双线", "上粗下细和上细下粗", ["不符"] if [p for p in double if p not in pairs] else []
        )
    if Style.COLOPHON.value.lower() in styles:
        rules = [size for colour, size in above if colour == "000000"]
        middle = {"6"} if len(rules) > 2 else set[str]()  # noqa: PLR2004 - first and last
        right = rules[:1] == rules[-1:] == ["8"] and set(rules[1:-1]) == middle
        yield faults("版记分隔线", "首末 0.35 毫米，中间 0.25 毫米", [] if right else ["粗细不符"])
