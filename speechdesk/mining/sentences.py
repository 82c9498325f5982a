"""The role (功能) of each sentence: its paragraph's and its cue words' first, then what its wording says.

The wording of a sentence shows in traits: lists of words (resources/traits.toml) whose weights for each role
(resources/role_weights.toml) are learned by tests/benchmarks/fit_roles.py from sentences read by hand.
"""

import bisect
import functools
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from speechdesk.mining.patterns import branches
from speechdesk.mining.roles import CueHit, RoleGuess, sentence_role
from speechdesk.mining.units import body_start
from speechdesk.paths import resources
from speechdesk.records import Block, Role

ROLES = tuple(Role)
_AT = {role: at for at, role in enumerate(ROLES)}
_SURER = 0.1  # the rules decide, unless another role is that much likelier than theirs
_NEAR = 0.15  # a second role counts when it is that likely
_SUREST = 0.98
_UNIT = 100  # weights are whole hundredths
_NOTHING = [0] * len(ROLES)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the sentences of a paragraph have in common.

    Attributes:
        text: of the paragraph.
        body: where its running text begins.
        guess: what it does as a whole.
        starts: where its words begin that tell of a role.
        traits: of each of these words.
    """

    text: str
    body: int
    guess: RoleGuess
    starts: Sequence[int]
    traits: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    traits: Mapping[str, Sequence[str]]


def see_paragraph(block: Block, guess: RoleGuess) -> Paragraph:
    """Return what the sentences of `block` have in common.

    Args:
        block: a paragraph with running text.
        guess: what it does.
    """
    words = _words("any")
    found = [(match.start(), words.traits[match.group()]) for match in words.pattern.finditer(block.text)]
    starts, traits = [start for start, _ in found], [names for _, names in found]
    return Paragraph(block.text, body_start(block) or 0, guess, starts, traits)


def weigh_sentence(paragraph: Paragraph, start: int, end: int, cues: Sequence[CueHit]) -> RoleGuess:
    """Return the role of the sentence that stands from `start` to `end`; `cues` are the cue words in it."""
    ruled = sentence_role(cues, paragraph.guess)
    weights = _weights()
    found = plain_evidence(paragraph, start, end, ruled)
    rows: list[Sequence[float]] = [weights[name] for name in found if name in weights]
    for role, share in cue_evidence(cues).items():
        rows.append([share * weight for weight in weights.get(f"cue {role}", _NOTHING)])
    hundredths = list(map(sum, zip(*rows, strict=True)))
    if hundredths[_AT[ruled.role]] == max(hundredths):
        return ruled
    return decide_role(ruled, [one / _UNIT for one in hundredths])


def decide_role(ruled: RoleGuess, evidence: Sequence[float]) -> RoleGuess:
    """Return what the rules say, or the role that the evidence makes plainly likelier.

    Args:
        ruled: by the rules.
        evidence: what speaks for each of `ROLES`, as a logarithm.
    """
    most = max(evidence)
    powers = [math.exp(one - most) for one in evidence]
    total = sum(powers)
    best, second = sorted(range(len(powers)), key=powers.__getitem__, reverse=True)[:2]
    if powers[best] < powers[_AT[ruled.role]] + _SURER * total:
        return ruled
    near = ROLES[second] if powers[second] >= _NEAR * total else None
    return RoleGuess(ROLES[best], near, round(min(_SUREST, powers[best] / total), 2))


def plain_evidence(paragraph: Paragraph, start: int, end: int, ruled: RoleGuess) -> set[str]:
    """Return the names of all weights that count once for a sentence; `ruled` is its role by the rules."""
    found = set(_rule_evidence(paragraph.guess.role, ruled.role))
    if start <= paragraph.body + 1:  # a space may stand before it
        found.add("first")
    if end >= len(paragraph.text) - 1:
        found.add("last")
    first = bisect.bisect_left(paragraph.starts, start)
    for names in paragraph.traits[first : bisect.bisect_left(paragraph.starts, end)]:
        found.update(names)
    begins = _words("start")
    match = begins.pattern.match(paragraph.text, start, end)
    if match:
        found.update(begins.traits[match.group()])
    return found


def cue_evidence(cues: Sequence[CueHit]) -> dict[Role, float]:
    """Return how much cue words say for each role, every cue counted once."""
    shares: dict[Role, float] = {}
    for hit in {hit.cue: hit for hit in cues}.values():
        shares[hit.role] = shares.get(hit.role, 0.0) + hit.weight
    return shares


@functools.cache
def _rule_evidence(paragraph: Role, ruled: Role) -> frozenset[str]:
    return frozenset({"always", f"paragraph {paragraph}", f"ruled {ruled}"})


@functools.cache
def _words(where: str) -> _Words:
    data = _read("traits.toml")
    traits: dict[str, list[str]] = {}
    patterns: list[str] = []
    for name, words in cast("dict[str, list[str]]", data[where]).items():
        for word in words:
            traits.setdefault(_literal(word), []).append(f"{where} {name}")
            patterns.append(word)
    return _Words(re.compile(branches(sorted(set(patterns), key=_longest_first))), traits)


def _longest_first(word: str) -> tuple[int, str]:
    return -len(_literal(word)), word


def _literal(word: str) -> str:
    return word.partition("(?")[0]


@functools.cache
def _weights() -> dict[str, list[int]]:
    return cast("dict[str, list[int]]", _read("role_weights.toml"))


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((resources() / name).read_text(encoding="utf-8"))
