"""Passages that hold the typed words: pairs of characters in tantivy.

The only user of tantivy. Text goes in folded (level words are one class) and cut into overlapping pairs of
characters: a half-typed word is no word, but its pairs are there, and a mistyped character spoils only two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tantivy import Document, Index, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from speechdesk.library.reader import OccurrenceRow
from speechdesk.suggest.pool import PoolText, TextPool

_WRITER_BYTES = 15_000_000  # the least tantivy takes
_BULK_BYTES = 200_000_000
_BULK = 20_000  # passages from which a bigger writer pays
_OPENING = 64  # characters indexed of a paragraph whose sentences are passages of their own
_MOST_PAIRS = 40
_CONTEXT_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class PassageTable:
    """The passages of some blocks, in the order of their places in the pool; arrays as long.

    Attributes:
        ids: their numbers in the library.
        starts, ends: their first place in the pool, as positions.
        counts: in how many places of these blocks each stands.
        whole: whether it is a paragraph.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    counts: NDArray[np.int32]
    whole: NDArray[np.int32]


def build_table(rows: Iterable[OccurrenceRow], text: PoolText) -> PassageTable:
    """Return the passages that stand in the blocks of `text`, each at the first of its places."""
    flat = np.fromiter((value for row in rows for value in row), dtype=np.int32).reshape(-1, 5)
    if not len(flat):
        none = np.empty(0, dtype=np.int32)
        return PassageTable(none, none, none, none, none)
    ids, first, counts = np.unique(flat[:, 0], return_index=True, return_counts=True)
    numbers = text.blocks.searchsorted(flat[first, 1])
    starts, ends = flat[first, 2], flat[first, 3]
    for row, number in enumerate(numbers.tolist()):
        kept = text.spaced.get(number)
        if kept is not None:
            starts[row], ends[row] = kept.searchsorted(starts[row]), kept.searchsorted(ends[row])
    starts, ends = starts + text.starts[numbers], ends + text.starts[numbers]
    order = np.lexsort((-ends, starts))  # at one place the paragraph comes before its first sentence
    return PassageTable(
        ids[order], starts[order], ends[order], counts[order].astype(np.int32), flat[first, 4][order]
    )


class PassageIndex:
    """Finds the rows of a passage table by what they hold; may be asked from any thread."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._index.register_tokenizer("pairs", TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).build())
        self._index.reload()
        self._searcher = index.searcher()

    def find(self, wanted: str, context: str, most: int) -> tuple[list[int], list[float]]:
        """Return the rows nearest to `wanted` with their scores, best first.

        Args:
            wanted: folded text; fewer than two characters find nothing.
            context: folded text that counts for less.
            most: how many rows.
        """
        pairs = _pairs(wanted)[-_MOST_PAIRS:]
        if not pairs:
            return [], []
        schema = self._index.schema
        terms = [
            (Occur.Should, Query.term_query(schema, "text", pair, index_option="freq")) for pair in pairs
        ]
        terms += [
            (Occur.Should, Query.boost_query(Query.term_query(schema, "text", pair), _CONTEXT_WEIGHT))
            for pair in _pairs(context)[-_MOST_PAIRS:]
        ]
        hits = self._searcher.search(Query.boolean_query(terms), limit=most, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [int(row or 0) for row in rows], [float(score) for score, _ in hits]


def build_passage_index(pool: TextPool, table: PassageTable, folder: Path | None) -> PassageIndex:
    """Return the index of the passages of `table`, kept in `folder` (empty, existing) or in memory."""
    builder = SchemaBuilder()
    builder.add_integer_field("row", fast=True)
    builder.add_text_field("text", tokenizer_name="pairs", index_option="freq")
    index = Index(builder.build(), path=str(folder) if folder else None)
    index.register_tokenizer("pairs", TextAnalyzerBuilder(Tokenizer.ngram(2, 2)).build())
    writer = index.writer(_BULK_BYTES if len(table.ids) > _BULK else _WRITER_BYTES, num_threads=1)
    blocks = pool.starts.searchsorted(table.starts, side="right")
    sentences = np.bincount(blocks[table.whole == 0], minlength=len(pool.starts) + 1)
    short = (table.whole == 1) & (sentences[blocks] > 0)
    ends = np.where(short, np.minimum(table.ends, table.starts + _OPENING), table.ends)
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


def _pairs(text: str) -> list[str]:
    return list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))
