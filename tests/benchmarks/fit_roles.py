"""Learn what wording says for roles: `python tests/benchmarks/fit_roles.py ANNOTATIONS FOLDER… [--write]`.

ANNOTATIONS holds one JSON object a line: `file` (in one of the folders), `speech`, `block`, `start`, `end`,
`kind` and `roles`, the role a reader gave first and those he would accept. Softmax regression on the
sentences among them. Prints how many sentences are right by the rules alone and with the wording too, each
judged by what was learned from other speeches, then writes resources/role_weights.toml.

What is in the repository was learned from 660 sentences of the seven seed speeches and 948 of government
work reports, 290 of these such as it had been unsure of. The first two seeds are variants of one another
and count as one speech.
"""

import argparse
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
from speechdesk.mining.roles import CueHit, RoleGuess, find_cues, find_roles, sentence_role
from speechdesk.mining.sentences import (
    ROLES,
    cue_evidence,
    decide_role,
    plain_evidence,
    see_paragraph,
)
from speechdesk.paths import resources
from speechdesk.records import Block, Role

_FOLDS, _STEPS, _RATE, _DECAY = 4, 120, 0.08, 4.0
_LEAST_SENTENCES = 3
_PRIMARY = 0.8  # of a sentence for which other roles are accepted too
_TWINS = {"000": "001-0"}
_SEED_NAME_CHARS = 3
_ABOUT = """\
# How much a trait of a sentence says for each role, in hundredths of a logarithm, in the order of the
# roles in records.py (开场, 背景意义, 肯定成绩, 致谢慰问, 指出问题, 形势分析, 总体要求, 任务部署,
# 工作要求, 保障措施, 引用, 号召结尾). Made by tests/benchmarks/fit_roles.py from {count} sentences read by
# hand; not to be edited by hand. The words are in traits.toml.
"""

Matrix: TypeAlias = NDArray[np.float64]


class _Annotation(msgspec.Struct):
    file: str
    speech: int
    block: int
    start: int
    end: int
    kind: str
    roles: list[str]


@dataclass(frozen=True, slots=True)
class _Speech:
    """The blocks of a speech with the cue words found in each, and what its paragraphs do."""

    blocks: Sequence[Block]
    cues: Sequence[Sequence[CueHit]]
    roles: Sequence[RoleGuess | None]


@dataclass(frozen=True, slots=True)
class _Example:
    """A sentence: its speech, its evidence by name, what the rules say and what a reader said."""

    speech: str
    evidence: Mapping[str, float]
    ruled: RoleGuess
    roles: Sequence[Role]


def main() -> None:
    """Measure on speeches left out, then learn from all and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("annotations", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    examples = list(_examples(arguments.annotations, arguments.folders))
    _measure(examples)
    if arguments.write:
        _write(*_learn(examples), len(examples))


def _examples(annotations: Path, folders: Sequence[Path]) -> Iterator[_Example]:
    files = {file.name: file for folder in folders for file in folder.rglob("*.txt")}
    known: dict[str, list[_Speech]] = {}
    for line in annotations.read_bytes().splitlines():
        found = msgspec.json.decode(line, type=_Annotation)
        if found.kind != "sentence":
            continue
        if found.file not in known:
            known[found.file] = [_mine(speech.blocks) for speech in read_document(files[found.file]).speeches]
        yield _example(known[found.file][found.speech], found)


def _mine(blocks: Sequence[Block]) -> _Speech:
    cues = [find_cues(block) for block in blocks]
    return _Speech(blocks, cues, find_roles(blocks, cues))


def _example(speech: _Speech, found: _Annotation) -> _Example:
    block, paragraph = speech.blocks[found.block], speech.roles[found.block]
    if paragraph is None:
        raise SystemExit(f"{found.file}: block {found.block} is no paragraph")
    cues = [hit for hit in speech.cues[found.block] if found.start <= hit.start < found.end]
    ruled = sentence_role(cues, paragraph)
    setting = see_paragraph(block, paragraph)
    evidence = dict.fromkeys(plain_evidence(setting, found.start, found.end, ruled), 1.0)
    evidence |= {f"cue {role}": share for role, share in cue_evidence(cues).items()}
    name = f"{found.file[:_SEED_NAME_CHARS]}-{found.speech}" if found.file[0] == "0" else found.file
    return _Example(
        _TWINS.get(found.file[:_SEED_NAME_CHARS], name), evidence, ruled, [*map(Role, found.roles)]
    )


def _measure(examples: Sequence[_Example]) -> None:
    reports = sorted({example.speech for example in examples if not _is_seed(example)})
    fold = {speech: str(number % _FOLDS) for number, speech in enumerate(reports)}
    guesses: dict[int, RoleGuess] = {}
    for left_out in sorted({fold.get(example.speech, example.speech) for example in examples}):
        outside = [one for one in examples if fold.get(one.speech, one.speech) != left_out]
        names, weights = _learn(outside)
        for number, example in enumerate(examples):
            if fold.get(example.speech, example.speech) == left_out:
                evidence = _matrix([example], names) @ weights
                guesses[number] = decide_role(example.ruled, [float(one) for one in evidence[0]])
    _report("rules", examples, lambda number: examples[number].ruled.role)
    _report("rules and wording", examples, lambda number: guesses[number].role)


def _is_seed(example: _Example) -> bool:
    return example.speech[0] == "0"


def _report(title: str, examples: Sequence[_Example], guess: Callable[[int], Role]) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for number, example in enumerate(examples):
        count = counts["seeds" if _is_seed(example) else "reports"]
        count["all"] += 1
        count["exact"] += guess(number) is example.roles[0]
        count["accepted"] += guess(number) in example.roles
    for group, count in counts.items():
        exact, accepted = count["exact"] / count["all"], count["accepted"] / count["all"]
        print(f"{title}, {group}: {count['all']} sentences, exact {exact:.3f}, accepted {accepted:.3f}")


def _learn(examples: Sequence[_Example]) -> tuple[list[str], Matrix]:
    """Return the names of the evidence and the weights (names by roles) that fit the roles best, by Adam."""
    seen = Counter(name for example in examples for name in example.evidence)
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SENTENCES)
    features, wanted = _matrix(examples, names), np.zeros((len(examples), len(ROLES)))
    for row, example in zip(wanted, examples, strict=True):
        others = example.roles[1:]
        row[ROLES.index(example.roles[0])] = _PRIMARY if others else 1
        for role in others:
            row[ROLES.index(role)] = (1 - _PRIMARY) / len(others)
    weights = np.zeros((len(names), len(ROLES)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = features.T @ (_softmax(features @ weights) - wanted) + _DECAY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        change = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
        weights -= _RATE * (1 - step / _STEPS) * change
    return names, weights


def _matrix(examples: Sequence[_Example], names: Sequence[str]) -> Matrix:
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    for row, example in zip(matrix, examples, strict=True):
        for name, value in example.evidence.items():
            if name in column:
                row[column[name]] = value
    return matrix


def _softmax(scores: Matrix) -> Matrix:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _write(names: Sequence[str], weights: Matrix, count: int) -> None:
    lines = [_ABOUT.format(count=count)]
    for name, row in zip(names, weights, strict=True):
        lines.append(f'"{name}" = [{", ".join(str(round(100 * float(value))) for value in row)}]\n')
    (resources() / "role_weights.toml").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
