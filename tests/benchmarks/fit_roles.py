"""Learn what evidence says for roles: `fit_roles.py FOLDER… --annotations FILE… [--write]`.

Each FILE holds one JSON object a line: `file` (in one of the folders), `speech`, `block`, `start`, `end`,
`kind` and `roles`, the role a reader gave first and those he would accept. Softmax regression on the
sentences (a paragraph of one sentence is one too). Prints how many sentences, and how many paragraphs and
points, are right by the rules alone and with what was learned from other documents, then writes
resources/role_weights.toml.

What is in the repository was learned from 26,883 sentences: those of the seven seed speeches and nearly all
of the State Council's and the provinces' work reports, the reports' labelled by instances of a language model
that read them. The first two seeds are variants of one another and count as one speech. Seeds count for more,
since a library is made of speeches like them.
"""

import argparse
import itertools
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from speechdesk.documents.reader import read_document
from speechdesk.mining.evidence import named_evidence, pairs_above, pairs_of, see_paragraph
from speechdesk.mining.roles import RoleGuess, find_cues, find_roles, sentence_role
from speechdesk.mining.sentences import ROLES, UNIT, Chances, sentences_inside, sentences_of, weigh
from speechdesk.mining.units import passage_spans
from speechdesk.paths import resources
from speechdesk.records import PassageKind, Role, Speech

_FOLDS, _STEPS, _RATE = 6, 100, 0.1
_DECAY = 3.0
# How much a pair of characters may say, beside 1 for what has a name: of its sentence, paragraph, headings.
_PAIR, _PAIR_AROUND, _PAIR_HEADED = 0.5, 0.35, 0.5
_SCALES = {"within": _PAIR, "around": _PAIR_AROUND, "headed": _PAIR_HEADED}
_LEAST_SENTENCES, _LEAST_EDGE, _LEAST_PAIR = 3, 20, 60
_SEED_WEIGHT = 4.0
_PRIMARY = 0.8  # of a passage for which other roles are accepted too
_LENIENT = 0.5  # how far the accepted roles may share their part as the fit likes
_TWINS = {"000": "001-0"}
_SEED_NAME_CHARS = 3
_ABOUT = """\
# What evidence says for each role, in twentieths of a logarithm, in the order of the roles in records.py
# (开场, 背景意义, 肯定成绩, 致谢慰问, 指出问题, 形势分析, 总体要求, 任务部署, 工作要求, 保障措施,
# 引用, 号召结尾). Made by tests/benchmarks/fit_roles.py from {count} labelled sentences; not to be
# edited by hand. `pairs`: two characters, what they say of the sentence they stand in, then of each
# sentence of their paragraph. `headed`: of each sentence below their heading. `named`: of a sentence; the
# words are in traits.toml.
"""

Matrix: TypeAlias = NDArray[np.float32]


class _Annotation(msgspec.Struct):
    file: str
    speech: int
    block: int
    start: int
    end: int
    kind: str
    roles: list[str]


@dataclass(frozen=True, slots=True)
class _Example:
    """A passage: its document, what the rules say, its evidence by name, what a reader said (if he did).

    `sentences`: of a paragraph or a point, its first sentence among all and the one behind its last.
    """

    document: str
    ruled: RoleGuess
    evidence: Mapping[str, float]
    roles: Sequence[Role]
    sentences: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Learned:
    names: Sequence[str]
    weights: Matrix

    def chances(self, examples: Sequence[_Example]) -> Matrix:
        return _softmax(_matrix(examples, self.names) @ self.weights)


