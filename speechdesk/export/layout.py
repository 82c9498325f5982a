"""Draft → laid-out paragraphs: what stands on the page, in which style, before any file format."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speechdesk.errors import SpeechDeskError
from speechdesk.export.head import colophon, head_of
from speechdesk.export.markup import well_formed
from speechdesk.export.paragraphs import BLANK, Paragraph, Run, em_width, one_run
from speechdesk.export.parts import Part, PartBlock, find_parts
from speechdesk.export.preset import HEADINGS, Order, Preset, Style
from speechdesk.export.reading import annotated
from speechdesk.export.title import break_title
from speechdesk.records import BlockKind, Draft, DraftBlock, OfficialFacts
from speechdesk.text.headings import find_heading

_STYLES = {
    BlockKind.TITLE: Style.TITLE,
    BlockKind.SPEAKER: Style.SPEAKER,
    BlockKind.DATE: Style.DATE,
    BlockKind.GREETING: Style.GREETING,
    BlockKind.BODY: Style.BODY,
}
_UNDER_TITLE = frozenset({BlockKind.TITLE, BlockKind.SPEAKER, BlockKind.DATE})
_SIGNED = (Part.SIGNATURE, Part.SIGN_DATE)
_PART_STYLES = {
    Part.RECIPIENT: Style.RECIPIENT,
    Part.ATTACHMENT_NOTE: Style.ATTACHMENT_NOTE,
    Part.SIGNATURE: Style.SIGNATURE,
    Part.SIGN_DATE: Style.SIGN_DATE,
    Part.NOTE: Style.NOTE,
    Part.ATTACHMENT: Style.ATTACHMENT,
}
_KEPT = (Part.ATTACHMENT_NOTE, *_SIGNED)
_LONGEST_KEPT_CHARS = 110  # four lines
_SEALED_RIGHT_CHARS = 4  # GB/T 9704-2012, 7.3.5.1: the date stands 4 characters from the right
_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_TYPED_INDENT = " \u3000"


def lay_out(draft: Draft, preset: Preset) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `draft` in order, with the blank lines, head and foot its preset wants.

    Blocks without text are left out: the preset alone decides on blank lines.

    Raises:
        SpeechDeskError: no block has text.
    """
    blocks = [
        (number, block, text) for number, block in enumerate(draft.blocks) if (text := printable(block.text))
    ]
    if preset.options.headings_only:
        blocks = list(_outline(blocks))
    if not blocks:
        raise SpeechDeskError("讲稿还没有内容，请写下文字后再导出。")
    items = [PartBlock(block, text, number=number) for number, block, text in blocks]
    parts = find_parts(_in_order(items, preset.options.order), closing=preset.options.closing)
    return (
        *head_of(draft.facts, preset),
        *_with_blank_lines(parts, preset, draft.facts),
        *colophon(draft.facts, preset),
    )


def printable(text: str) -> str:
    """Return a block's text as it is printed, "" where nothing would be seen.

    Line breaks become spaces, characters XML does not know are dropped, and so are spaces typed in front:
    the style indents.
    """
    return well_formed(_BREAKS.sub(" ", text)).lstrip(_TYPED_INDENT) if text.strip() else ""


def _outline(blocks: Sequence[tuple[int, DraftBlock, str]]) -> Iterator[tuple[int, DraftBlock, str]]:
    for number, block, text in blocks:
        if block.kind is BlockKind.HEADING:
            found = find_heading(text)
            yield number, block, text[: found.end].rstrip("。：: ") if found else text
        elif block.kind in _UNDER_TITLE:
            yield number, block, text


def _in_order(items: Sequence[PartBlock], order: Order) -> list[PartBlock]:
    """Return the blocks, speaker and date changed round where they stand the wrong way."""
    ordered = list(items)
    if order is Order.AS_WRITTEN:
        return ordered
    wrong = (
        (BlockKind.DATE, BlockKind.SPEAKER) if order is Order.SPEAKER else (BlockKind.SPEAKER, BlockKind.DATE)
    )
    for place, (first, second) in enumerate(itertools.pairwise(items)):
        if (first.block.kind, second.block.kind) == wrong:
            ordered[place : place + 2] = second, first
    return ordered


def _with_blank_lines(
    items: Sequence[PartBlock], preset: Preset, facts: OfficialFacts
) -> Iterator[Paragraph]:
    closing = {item.part: item.text for item in items if item.part in _SIGNED}
    for before, item, following in zip((None, *items), items, (*items[1:], None), strict=False):
        dated = Part.SIGN_DATE in closing
        if before is not None and _parted(before, item):
            yield replace(BLANK, keep_with_next=dated and item.part in _KEPT)
        if item.part in _SIGNED:
            noted = following is not None and following.part is Part.NOTE
            signed = _signed(item, closing, preset, facts)
            yield replace(signed, keep_with_next=signed.keep_with_next or noted)
        else:
            paragraph = _paragraph(item, preset)
            if following is not None and dated and following.part in _KEPT:
                yield _kept(paragraph)
            elif following is not None and 0 < _level(following) <= _level(item):
                yield replace(paragraph, keep_with_next=False)  # a heading that heads nothing
            else:
                yield paragraph
        title_ends = item.block.kind in _UNDER_TITLE and item.part is Part.PLAIN
        if following and title_ends and following.block.kind not in _UNDER_TITLE:
            yield BLANK
        if following and item.part is Part.ATTACHMENT_TITLE:
            yield BLANK


