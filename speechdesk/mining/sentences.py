"""The role (功能) of each passage: what its words say together with its paragraph's words and the rules.

A sentence is judged by evidence: what the rules say of it and its paragraph (roles.py), lists of words
(resources/traits.toml), how it begins and ends, and the pairs of characters in it, in its paragraph and in
the headings above. What evidence says for each role (resources/role_weights.toml) is learned by
tests/benchmarks/fit_roles.py from sentences read by hand. Whole paragraphs and points are judged by the
chances of their sentences and by the rules.
"""

import bisect
import functools
import math
import operator
import re
import struct
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypedDict, cast

import numpy as np
from numpy.typing import NDArray

from speechdesk.mining.patterns import branches
from speechdesk.mining.roles import CueHit, RoleGuess, sentence_role
from speechdesk.mining.units import body_start
from speechdesk.paths import resources
from speechdesk.records import Block, Extract, PassageKind, Role

ROLES = tuple(Role)
_AT = {role: at for at, role in enumerate(ROLES)}
UNIT = 20  # weights are whole twentieths of a logarithm
_RULED = 0.17  # part of the chances of a paragraph that the rules give, where they are sure
_NEAR = 0.2  # a second role counts when it is that likely
_SUREST = 0.98
# The weights of a piece of evidence are one integer, a field for each role, so that evidence is summed at
# once. Fields cannot be negative: each weight is raised alike, which changes no role's chance.
_RAISED = 1 << 12
_CODE_BITS, _NO_CODE = 21, 1 << 63  # of a character; of no pair of them
_FIELDS = struct.Struct(f"<{len(ROLES)}I")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the sentences of a paragraph have in common.

    Attributes:
        text: of the paragraph.
        body: where its running text begins.
        guess: what it does as a whole, by the rules.
        starts: where its words begin that tell of a role.
        traits: of each of these words.
        above: traits of the words of its headings.
    """

    text: str
    body: int
    guess: RoleGuess
    starts: Sequence[int]
    traits: Sequence[Sequence[str]]
    above: Collection[str]


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    traits: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Weights:
    """What evidence says.

    Attributes:
        named: by the name of what a sentence has.
        pairs: the pairs of characters that say something, as `_codes_of` gives them, in order; a last one
            that is none, so that each pair has its place before it.
        within: what each of them says of its sentence.
        around: and of each sentence of its paragraph.
        headed: what pairs in headings say of each sentence below.
    """

    named: Mapping[str, int]
    pairs: NDArray[np.uint64]
    within: Sequence[int]
    around: Sequence[int]
    headed: Mapping[str, int]


class _WeightData(TypedDict):
    named: str
    pairs: str
    headed: str


def find_passage_roles(
    block: Block, guess: RoleGuess, cues: Sequence[CueHit], extracts: Sequence[Extract]
) -> list[RoleGuess]:
    """Return the role of each passage of a block.

    Args:
        block: a paragraph with running text.
        guess: what it does, by the rules.
        cues: its cue words.
        extracts: its passages.
    """
    paragraph, weights = see_paragraph(block, guess), _weights()
    starts, pairs = _known_pairs(block.text)
    around = sum(map(weights.around.__getitem__, set(pairs))) + _headed(block.section)
    spans = sentences_of(block, extracts)
    chances: list[list[float]] = []
    for start, end in spans:
        own = set(pairs[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end - 1)])
        named = weights.named.keys() & named_evidence(paragraph, start, end, cues)
        total = around + sum(map(weights.within.__getitem__, own)) + _sum(weights.named, named)
        chances.append(_chances(_unpack(total)))
    by_span = dict(zip(spans, chances, strict=True))
    return [
        decide_role(
            by_span[extract.start, extract.end]
            if extract.kind is PassageKind.SENTENCE
            else weigh_whole(guess, _inside(extract, by_span))
        )
        for extract in extracts
    ]


def sentences_of(block: Block, extracts: Sequence[Extract]) -> list[tuple[int, int]]:
    """Return the spans of the sentences among the passages of a block; the whole of it where it has none."""
    spans = [(one.start, one.end) for one in extracts if one.kind is PassageKind.SENTENCE]
    return spans or [(0, len(block.text))]


def see_paragraph(block: Block, guess: RoleGuess) -> Paragraph:
    """Return what the sentences of `block` have in common.

    Args:
        block: a paragraph with running text.
        guess: what it does, by the rules.
    """
    words, text = _words("any"), block.text
    found = list(words.pattern.finditer(text))
    starts = [match.start() for match in found]
    traits = [words.traits[match[0]] for match in found]
    return Paragraph(text, body_start(block) or 0, guess, starts, traits, _traits_above(block.section))


def named_evidence(paragraph: Paragraph, start: int, end: int, cues: Sequence[CueHit]) -> set[str]:
    """Return the names of what counts for a sentence, but for its pairs of characters.

    Args:
        paragraph: in which it stands.
        start: of the sentence.
        end: of it.
        cues: all of its paragraph.
    """
    own = {hit.cue: hit for hit in cues if start <= hit.start < end}.values()
    ruled = sentence_role(own, paragraph.guess) if own else paragraph.guess
    begin, finish = paragraph.text[start : start + 3], paragraph.text[max(start, end - 2) : end]
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


def pairs_of(text: str) -> list[str]:
    """Return each two characters of `text` that stand side by side, by the place of the first."""
    return list(map(operator.add, text, text[1:]))


def pairs_above(section: Sequence[str]) -> set[str]:
    """Return each two characters that stand side by side in one of the headings `section`."""
    return {pair for heading in section for pair in pairs_of(heading)}


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


def _known_pairs(text: str) -> tuple[list[int], list[int]]:
    """Return where the pairs of characters begin that say something, and their numbers."""
    known, pairs = _weights().pairs, _codes_of(text)
    numbers = np.searchsorted(known, pairs)
    starts = np.flatnonzero(known[numbers] == pairs)
    return starts.tolist(), numbers[starts].tolist()


def _codes_of(text: str) -> NDArray[np.uint64]:
    """Return a number for each two characters of `text` side by side: sooner than strings are made."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    return (codes[:-1] << np.uint64(_CODE_BITS)) | codes[1:]


