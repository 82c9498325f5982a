"""Suggestions measured: how right, how fast, how many keys saved; SpeechDesk beside plain engines.

usage: PYTHONPATH=. python tests/benchmarks/bench_suggest.py [--sizes 1000,10000,100000,1000000]
           [--corpus FOLDER] [--keep FOLDER] [--queries N] [--repeats N] [--savings CHARS] [--reports N]
           [--peers NAME,…] [--real-time] [--readme FILE]

Sentences of the library are typed key by key (replay.py). SpeechDesk is asked for completions and passages
together, twice: with the text that stands before the sentence in its speech, as in the window, and with the
sentence alone, as the other engines are. Latencies are of the whole answer, of every key, by the clock and of
the processor; on a machine with other work to do, give --repeats: of each key the quickest answer counts,
caches being cold all the same, or --real-time, for engines that do not take minutes. A peer that takes longer
than 100 ms a key is asked for one sentence in four; rapidfuzz over everything up to 100,000 sentences.
The ceiling is the R@5 that the sentence alone allows where it is typed as it stands: many begin alike.
--readme puts the figures into a README.
"""

import argparse
import gc
import random
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from lifecycle import measure_lifecycle
from peers import Fts5, Peer, Prefix, RapidfuzzAlone, TantivyAlone, go_on
from readme_table import SizeMeasured, write_table
from replay import MUCH, Measured, N, ceiling, choose_typings, measure, read_sentences, real_time
from savings import measure_savings
from speeches import Named, make_library, real_documents

from speechdesk.library.library import Library
from speechdesk.settings import Settings
from speechdesk.suggest.suggester import Suggester

_PEERS = (TantivyAlone, Fts5, Prefix, RapidfuzzAlone)
_SEEDS = 5
_WHOLE = 1_000_000  # characters; no speech has more
_SEEDS_ALONE = 5000  # sentences up to which a library is made of the seeds alone
_QUICK = {Fts5.name: 130_000, RapidfuzzAlone.name: 50_000}  # sentences up to which they take less than 100 ms
_SLOW = 130_000  # sentences beyond which rapidfuzz over everything takes seconds a key


def measure_size(
    library_file: Path, number: int, repeats: int, peers: Sequence[str], *, first: bool
) -> list[Measured]:
    """Return what SpeechDesk and the named peers do on one library, at real-time priority where `first`."""
    sentences, earlier = read_sentences(library_file)
    typings = choose_typings(sentences, earlier, number, seed=7)
    suggester = Suggester(stored=True)
    with Library(library_file) as library:
        suggester.update(library)
    gc.collect()
    gc.freeze()  # the sentences of the benchmark itself would be gone through again and again
    with real_time(first):
        rows = [
            measure("SpeechDesk", partial(_ask_in_place, suggester), typings, repeats=repeats),
            measure("SpeechDesk, sentence alone", partial(_ask_alone, suggester), typings, repeats=repeats),
        ]
    suggester.close()
    whole, much = ceiling(sentences, typings)
    print(f"ceiling of plain typing, sentence alone: {whole:.3f}, {MUCH}+ {much:.3f}", flush=True)
    for kind in _PEERS:
        if kind.name not in peers or (kind is RapidfuzzAlone and len(sentences) > _SLOW):
            continue
        peer = kind(sentences)
        ask = partial(_ask_peer, peer, sentences)
        slow = kind.name in _QUICK and len(sentences) > _QUICK[kind.name]
        asked = typings[::4] if slow else typings
        with real_time(first and kind.name not in _QUICK):
            rows.append(measure(peer.name, ask, asked, every_key=False, repeats=1 if slow else repeats))
    return rows


def _ask_in_place(suggester: Suggester, earlier: str, typed: str) -> list[str]:
    return _offered(suggester, earlier + typed)


def _ask_alone(suggester: Suggester, _earlier: str, typed: str) -> list[str]:
    return _offered(suggester, typed)


def _offered(suggester: Suggester, before: str) -> list[str]:
    """Return what each card shows: the passage, and its variants."""
    matches = suggester.suggest(before, N).passages
    return ["\n".join(passage.text for passage in (m.passage, *m.variants)) for m in matches]


def _ask_peer(peer: Peer, sentences: list[str], _earlier: str, typed: str) -> list[str]:
    found = peer.find(typed)
    go_on(sentences, found, typed)
    return [sentences[number] for number in found]


def report(rows: Iterable[Measured]) -> None:
    """Print a table of engines."""
    lines: list[list[str]] = []
    heads: list[str] = []
    for row in rows:
        times = {f"p{at:g} ms": float(np.percentile(row.times, at)) for at in (50, 95, 99, 99.9)}
        times["max ms"] = float(row.times.max())
        times |= {f"p{at:g} worked": float(np.percentile(row.works, at)) for at in (50, 99, 99.9)}
        heads = ["engine", *row.recall, *times]
        figures = [f"{value:.3f}" for value in row.recall.values()]
        lines.append([row.name, *figures, *(f"{value:.2f}" for value in times.values())])
    for cells in (heads, ["---"] * len(heads), *lines):
        print("| " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Measure what is asked for and print tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--queries", type=int, default=50, help="sentences typed of each kind")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--savings", type=int, default=3000, help="characters of each speech; 0 for none")
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--peers", default=",".join(peer.name for peer in _PEERS))
    parser.add_argument("--real-time", action="store_true")
    parser.add_argument("--readme", type=Path, help="a README that is to tell of the figures")
    options = parser.parse_args()
    documents = real_documents(options.corpus)
    with tempfile.TemporaryDirectory() as made:
        folder: Path = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        measured: list[SizeMeasured] = []
        for size in [int(text) for text in options.sizes.split(",") if text]:
            path = folder / f"{size}.sqlite"
            if not path.exists():
                make_library(path, documents if size > _SEEDS_ALONE else documents[:_SEEDS], size)
            print(f"\n{size} sentences", flush=True)
            life = measure_lifecycle(path, first=options.real_time)
            engines = measure_size(
                path, options.queries, options.repeats, options.peers.split(","), first=options.real_time
            )
            report(engines)
            measured.append(SizeMeasured(size, life, engines))
        if options.readme and measured:
            write_table(options.readme, measured, options.queries, options.repeats)
        if options.savings:
            _print_savings(documents, options.savings, options.reports, folder)


def _print_savings(documents: list[Named], chars: int, reports: int, folder: Path) -> None:
    seeds, others = documents[:_SEEDS], documents[_SEEDS:]
    grey = Settings().completion_score
    print(f"\nkeys saved, library: the other seeds; the first {chars} characters", flush=True)
    measure_savings(seeds, seeds, folder, chars=chars, grey=grey)
    print("\nkeys saved, library: the other seeds; whole texts", flush=True)
    measure_savings(seeds, seeds, folder, chars=_WHOLE, grey=grey)
    if others:
        chosen = random.Random(3).sample(others, reports)
        print(f"\nkeys saved, library: the seeds and the other reports; {chars // 3} characters", flush=True)
        measure_savings(documents, chosen, folder, chars=chars // 3, grey=grey)


if __name__ == "__main__":
    main()
