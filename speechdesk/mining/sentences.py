"""The role (功能) of each passage: what its words say together with its paragraph's words and the rules.

A sentence is judged by evidence: what evidence.py names, and the pairs of characters in it, in its paragraph
and in the headings above. What evidence says for each role (resources/role_weights.toml) is learned by
tests/benchmarks/fit_roles.py from labelled sentences. Whole paragraphs and points are judged by the
chances of their sentences and by the rules.
"""

import bisect
import functools
import itertools
import math
import struct
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypedDict, cast

from speechdesk.mining.evidence import named_evidence, pairs_above, see_paragraph
from speechdesk.mining.roles import CueHit, RoleGuess
from speechdesk.mining.units import PassageSpan
from speechdesk.paths import resources
from speechdesk.records import Block, PassageKind, Role
from speechdesk.text.pairs import PairTable, find_pairs, pair_table

ROLES = tuple(Role)
_AT = {role: at for at, role in enumerate(ROLES)}
UNIT = 20  # weights are whole twentieths of a logarithm
_RULED = 0.17  # part of the chances of a paragraph that the rules give, where they are sure
_NEAR = 0.2  # a second role counts when it is that likely
_SUREST = 0.98
# The weights of a piece of evidence are one integer, a field for each role, so that evidence is summed at
# once. Fields cannot be negative: each weight is raised alike, which changes no role's chance.
_RAISED = 1 << 12
_FIELDS = struct.Struct(f"<{len(ROLES)}I")


@dataclass(frozen=True, slots=True)
class _Weights:
    """What evidence says.

    Attributes:
        named: by the name of what a sentence has.
        pairs: the pairs of characters that say something.
        within: what each of them says of its sentence.
        around: and of each sentence of its paragraph.
        headed: what pairs in headings say of each sentence below.
    """

    named: Mapping[str, int]
    pairs: PairTable
    within: Sequence[int]
    around: Sequence[int]
    headed: Mapping[str, int]


class _WeightData(TypedDict):
    named: str
    pairs: str
    headed: str


def find_passage_roles(
    block: Block, guess: RoleGuess, cues: Sequence[CueHit], spans: Sequence[PassageSpan]
) -> list[RoleGuess]:
    """Return the role of each passage of a block.

    Args:
        block: a paragraph with running text.
        guess: what it does, by the rules.
        cues: its cue words.
        spans: of its passages.
    """
    paragraph, weights = see_paragraph(block, guess), _weights()
    starts, pairs = find_pairs(weights.pairs, block.text)
    around = sum(map(weights.around.__getitem__, set(pairs))) + _headed(block.section)
    sentences = sentences_of(block, spans)
    chances: list[list[float]] = []
    for start, end in sentences:
        own = set(pairs[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end - 1)])
        named = named_evidence(paragraph, start, end, cues)
        total = around + sum(map(weights.within.__getitem__, own)) + _sum(weights.named, named)
        chances.append(_chances(_unpack(total)))
    by_sentence = dict(zip(sentences, chances, strict=True))
    return [
        decide_role(
            by_sentence[span.start, span.end]
            if span.kind is PassageKind.SENTENCE
            else weigh_whole(guess, _inside(span, by_sentence))
        )
        for span in spans
    ]


def sentences_of(block: Block, spans: Sequence[PassageSpan]) -> list[tuple[int, int]]:
    """Return the spans of the sentences among the passages of a block; the whole of it where it has none."""
    sentences = [(span.start, span.end) for span in spans if span.kind is PassageKind.SENTENCE]
    return sentences or [(0, len(block.text))]


def weigh_whole(guess: RoleGuess, sentences: Sequence[Sequence[float]]) -> list[float]:
    """Return the chances of `ROLES` for a paragraph or a point: its sentences' together, and the rules' part.

    Args:
        guess: what its paragraph does, by the rules.
        sentences: the chances of each of its sentences.
    """
    ruled = _RULED * guess.confidence
    part = (1 - ruled) / len(sentences)
    chances = [part * sum(column) for column in zip(*sentences, strict=True)]
    chances[_AT[guess.role]] += ruled
    return chances


def decide_role(chances: Sequence[float]) -> RoleGuess:
    """Return the likeliest of `ROLES`, and a second one where it is likely too."""
    most = max(chances)
    best = chances.index(most)
    others = [*chances[:best], 0.0, *chances[best + 1 :]]
    likely = max(others)
    near = ROLES[others.index(likely)] if likely >= _NEAR else None
    return RoleGuess(ROLES[best], near, round(min(_SUREST, most), 2))


def _inside(
    span: PassageSpan, by_sentence: Mapping[tuple[int, int], Sequence[float]]
) -> list[Sequence[float]]:
    """Return the chances of the sentences inside a paragraph or a point."""
    inside = [
        chances for (start, end), chances in by_sentence.items() if span.start <= start and end <= span.end
    ]
    return inside or [*by_sentence.values()]


def _sum(weights: Mapping[str, int], evidence: AbstractSet[str]) -> int:
    return sum(map(weights.get, evidence, itertools.repeat(0)))


@functools.lru_cache(maxsize=64)  # of the paragraphs below one heading
def _headed(section: tuple[str, ...]) -> int:
    return _sum(_weights().headed, pairs_above(section))


def _unpack(weights: int) -> tuple[int, ...]:
    return _FIELDS.unpack(weights.to_bytes(_FIELDS.size, "little"))


def _chances(weights: Sequence[float]) -> list[float]:
    most = max(weights)
    powers = [math.exp((one - most) / UNIT) for one in weights]
    total = sum(powers)
    return [power / total for power in powers]


@functools.cache
def _weights() -> _Weights:
    text = (resources() / "role_weights.toml").read_text(encoding="utf-8")
    data = cast("_WeightData", cast("object", tomllib.loads(text)))
    pairs = _rows(data["pairs"])
    return _Weights(
        {name: _pack(row) for name, row in _named_rows(data["named"])},
        pair_table([*pairs]),
        [_pack(row[: len(ROLES)]) for row in pairs.values()],
        [_pack(row[len(ROLES) :]) for row in pairs.values()],
        {pair: _pack(row) for pair, row in _rows(data["headed"]).items()},
    )


def _rows(lines: str) -> dict[str, list[int]]:
    return {line[:2]: list(map(int, line[2:].split())) for line in lines.splitlines()}


def _named_rows(lines: str) -> Iterator[tuple[str, list[int]]]:
    for line in lines.splitlines():
        name, _, row = line.rpartition(" = ")
        yield name, list(map(int, row.split()))


def _pack(row: Sequence[int]) -> int:
    return int.from_bytes(_FIELDS.pack(*(weight + _RAISED for weight in row)), "little")
