"""The role (功能) of each paragraph: from its place, its headings, cue words and its neighbours."""

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from speechdesk.mining.patterns import leaping
from speechdesk.mining.units import body_start
from speechdesk.paths import resources
from speechdesk.records import Block, BlockKind, Role
from speechdesk.text.sentences import sentence_spans

_NEAR = 0.45  # a second role counts when it has this share of the first one's score
_SHORT_INTRODUCTION_CHARS = 130
_FIRST, _EARLY, _LAST, _INTRODUCTION, _DEFAULT, _NEIGHBOUR = 2.5, 1.5, 3.0, 2.5, 0.5, 0.75
_GOES_ON = (Role.SIGNIFICANCE, Role.ACHIEVEMENTS, Role.TASKS, Role.WORK_DEMANDS, Role.SAFEGUARDS)
_OUT_OF_PLACE = 0.3
_PLAIN = (
    Role.OPENING,
    Role.SIGNIFICANCE,
    Role.THANKS,
    Role.PROBLEMS,
    Role.SITUATION,
    Role.OVERALL_DEMAND,
    Role.SAFEGUARDS,
    Role.CLOSING_CALL,
)
_SUREST = 0.95
_PLAINLY = 2.5  # what a sentence must say beyond its paragraph to have a role of its own
_THE_LAST_OF_A_LIST = 2
_ORDER = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """What a paragraph does, what else it may do, and how sure the first is (0 to 1)."""

    role: Role
    secondary: Role | None
    confidence: float


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue word where it begins, the role it speaks for, and which cue it is."""

    start: int
    role: Role
    weight: float
    cue: int


@dataclass(frozen=True, slots=True)
class _Cue:
    role: Role
    weight: float
    pattern: re.Pattern[str]
    end: str | int  # the group at whose end a match ends


class _CueData(TypedDict):
    role: str
    where: str
    weight: float
    pattern: str


def find_roles(blocks: Sequence[Block], cues: Sequence[Sequence[CueHit]]) -> Iterator[RoleGuess | None]:
    """Yield the role of each block of a speech; None for outline material.

    Args:
        blocks: all of the speech.
        cues: of each block, as `find_cues` gives them.
    """
    bodies = [number for number, block in enumerate(blocks) if body_start(block) is not None]
    with_text = frozenset(bodies)
    previous: Role | None = None
    for number, block in enumerate(blocks):
        if number not in with_text:
            yield None
            continue
        scores = _cue_scores(block, cues[number])
        _add_place(scores, blocks, number, bodies)
        if previous is not None and block.section[:1] == blocks[number - 1].section[:1]:
            scores[previous] = scores.get(previous, 0.0) + _NEIGHBOUR
        guess = _guess(scores)
        yield guess
        previous = guess.role if guess.role in _GOES_ON else None


def find_cues(block: Block) -> tuple[CueHit, ...]:
    """Return the cue words of a paragraph wherever they stand; none for outline material."""
    if body_start(block) is None:
        return ()
    hits: list[CueHit] = []
    for number, cue in enumerate(_cues("any")):
        match = cue.pattern.search(block.text)  # mostly in vain, so faster than an iterator
        while match:
            start = match.start()
            hits.append(CueHit(start, cue.role, cue.weight, number))
            match = cue.pattern.search(block.text, max(start + 1, match.end(cue.end)))
    return tuple(hits)


def sentence_role(hits: Iterable[CueHit], paragraph: RoleGuess) -> RoleGuess:
    """Return the role of a sentence: its paragraph's, unless its own words plainly say another one.

    Args:
        hits: the cue words that stand in the sentence.
        paragraph: what its paragraph does.
    """
    scores: dict[Role, float] = {}
    for hit in hits:
        if hit.role in _PLAIN or hit.role is paragraph.role:  # 加快 and 必须 are said everywhere
            _add(scores, hit.role, hit.weight)
    best = max(scores, key=lambda role: scores[role], default=paragraph.role)
    if best is paragraph.role or scores[best] < scores.get(paragraph.role, 0.0) + _PLAINLY:
        return paragraph
    return RoleGuess(best, paragraph.role, round(paragraph.confidence / 2, 2))


def _cue_scores(block: Block, hits: Sequence[CueHit]) -> dict[Role, float]:
    body = block.text[body_start(block) or 0 :]
    spans = sentence_spans(body)
    own = block.heading or ""
    above = "，".join(heading for heading in block.section if heading != own)
    scores: dict[Role, float] = {}
    for hit in {hit.cue: hit for hit in hits}.values():
        _add(scores, hit.role, hit.weight)
    for where, text in (
        ("start", body[: spans[0][1]].strip() if spans else body),
        ("end", body[spans[-1][0] :].strip() if spans else body),
    ):
        for cue in _cues(where):
            if cue.pattern.search(text):
                _add(scores, cue.role, cue.weight)
    for where, text in (("heading", own), ("section", above)):
        for role, weight in _heading_scores(where, text):
            _add(scores, role, weight)
    return scores


@functools.lru_cache(maxsize=128)  # of the paragraphs below one heading
def _heading_scores(where: str, text: str) -> tuple[tuple[Role, float], ...]:
    return tuple((cue.role, cue.weight) for cue in _cues(where) if cue.pattern.search(text))


def _add_place(
    scores: dict[Role, float], blocks: Sequence[Block], number: int, bodies: Sequence[int]
) -> None:
    """Add what the place in the speech says: openings come first, calls last, introductions before a list."""
    block = blocks[number]
    before_parts = not any(earlier.kind is BlockKind.HEADING for earlier in blocks[:number])
    scores[Role.WORK_DEMANDS] = scores.get(Role.WORK_DEMANDS, 0.0) + _DEFAULT
    if number == bodies[0]:
        _add(scores, Role.OPENING, _FIRST)
    elif before_parts and number in bodies[1:3]:
        _add(scores, Role.OPENING, _EARLY)
    else:
        scores[Role.OPENING] = scores.get(Role.OPENING, 0.0) * _OUT_OF_PLACE
    if number in bodies[-_THE_LAST_OF_A_LIST:] and block.kind is BlockKind.BODY:
        _add(scores, Role.CLOSING_CALL, _LAST if number == bodies[-1] else _DEFAULT)
    elif block.section and number not in bodies[-3:]:  # a call may also close a part
        scores[Role.CLOSING_CALL] = scores.get(Role.CLOSING_CALL, 0.0) * _OUT_OF_PLACE
    if _introduces(blocks, number) and len(block.text) < _SHORT_INTRODUCTION_CHARS:
        _add(scores, Role.OVERALL_DEMAND, _INTRODUCTION)


def _introduces(blocks: Sequence[Block], number: int) -> bool:
    """Whether a plain paragraph stands between a heading and the first of the points below it."""
    if blocks[number].kind is not BlockKind.BODY or not 0 < number < len(blocks) - 1:
        return False
    before, after = blocks[number - 1], blocks[number + 1]
    return before.kind is after.kind is BlockKind.HEADING and after.level > before.level > 0


def _add(scores: dict[Role, float], role: Role, weight: float) -> None:
    scores[role] = scores.get(role, 0.0) + weight


def _guess(scores: dict[Role, float]) -> RoleGuess:
    ranked = sorted(scores, key=lambda role: (-scores[role], _ORDER[role]))
    best = ranked[0]
    second = ranked[1] if len(ranked) > 1 and scores[ranked[1]] >= _NEAR * scores[best] else None
    rest = sum(scores[role] for role in ranked[1:3])
    confidence = min(_SUREST, scores[best] / (scores[best] + rest)) if scores[best] else 0.0
    return RoleGuess(best, second, round(confidence, 2))


@functools.cache
def _cues(where: str) -> tuple[_Cue, ...]:
    data = tomllib.loads((resources() / "roles.toml").read_text(encoding="utf-8"))
    cues = cast("list[_CueData]", data["cue"])
    return tuple(
        _Cue(Role(cue["role"]), cue["weight"], *leaping(cue["pattern"]))
        for cue in cues
        if cue["where"] == where
    )
