"""Checks of headings, blank lines and blank pages."""

import itertools
from collections.abc import Iterable, Iterator

from speechdesk.export.preset import Style
from speechdesk.export.verify.checks import Check, Subject, faults, of, where
from speechdesk.export.verify.classify import Part, Place

_STOP = ("。", ".", "；", ";")
_SPACES = (" ", "\u3000")


def heading_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of stand-alone and run-in headings."""
    headings = of(subject, Place.HEADING)
    alone = [
        part
        for part, following in zip(subject.parts, (*subject.parts[1:], None), strict=False)
        if part.place is Place.HEADING and not part.runs_in and not _heads_nothing(part, following)
    ]
    followed = [
        part
        for part, following in zip(subject.parts, (*subject.parts[1:], None), strict=False)
        if (part.runs_in or part.place is Place.BODY) and not _before_closing(following)
    ]
    yield where("独立标题与下段同页", "已设置", alone, lambda p: not p.has("keepNext"))
    yield where("段内标题与下段同页", "没有设置", followed, lambda p: p.has("keepNext"))
    yield faults("段内标题与正文同段", "不另起段", _split_headings(subject))
    yield faults("标题级别", "与导航窗格一致", _levels(headings))


def _heads_nothing(heading: Part, following: Part | None) -> bool:
    """Return whether a heading heads no paragraph: it goes on overleaf, or one of its level follows."""
    if following is None:
        return False
    goes_on = following.paragraph.style == Style.CONTINUED.value.lower()
    return goes_on or (following.place is Place.HEADING and following.level <= heading.level)


def _before_closing(following: Part | None) -> bool:
    """Return whether 附件说明 or 署名 follows, which are not to stand alone on a page."""
    return following is not None and following.place is Place.OTHER


def _split_headings(subject: Subject) -> Iterator[str]:
    for part, following in itertools.pairwise(subject.parts):
        closed = part.paragraph.text.rstrip().endswith(_STOP)
        if part.place is Place.HEADING and not part.runs_in and closed and following.place is Place.BODY:
            yield part.paragraph.place()


def _levels(headings: Iterable[Part]) -> Iterator[str]:
    for part in headings:
        found = part.paragraph.value("outlineLvl")
        if found != str(part.level - 1):
            said = f"大纲 {int(found) + 1} 级" if found.isdigit() else "没有大纲级别"
            yield f"{part.paragraph.place()}：{said}"


def blank_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of blank lines, typed spaces and blank pages."""
    yield faults("标题下空行", "空一行", _title_gap(subject))
    yield faults("多余空行", "没有", _blank_lines(subject))
    text = of(subject, Place.HEADING, Place.BODY)
    yield where("段首空格", "用缩进，不用空格", text, lambda p: p.text.startswith(_SPACES))
    yield faults("首页", "不空", ["正文之前有空白页或大片空行"] if _begins_blank(subject) else [])
    last = subject.parts[-1].paragraph.number if subject.parts else 0
    trailing = any(paragraph.breaks_page for paragraph in subject.paragraphs[last:])
    yield faults("末页", "不空", ["正文之后有分页"] if trailing else [])


def _begins_blank(subject: Subject) -> bool:
    before = subject.paragraphs[: subject.parts[0].paragraph.number - 1] if subject.parts else ()
    return len(before) > subject.preset.page.lines // 2 or any(paragraph.breaks_page for paragraph in before)


def _title_gap(subject: Subject) -> Iterator[str]:
    head = of(subject, Place.TITLE, Place.UNDER_TITLE)
    last = head[-1].paragraph.number if head else 0
    after = next((part.paragraph.number for part in subject.parts if part.paragraph.number > last), None)
    if head and after and after - last != 2:  # noqa: PLR2004 - one blank paragraph between
        yield f"空 {after - last - 1} 行"


def _blank_lines(subject: Subject) -> Iterator[str]:
    for part, following in itertools.pairwise(of(subject, Place.HEADING, Place.BODY, Place.GREETING)):
        between = subject.paragraphs[part.paragraph.number : following.paragraph.number - 1]
        if between and not any(paragraph.text.strip() for paragraph in between):
            yield f"{part.paragraph.place()}之后"
