"""What speaks for the role (功能) of a sentence, by name: its words, where it stands, what the rules say.

Lists of words (resources/traits.toml) are looked for in it and in the headings above it. What each piece of
evidence says is learned: sentences.py.
"""

import bisect
import functools
import operator
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from speechdesk.mining.patterns import beginnings, branches
from speechdesk.mining.roles import CueHit, RoleGuess, sentence_role
from speechdesk.mining.units import body_start
from speechdesk.paths import resources
from speechdesk.records import Block, Role

_START, _CUE = operator.attrgetter("start"), operator.attrgetter("cue")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the sentences of a paragraph have in common.

    Attributes:
        block: the paragraph.
        body: where its running text begins.
        guess: what it does as a whole, by the rules.
        cues: its cue words, in order.
        starts: where its words begin that tell of a role.
        traits: of each of these words.
        above: traits of the words of its headings.
    """

    block: Block
    body: int
    guess: RoleGuess
    cues: Sequence[CueHit]
    starts: Sequence[int]
    traits: Sequence[Sequence[str]]
    above: Collection[str]


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    traits: Mapping[str, Sequence[str]]


def see_paragraph(block: Block, guess: RoleGuess, cues: Sequence[CueHit]) -> Paragraph:
    """Return what the sentences of `block` have in common.

    Args:
        block: a paragraph with running text.
        guess: what it does, by the rules.
        cues: its cue words.
    """
    words = _words("any")
    found = list(words.pattern.finditer(block.text))
    starts = [match.start() for match in found]
    traits = [words.traits[match[0]] for match in found]
    return Paragraph(
        block,
        body_start(block) or 0,
        guess,
        sorted(cues, key=_START),
        starts,
        traits,
        _traits_above(block.section),
    )


def named_evidence(paragraph: Paragraph, start: int, end: int) -> set[str]:
    """Return the names of what counts for a sentence, but for its pairs of characters.

    Args:
        paragraph: in which it stands.
        start: of the sentence.
        end: of it.
    """
    text = paragraph.block.text
    cues = paragraph.cues
    hits = cues[bisect.bisect_left(cues, start, key=_START) : bisect.bisect_left(cues, end, key=_START)]
    own = {hit.cue: hit for hit in sorted(hits, key=_CUE)}.values()
    ruled = sentence_role(own, paragraph.guess) if own else paragraph.guess
    begin, finish = text[start : start + 3], text[max(start, end - 2) : end]
    found = {
        f"begins {begin[:1]}",
        f"begins {begin[:2]}",
        f"begins {begin}",
        f"ends {finish[-1:]}",
        f"ends {finish}",
        *_rule_evidence(paragraph.guess.role, ruled.role),
        *paragraph.above,
    }
    for hit in own:
        found.add(_cue_name(hit.role))
    if start <= paragraph.body + 1:  # a space may stand before it
        found.add("first")
    if end >= len(text) - 1:
        found.add("last")
    first = bisect.bisect_left(paragraph.starts, start)
    for names in paragraph.traits[first : bisect.bisect_left(paragraph.starts, end)]:
        found.update(names)
    begins = _words("start")
    match = begins.pattern.match(text, start, end)
    if match:
        found.update(begins.traits[match.group()])
    return found


def pairs_of(text: str) -> list[str]:
    """Return each two characters of `text` that stand side by side, by the place of the first."""
    return list(map(operator.add, text, text[1:]))


def pairs_above(section: Sequence[str]) -> set[str]:
    """Return each two characters that stand side by side in one of the headings `section`."""
    return {pair for heading in section for pair in pairs_of(heading)}


@functools.lru_cache(maxsize=64)  # of the paragraphs below one heading
def _traits_above(section: tuple[str, ...]) -> frozenset[str]:
    words = _words("above")
    return frozenset(
        name
        for heading in section
        for found in words.pattern.findall(heading)
        for name in words.traits[found]
    )


@functools.cache
def _rule_evidence(paragraph: Role, ruled: Role) -> frozenset[str]:
    return frozenset({"always", f"paragraph {paragraph}", f"ruled {ruled}"})


@functools.cache
def _cue_name(role: Role) -> str:
    return f"cue {role}"


@functools.cache
def _words(where: str) -> _Words:
    data = tomllib.loads((resources() / "traits.toml").read_text(encoding="utf-8"))
    traits: dict[str, list[str]] = {}
    patterns: list[str] = []
    for name, words in cast("dict[str, list[str]]", data[where]).items():
        for word in words:
            traits.setdefault(_literal(word), []).append(f"{where} {name}")
            patterns.append(word)
    pattern = beginnings([*traits]) + branches(sorted(set(patterns), key=_longest_first))
    return _Words(re.compile(pattern), traits)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(_literal(word)), word


def _literal(word: str) -> str:
    return word.partition("(?")[0]
