"""Where passages that may fit the caret come from: what holds the words, begins so, or follows the like."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from speechdesk.suggest.passage_index import PassageIndex
from speechdesk.suggest.passage_table import Numbers, PassageTable
from speechdesk.suggest.pool import TextPool, begins_anew
from speechdesk.suggest.query import Query

_HOLDING = 40  # rows of the index
_BEGINNING = 32  # rows that begin with the typed words
_LOOKED_AT = 256  # of them, where they are more
_NEIGHBOURS = 8  # passages like the sentence before; what follows them may follow here
_NEXT = np.arange(3)  # rows around a place: at one place a paragraph stands beside its first sentence
_UNUSUAL = np.array([-1.0, 0.0, 1.0, 0.5, 0.1], dtype=np.float32)  # of what STANDING says
_SHORT_QUERY = 6  # a sentence begun with fewer characters is searched with what stands before it

Rows = NDArray[np.int64]


class CandidateFinder:
    """Finds rows of one passage table; may be asked from any thread."""

    def __init__(self, pool: TextPool, table: PassageTable, index: PassageIndex) -> None:
        self._pool = pool
        self._table = table
        self._index = index
        self._after_the_like = lru_cache(maxsize=16)(self._find_after_the_like)

    def find(self, query: Query, points: tuple[int, ...]) -> tuple[Rows, NDArray[np.float32]]:
        """Return rows that may fit, each once, and the index's score of each, 0 to 1.

        Args:
            query: what is looked for.
            points: positions in the pool the draft has come to.
        """
        context = query.earlier + query.heading if len(query.sentence) < _SHORT_QUERY else ""
        holding, scores = self._index.find(query.sentence, _HOLDING, context)
        following = self._rows_at(np.array(points, dtype=np.int32))
        like = self._after_the_like(query.previous)
        rows = np.concatenate([holding, self._beginning(query), following, like])
        rows.sort()
        rows = rows[begins_anew(rows)]
        engine = np.zeros(len(rows), dtype=np.float32)
        if len(scores):
            engine[rows.searchsorted(holding)] = scores / scores[0]
        return rows, engine

    def _beginning(self, query: Query) -> Rows:
        """Return rows that begin with the typed words, or with as many of them as any row does."""
        wanted = query.sentence.encode("utf-16-be", "surrogatepass")
        first, last = self._table.longest_beginning(self._pool, wanted)
        step = max(1, (last - first) // _LOOKED_AT)
        rows = self._table.by_text[first:last:step].astype(np.int64)
        if len(rows) > _BEGINNING:
            unusual = self._table.standing[rows] @ _UNUSUAL
            rows = rows[np.argpartition(unusual, _BEGINNING)[:_BEGINNING]]
        return rows

    def _find_after_the_like(self, sentence: str) -> Rows:
        """Return rows that stand after passages like `sentence`; remembered while the next one is typed."""
        rows, _ = self._index.find(sentence, _NEIGHBOURS, step=2)
        return self._rows_at(self._table.ends[rows])

    def _rows_at(self, positions: Numbers) -> Rows:
        """Return the rows that begin at or just behind positions of the pool."""
        rows = (self._table.starts.searchsorted(positions)[:, None] + _NEXT).ravel()
        return rows[(rows >= 0) & (rows < len(self._table))]
