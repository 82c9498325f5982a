"""The 送审稿: a draft with the sources of its passages as comments in the margin; only when asked for."""

from dataclasses import replace

from speechdesk.export.docx import package_bytes
from speechdesk.export.head import sized
from speechdesk.export.layout import lay_out, printable
from speechdesk.export.paragraphs import Paragraph, Run
from speechdesk.export.preset import Preset
from speechdesk.records import Draft, DraftBlock, Provenance


def sourced_bytes(draft: Draft, preset: Preset) -> bytes:
    """Return a .docx of `draft` in which each passage from the library names where it stands.

    Raises:
        SpeechDeskError: the draft has no text yet.
    """
    preset = sized(preset, draft.facts)
    comments: list[str] = []
    paragraphs = [
        _commented(paragraph, draft.blocks[paragraph.block], comments)
        if paragraph.block is not None
        else paragraph
        for paragraph in lay_out(draft, preset)
    ]
    return package_bytes(paragraphs, preset, draft.facts.edition, comments)


def _commented(paragraph: Paragraph, block: DraftBlock, comments: list[str]) -> Paragraph:
    """Return the paragraph with a comment on each passage, none where its text is not the block's."""
    if not block.provenance or len(paragraph.lines) != 1 or paragraph.text != printable(block.text):
        return paragraph
    runs: list[Run] = []
    lead = len(block.text) - len(block.text.lstrip(" \u3000"))
    offset = lead
    spans = list(block.provenance)
    for run in paragraph.lines[0]:
        runs.extend(_cut(run, offset, spans, comments))
        offset += len(run.text)
    return replace(paragraph, lines=(tuple(runs),))


def _cut(run: Run, offset: int, spans: list[Provenance], comments: list[str]) -> list[Run]:
    """Return a run cut where passages begin and end; a comment stands on a passage's first piece."""
    pieces: list[Run] = []
    place = 0
    for span in spans:
        start, end = max(span.start - offset, 0), min(span.end - offset, len(run.text))
        if start >= end:
            continue
        if start > place:
            pieces.append(replace(run, text=run.text[place:start]))
        comment = None
        if span.start >= offset:
            comment = len(comments)
            comments.append(f"来源：{span.source.label()}")
        pieces.append(replace(run, text=run.text[start:end], comment=comment))
        place = end
    if place < len(run.text):
        pieces.append(replace(run, text=run.text[place:]))
    return pieces
