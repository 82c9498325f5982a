"""A speech → what the library keeps of it, in one pass; needs no dictionary of words and no other speech."""

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import replace

from speechdesk.mining.expressions import find_expressions
from speechdesk.mining.patterns import LEVELS
from speechdesk.mining.roles import RoleGuess, find_cues, find_roles
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
from speechdesk.mining.units import body_start, extract_passages
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
    extracts = {
        number: tuple(found) for number, found in itertools.groupby(extract_passages(speech), _block_of)
    }
    roles = {
        number: find_passage_roles(block, guess, cues[number], extracts[number])
        for number, (block, guess) in enumerate(zip(speech.blocks, ruled, strict=True))
        if guess and number in extracts
    }
    blocks = tuple(
        replace(block, role=roles[number][0].role if number in roles else guess and guess.role, slots=found)
        for number, (block, guess, found) in enumerate(zip(speech.blocks, ruled, slots, strict=True))
    )
    keywords = find_keywords([block.text for block in blocks])
    about = tuple(word for word in keywords if not set(word) & set(LEVELS))  # 全市政府 is about nothing
    return MinedSpeech(
        replace(speech, blocks=blocks),
        level,
        tuple(
            extract
            for number, guesses in roles.items()
            for extract in _describe(blocks[number], guesses, about, extracts[number])
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


def _block_of(extract: Extract) -> int:
    return extract.block


def _describe(
    block: Block, guesses: Sequence[RoleGuess], keywords: Sequence[str], extracts: Sequence[Extract]
) -> list[Extract]:
    """Return the passages of one block with all that its paragraph, looked through once, says of them."""
    starts, terms = find_terms(block.text)
    own = [word for word in keywords if word in block.text]
    return [
        _described(
            extract,
            block,
            guess,
            terms[bisect.bisect_left(starts, extract.start) : bisect.bisect_left(starts, extract.end)],
            own,
        )
        for extract, guess in zip(extracts, guesses, strict=True)
    ]


def _described(
    extract: Extract,
    block: Block,
    guess: RoleGuess,
    terms: tuple[str, ...],
    keywords: Sequence[str],
) -> Extract:
    # Made anew, not by `replace`, which would take a tenth of all mining.
    return Extract(
        extract.kind,
        extract.text,
        extract.block,
        extract.start,
        extract.end,
        role=guess.role,
        secondary_role=guess.secondary,
        confidence=guess.confidence,
        topics=(
            *topics_of(terms),
            *[word for word in keywords if word in extract.text][:_MOST_KEYWORDS],
        ),
        slots=slots_within(block.slots, extract.start, extract.end) if block.slots else (),
    )
