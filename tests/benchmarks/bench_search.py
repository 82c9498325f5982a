"""How long searches of the library's tab take in a library of 100,000 passages, in milliseconds.

    python tests/benchmarks/bench_search.py [passages]

The library is made of the seeds' sentences, recombined, straight into the tables; mining is measured
elsewhere. Wall time, median and worst, then processor time, median: other work on the machine shows apart.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from speechdesk.documents.reader import read_document
from speechdesk.library.finding import Order, Shown, Wanted
from speechdesk.library.library import Library
from speechdesk.library.marks import Mark
from speechdesk.library.selection import Selection
from speechdesk.library.user_library import UserLibrary
from speechdesk.paths import seeds
from speechdesk.records import Role
from speechdesk.text.folding import fold
from speechdesk.text.sentences import sentence_spans

_SENTENCES_A_BLOCK = 3
_BLOCKS_A_SPEECH = 40
_REPEATS = 15
_QUERIES = (
    Wanted("调查研究"),
    Wanted("落实"),
    Wanted("办公室 落实 服务"),
    Wanted("dcyj"),
    Wanted("gzls"),
    Wanted("火星基地"),
    Wanted("落实", Selection(role=Role.TASKS, year="2021")),
    Wanted("", Selection(role=Role.THANKS)),
    Wanted("落实", order=Order.DATE),
    Wanted("", order=Order.USED),
    Wanted("", order=Order.DATE),
    Wanted(shown=Shown.FAVOURITES),
)


def paragraphs(wanted: int) -> Iterator[list[str]]:
    """Yield paragraphs of new sentences until there are `wanted` passages."""
    chance = random.Random(1)
    parts = [
        block.text[start:end].rstrip("。；！")
        for file in sorted(seeds().iterdir())
        for speech in read_document(file).speeches
        for block in speech.blocks
        for start, end in sentence_spans(block.text)
        if end - start > 8
    ]
    made = 0
    while made < wanted:
        number = f"{made}"
        yield [f"{'，'.join(chance.sample(parts, 2))}{number}{at}。" for at in range(_SENTENCES_A_BLOCK)]
        made += _SENTENCES_A_BLOCK + 1


def fill(path: Path, wanted: int) -> int:
    """Make the library; return how many passages it has."""
    chance = random.Random(2)
    roles = [str(role) for role in Role]
    with Library(path) as library:
        connection = library.connection
        connection.execute("BEGIN")
        passage = speech = 0
        for block, sentences in enumerate(paragraphs(wanted), start=1):
            text = "".join(sentences)
            if block % _BLOCKS_A_SPEECH == 1:
                speech += 1
                date = f"{2015 + speech % 10}年{speech % 12 + 1}月1日"
                connection.execute(
                    "INSERT INTO document VALUES (?, ?, ?, '', '')", (speech, f"{speech}.txt", str(speech))
                )
                connection.execute(
                    "INSERT INTO speech VALUES (?, ?, 1, ?, ?, NULL, NULL, '市')",
                    (speech, speech, f"讲话{speech}", date),
                )
            connection.execute(
                "INSERT INTO block VALUES (?, ?, ?, 'body', 0, NULL, '[]', ?, ?)",
                (block, speech, block, text, fold(text)),
            )
            at = 0
            for words in (text, *sentences):
                passage += 1
                start = 0 if words == text else at
                connection.execute("INSERT INTO form VALUES (?, ?)", (passage, words))
                connection.execute(
                    "INSERT INTO passage VALUES (?, ?, ?, ?, ?, NULL, 0.5, '[]', '[]')",
                    (
                        passage,
                        "paragraph" if words == text else "sentence",
                        words,
                        passage,
                        chance.choice(roles),
                    ),
                )
                connection.execute(
                    "INSERT INTO occurrence VALUES (?, ?, ?, ?)", (passage, block, start, start + len(words))
                )
                at += 0 if words == text else len(words)
        connection.execute("COMMIT")
    return passage


def main(wanted: int) -> None:
    """Print the time of each query: median and worst."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        count = fill(path, wanted)
        with closing(UserLibrary(path)) as library:
            begun = time.process_time()
            library.index_initials()
            spent = time.process_time() - begun
            print(f"{count} passages, {path.stat().st_size / 1e6:.0f} MB; initials {spent:.1f} s")
            favourites = [card.words for card in library.search(Wanted("落实"), 50)]
            library.change(favourites, lambda _: Mark(favourite=True, used=3))
            for query in _QUERIES:
                times: list[float] = []
                worked: list[float] = []
                found = ()
                for _ in range(_REPEATS):
                    begun, started = time.perf_counter(), time.process_time()
                    found = library.search(query, 100)
                    times.append(1000 * (time.perf_counter() - begun))
                    worked.append(1000 * (time.process_time() - started))
                narrowed = f"{query.selection.role}{query.selection.year}"
                said = f"{query.query or '(blank)'} {narrowed} {query.order} {query.shown}"
                print(
                    f"{statistics.median(times):7.1f} {max(times):7.1f} ms, "
                    f"{statistics.median(worked):7.1f} ms  {len(found):4}  {said}"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
