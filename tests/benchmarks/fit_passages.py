"""Fits the weights of the passages' ranking, tells held-out figures, and writes them to suggest.toml.

usage: PYTHONPATH=. python tests/benchmarks/fit_passages.py CORPUS [--held N] [--write]

Two kinds of typing are samples. A speech is typed against a library without its document: right is a passage
near the sentence that comes (half of each seed's sentences have one; of a report's few). And sentences of
the library are typed as in replay.py, without what stands before them, which would give them away: right
is the sentence, or what holds it. A caret of a speech counts as four of those.
The chance that a candidate is right is a softmax over all candidates of its weighted features; weights are
drawn to nothing, by gradients. Every third document's samples are held out to tell what the weights do.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from replay import LENGTHS, choose_typings, read_sentences
from speeches import Named, make_library, real_documents, same

from speechdesk.library.library import Library
from speechdesk.library.reader import LibraryReader
from speechdesk.paths import resources
from speechdesk.records import BlockKind, MeetingCard
from speechdesk.suggest.caret import Place
from speechdesk.suggest.esteem import weigh
from speechdesk.suggest.query import make_query
from speechdesk.suggest.ranking import Scales, find_kin, rank_passages
from speechdesk.suggest.segment import Segment
from speechdesk.suggest.suggester import Suggester
from speechdesk.suggest.weights import PASSAGE_FEATURES, PassageWeights, few_typed, load_weights
from speechdesk.text.folding import fold
from speechdesk.text.sentences import sentence_spans
from speechdesk.text.similarity import likenesses

_SEEDS = 5
_ALONE = "alone"
_NEAR = 0.8  # likeness from which a passage says what the sentence says
_SHORTEST = 12
_TYPED = 60  # sentences of each kind typed of the whole library
_PULL = 2e-4
_STEPS = 600
_MIDDLE = 0.3  # of the carets of a speech stand before sentences written already
_NEVER_GOOD = [PASSAGE_FEATURES.index(name) for name in ("masked", "time_bound", "age")]
_WORSE = -0.1  # the most these may weigh: of passages that fit alike, the one without them comes first
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One caret: what is told of the candidates, which are right, and how much is typed."""

    told: Floats
    right: NDArray[np.bool_]
    typed: int
    document: str

    @property
    def weight(self) -> float:
        return 1.0 if self.document.startswith(_ALONE) else 4.0


@dataclass(frozen=True, slots=True)
class _Library:
    """What a speech is typed against, and the titles in it."""

    segment: Segment
    titles: tuple[tuple[int, str], ...]


def samples(documents: Sequence[Named], held: int, folder: Path) -> Iterator[Sample]:
    """Yield samples of the seeds, of `held` reports, and of sentences of a library of them all."""
    whole = folder / "whole.sqlite"
    make_library(whole, documents, 40_000)
    for named in [*documents[:_SEEDS], *random.Random(4).sample(documents[_SEEDS:], held)]:
        path = folder / "without.sqlite"
        shutil.copy(whole, path)
        with Library(path) as library:
            numbers = [document.id for document in library.documents() if document.file == named.name]
            for number in numbers:
                library.delete_document(number)
        yield from _held_out(named, _opened(path))
    library = _opened(whole)
    sentences, _ = read_sentences(whole)
    for typing in choose_typings(sentences, [""] * len(sentences), _TYPED, seed=11):
        name = f"{_ALONE} {sentences.index(typing.meant)}"
        for length in LENGTHS:
            place = Place(typing.typed[:length])
            yield from _sample(library, place, _Meant(same(typing.meant), 1.0), name)


def _opened(path: Path) -> _Library:
    suggester = Suggester()
    with Library(path) as library:
        suggester.update(library)
    with LibraryReader(path) as reader:
        return _Library(suggester.segments()[0], reader.titles())


def _held_out(named: Named, library: _Library) -> Iterator[Sample]:
    """Yield samples of a document typed: the text before, its headings, and some of the next sentence."""
    chance = random.Random(6)
    for speech in named.document.speeches:
        before = ""
        card = MeetingCard(meeting=speech.title or "")
        for block in speech.blocks:
            for start, end in sentence_spans(block.text) if block.kind is BlockKind.BODY else ():
                length = chance.choice((0, *LENGTHS))
                if end - start >= _SHORTEST:
                    typed = before + block.text[: start + length]
                    after = block.text[end:] if chance.random() < _MIDDLE else ""
                    place = Place(typed, after, section=block.section, card=card)
                    meant = _Meant(fold(block.text[start:end], levels=True), _NEAR)
                    yield from _sample(library, place, meant, named.name)
            before += f"{block.text}\n"


