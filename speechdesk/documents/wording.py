"""The few words by which parts of a speech are known; they stand in resources/reading.toml."""

import functools
import tomllib
from dataclasses import dataclass, fields

from speechdesk.paths import resources


@dataclass(frozen=True, slots=True)
class Wording:
    """The lists of resources/reading.toml, each explained there.

    Attributes:
        title_endings: how the title of a speech ends: 讲话, 报告.
        title_notes: what may stand in brackets behind it: 摘要.
        addresses: how those present are addressed: 同志们, 各位.
        offices: how the name of an office ends: 书记, 省长.
        speaker_labels: what announces the speaker: 报告人.
        attachments: how the heading of a glossary ends: 名词解释.
        page_labels, weak_page_labels: what a page says of an article: 责任编辑; 来源.
        page_controls: its buttons and links: 打印.
        page_placeholders: what its editor writes where words were to come: 粗体文字.
        licence_phrases: words of a copyright note: 版权所有.
        caption_endings: how the line below a picture ends: 摄.
        caption_labels: what stands before its number: 图, 表.
        note_phrases: words of a publisher's note: 录音整理.
        heading_joiners: words that no heading begins with: 和.
    """

    title_endings: tuple[str, ...]
    title_notes: tuple[str, ...]
    addresses: tuple[str, ...]
    offices: tuple[str, ...]
    speaker_labels: tuple[str, ...]
    attachments: tuple[str, ...]
    page_labels: tuple[str, ...]
    weak_page_labels: tuple[str, ...]
    page_controls: tuple[str, ...]
    page_placeholders: tuple[str, ...]
    licence_phrases: tuple[str, ...]
    caption_endings: tuple[str, ...]
    caption_labels: tuple[str, ...]
    note_phrases: tuple[str, ...]
    heading_joiners: tuple[str, ...]


@functools.cache
def wording() -> Wording:
    """Return the words, read once."""
    lists: dict[str, list[str]] = tomllib.loads((resources() / "reading.toml").read_text("utf-8"))
    return Wording(**{field.name: tuple(lists[field.name]) for field in fields(Wording)})
