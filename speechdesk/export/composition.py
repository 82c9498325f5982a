"""A draft set on pages: what preview, PDF and print paint, from the paragraphs of the .docx."""

from dataclasses import dataclass, replace

from speechdesk.export.facts import OfficialFacts
from speechdesk.export.fit import fit
from speechdesk.export.head import sized
from speechdesk.export.layout import lay_out
from speechdesk.export.paging import PageOfLines, Typesetter
from speechdesk.export.paragraphs import Paragraph
from speechdesk.export.preset import Preset
from speechdesk.export.turning import turn_pages
from speechdesk.records import Draft

_NO_FACTS = OfficialFacts()


@dataclass(frozen=True, slots=True)
class Composition:
    """A draft on its pages.

    Attributes:
        preset: the layout, with what the facts change in it.
        paragraphs: what the lines of the pages refer to.
        pages: in order; none for an empty draft.
    """

    preset: Preset
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[PageOfLines, ...]

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
        facts: of 版头 and 版记.
    """

    def __init__(self, preset: Preset, facts: OfficialFacts = _NO_FACTS) -> None:
        self._preset = sized(preset, facts)
        self._facts = facts
        self._typesetter = Typesetter(self._preset)
        self._fitted: dict[Paragraph, Paragraph] = {}

    def compose(self, draft: Draft) -> Composition:
        """Return the draft on its pages; an empty draft has none."""
        if not any(block.text.strip() for block in draft.blocks):
            return Composition(self._preset, (), ())
        known, self._fitted = self._fitted, {}
        paragraphs: list[Paragraph] = []
        for paragraph in lay_out(draft, self._preset, self._facts):
            fitted = known.get(paragraph) or fit(paragraph, self._preset)
            self._fitted[paragraph] = fitted
            paragraphs.append(replace(fitted, block=paragraph.block))
        if self._preset.options.whole_sentences:
            return self._turned(paragraphs)
        return Composition(self._preset, tuple(paragraphs), self._typesetter.pages(paragraphs))

    def _turned(self, paragraphs: list[Paragraph]) -> Composition:
        flat: list[Paragraph] = []
        pages: list[PageOfLines] = []
        for group in turn_pages(paragraphs, self._typesetter):
            for page in self._typesetter.pages(group):
                lines = tuple(replace(line, paragraph=line.paragraph + len(flat)) for line in page.lines)
                pages.append(PageOfLines(len(pages) + 1, lines))
            flat.extend(group)
        return Composition(self._preset, tuple(flat), tuple(pages))