@dataclass(frozen=True, slots=True)
class _Meant:
    """What is meant: folded words, and how alike a passage must be; 1 for one that holds them."""

    words: str
    least: float

    def right(self, texts: Sequence[str], whole: Sequence[str]) -> NDArray[np.bool_]:
        if self.least < 1:
            length = min(len(self.words), 64)  # of a paragraph no more is looked at
            return np.array(likenesses(self.words[:length], [text[:length] for text in texts])) >= self.least
        return np.array([self.words in same(text) for text in whole])


def _sample(library: _Library, place: Place, meant: _Meant, document: str) -> Iterator[Sample]:
    query = make_query(place)
    if query is None:
        return
    segment = library.segment
    scales = Scales(load_weights().passages, weigh(()), find_kin(place.card.meeting, library.titles))
    ranked = rank_passages(segment, query, segment.finder.points(place), scales)
    table, pool = segment.table, segment.pool
    whole = [pool.folded_text(int(table.starts[row]), int(table.ends[row])) for row in ranked.rows]
    right = meant.right(ranked.texts, whole)
    if right.any() and not right.all():
        yield Sample(ranked.told.astype(float), right, query.typed, document)


def fit(work: Sequence[Sample]) -> PassageWeights:
    """Return the weights under which the right candidates are likeliest."""
    width = len(PASSAGE_FEATURES)
    weights = np.zeros(2 * width)
    slope, bend = np.zeros(2 * width), np.zeros(2 * width)
    told = [np.hstack([one.told, one.told * few_typed(one.typed)]) for one in work]
    for step in range(1, _STEPS + 1):
        gradient = _PULL * weights * len(work)
        for features, one in zip(told, work, strict=True):
            scores = features @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * one.right / max(1e-12, float(chance[one.right].sum()))
            gradient += one.weight * ((chance - wanted) @ features)
        slope = 0.9 * slope + 0.1 * gradient
        bend = 0.99 * bend + 0.01 * gradient**2
        pace = 0.1 * (1 - step / (_STEPS + 1))
        weights -= pace * (slope / (1 - 0.9**step)) / (np.sqrt(bend / (1 - 0.99**step)) + 1e-8)
        for part, most in ((weights[:width], _WORSE), (weights[width:], 0.0)):
            part[_NEVER_GOOD] = np.minimum(part[_NEVER_GOOD], most)
    return PassageWeights(weights[:width].astype(np.float32), weights[width:].astype(np.float32))


def recall(work: Sequence[Sample], weights: PassageWeights) -> str:
    """Return R@1 and R@5 of the candidates that hold what is right, by how much is typed."""
    told: list[str] = []
    for name, least, most in (("all", 0, 99), ("to 5", 0, 5), ("6 to 11", 6, 11), ("12 and more", 12, 99)):
        ranks = [
            int((scores > scores[one.right].max()).sum())
            for one in work
            if least <= one.typed <= most
            for scores in [weights.ranks(one.told.astype(np.float32), one.typed)]
        ]
        if ranks:
            told.append(
                f"{name}: R@1 {np.mean(np.array(ranks) < 1):.3f} R@5 {np.mean(np.array(ranks) < 5):.3f}"
            )
    return f"{len(work)} carets, " + "; ".join(told)


def write(weights: PassageWeights, path: Path) -> None:
    """Put the weights into the file; its comments and the other weights stay."""
    head, mark, _ = path.read_text(encoding="utf-8").partition("[passages]\n")
    rows = zip(PASSAGE_FEATURES, weights.always.tolist(), weights.few.tolist(), strict=True)
    path.write_text(
        head + mark + "".join(f"{name} = [{a:.3f}, {b:.3f}]\n" for name, a, b in rows), encoding="utf-8"
    )


def main() -> None:
    """Fit, tell how well it does, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--held", type=int, default=6, help="reports typed against the rest")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = list(samples(real_documents(options.corpus), options.held, Path(folder)))
    names = sorted({one.document for one in work})
    out = set(names[::3])
    held = [one for one in work if one.document in out]
    fitted = fit([one for one in work if one.document not in out])
    for name, weights in (("at hand", load_weights().passages), ("fitted", fitted)):
        for part, wanted in (("sentences alone", True), ("speeches", False)):
            these = [one for one in held if one.document.startswith(_ALONE) == wanted]
            print(f"held out, {part}, {name}: {recall(these, weights)}", flush=True)
    if options.write:
        write(fit(work), resources() / "suggest.toml")


if __name__ == "__main__":
    main()
