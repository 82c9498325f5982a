"""Typing replayed: sentences of a library are typed key by key, and an engine is asked after each key.

Of every sentence up to 20 characters are typed: as it stands, with a typing error, with its level words
changed, or with its clauses in another order. What is meant is found where the sentence itself, one that
differs in level words and numbers alone, or a passage that holds it is offered: for every engine alike.
"""

import contextlib
import os
import random
import time
from bisect import bisect_left
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from speeches import same

from speechdesk.library.reader import LibraryReader
from speechdesk.text.sentences import sentence_spans

N = 5
LENGTHS = (2, 4, 6, 8, 12, 16, 20)  # characters typed after which the answer is judged
KINDS = ("plain", "typo", "levels", "order")
MUCH = 12  # characters typed from which the source should be plain
_SHORTEST = 24
_LEVELS = {ord(a): ord(b) for a, b in zip("省市州县区", "市州县区省", strict=True)}

Ask = Callable[[str, str], Sequence[str]]
"""An engine: from what stands before the sentence, and what is typed of it, to the passages it offers."""


@dataclass(frozen=True, slots=True)
class Typing:
    """A sentence being typed: what stands before it, what is typed of it, which sentence is meant."""

    kind: str
    earlier: str
    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What an engine did; latencies in milliseconds, of the whole answer.

    Attributes:
        name: of the engine.
        recall: R@1, R@5 and MRR overall, then R@5 of parts.
        times: after every key, by the clock.
        works: the same, of the processor.
    """

    name: str
    recall: dict[str, float]
    times: np.ndarray
    works: np.ndarray


def read_sentences(library_file: Path) -> tuple[list[str], list[str]]:
    """Return the sentences of a library, and what stands before each in its speech."""
    reader = LibraryReader(library_file)
    texts = {number: text for number, _, text in reader.blocks(0, 2**31)}
    sentences: dict[str, str] = {}
    for _, block, start, end, whole, *_ in reader.occurrences(0, 2**31):
        if not whole and len(sentence_spans(texts[block][start:end])) == 1:  # no point of several sentences
            before = f"{texts.get(block - 1, '')}\n{texts[block][:start]}"
            sentences.setdefault(texts[block][start:end], before[-300:])
    reader.close()
    return list(sentences), list(sentences.values())


def choose_typings(sentences: Sequence[str], earlier: Sequence[str], number: int, seed: int) -> list[Typing]:
    """Return `number` sentences of each kind to be typed."""
    chance = random.Random(seed)
    long = [at for at, sentence in enumerate(sentences) if len(sentence) >= _SHORTEST]
    return [
        Typing(kind, earlier[at], _changed(sentences[at], kind, chance), sentences[at])
        for kind in KINDS
        for at in chance.sample(long, min(number, len(long)))
    ]


def _changed(sentence: str, kind: str, chance: random.Random) -> str:
    typed = sentence[: LENGTHS[-1]]
    if kind == "typo":
        at = chance.randrange(len(typed))
        wrong = chance.choice("的了在是我有和人这中大为上个国")
        return typed[:at] + chance.choice((wrong, "", typed[at] * 2)) + typed[at + 1 :]
    if kind == "levels":
        return typed.translate(_LEVELS)
    if kind == "order":
        clauses = sentence.rstrip("。").replace("；", "，").split("，")
        return "，".join([*clauses[1:], clauses[0]])[: LENGTHS[-1]]
    return typed


@contextlib.contextmanager
def real_time(wanted: bool) -> Generator[None]:
    """Have the system let nothing else run before this process, where it may be so (on Linux, as root)."""
    if wanted:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(20))
    try:
        yield
    finally:
        if wanted:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def measure(
    name: str, ask: Ask, typings: Sequence[Typing], *, every_key: bool = True, repeats: int = 1
) -> Measured:
    """Return what an engine does.

    Args:
        name: of the engine.
        ask: the engine.
        typings: what is typed.
        every_key: whether it is asked after every key, as in the window, or only where the answer is judged.
        repeats: how often all is typed; of each key the quickest answer counts.
    """
    for typing in typings[:3]:
        ask(typing.earlier, typing.typed)
    runs = [_type_all(ask, typings, every_key=every_key) for _ in range(repeats)]
    ranks, judged, _, _ = runs[0]
    times = np.min([run[2] for run in runs], axis=0)
    works = np.min([run[3] for run in runs], axis=0)
    return Measured(name, _recall(np.array(ranks), judged), times, works)


def _type_all(
    ask: Ask, typings: Sequence[Typing], *, every_key: bool
) -> tuple[list[int], list[tuple[str, int]], list[float], list[float]]:
    """Return ranks, what was judged, and milliseconds by the clock and of the processor after each key."""
    ranks: list[int] = []
    judged: list[tuple[str, int]] = []
    times: list[float] = []
    works: list[float] = []
    for typing in typings:
        meant = same(typing.meant)
        for length in range(1, len(typing.typed) + 1):
            if length not in LENGTHS and not every_key:
                continue
            began, work = time.perf_counter(), time.thread_time()
            offered = ask(typing.earlier, typing.typed[:length])
            works.append((time.thread_time() - work) * 1e3)
            times.append((time.perf_counter() - began) * 1e3)
            if length in LENGTHS:
                ranks.append(next((at for at, text in enumerate(offered[:N]) if meant in same(text)), 99))
                judged.append((typing.kind, length))
    return ranks, judged, times, works


def _recall(rank: np.ndarray, judged: Sequence[tuple[str, int]]) -> dict[str, float]:
    hit = rank < N
    kind = np.array([kind for kind, _ in judged])
    much = np.array([length >= MUCH for _, length in judged])
    told = {"R@1": rank < 1, "R@5": hit, "MRR": hit / (rank + 1.0), f"{MUCH}+": hit[much & (kind != "order")]}
    told |= {name: hit[kind == name] for name in KINDS}
    told |= {f"{name} {MUCH}+": hit[(kind == name) & much] for name in KINDS}
    return {name: float(np.mean(values)) for name, values in told.items()}


def ceiling(sentences: Sequence[str], typings: Sequence[Typing]) -> tuple[float, float]:
    """Return the R@5 nobody can pass who sees only what is typed as it stands: many sentences begin alike.

    The second is that after MUCH characters.
    """
    alike = sorted(same(sentence) for sentence in sentences)
    shares: list[float] = []
    much: list[float] = []
    for typing in typings:
        if typing.kind == "plain":
            for length in LENGTHS:
                begun = same(typing.typed[:length])
                first, last = bisect_left(alike, begun), bisect_left(alike, begun + "\uffff")
                shares.append(min(1.0, N / max(1, last - first)))
                if length >= MUCH:
                    much.append(shares[-1])
    return float(np.mean(shares)), float(np.mean(much))
