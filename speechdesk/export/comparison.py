"""The marked-up comparison (花脸稿): what a draft was and is, as revisions Word can take or leave.

Rejecting all gives the old draft, accepting all the new one. Paragraphs are matched by likeness, words within
them compared character by character; formats are those of the new draft.
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speechdesk.export.docx import package_bytes
from speechdesk.export.head import sized
from speechdesk.export.layout import lay_out
from speechdesk.export.paragraphs import Paragraph, Run
from speechdesk.export.preset import Preset
from speechdesk.records import Draft

_ALIKE = 0.5  # from this ratio on, two paragraphs are one that was changed


def comparison_bytes(old: Draft, new: Draft, preset: Preset) -> bytes:
    """Return a .docx of `new` with what changed since `old` as revisions.

    Raises:
        SpeechDeskError: either draft has no text.
    """
    preset = sized(preset, new.facts)
    before, after = (lay_out(replace(draft, facts=new.facts), preset) for draft in (old, new))
    return package_bytes(tuple(compare(before, after)), preset, new.facts.edition)


def compare(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs of both, marked with what was put in and taken out."""
    texts = [[paragraph.text for paragraph in side] for side in (before, after)]
    matcher = difflib.SequenceMatcher(None, *texts, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from after[j1:j2]
        else:
            yield from _changed(before[i1:i2], after[j1:j2])


def _changed(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield a stretch in which paragraphs differ: pairs alike in order, what stands between them whole."""
    start = 0
    for paragraph in after:
        place = _alike(before, start, paragraph)
        if place is None:
            yield _marked(paragraph, "ins")
            continue
        yield from (_marked(gone, "del") for gone in before[start:place])
        yield _merged(before[place], paragraph)
        start = place + 1
    yield from (_marked(gone, "del") for gone in before[start:])


def _alike(before: Sequence[Paragraph], start: int, paragraph: Paragraph) -> int | None:
    for place in range(start, len(before)):
        ratio = difflib.SequenceMatcher(None, before[place].text, paragraph.text, autojunk=False).ratio()
        if ratio >= _ALIKE:
            return place
    return None


def _marked(paragraph: Paragraph, change: str) -> Paragraph:
    runs = tuple(replace(run, change=change) for line in paragraph.lines for run in line)
    return replace(paragraph, lines=(runs,), change=change)


def _merged(before: Paragraph, after: Paragraph) -> Paragraph:
    """Return one paragraph that holds both texts."""
    runs: list[Run] = []
    matcher = difflib.SequenceMatcher(None, before.text, after.text, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs.extend(_clipped(after, j1, j2, ""))
            continue
        runs.extend(_clipped(before, i1, i2, "del"))
        runs.extend(_clipped(after, j1, j2, "ins"))
    return replace(after, lines=(tuple(runs),))


def _clipped(paragraph: Paragraph, start: int, end: int, change: str) -> Iterator[Run]:
    offset = 0
    for line in paragraph.lines:
        for run in line:
            text = run.text[max(start - offset, 0) : max(end - offset, 0)]
            offset += len(run.text)
            if text:
                yield Run(text, run.style, change=change)
