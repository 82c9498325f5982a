"""What SpeechDesk is measured against: the same passages in plain engines, asked for the sentence typed."""

import sqlite3
from bisect import bisect_left
from typing import Protocol

from rapidfuzz import fuzz, process
from tantivy import Document, Index, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from speechdesk.text.folding import fold
from speechdesk.text.sentences import CLAUSE_END

N = 5


class Peer(Protocol):
    """An engine over sentences, by their number."""

    name: str

    def find(self, typed: str) -> list[int]:
        """Return the numbers of the five nearest sentences."""
        ...


def pairs(text: str) -> list[str]:
    """Return the distinct pairs of characters of a folded text."""
    return list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))


class Fts5:
    """SQLite FTS5 over pairs of characters, BM25."""

    name = "SQLite FTS5"

    def __init__(self, sentences: list[str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='unicode61')")
        rows = ((n, " ".join(_hex(pair) for pair in pairs(fold(s)))) for n, s in enumerate(sentences))
        self._connection.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", rows)

    def find(self, typed: str) -> list[int]:
        wanted = " OR ".join(_hex(pair) for pair in pairs(fold(typed)))
        if not wanted:
            return []
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"
        return [int(row[0]) for row in self._connection.execute(sql, (wanted, N))]


def _hex(pair: str) -> str:
    return "x" + pair.encode("utf-16-be", "surrogatepass").hex()


class TantivyAlone:
    """tantivy over pairs of characters, its own BM25."""

    name = "tantivy alone"

    def __init__(self, sentences: list[str]) -> None:
        builder = SchemaBuilder()
        builder.add_integer_field("row", fast=True)
        builder.add_text_field("text", tokenizer_name="pairs", index_option="freq")
        self._index = Index(builder.build())
        self._index.register_tokenizer("pairs", TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).build())
        writer = self._index.writer(200_000_000, num_threads=1)
        for number, sentence in enumerate(sentences):
            writer.add_document(Document(row=number, text=fold(sentence)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, typed: str) -> list[int]:
        terms = [
            (Occur.Should, Query.term_query(self._index.schema, "text", pair, index_option="freq"))
            for pair in pairs(fold(typed))
        ]
        if not terms:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query(terms), limit=N, count=False).hits
        return [int(v or 0) for v in searcher.fast_field_values("row", [address for _, address in hits])]


class RapidfuzzAlone:
    """rapidfuzz over every sentence: does it hold what is typed."""

    name = "rapidfuzz alone"

    def __init__(self, sentences: list[str]) -> None:
        self._folded = [fold(sentence) for sentence in sentences]

    def find(self, typed: str) -> list[int]:
        found = process.extract(fold(typed), self._folded, scorer=fuzz.partial_ratio, limit=N)
        return [int(number) for _, _, number in found]


class Prefix:
    """The sentences that begin with what is typed, in their order."""

    name = "prefix lookup"

    def __init__(self, sentences: list[str]) -> None:
        self._sorted = sorted((fold(sentence), number) for number, sentence in enumerate(sentences))

    def find(self, typed: str) -> list[int]:
        wanted = fold(typed)
        at = bisect_left(self._sorted, (wanted, 0))
        return [number for text, number in self._sorted[at : at + N] if text.startswith(wanted)]


def go_on(sentences: list[str], found: list[int], typed: str) -> list[str]:
    """Return how the sentences found go on from the typed text, to the end of the clause."""
    offered: dict[str, None] = {}
    for number in found:
        sentence = sentences[number]
        for length in (12, 8, 6, 4, 3, 2):
            at = sentence.find(typed[-length:]) if len(typed) >= length else -1
            if at >= 0:
                start = at + length
                end = next(
                    (i + 1 for i in range(start, len(sentence)) if sentence[i] in CLAUSE_END), len(sentence)
                )
                offered[sentence[start:end]] = None
                break
    return [text for text in offered if text]
