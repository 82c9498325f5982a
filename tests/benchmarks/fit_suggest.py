"""Fit the weights of completions on held-out speeches, and write them to resources/suggest.toml.

usage: PYTHONPATH=. python tests/benchmarks/fit_suggest.py CORPUS
           [--rounds N] [--reports N] [--chars N] [--write]

Each speech is typed against a library without its document. Where somebody comes to who takes completions,
the characters that may come next on the true way are samples for the characters' weights, the likeliest texts
of several lengths samples for the calibration. Reports are also typed anew (some clauses changed or left out)
against a library that holds them, because a speech is often last year's speech.

Every figure printed is held out: the seeds 000 and 001 (one speech twice), each other seed, and each third of
the reports are typed with weights fitted and calibrated on the others. These weights are kept in
held_out.json, for the benchmark.
"""

import argparse
import multiprocessing
import random
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import held_out
import numpy as np
from held_out import fold_of
from numpy.typing import NDArray
from speeches import Named, paragraphs, real_documents

from speechdesk.library.reader import BlockRow
from speechdesk.paths import resources
from speechdesk.suggest.caret import Place
from speechdesk.suggest.continuations import LONGEST, ContinuationFinder, find_in_draft, join
from speechdesk.suggest.pool import BREAK, build_pool, decode, encode, gather_text
from speechdesk.suggest.spans import choose_spans
from speechdesk.suggest.votes import Votes, count_votes, features, reach
from speechdesk.suggest.weights import FEATURES, Weights, load_weights

_LOOKED_AT = 60  # characters of a continuation that become samples
_LENGTHS = (2, 3, 4, 6, 9, 14, 22, 36)  # of the texts a calibration is fitted on
_PROCESSES = 2
_CHANGED, _DROPPED = 0.1, 0.05  # of the clauses of a speech that is written anew
_CALIBRATION = ("base", "odds", "length", "agreed")
N = 5
Floats = NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Samples:
    """What one speech gave: features and truth of characters; spans offered and whether they came true.

    Attributes:
        told, came: of characters.
        cuts: chance of the likeliest text of some length, truth, length, agreement before it; a row each.
        spans: rank in the list, chance, truth, length of what was offered; a row each.
        saved: share of the keys saved.
    """

    told: Floats
    came: Floats
    cuts: Floats
    spans: Floats
    saved: float


@dataclass(frozen=True, slots=True)
class Task:
    """A speech and a library without it.

    Attributes:
        name: of the document and its library.
        fold: which weights may not know it.
        text: what is typed.
        finder: of the library.
    """

    name: str
    fold: str
    text: str
    finder: ContinuationFinder


