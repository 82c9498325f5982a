"""Checks that a file tells nothing but its text: no author, no revisions, no hidden words."""

from collections.abc import Iterator

from speechdesk.export.verify.cascade import attributes, is_on
from speechdesk.export.verify.checks import Check, Subject, faults
from speechdesk.export.verify.package import W

_PEOPLE = {"creator": "作者", "lastModifiedBy": "最后修改者", "manager": "主管", "company": "单位"}
_WORDS = {"title": "标题", "subject": "主题", "keywords": "关键词", "description": "备注", "category": "类别"}
_REVISIONS = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"}
)


def trace_checks(subject: Subject) -> Iterator[Check]:
    """Yield the checks of what should not leave the office."""
    names = subject.package.names
    yield faults("作者信息", "没有", _people(subject))
    yield faults("文档属性", "没有", _words(subject))
    yield faults("软件信息", "没有", _software(subject))
    yield faults("批注", "没有", (name for name in names if "comments" in name.lower()))
    yield faults("修订痕迹", "没有", _revisions(subject))
    yield faults("隐藏文字", "没有", _hidden(subject))
    yield faults(
        "编辑编号",
        "没有",
        (
            "含有 rsid"
            for root in subject.package.roots.values()
            if any("rsid" in key for item in root.iter() for key in item.attrib)
        ),
    )
    yield faults("缩略图", "没有", (name for name in names if "thumbnail" in name.lower()))
    yield faults(
        "自定义数据",
        "没有",
        (name for name in names if name.startswith("customXml/") or name == "docProps/custom.xml"),
    )
    yield faults(
        "宏和控件",
        "没有",
        (name for name in names if "vbaProject" in name or "activeX" in name or "embeddings/" in name),
    )
    yield faults("外部链接", "没有", _external(subject))


def _people(subject: Subject) -> Iterator[str]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        for item in subject.package.part(part).iter():
            label = _PEOPLE.get(_local(item.tag), _PEOPLE.get(_local(item.tag).lower()))
            if label and (item.text or "").strip():
                yield f"{label}：{(item.text or '').strip()[:20]}"


def _words(subject: Subject) -> Iterator[str]:
    for item in subject.package.part("docProps/core.xml").iter():
        if (label := _WORDS.get(_local(item.tag))) and (item.text or "").strip():
            yield f"{label}：{(item.text or '').strip()[:20]}"


def _software(subject: Subject) -> Iterator[str]:
    for item in subject.package.part("docProps/app.xml").iter():
        if _local(item.tag) in ("Application", "Template", "HyperlinkBase") and (item.text or "").strip():
            yield (item.text or "").strip()[:40]


def _revisions(subject: Subject) -> Iterator[str]:
    for name, root in subject.package.roots.items():
        if any(item.tag.startswith(W) and _local(item.tag) in _REVISIONS for item in root.iter()):
            yield name


def _hidden(subject: Subject) -> Iterator[str]:
    for paragraph in subject.paragraphs:
        for run in paragraph.runs:
            white = run.look.get("color", {}).get("val", "").upper() == "FFFFFF"
            if is_on(run.look, "vanish") or is_on(run.look, "webHidden") or (white and run.text.strip()):
                yield paragraph.place()
                break


def _external(subject: Subject) -> Iterator[str]:
    for name, root in subject.package.roots.items():
        if name.endswith(".rels"):
            yield from (
                str(item.get("Target"))[:40]
                for item in root
                if attributes(item).get("TargetMode") == "External"
            )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