def main() -> None:
    """Measure on documents left out, then learn from all and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--annotations", type=Path, nargs="+", required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sentences, wholes = _examples(arguments.annotations, arguments.folders)
    chances = _left_out(sentences, _folds(sentences))
    _report("sentences", sentences, chances)
    parts, ruled = [whole.sentences for whole in wholes], [whole.ruled for whole in wholes]
    _report("wholes", wholes, weigh(chances, parts, ruled))
    if arguments.write:
        _write(_learn(sentences), sum(bool(example.roles) for example in sentences))


def _examples(files: Sequence[Path], folders: Sequence[Path]) -> tuple[list[_Example], list[_Example]]:
    """Return the sentences of all blocks with an annotation, and the annotated paragraphs and points."""
    texts = {file.name: file for folder in folders for file in folder.rglob("*.txt")}
    lines: list[_Annotation] = [
        msgspec.json.decode(line, type=_Annotation)
        for file in files
        for line in file.read_bytes().splitlines()
    ]
    lines.sort(key=_speech_of)
    sentences: list[_Example] = []
    wholes: list[_Example] = []
    for (file, number), found in itertools.groupby(lines, key=_speech_of):
        speech = read_document(texts[file]).speeches[number]
        roles = {(one.block, one.start, one.end): [*map(Role, one.roles)] for one in found}
        _add_examples(_document(file, number), speech, roles, sentences, wholes)
    return sentences, wholes


def _speech_of(annotation: _Annotation) -> tuple[str, int]:
    return annotation.file, annotation.speech


def _document(file: str, speech: int) -> str:
    name = f"{file[:_SEED_NAME_CHARS]}-{speech}" if file[0] == "0" else file
    return _TWINS.get(file[:_SEED_NAME_CHARS], name)


def _add_examples(
    document: str,
    speech: Speech,
    roles: Mapping[tuple[int, int, int], Sequence[Role]],
    sentences: list[_Example],
    wholes: list[_Example],
) -> None:
    cues = [find_cues(block) for block in speech.blocks]
    ruled = tuple(find_roles(speech.blocks, cues))
    for number, (block, guess) in enumerate(zip(speech.blocks, ruled, strict=True)):
        passages = passage_spans(block)
        if guess is None or not any((number, one.start, one.end) in roles for one in passages):
            continue
        paragraph = see_paragraph(block, guess, cues[number])
        spans = sentences_of(paragraph, passages)
        pairs = pairs_of(block.text)
        around = dict.fromkeys((f"around {pair}" for pair in pairs), _PAIR_AROUND)
        above = pairs_above(block.section)
        around |= dict.fromkeys((f"headed {pair}" for pair in above), _PAIR_HEADED)
        first = len(sentences)
        for start, end in spans:
            evidence = around | dict.fromkeys(named_evidence(paragraph, start, end), 1.0)
            evidence |= {f"within {pair}": _PAIR for pair in pairs[start : end - 1]}
            own = [hit for hit in cues[number] if start <= hit.start < end]
            said = roles.get((number, start, end), ())
            sentences.append(_Example(document, sentence_role(own, guess), evidence, said))
        for whole in passages:
            said = roles.get((number, whole.start, whole.end))
            if whole.kind is not PassageKind.SENTENCE and said is not None:
                start, end = sentences_inside(whole, spans)
                wholes.append(_Example(document, guess, {}, said, (first + start, first + end)))


def _folds(examples: Sequence[_Example]) -> dict[str, int]:
    """Return in which fold each document is left out, seeds and reports spread over all."""
    documents = sorted({example.document for example in examples})
    return {document: number % _FOLDS for number, document in enumerate(documents)}


def _left_out(examples: Sequence[_Example], fold: Mapping[str, int]) -> Chances:
    """Return the chances of the roles (examples by roles), each by what was learned from other documents."""
    chances = np.zeros((len(examples), len(ROLES)))
    for left_out in range(_FOLDS):
        learned = _learn([one for one in examples if fold[one.document] != left_out])
        numbers = [at for at, one in enumerate(examples) if fold[one.document] == left_out]
        chances[numbers] = learned.chances([examples[at] for at in numbers])
    return chances


def _report(title: str, examples: Sequence[_Example], chances: Chances) -> None:
    _count(f"{title}, rules", examples, lambda at: examples[at].ruled.role)
    _count(f"{title}, learned", examples, lambda at: ROLES[int(chances[at].argmax())])


def _count(title: str, examples: Sequence[_Example], guess: Callable[[int], Role]) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for at, example in enumerate(examples):
        if example.roles:
            count = counts[_group(example)]
            count["all"] += 1
            count["exact"] += guess(at) is example.roles[0]
            count["accepted"] += guess(at) in example.roles
    for group, count in sorted(counts.items()):
        exact, accepted = count["exact"] / count["all"], count["accepted"] / count["all"]
        print(f"{title}, {group}: {count['all']}, exact {exact:.3f}, accepted {accepted:.3f}")


def _is_seed(example: _Example) -> bool:
    return example.document[0] == "0"


def _group(example: _Example) -> str:
    if _is_seed(example):
        return "seeds"
    if example.document.startswith("2026_"):
        return "provincial reports"
    return "state reports before 2000" if example.document < "2000" else "state reports since 2000"


def _learn(examples: Sequence[_Example]) -> _Learned:
    """Return the names of the evidence and the weights (names by roles) that fit the roles best, by Adam."""
    examples = [example for example in examples if example.roles]
    names = _names(examples)
    features = _matrix(examples, names)
    wanted = np.array([_wanted(example) for example in examples], np.float32)
    accepted = wanted > 0
    counts = np.array([[_SEED_WEIGHT if _is_seed(example) else 1.0] for example in examples], np.float32)
    weights = np.zeros((len(names), len(ROLES)), np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        found = _softmax(features @ weights)
        lenient = found * accepted / (found * accepted).sum(axis=1, keepdims=True)
        missed = found - _LENIENT * lenient - (1 - _LENIENT) * wanted
        slope = features.T @ (counts * missed) + _DECAY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        change = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights -= _RATE * (1 - step / _STEPS) * change
    return _Learned(names, weights)


def _names(examples: Sequence[_Example]) -> list[str]:
    """Return what evidence is frequent enough to learn from; pairs as often as they stand in a sentence."""
    seen = Counter(name for example in examples for name in example.evidence)
    return sorted(name for name, count in seen.items() if _is_frequent(name, count, seen))


def _is_frequent(name: str, count: int, seen: Mapping[str, int]) -> bool:
    kind, _, rest = name.partition(" ")
    if kind in _SCALES:
        times = count if kind == "headed" else seen[f"within {rest}"]
        return times >= _LEAST_PAIR and not any(one.isspace() or one.isdigit() for one in rest)
    return count >= (_LEAST_EDGE if kind in ("begins", "ends") else _LEAST_SENTENCES)


def _wanted(example: _Example) -> list[float]:
    first, *others = example.roles
    parts = {first: _PRIMARY if others else 1.0} | {role: (1 - _PRIMARY) / len(others) for role in others}
    return [parts.get(role, 0.0) for role in ROLES]


def _matrix(examples: Sequence[_Example], names: Sequence[str]) -> Matrix:
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)), np.float32)
    for row, example in zip(matrix, examples, strict=True):
        for name, value in example.evidence.items():
            if name in column:
                row[column[name]] = value
    return matrix


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _write(learned: _Learned, count: int) -> None:
    rows = dict(_rows(learned))
    pairs = sorted(name.removeprefix("within ") for name in rows if name.startswith("within "))
    lines = [_ABOUT.format(count=count), "pairs = '''\n"]
    lines += [f"{pair} {rows[f'within {pair}']} {rows[f'around {pair}']}\n" for pair in pairs]
    lines.append("'''\n\nheaded = '''\n")
    lines += [
        f"{name.removeprefix('headed ')} {row}\n" for name, row in rows.items() if name.startswith("headed ")
    ]
    lines.append("'''\n\nnamed = '''\n")
    lines += [f"{name} = {row}\n" for name, row in rows.items() if name.partition(" ")[0] not in _SCALES]
    lines.append("'''\n")
    (resources() / "role_weights.toml").write_text("".join(lines), encoding="utf-8")


def _rows(learned: _Learned) -> Iterator[tuple[str, str]]:
    for name, row in zip(learned.names, learned.weights, strict=True):
        scale = _SCALES.get(name.partition(" ")[0], 1.0)
        yield name, " ".join(str(round(UNIT * scale * float(value))) for value in row - row.mean())


if __name__ == "__main__":
    main()
