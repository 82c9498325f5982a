"""Passages that hold the typed words: pairs of characters in tantivy.

The only user of tantivy. Text goes in folded (level words are one class) and cut into overlapping pairs of
characters: a half-typed word is no word, but its pairs are there, and a mistyped character spoils only two.
"""

import itertools
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tantivy import Document, Index, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from speechdesk.suggest.passage_table import PARAGRAPH, PassageTable
from speechdesk.suggest.pool import TextPool

_WRITER_BYTES = 15_000_000  # the least tantivy takes
_BULK_BYTES = 200_000_000
_BULK = 20_000  # passages from which a bigger writer pays
OPENING = 64  # characters indexed of a paragraph whose sentences are passages of their own
_MOST_PAIRS = 24
_MOST_AROUND = 12
_WEIGHT_AROUND = 0.2  # of a pair of what joins the search
_ROWS = 300  # looked at for each one that is wanted: the rarest pairs tell most
_ROWS_AROUND = 150  # the same for what joins the search
_REMEMBERED = 1024  # pairs
_LEAST_PAIRS = 3  # are looked for however many rows hold them


class PassageIndex:
    """Finds the rows of a passage table by what they hold; may be asked from any thread."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._schema = index.schema
        index.register_tokenizer("pairs", TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).build())
        index.reload()
        self._searcher = index.searcher()
        self._pair = lru_cache(maxsize=_REMEMBERED)(self._find_pair)

    def find(
        self, wanted: str, most: int, context: str = "", *, step: int = 1
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the rows nearest to `wanted` with their scores, best first.

        Args:
            wanted: folded text; fewer than two characters find nothing.
            most: how many rows.
            context: folded text that joins the search.
            step: from one pair that is looked for to the next; with 2 each character is in one.
        """
        pairs = self._rarest(_pairs(wanted, step)[:_MOST_PAIRS], _ROWS * most, _LEAST_PAIRS)
        if not pairs:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        around = self._rarest(_pairs(context)[-_MOST_AROUND:], _ROWS_AROUND * most, 0)
        terms = [(Occur.Should, self._pair(pair)[1]) for pair in pairs]
        terms += [(Occur.Should, Query.boost_query(self._pair(pair)[1], _WEIGHT_AROUND)) for pair in around]
        hits = self._searcher.search(Query.boolean_query(terms), limit=most, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return (
            np.array(rows, dtype=np.int64),
            np.array([score for score, _ in hits], dtype=np.float32),
        )

    def _rarest(self, pairs: list[str], most: int, least: int) -> list[str]:
        """Return the rarest pairs: as many as stand in `most` rows together, at least the first `least`."""
        counts = {pair: self._pair(pair)[0] for pair in pairs}
        chosen = sorted(pairs, key=counts.__getitem__)
        together = list(itertools.accumulate(counts[pair] for pair in chosen))
        return chosen[: max(least, bisect_right(together, most))]

    def _find_pair(self, pair: str) -> tuple[int, Query]:
        """Return how many rows hold a pair, and the query for it: from key to key most pairs are the same."""
        term = Query.term_query(self._schema, "text", pair, index_option="freq")
        return self._searcher.doc_freq("text", pair), term


def build_passage_index(pool: TextPool, table: PassageTable, folder: Path | None) -> PassageIndex:
    """Return the index of the passages of `table`, kept in `folder` (empty, existing) or in memory."""
    builder = SchemaBuilder()
    builder.add_integer_field("row", fast=True)
    builder.add_text_field("text", tokenizer_name="pairs", index_option="freq")
    index = Index(builder.build(), path=str(folder) if folder else None)
    index.register_tokenizer("pairs", TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).build())
    writer = index.writer(_BULK_BYTES if len(table) > _BULK else _WRITER_BYTES, num_threads=1)
    blocks = pool.starts.searchsorted(table.starts, side="right")
    whole = table.standing[:, PARAGRAPH] > 0
    sentences = np.bincount(blocks[~whole], minlength=len(pool.starts) + 1)
    short = whole & (sentences[blocks] > 0)
    ends = np.where(short, np.minimum(table.ends, table.starts + OPENING), table.ends)
    for row, (start, end) in enumerate(zip(table.starts.tolist(), ends.tolist(), strict=True)):
        writer.add_document(Document(row=row, text=pool.folded_text(start, end)))
    writer.commit()
    writer.wait_merging_threads()
    return PassageIndex(index)


def open_passage_index(folder: Path) -> PassageIndex:
    """Return the index kept in `folder`.

    Raises:
        ValueError: it is damaged.
    """
    return PassageIndex(Index.open(str(folder)))


def _pairs(text: str, step: int = 1) -> list[str]:
    return list(dict.fromkeys(text[at : at + 2] for at in range(0, len(text) - 1, step)))