def _inside(extract: Extract, by_span: Mapping[tuple[int, int], Sequence[float]]) -> list[Sequence[float]]:
    """Return the chances of the sentences inside a paragraph or a point."""
    inside = [
        chances for (start, end), chances in by_span.items() if extract.start <= start and end <= extract.end
    ]
    return inside or [*by_span.values()]


def _sum(weights: Mapping[str, int], evidence: AbstractSet[str]) -> int:
    return sum(map(weights.__getitem__, evidence))


@functools.lru_cache(maxsize=64)  # of the paragraphs below one heading
def _traits_above(section: tuple[str, ...]) -> frozenset[str]:
    words = _words("above")
    return frozenset(
        name
        for heading in section
        for found in words.pattern.findall(heading)
        for name in words.traits[found]
    )


@functools.lru_cache(maxsize=64)
def _headed(section: tuple[str, ...]) -> int:
    weights = _weights().headed
    return _sum(weights, weights.keys() & pairs_above(section))


def _unpack(weights: int) -> tuple[int, ...]:
    return _FIELDS.unpack(weights.to_bytes(_FIELDS.size, "little"))


def _chances(weights: Sequence[float]) -> list[float]:
    most = max(weights)
    powers = [math.exp((one - most) / UNIT) for one in weights]
    total = sum(powers)
    return [power / total for power in powers]


@functools.cache
def _rule_evidence(paragraph: Role, ruled: Role) -> frozenset[str]:
    return frozenset({"always", f"paragraph {paragraph}", f"ruled {ruled}"})


@functools.cache
def _cue_name(role: Role) -> str:
    return f"cue {role}"


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
def _weights() -> _Weights:
    data = cast("_WeightData", cast("object", _read("role_weights.toml")))
    pairs = _rows(data["pairs"])
    known = sorted(pairs)  # as Python orders characters, so their codes are
    return _Weights(
        {name: _pack(row) for name, row in _named_rows(data["named"])},
        np.append(np.concatenate([_codes_of(pair) for pair in known]), np.uint64(_NO_CODE)),
        [_pack(pairs[pair][: len(ROLES)]) for pair in known],
        [_pack(pairs[pair][len(ROLES) :]) for pair in known],
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


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((resources() / name).read_text(encoding="utf-8"))
