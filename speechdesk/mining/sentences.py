"""The role (功能) of each passage: what its words say together with its paragraph's words and the rules.

A sentence is judged by evidence: what evidence.py names, and the pairs of characters in it, in its paragraph
and in the headings above. What evidence says for each role (resources/role_weights.toml) is learned by
tests/benchmarks/fit_roles.py from labelled sentences. Whole paragraphs and points are judged by the
chances of their sentences and by the rules.
"""

import bisect
import functools
import itertools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias, TypedDict, cast

import numpy as np
from numpy.typing import NDArray

from speechdesk.mining.evidence import Paragraph, named_evidence, pairs_above
from speechdesk.mining.roles import RoleGuess
from speechdesk.mining.units import PassageSpan
from speechdesk.paths import resources
from speechdesk.records import PassageKind, Role
from speechdesk.text.pairs import PairTable, find_pairs, pair_table

ROLES = tuple(Role)
UNIT = 20  # weights are whole twentieths of a logarithm
_RULED = 0.17  # part of the chances of a paragraph that the rules give, where they are sure
_NEAR = 0.2  # a second role counts when it is that likely
_SUREST = 0.98

Chances: TypeAlias = NDArray[np.float64]
_Rows: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Weights:
    """What evidence says for each of `ROLES`: a row of weights for each piece.

    Attributes:
        names: the row in `named` of what has a name.
        named: what it says of its sentence.
        pairs: the pairs of characters that say something.
        within: what each of them says of its sentence.
        around: and of each sentence of its paragraph.
        heads: the row in `headed` of a pair of characters.
        headed: what it says, in a heading, of each sentence below.
    """

    names: Mapping[str, int]
    named: _Rows
    pairs: PairTable
    within: _Rows
    around: _Rows
    heads: Mapping[str, int]
    headed: _Rows


class _WeightData(TypedDict):
    named: str
    pairs: str
    headed: str


def find_passage_roles(
    paragraphs: Sequence[Paragraph], spans: Sequence[Sequence[PassageSpan]]
) -> list[list[RoleGuess]]:
    """Return the roles of the passages of each paragraph.

    Args:
        paragraphs: of a speech, in order.
        spans: the passages of each of them, one at least.
    """
    if not paragraphs:
        return []
    sentences = [
        sentences_of(paragraph, passages) for paragraph, passages in zip(paragraphs, spans, strict=True)
    ]
    parts: list[tuple[int, int]] = []
    ruled: list[RoleGuess | None] = []
    first = 0
    for paragraph, passages, own in zip(paragraphs, spans, sentences, strict=True):
        for span in passages:
            start, end = sentences_inside(span, own)
            parts.append((first + start, first + end))
            ruled.append(None if span.kind is PassageKind.SENTENCE else paragraph.guess)
        first += len(own)
    guesses = iter(decide_roles(weigh(_sentence_chances(paragraphs, sentences), parts, ruled)))
    return [list(itertools.islice(guesses, len(passages))) for passages in spans]


def sentences_of(paragraph: Paragraph, passages: Sequence[PassageSpan]) -> list[tuple[int, int]]:
    """Return the spans of the sentences among the passages of a paragraph; the whole where it has none."""
    sentences = [(span.start, span.end) for span in passages if span.kind is PassageKind.SENTENCE]
    return sentences or [(0, len(paragraph.block.text))]