def _kept(paragraph: Paragraph) -> Paragraph:
    """Return what stands before 附件说明 or 署名, which are not to stand alone on a page (7.3.5.4).

    A long paragraph is left free: moved whole, it would leave too much of its page empty.
    """
    kept = len(paragraph.text) <= _LONGEST_KEPT_CHARS
    return replace(paragraph, keep_with_next=kept, keep_lines=kept)


def _parted(before: PartBlock, item: PartBlock) -> bool:
    """Return whether a blank line parts two paragraphs (GB/T 9704-2012, 7.3.4, 7.3.5, 7.3.7)."""
    if item.part is Part.ATTACHMENT_NOTE:
        return before.part is not Part.ATTACHMENT_NOTE
    if item.part in _SIGNED:
        return before.part not in _SIGNED
    return before.part is Part.ATTACHMENT and item.part is Part.ATTACHMENT_TITLE


def _paragraph(item: PartBlock, preset: Preset) -> Paragraph:
    block, text = item.block, item.text
    if item.part is Part.ATTACHMENT_TITLE:
        return _title(text, Style.ATTACHMENT_TITLE, preset, item.number)
    if item.part is Part.ATTACHMENT_NOTE:
        return _attachment_note(text, preset, item.number)
    if item.part is not Part.PLAIN:
        attaches = item.part is Part.ATTACHMENT
        style = _PART_STYLES[item.part]
        return one_run(text, style, block=item.number, keep_with_next=attaches, page_break=attaches)
    if block.kind is BlockKind.TITLE:
        return _title(text, Style.TITLE, preset, item.number)
    if block.kind is BlockKind.HEADING:
        return _heading(_level(item), annotated(text, preset.options), item.number)
    return one_run(annotated(text, preset.options), _STYLES[block.kind], block=item.number)


def _title(text: str, style: Style, preset: Preset, number: int) -> Paragraph:
    lines = break_title(text, preset.title_chars)
    return Paragraph(style, tuple((Run(line, style),) for line in lines), block=number)


def _level(item: PartBlock) -> int:
    """Return the level of a heading, 0 for what is none."""
    if item.block.kind is not BlockKind.HEADING or item.part is not Part.PLAIN:
        return 0
    found = find_heading(item.text)
    return item.block.level or (found.level if found else 1)


def _heading(level: int, text: str, number: int) -> Paragraph:
    """Return a heading, the rest of its paragraph in the body's face.

    A heading that stands alone stays with what it heads; a run-in one has it in its own paragraph.
    """
    found = find_heading(text)
    style = HEADINGS[min(level, len(HEADINGS)) - 1]
    if found is None or not text[found.end :].strip():
        return one_run(text, style, block=number, keep_with_next=True)
    runs = (Run(text[: found.end], style), Run(text[found.end :], Style.BODY))
    return Paragraph(style, (runs,), block=number)


def _attachment_note(text: str, preset: Preset, number: int) -> Paragraph:
    """Return a line of 附件说明, its number under the first one's and turnover lines under the name."""
    style = preset.styles[Style.ATTACHMENT_NOTE]
    name_from = re.match(r"(?:附件[：:]\s*)?(?:\d{1,2}[.．、]\s*)?", text)
    label = text[: name_from.end()] if name_from else ""
    lead_em = 2 if text.startswith("附件") else 5
    hanging = round(em_width(label) * style.char_twips)
    left = round(lead_em * style.char_twips) + hanging
    return one_run(text, Style.ATTACHMENT_NOTE, block=number, left_twips=left, first_twips=-hanging)


def _signed(item: PartBlock, closing: dict[Part, str], preset: Preset, facts: OfficialFacts) -> Paragraph:
    """Return signature or date where GB/T 9704-2012, 7.3.5, puts it.

    Sealed: the date 4 characters from the right, the signature centred over it. Else: the signature 2 from
    the right and the date 2 right of the signature's beginning; a date longer than that stands 2 from the
    right and the signature is moved left.
    """
    style = preset.styles[_PART_STYLES[item.part]]
    signature, date = (em_width(closing.get(part, "")) for part in _SIGNED)
    right_em = style.right_chars
    if facts.sealed and date:
        offset = 0 if item.part is Part.SIGN_DATE else (date - signature) / 2
        right_em = max(_SEALED_RIGHT_CHARS + offset, 0)
    elif signature and date:
        overhang = 2 + date - signature  # how far the date would reach beyond the signature's end
        right_em += max(overhang, 0) if item.part is Part.SIGNATURE else max(-overhang, 0)
    width_twips = style.char_twips + style.letter_spacing_twips
    return one_run(
        item.text,
        _PART_STYLES[item.part],
        block=item.number,
        right_twips=round(right_em * width_twips),
        keep_with_next=item.part is Part.SIGNATURE,
    )
