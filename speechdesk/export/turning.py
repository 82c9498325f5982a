"""The reading copy's pages: no sentence runs over a page turn."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speechdesk.export.paging import Typesetter
from speechdesk.export.paragraphs import Paragraph, Run
from speechdesk.export.preset import HEADINGS, Preset, Style
from speechdesk.text.sentences import sentence_spans


def turn_pages(paragraphs: Sequence[Paragraph], typesetter: Typesetter) -> tuple[tuple[Paragraph, ...], ...]:
    """Return the paragraphs page by page, each page ending with a sentence.

    A paragraph that goes on overleaf becomes two, the second without indent and of a style that tells the
    reader to join them. Only a sentence longer than a page runs on.

    Args:
        paragraphs: of the document.
        typesetter: whose lines count.
    """
    pages: list[tuple[Paragraph, ...]] = []
    rest = list(paragraphs)
    while rest:
        page = typesetter.first_page(rest)
        last = page.lines[-1]
        whole, offset = last.paragraph, last.line.end
        if last.line is typesetter.lines(rest[whole])[-1]:
            taken, rest = rest[: whole + 1], rest[whole + 1 :]
        else:
            taken, rest = _turned(rest, whole, offset, typesetter)
        pages.append(tuple(taken))
    return tuple(pages)


def foot_notes(pages: Sequence[Sequence[Paragraph]], preset: Preset, edition: str) -> tuple[str, ...]:
    """Return what stands behind each page's number: the edition, its minutes and those up to its end."""
    notes: list[str] = []
    said = 0
    rate = preset.options.rate_chars
    for page in pages:
        chars = sum(len(paragraph.text) for paragraph in page)
        said += chars
        minutes = f"本页约 {chars / rate:.1f} 分钟，累计约 {said / rate:.0f} 分钟" if rate else ""
        notes.append("　".join(filter(None, (edition, minutes))))
    return tuple(notes)


def _turned(
    rest: list[Paragraph], index: int, offset: int, typesetter: Typesetter
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return what stays on the page that breaks off in a paragraph, and what follows."""
    paragraph = rest[index]
    start = max((start for start, _ in sentence_spans(paragraph.text) if start <= offset), default=0)
    heading = itertools.takewhile(lambda run: run.style in HEADINGS, paragraph.lines[0])
    if start <= sum(len(run.text) for run in heading):
        start = 0  # nor does a run-in heading stay without its text
    keep = index
    while keep and rest[keep - 1].keep_with_next:
        keep -= 1  # a heading goes with what it heads
    if start == 0 and keep:
        return rest[:keep], rest[keep:]
    head, tail = _split(paragraph, start or offset)
    return [*rest[:index], typesetter.fitted(head)], [typesetter.fitted(tail), *rest[index + 1 :]]


def _split(paragraph: Paragraph, offset: int) -> tuple[Paragraph, Paragraph]:
    runs = [replace(run, spacing_twips=None) for line in paragraph.lines for run in line]
    rest = paragraph.text[offset:]
    offset += len(rest) - len(rest.lstrip(" "))  # a breathing space begins no page
    head = replace(paragraph, lines=(tuple(_clipped(runs, 0, offset)),))
    tail = tuple(
        replace(run, style=Style.CONTINUED) if run.style is Style.BODY else run
        for run in _clipped(runs, offset, len(paragraph.text))
    )
    return head, Paragraph(Style.CONTINUED, (tail,), block=paragraph.block)


def _clipped(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    offset = 0
    for run in runs:
        text = run.text[max(start - offset, 0) : max(end - offset, 0)]
        offset += len(run.text)
        if text:
            yield replace(run, text=text)