def sentences_inside(passage: PassageSpan, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return which of the sentences of its paragraph a passage has, from the first to behind the last.

    All of them where none lies inside it.
    """
    first = bisect.bisect_left(sentences, passage.start, key=itemgetter(0))
    last = bisect.bisect_right(sentences, passage.end, key=itemgetter(1))
    return (first, last) if first < last else (0, len(sentences))


def weigh(sentences: Chances, parts: Sequence[tuple[int, int]], ruled: Sequence[RoleGuess | None]) -> Chances:
    """Return the chances of passages (passages by `ROLES`): their sentences' together, and the rules' part.

    Args:
        sentences: the chances of sentences (sentences by `ROLES`).
        parts: of each passage, its first sentence and the one behind its last.
        ruled: what the rules say of its paragraph; None for a sentence, of which they say nothing.
    """
    borders = np.array(parts, np.intp).reshape(-1, 2)
    shares = np.array([_RULED * guess.confidence if guess else 0.0 for guess in ruled])
    padded = np.concatenate([sentences, np.zeros((1, len(ROLES)))])  # the last part ends behind all
    chances = np.add.reduceat(padded, borders.ravel())[::2]
    chances *= ((1 - shares) / (borders[:, 1] - borders[:, 0]))[:, np.newaxis]
    roles = [ROLES.index(guess.role) if guess else 0 for guess in ruled]
    chances[np.arange(len(roles)), roles] += shares
    return chances


def decide_roles(chances: Chances) -> list[RoleGuess]:
    """Return the likeliest of `ROLES` for each row of chances, and a second one where it is likely too."""
    rows = np.arange(len(chances))
    best = chances.argmax(axis=1)
    others = chances.copy()
    others[rows, best] = 0.0
    second = others.argmax(axis=1)
    roles: list[tuple[int, int]] = np.stack([best, second], axis=1).tolist()
    near: list[bool] = (others[rows, second] >= _NEAR).tolist()
    most: list[float] = np.minimum(_SUREST, chances[rows, best]).tolist()
    return [
        RoleGuess(ROLES[one], ROLES[other] if is_near else None, round(chance, 2))
        for (one, other), is_near, chance in zip(roles, near, most, strict=True)
    ]


def _sentence_chances(
    paragraphs: Sequence[Paragraph], sentences: Sequence[Sequence[tuple[int, int]]]
) -> Chances:
    """Return the chances (sentences by `ROLES`) of the sentences of each of `paragraphs`."""
    weights = _weights()
    texts = [paragraph.block.text for paragraph in paragraphs]
    begins = [0, *itertools.accumulate(len(text) + 1 for text in texts)]
    starts, pairs = find_pairs(weights.pairs, "\n".join(texts))
    spans = [
        (begin + start, begin + end - 1)
        for begin, own in zip(begins, sentences, strict=False)
        for start, end in own
    ]
    around = _sum_different(weights.around, starts, pairs, [*itertools.pairwise(begins)])
    around += np.array([_headed(paragraph.block.section) for paragraph in paragraphs])
    sums = _sum_different(weights.within, starts, pairs, spans)
    sums += around.repeat([len(own) for own in sentences], axis=0)
    sums += _sum_named(
        named_evidence(paragraph, start, end)
        for paragraph, own in zip(paragraphs, sentences, strict=True)
        for start, end in own
    )
    powers = np.exp((sums - sums.max(axis=1, keepdims=True)) / UNIT)
    return powers / powers.sum(axis=1, keepdims=True)


def _sum_different(
    weights: _Rows, starts: NDArray[np.intp], pairs: NDArray[np.uint16], spans: Sequence[tuple[int, int]]
) -> _Rows:
    """Return the sum of weights (spans by `ROLES`) of the different pairs that begin in each span.

    Args:
        weights: of each pair.
        starts: where pairs begin.
        pairs: which they are.
        spans: in order and apart.
    """
    firsts, lasts = np.array(spans, np.intp).T
    span = firsts.searchsorted(starts, "right") - 1
    inside = (span >= 0) & (starts < lasts[span])
    found = np.sort(span[inside] * len(weights) + pairs[inside])
    different = found[np.flatnonzero(np.diff(found, prepend=-1))]  # np.unique takes three times as long
    borders = different.searchsorted(np.arange(len(spans) + 1) * len(weights))
    return _between(weights.take(different % len(weights), axis=0), borders[:-1], borders[1:])


def _sum_named(evidence: Iterable[set[str]]) -> _Rows:
    """Return the sum of weights (sentences by `ROLES`) of what has a name."""
    weights = _weights()
    rows = [[weights.names[name] for name in found if name in weights.names] for found in evidence]
    borders = np.array([0, *itertools.accumulate(map(len, rows))])
    return _between(weights.named[[*itertools.chain.from_iterable(rows)]], borders[:-1], borders[1:])


def _between(rows: _Rows, firsts: NDArray[np.intp], lasts: NDArray[np.intp]) -> _Rows:
    """Return the sums of `rows` from each of `firsts` to before the one of `lasts`."""
    sums = np.zeros((len(rows) + 1, rows.shape[1]), rows.dtype)
    rows.cumsum(axis=0, out=sums[1:])
    return sums[lasts] - sums[firsts]


@functools.lru_cache(maxsize=64)  # of the paragraphs below one heading
def _headed(section: tuple[str, ...]) -> _Rows:
    weights = _weights()
    rows = [weights.heads[pair] for pair in pairs_above(section) if pair in weights.heads]
    return weights.headed[rows].sum(axis=0, dtype=np.int32)


@functools.cache
def _weights() -> _Weights:
    text = (resources() / "role_weights.toml").read_text(encoding="utf-8")
    data = cast("_WeightData", cast("object", tomllib.loads(text)))
    names, named = _read(data["named"], len(ROLES))
    pairs, both = _read(data["pairs"], 2 * len(ROLES))
    heads, headed = _read(data["headed"], len(ROLES))
    return _Weights(
        names, named, pair_table([*pairs]), both[:, : len(ROLES)], both[:, len(ROLES) :], heads, headed
    )


def _read(lines: str, columns: int) -> tuple[dict[str, int], _Rows]:
    """Return the number of each row of weights by what it is for, and the rows, of so many columns."""
    rows: list[list[str]] = []
    names: dict[str, int] = {}
    for line in lines.splitlines():
        name, *row = line.rsplit(" ", columns)
        names[name.removesuffix(" =")] = len(rows)
        rows.append(row)
    return names, np.array(rows, np.int32)
