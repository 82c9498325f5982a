"""A draft set on pages: what preview, PDF and print paint, from the paragraphs of the .docx."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from speechdesk.export.head import sized
from speechdesk.export.layout import lay_out
from speechdesk.export.paging import PageOfLines, Typesetter
from speechdesk.export.paragraphs import Paragraph
from speechdesk.export.preset import Preset
from speechdesk.export.turning import foot_notes, turn_pages
from speechdesk.records import Draft


@dataclass(frozen=True, slots=True)
class Composition:
    """A draft on its pages.

    Attributes:
        preset: the layout, with what the facts change in it.
        paragraphs: what the lines of the pages refer to.
        pages: in order; none for an empty draft.
        notes: what stands behind the number of each page.
    """

    preset: Preset
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[PageOfLines, ...]
    notes: tuple[str, ...] = ()

    def page_of_block(self, block: int) -> int:
        """Return the index of the first page that shows a block of the draft or one before it, else 0."""
        found = 0
        for index, page in enumerate(self.pages):
            for placed in page.lines:
                shown = self.paragraphs[placed.paragraph].block
                if shown is not None and shown <= block:
                    found = index
                    if shown == block:
                        return index
        return found


class Composer:
    """Sets a draft again and again while it is written; what has not changed costs nothing.

    Args:
        preset: the layout.
    """

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self._typesetter = Typesetter(preset)

    def compose(self, draft: Draft) -> Composition:
        """Return the draft on its pages; an empty draft has none."""
        preset = sized(self._preset, draft.facts)
        if not any(block.text.strip() for block in draft.blocks):
            return Composition(preset, (), ())
        if preset != self._typesetter.preset:
            self._typesetter = Typesetter(preset)
        fitted = [self._typesetter.fitted(paragraph) for paragraph in lay_out(draft, preset)]
        paragraphs = self._typesetter.with_foot(fitted)
        if preset.options.whole_sentences:
            return self._turned(paragraphs, draft.facts.edition)
        pages = self._typesetter.pages(paragraphs)
        return Composition(preset, paragraphs, pages, (draft.facts.edition,) * len(pages))

    def _turned(self, paragraphs: Sequence[Paragraph], edition: str) -> Composition:
        flat: list[Paragraph] = []
        pages: list[PageOfLines] = []
        notes: list[str] = []
        preset = self._typesetter.preset
        groups = turn_pages(paragraphs, self._typesetter)
        for group, note in zip(groups, foot_notes(groups, preset, edition), strict=True):
            for page in self._typesetter.pages(group):
                lines = tuple(replace(line, paragraph=line.paragraph + len(flat)) for line in page.lines)
                pages.append(PageOfLines(len(pages) + 1, lines))
                notes.append(note)
            flat.extend(group)
        return Composition(preset, tuple(flat), tuple(pages), tuple(notes))
