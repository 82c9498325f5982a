"""A speech → what the library keeps of it, in one pass; needs no other speech."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speechdesk.mining.evidence import see_paragraph
from speechdesk.mining.expressions import find_expressions
from speechdesk.mining.patterns import LEVELS
from speechdesk.mining.roles import CueHit, RoleGuess, find_cues, find_roles
from speechdesk.mining.sentences import find_passage_roles
from speechdesk.mining.slots import (
    add_slots,
    find_slots,
    local_names,
    slots_within,
    speaks_for_country,
    speech_level,
)
from speechdesk.mining.topics import find_keywords, find_terms, topics_of
from speechdesk.mining.units import PassageSpan, body_start, passage_spans
from speechdesk.records import Block, Extract, MinedSpeech, Slot, SlotKind, Speech

_OF_COUNTRY = (SlotKind.PROJECT, SlotKind.LEVEL)  # where the whole country is spoken to
_MOST_KEYWORDS = 2  # of its speech, that a passage is said to be about beside its topics


def mine_speech(speech: Speech) -> MinedSpeech:
    """Return the passages of a speech with role, topics and slots, its set expressions and keywords.

    The same speech always gives the same answer.
    """
    level = speech_level(speech)
    slots = _speech_slots(speech, level)
    cues = [find_cues(block) for block in speech.blocks]
    ruled = tuple(find_roles(speech.blocks, cues))
    passages = _find_passages(speech.blocks, ruled, cues)
    blocks = tuple(
        replace(block, role=found[0][1].role if found else guess and guess.role, slots=own)
        for block, guess, found, own in zip(speech.blocks, ruled, passages, slots, strict=True)
    )
    keywords = find_keywords([block.text for block in blocks])
    about = tuple(word for word in keywords if not set(word) & set(LEVELS))  # 全市政府 is about nothing
    return MinedSpeech(
        replace(speech, blocks=blocks),
        level,
        tuple(
            extract
            for number, (block, found) in enumerate(zip(blocks, passages, strict=True))
            if found
            for extract in _extract_passages(number, block, found, about)
        ),
        tuple(
            expression
            for number, block in enumerate(blocks)
            if body_start(block) is not None
            for expression in find_expressions(block.text, number)
        ),
        keywords,
    )


def _speech_slots(speech: Speech, level: str) -> list[tuple[Slot, ...]]:
    """Return the slots of each block; a local slogan found in one is looked for in the others."""
    found = [find_slots(block.text, level) for block in speech.blocks]
    if speaks_for_country(speech, level):
        return [tuple(slot for slot in slots if not _is_of_country(slot)) for slots in found]
    names = local_names(slot for slots in found for slot in slots)
    for number, block in enumerate(speech.blocks):
        bare = [name for name in names if name.text in block.text]
        if bare:
            found[number] = add_slots(block.text, found[number], bare)
    return found


def _is_of_country(slot: Slot) -> bool:
    return slot.kind in _OF_COUNTRY and not slot.masked and not slot.time_bound


def _find_passages(
    blocks: Sequence[Block], ruled: Sequence[RoleGuess | None], cues: Sequence[Sequence[CueHit]]
) -> list[list[tuple[PassageSpan, RoleGuess]]]:
    """Return the passages of each block and what each does."""
    spans = [passage_spans(block) if guess else () for block, guess in zip(blocks, ruled, strict=True)]
    paragraphs = [
        see_paragraph(block, guess, hits)
        for block, guess, hits, found in zip(blocks, ruled, cues, spans, strict=True)
        if guess and found
    ]
    roles = iter(find_passage_roles(paragraphs, [found for found in spans if found]))
    return [list(zip(found, next(roles), strict=True)) if found else [] for found in spans]


def _extract_passages(
    number: int, block: Block, passages: Sequence[tuple[PassageSpan, RoleGuess]], keywords: Sequence[str]
) -> Iterator[Extract]:
    """Yield the passages of one block with all that its paragraph, looked through once, says of them."""
    text = block.text
    starts, terms = find_terms(text)
    about = [word for word in keywords if word in text]
    for span, guess in passages:
        start, end = span.start, span.end
        words = text[start:end]
        own = terms[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
        yield Extract(
            span.kind,
            words,
            number,
            start,
            end,
            role=guess.role,
            secondary_role=guess.secondary,
            confidence=guess.confidence,
            topics=(*topics_of(own), *[word for word in about if word in words][:_MOST_KEYWORDS]),
            slots=slots_within(block.slots, start, end) if block.slots else (),
        )
