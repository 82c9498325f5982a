"""Suggestions measured: how right, how fast, how many keys saved; SpeechDesk beside plain engines.

usage: PYTHONPATH=. python tests/benchmarks/bench_suggest.py [--sizes 1000,10000,100000]
           [--corpus FOLDER] [--keep FOLDER] [--queries N] [--savings CHARS] [--reports N]

A query types a sentence of the library: plain, with a typing error, with its level words changed, with
its clauses in another order; 2 to 20 characters of it. SpeechDesk is asked twice, with the sentence alone
and with the text that stands before it in its speech, as in the window. A hit is, among the first five,
the sentence itself, one that is the same but for level words, or its paragraph.

Keys saved: a speech is typed against the library without it; whoever types takes the longest of five
completions that is wholly right, for one key; every other character costs one. 1 - keys / characters.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from peers import Fts5, Peer, Prefix, RapidfuzzAlone, TantivyAlone, go_on
from speeches import Named, make_library, paragraphs, real_documents

from speechdesk.library.library import Library
from speechdesk.library.reader import LibraryReader
from speechdesk.suggest import store
from speechdesk.suggest.suggester import Suggester
from speechdesk.text.folding import fold
from speechdesk.text.sentences import last_sentence_start

LENGTHS = (2, 4, 6, 8, 12, 16, 20)
KINDS = ("plain", "typo", "levels", "order")
N = 5
_SLOW = 100_000  # beyond, rapidfuzz over everything takes seconds a query


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence begun: what stands before it, what is typed of it, which sentence is meant."""

    kind: str
    length: int
    earlier: str
    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The sentences of a library, with what stands before each in its paragraph and the one before."""

    sentences: list[str]
    earlier: list[str]


def read_corpus(library_file: Path) -> Corpus:
    """Return the sentences of a library."""
    reader = LibraryReader(library_file)
    texts = {number: text for number, _, text in reader.blocks(0, 2**31)}
    sentences: dict[str, str] = {}
    for _, block, start, end, whole, *_ in reader.occurrences(0, 2**31):
        if not whole:
            before = texts[block][:start]
            sentences.setdefault(texts[block][start:end], before or f"{texts.get(block - 1, '')}\n")
    reader.close()
    return Corpus(list(sentences), list(sentences.values()))


def questions(corpus: Corpus, number: int) -> list[Question]:
    """Return `number` questions of each kind."""
    chance = random.Random(7)
    asked: list[Question] = []
    long = [at for at, sentence in enumerate(corpus.sentences) if len(sentence) >= 24]
    for kind in KINDS:
        for at in chance.sample(long, min(number, len(long))):
            length = chance.choice(LENGTHS)
            sentence = corpus.sentences[at]
            typed = _changed(sentence, kind, length, chance)
            asked.append(Question(kind, length, corpus.earlier[at][-300:], typed, sentence))
    return asked


def _changed(sentence: str, kind: str, length: int, chance: random.Random) -> str:
    typed = sentence[:length]
    if kind == "typo":
        at = chance.randrange(len(typed))
        wrong = chance.choice("的了在是我有和人这中大为上个国")
        return typed[:at] + chance.choice((wrong, "", typed[at] * 2)) + typed[at + 1 :]
    if kind == "levels":
        return typed.translate({ord(a): ord(b) for a, b in zip("省市州县区", "市州县区省", strict=True)})
    if kind == "order":
        clauses = sentence.rstrip("。").replace("；", "，").split("，")
        return "，".join([*clauses[1:], clauses[0]])[:length]
    return typed


def _same(text: str) -> str:
    return fold(text, levels=True)


def measure(
    name: str, ask: Callable[[Question], list[str]], asked: Sequence[Question]
) -> tuple[str, dict[str, float]]:
    """Return recalls and milliseconds of an engine whose answers are texts."""
    ranks: list[int] = []
    times: list[float] = []
    works: list[float] = []
    for question in asked:
        began, work = time.perf_counter(), time.thread_time()
        answer = ask(question)
        works.append((time.thread_time() - work) * 1e3)
        times.append((time.perf_counter() - began) * 1e3)
        meant = _same(question.meant)
        ranks.append(next((at for at, text in enumerate(answer) if meant in _same(text)), 99))
    rank, ms = np.array(ranks), np.array(times)
    long = np.array([question.length >= 12 for question in asked])
    kind = np.array([question.kind for question in asked])
    told = {
        "R@1": float((rank < 1).mean()),
        "R@5": float((rank < N).mean()),
        "MRR": float((1 / (rank + 1.0) * (rank < N)).mean()),
        "12+": float((rank < N)[long & (kind != "order")].mean()),
    }
    told |= {k: float((rank < N)[(kind == k)].mean()) for k in KINDS[1:]}
    told |= {f"{k} 12+": float((rank < N)[(kind == k) & long].mean()) for k in KINDS[1:3]}
    told |= {f"p{p:g}": float(np.percentile(ms, p)) for p in (50, 95, 99, 99.9)}
    return name, told | {"max": float(ms.max()), "cpu p99": float(np.percentile(works, 99))}


def peers_of(sentences: list[str]) -> list[Peer]:
    """Return the engines that can be asked at this size."""
    peers: list[Peer] = [Fts5(sentences), TantivyAlone(sentences), Prefix(sentences)]
    return [*peers, RapidfuzzAlone(sentences)] if len(sentences) <= _SLOW * 1.3 else peers


def measure_size(library_file: Path, number: int) -> list[tuple[str, dict[str, float]]]:
    """Return what every engine does on one library."""
    corpus = read_corpus(library_file)
    asked = questions(corpus, number)
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)

    def ours(before: str) -> list[str]:
        return [match.passage.text for match in suggester.suggest(before, N).passages]

    for question in asked[:20]:
        ours(question.typed)
    rows = [
        measure("SpeechDesk", lambda q: ours(q.earlier + q.typed), asked),
        measure("SpeechDesk, sentence alone", lambda q: ours(q.typed), asked),
    ]
    for peer in peers_of(corpus.sentences):
        total = len(corpus.sentences)
        few = asked if not isinstance(peer, RapidfuzzAlone) else asked[:: max(1, total // 20_000)]
        rows.append(measure(peer.name, partial(_ask_peer, peer, corpus.sentences), few))
    return rows


def saved(text: str, ask: Callable[[str], list[str]]) -> float:
    """Return the share of keys that completions save in typing `text`."""
    at = keys = 0
    while at < len(text):
        rest = text[at : at + 400]
        right = [len(offered) for offered in ask(text[:at]) if rest.startswith(offered)]
        at += max([1, *right])
        keys += 1
    return 1 - keys / max(1, len(text))


def clean(document: Named) -> str:
    """Return a document as it is typed: paragraphs without white space, parted by line feeds."""
    return "\n".join("".join(block.split()) for block in paragraphs(document.document))


def measure_savings(documents: list[Named], held_out: list[Named], chars: int, folder: Path) -> None:
    """Print the keys saved for each held-out document, the library being the other documents."""
    for named in held_out:
        others = [other for other in documents if other.name != named.name]
        path = folder / f"without {named.name}.sqlite"
        make_library(path, others, 0)
        suggester = Suggester()
        with Library(path) as library:
            suggester.update(library)
        text = clean(named)[:chars]
        told = [("SpeechDesk", saved(text, partial(_completions, suggester)))]
        sentences = read_corpus(path).sentences
        for peer in (Fts5(sentences), TantivyAlone(sentences), Prefix(sentences), RapidfuzzAlone(sentences)):
            if isinstance(peer, RapidfuzzAlone) and len(sentences) > 5000:
                continue
            told.append((peer.name, saved(text, _peer_ask(peer, sentences))))
        print(f"| {named.name[:24]} | " + " | ".join(f"{n} {s:.3f}" for n, s in told) + " |", flush=True)
        suggester.close()
        path.unlink()


def _ask_peer(peer: Peer, sentences: list[str], question: Question) -> list[str]:
    return [sentences[number] for number in peer.find(question.typed)]


def _completions(suggester: Suggester, before: str) -> list[str]:
    return [completion.text for completion in suggester.suggest(before, N).completions]


def _peer_ask(peer: Peer, sentences: list[str]) -> Callable[[str], list[str]]:
    def ask(before: str) -> list[str]:
        paragraph = before.rpartition("\n")[2]
        typed = paragraph[last_sentence_start(paragraph) :]
        return go_on(sentences, peer.find(typed), typed)[:N] if typed else []

    return ask


def child(library_file: Path) -> None:
    """Open the index, ask once; print the milliseconds of both and the memory held."""
    began = time.perf_counter()
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)
    opened = time.perf_counter()
    suggester.suggest("同志们：\n办公室工作需要紧跟时代步")
    answered = time.perf_counter()
    for before in ("要坚持以人民为中心的发展思想，", "推动高质量发展", "今年以来，全市上下"):
        suggester.suggest(before)
    memory = Path("/proc/self/statm")
    pages = int(memory.read_text().split()[1]) if memory.exists() else 0
    print(
        f"{(opened - began) * 1e3:.0f} {(answered - opened) * 1e3:.0f} {pages * 4096 / 1e6:.0f}", flush=True
    )


def build_child(library_file: Path) -> None:
    """Build the index; print seconds and the peak of memory."""
    began = time.perf_counter()
    store.build_generation(library_file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{time.perf_counter() - began:.1f} {peak:.0f}", flush=True)


def run_child(mode: str, library_file: Path) -> str:
    """Run one of the two in a process of its own and return what it prints."""
    command = [sys.executable, __file__, mode, str(library_file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def measure_lifecycle(library_file: Path, folder: Path) -> str:
    """Return building, opening, first answer, memory, and adding 100 passages, as a line of a table."""
    built = run_child("--build", library_file).split()
    opened = run_child("--open", library_file).split()
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)
        extra = folder / "extra.sqlite"
        extra.unlink(missing_ok=True)
    added = _measure_adding(suggester, library_file)
    suggester.close()
    return f"{built[0]} s | {built[1]} MB | {opened[0]} ms | {opened[1]} ms | {opened[2]} MB | {added:.0f} ms"


def _measure_adding(suggester: Suggester, library_file: Path) -> float:
    from speeches import _add  # noqa: PLC0415 - the generator's own

    from speechdesk.records import Block, BlockKind, Document, Speech  # noqa: PLC0415

    stamp = str(time.time_ns())
    blocks = tuple(Block(BlockKind.BODY, f"第{n}项新任务{stamp}要抓紧抓实抓出成效。") for n in range(100))
    with Library(library_file) as library:
        _add(library, Document("added.txt", "utf-8", (), (Speech(None, None, None, None, blocks),)), stamp)
        began = time.perf_counter()
        suggester.update(library)
        answer = suggester.suggest(f"第37项新任务{stamp}要抓")
    took = (time.perf_counter() - began) * 1e3
    if not any(stamp in match.passage.text for match in answer.passages):
        raise RuntimeError("what was added is not visible")
    return took


def main() -> None:
    """Measure what is asked for and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--savings", type=int, default=3000, help="characters of each speech; 0 for none")
    parser.add_argument("--reports", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder: Path = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        documents = real_documents(options.corpus)
        for size in [int(text) for text in options.sizes.split(",") if text]:
            path = folder / f"{size}.sqlite"
            if not path.exists():
                few = (
                    documents
                    if size > 5000
                    else [d for d in documents if d.name[:3].isdigit() and d.name[3] == "_"][:5]
                )
                make_library(path, few, size)
            print(
                f"\n{size} sentences: build, peak, open, first answer, resident, 100 added: "
                f"{measure_lifecycle(path, folder)}",
                flush=True,
            )
            report(measure_size(path, options.queries))
        if options.savings:
            few = documents[:5]
            print("\nkeys saved, library: the other seeds")
            measure_savings(few, few, options.savings, folder)
            if options.corpus:
                chosen = random.Random(3).sample(documents[5:], options.reports)
                print("\nkeys saved, library: the seeds and the other reports")
                measure_savings(documents, chosen, options.savings // 3, folder)


def report(rows: list[tuple[str, dict[str, float]]]) -> None:
    """Print a table of engines."""
    names = list(rows[0][1])
    print("| engine | " + " | ".join(names) + " |")
    print("| --- " * (len(names) + 1) + "|")
    for name, told in rows:
        print(f"| {name} | " + " | ".join(f"{told[key]:.2f}" for key in names) + " |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        child(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--build"]:
        build_child(Path(sys.argv[2]))
    else:
        main()
