"""花脸稿 and 送审稿: revisions and comments in Word's own terms."""

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given, settings
from hypothesis import strategies as st

from speechdesk.export.comparison import comparison_bytes
from speechdesk.export.presets import load_preset
from speechdesk.export.sources import sourced_bytes
from speechdesk.records import BlockKind, Draft, DraftBlock, Provenance, Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRESET = load_preset("speech")


def draft(*texts: str) -> Draft:
    return Draft(blocks=tuple(DraftBlock(BlockKind.BODY, text) for text in texts))


def document(data: bytes) -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return fromstring(package.read("word/document.xml"))  # noqa: S314  # made a moment ago


def texts(data: bytes, dropped: str) -> list[str]:
    """Return the paragraphs left when one kind of revision is dropped and the other kept."""
    kept: list[str] = []
    pending = ""
    for paragraph in document(data).iter(f"{W}p"):
        text = pending
        for child in paragraph:
            if child.tag != f"{W}{dropped}":
                text += "".join(
                    item.text or "" for item in child.iter() if item.tag in (f"{W}t", f"{W}delText")
                )
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}")
        pending = text if mark is not None else ""
        if mark is None and text:
            kept.append(text)
    return [*kept, pending] if pending else kept


OLD = draft("今天开会。", "办公室工作很重要，要抓紧。", "一定要落实。", "谢谢大家。")
NEW = draft("今天开会。", "办公室工作非常重要，要抓紧抓实。", "再讲一点。", "谢谢大家。")


def test_rejecting_all_gives_the_old_text_and_accepting_all_the_new() -> None:
    data = comparison_bytes(OLD, NEW, PRESET)
    assert texts(data, "ins") == [block.text for block in OLD.blocks]
    assert texts(data, "del") == [block.text for block in NEW.blocks]


SOME_TEXT = st.lists(st.text("甲乙丙丁，。", min_size=1, max_size=12), min_size=1, max_size=6)


@settings(max_examples=60)
@given(SOME_TEXT, SOME_TEXT)
def test_either_side_of_any_comparison_is_whole(before: list[str], after: list[str]) -> None:
    data = comparison_bytes(draft(*before), draft(*after), PRESET)
    assert texts(data, "ins") == before
    assert texts(data, "del") == after


def test_equal_drafts_have_no_revision_and_no_user_is_named() -> None:
    assert not list(document(comparison_bytes(OLD, OLD, PRESET)).iter(f"{W}ins"))
    authors = {item.get(f"{W}author") for item in document(comparison_bytes(OLD, NEW, PRESET)).iter()}
    assert authors == {None, "修改"}


def test_sources_stand_in_the_margin_only_when_asked_for() -> None:
    source = Source("a.txt", 1, "在会议上的讲话", "2026年3月1日", (), 0)
    block = DraftBlock(
        BlockKind.BODY, "今天我们开会研究。", provenance=(Provenance(2, 6, "我们开会", source),)
    )
    data = sourced_bytes(Draft(blocks=(block,)), PRESET)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        comments = fromstring(package.read("word/comments.xml"))  # noqa: S314  # made a moment ago
    assert "".join(comments.itertext()) == "来源：《在会议上的讲话》 2026年3月1日"
    root = document(data)
    inside = False
    commented = ""
    for item in root.iter():
        inside = inside or item.tag == f"{W}commentRangeStart"
        inside = inside and item.tag != f"{W}commentRangeEnd"
        commented += (item.text or "") if inside and item.tag == f"{W}t" else ""
    assert commented == "我们开会"
    assert "".join(root.itertext()) == block.text