def tasks(corpus: Path, reports: int, chars: int) -> Iterator[Task]:
    """Yield every seed against the other seeds and against reports too; some reports against the rest."""
    documents = real_documents(corpus)
    seeds, others = documents[:5], documents[5:]
    for held in seeds:
        rest = [named for named in seeds if named is not held]
        for library, length, what in ((rest, chars, "seeds"), (rest + others[::3], chars // 2, "all")):
            finder = _finder(library)
            for speech in held.document.speeches:
                text = "\n".join("".join(block.text.split()) for block in speech.blocks)
                yield Task(f"{held.name[:3]} {what}", fold_of(held.name), text[:length], finder)
    for number, held in enumerate(random.Random(1).sample(others, reports)):
        finder = _finder([named for named in documents if named is not held])
        text = "\n".join("".join(block.split()) for block in paragraphs(held.document))
        fold = fold_of(held.name)
        yield Task(f"{held.name[:8]} all", fold, text[3000 : 3000 + chars // 2], finder)
        other = "\n".join(paragraphs(others[number].document))
        anew = _written_anew(text[3000 : 3000 + chars // 2], other, random.Random(number))
        yield Task(f"{held.name[:8]} anew", fold, anew, _finder(documents))


def _written_anew(text: str, other: str, chance: random.Random) -> str:
    """Return a text as next year's speech has it: for a level below, clauses changed for those of another."""
    clauses, foreign = (re.findall(r"[^，。；、]+[，。；、]*", one) for one in (text, other))
    kept = [
        chance.choice(foreign) if chance.random() < _CHANGED else clause
        for clause in clauses
        if chance.random() >= _DROPPED
    ]
    return "".join(kept).replace("全省", "全市").replace("省委", "市委").replace("省政府", "市政府")


def _finder(library: Sequence[Named]) -> ContinuationFinder:
    def rows() -> Iterator[BlockRow]:
        block = speech = 0
        for named in library:
            for one in named.document.speeches:
                speech += 1
                for paragraph in one.blocks:
                    block += 1
                    yield block, speech, paragraph.text

    return ContinuationFinder(build_pool(gather_text(rows())))


def replay(task: Task, weights: Weights, *, characters: bool = False) -> Samples:
    """Return the samples of one speech typed with completions taken.

    Args:
        task: what is typed, and against what.
        weights: what completions are chosen with.
        characters: whether samples of characters are taken too, also at half as many carets anywhere.
    """
    told: list[Floats] = []
    came: list[Floats] = []
    cuts: list[list[float]] = []
    spans: list[list[float]] = []

    def ask(at: int) -> int:
        place = Place(task.text[:at])
        found = join([task.finder.find(place), find_in_draft(place)])
        if not len(found):
            return 0
        votes = count_votes(found)
        rest = task.text[at : at + LONGEST]
        best = 0
        reached = reach(votes, weights)
        cuts.extend(_cuts(votes, reached, rest))
        for rank, span in enumerate(choose_spans(votes, reached, N, weights.grey)):
            right = rest.startswith(span.text)
            best = max(best, span.length if right else 0)
            spans.append([rank, span.chance, right, span.length])
        if characters:
            features_here, truth = _characters(votes, encode(rest[:_LOOKED_AT]))
            told.append(features_here)
            came.append(truth)
        return best

    at = keys = 0
    while at < len(task.text):
        at += max(1, ask(at))
        keys += 1
    on_the_way = len(cuts), len(spans)
    chance = random.Random(2)
    for _ in range(keys // 2 if characters else 0):
        ask(chance.randrange(2, len(task.text)))
    empty = np.empty((0, len(FEATURES)))
    told_all, came_all = np.concatenate([empty, *told]), np.concatenate([empty[:, 0], *came])
    return Samples(
        told_all, came_all, np.array(cuts[: on_the_way[0]]), np.array(spans[: on_the_way[1]]), 1 - keys / at
    )


def _cuts(votes: Votes, reached: NDArray[np.float32], rest: str) -> Iterator[list[float]]:
    """Yield the likeliest text of each of _LENGTHS: its chance, whether it is right, length, agreement."""
    for length in _LENGTHS:
        row = int(reached[:, length - 1].argmax())
        chance = float(reached[row, length - 1])
        if chance:
            right = rest.startswith(decode(votes.rows.codes[row, :length]))
            yield [chance, right, length, float(votes.rows.agreed[row])]


def replay_all(
    work: Sequence[Task], weights: Sequence[Weights], *, characters: bool = False
) -> list[Samples]:
    """Return the samples of every task with weights of its own, typed by two processes."""
    return in_processes(partial(replay, characters=characters), work, weights)


def in_processes(
    one: Callable[[Task, Weights], T], work: Sequence[Task], weights: Sequence[Weights]
) -> list[T]:
    """Return what `one` makes of every task with weights of its own, in two processes."""
    with ThreadPoolExecutor(_PROCESSES) as threads:
        return list(threads.map(partial(_in_process, one), work, weights))


def _in_process(one: Callable[[Task, Weights], T], task: Task, weights: Weights) -> T:
    """Return what `one` returns in a process that shares this one's memory; a library is too big to send."""
    forked = multiprocessing.get_context("fork")
    results = forked.SimpleQueue()
    process = forked.Process(target=lambda: results.put(one(task, weights)))
    process.start()
    result = results.get()
    process.join()
    return result


def _characters(votes: Votes, truth: NDArray[np.uint16]) -> tuple[Floats, Floats]:
    """Return features and truth of the characters that may come next on the true way, each once."""
    codes = votes.rows.codes[:, :_LOOKED_AT]
    wanted = np.zeros(_LOOKED_AT, dtype=np.uint16)
    wanted[: len(truth)] = truth
    came = np.logical_and.accumulate(codes == wanted, axis=1)
    ends = np.flatnonzero(wanted == BREAK)
    if len(ends):
        came[:, ends[0] + 1 :] = False
    reached = np.pad(came, ((0, 0), (1, 0)), constant_values=True)[:, :-1] & (codes != 0)
    above = np.array([-1, *np.diagonal(votes.shared, 1)])
    first = above[:, None] < np.arange(1, _LOOKED_AT + 1)[None, :]
    chosen = reached & first
    told = features(votes, np.arange(len(codes)), _LOOKED_AT)[:, chosen].T
    return told.astype(np.float64), came[chosen]


def fit_logistic(told: Floats, came: Floats, pull: float = 1.0) -> Floats:
    """Return the weights of a logistic model by Newton's method, drawn to 0 by `pull`."""
    weights = np.zeros(told.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-told @ weights))
        slope = told.T @ (chance - came) + pull * weights
        bend = (told * (chance * (1 - chance))[:, None]).T @ told + pull * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def fit_characters(samples: Sequence[Samples], weights: Weights) -> Weights:
    """Return weights fitted on what `samples` tell of characters, not calibrated yet."""
    told = np.concatenate([item.told for item in samples])
    characters = fit_logistic(told, np.concatenate([item.came for item in samples]))
    return replace(weights, characters=characters.astype(np.float32), calibration=(0.0, 1.0, 0.0, 0.0))


def calibrated(weights: Weights, samples: Sequence[Samples]) -> Weights:
    """Return the weights, calibrated on the cuts of `samples`, which were told without calibration."""
    cuts = np.concatenate([item.cuts for item in samples])
    chance = np.clip(cuts[:, 0], 1e-5, 1 - 1e-5)
    told = np.column_stack(
        [np.ones(len(cuts)), np.log(chance / (1 - chance)), np.log(cuts[:, 2]), np.log1p(cuts[:, 3])]
    )
    base, odds, length, agreed = (float(value) for value in fit_logistic(told, cuts[:, 1]))
    return replace(weights, calibration=(base, odds, length, agreed))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights for the program, and for each fold some that never saw it."""

    weights: Weights
    held_out: dict[str, Weights]


def fit(work: Sequence[Task], weights: Weights) -> Fitted:
    """Return weights fitted where `weights` lead somebody who types the speeches of `work`."""
    samples = replay_all(work, [weights] * len(work), characters=True)

    def outside(fold: str, of: Sequence[Samples]) -> list[Samples]:
        return [item for task, item in zip(work, of, strict=True) if task.fold != fold]

    folds = sorted({task.fold for task in work})
    plain = {fold: fit_characters(outside(fold, samples), weights) for fold in folds}
    chosen = replay_all(work, [plain[task.fold] for task in work])
    kept = {fold: calibrated(plain[fold], outside(fold, chosen)) for fold in folds}
    return Fitted(calibrated(fit_characters(samples, weights), chosen), kept)


def reliability(samples: Sequence[Samples]) -> str:
    """Return a table: of the first completions shown at a chance, how many came true."""
    spans = np.concatenate([item.spans for item in samples])
    first = spans[spans[:, 0] == 0]
    lines = ["| chance | shown | came true |", "| --- | --- | --- |"]
    for low in (number / 10 for number in range(10)):
        here = first[(first[:, 1] >= low) & (first[:, 1] < low + 0.1)]
        if len(here):
            lines.append(f"| {here[:, 1].mean():.2f} | {len(here)} | {here[:, 2].mean():.2f} |")
    for least in (0.5, 0.6, 0.7, 0.8):
        shown = first[first[:, 1] >= least]
        kept = (shown[:, 2] * (shown[:, 3] - 1)).sum() / max(1.0, (spans[:, 2] * (spans[:, 3] - 1)).sum())
        lines.append(
            f"at least {least}: precision {shown[:, 2].mean():.3f}, {len(shown)} shown, kept {kept:.2f}"
        )
    return "\n".join(lines)


def write(fitted: Fitted, path: Path) -> None:
    """Put the fitted numbers into the file, where all else stays, and keep the held-out ones."""
    weights = fitted.weights
    parts = re.split(r"(?=^\[)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    written = [_with_numbers(part, "characters", FEATURES, weights.characters.tolist()) for part in parts]
    written = [_with_numbers(part, "calibration", _CALIBRATION, weights.calibration) for part in written]
    path.write_text("".join(written), encoding="utf-8")
    held_out.save(fitted.held_out)


def _with_numbers(part: str, section: str, names: Sequence[str], values: Sequence[float]) -> str:
    """Return a part of the file, with the numbers put in where it is the section of that name."""
    if part.startswith(f"[{section}]"):
        for name, value in zip(names, values, strict=True):
            part = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value:.4f}", part)
    return part


def main() -> None:
    """Fit, tell how well it does on what was held out, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--reports", type=int, default=9)
    parser.add_argument("--chars", type=int, default=3000, help="of each speech")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    work = list(tasks(options.corpus, options.reports, options.chars))
    fitted = fit(work, load_weights())
    for _ in range(options.rounds - 1):
        fitted = fit(work, fitted.weights)
    if options.write:
        write(fitted, resources() / "suggest.toml")
    held = replay_all(work, [fitted.held_out[task.fold] for task in work])
    for task, samples in zip(work, held, strict=True):
        print(f"{task.name:18} {len(task.text):6} {samples.saved:.3f}", flush=True)
    print(reliability(held))


if __name__ == "__main__":
    main()
