"""Paragraphs of a draft: from a document, and what a paragraph is while it is typed."""

from speechdesk.documents.structure import is_greeting
from speechdesk.records import BlockKind, Document, Draft, DraftBlock, MeetingCard
from speechdesk.text.headings import find_heading


def draft_from_document(document: Document) -> Draft:
    """Return a draft of all speeches of `document`, one after the other.

    The meeting card takes date and speaker from the first.
    """
    blocks = tuple(
        DraftBlock(block.kind, block.text, block.level)
        for speech in document.speeches
        for block in speech.blocks
    )
    first = document.speeches[0]
    return Draft(MeetingCard(date=first.date or "", speaker=first.speaker or ""), blocks)


def recognise_kind(text: str) -> tuple[BlockKind, int]:
    """Return what a typed paragraph is by its text alone, and its heading level (0 for no heading).

    Only headings and greetings can be told from the text; anything else is body.
    """
    if heading := find_heading(text):
        return BlockKind.HEADING, heading.level
    if is_greeting(text):
        return BlockKind.GREETING, 0
    return BlockKind.BODY, 0
