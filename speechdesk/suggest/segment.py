"""A part of the library made ready for questions: its text pool, its passages and their index."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from speechdesk.library.reader import LibraryReader
from speechdesk.suggest.candidates import CandidateFinder
from speechdesk.suggest.continuations import ContinuationFinder
from speechdesk.suggest.passage_index import PassageIndex, build_passage_index, open_passage_index
from speechdesk.suggest.passage_table import PassageTable, build_table
from speechdesk.suggest.pool import PoolText, TextPool, build_pool, fold_table, gather_text, map_bytes

PASSAGES = "passages"
_POOL_ARRAYS = ("raw", "suffixes", "pairs", "firsts", "bonds", "starts", "blocks", "speeches")


@dataclass(frozen=True, slots=True)
class Segment:
    """The blocks of the library from one id to another; never changes, may be asked from any thread.

    Attributes:
        pool: their text.
        table, candidates: their passages.
        finder: of how their text goes on.
    """

    pool: TextPool
    table: PassageTable
    candidates: CandidateFinder
    finder: ContinuationFinder


def build_segment(reader: LibraryReader, after: int, last: int, folder: Path | None = None) -> Segment:
    """Return the segment of the blocks with an id above `after` up to `last`.

    Args:
        reader: the library.
        after: the id of a block; 0 for the beginning.
        last: the id of a block.
        folder: where to keep it, existing and empty; None keeps it in memory.

    Raises:
        OSError: the disk fails or is full.
        SpeechDeskError: the library cannot be read.
    """
    text = gather_text(reader.blocks(after, last))
    pool = build_pool(text)
    _hold_together(reader.names(after, last), text, pool)
    table = build_table(reader.occurrences(after, last), text, pool, reader.speech_facts(after, last))
    if folder is None:
        return _segment(pool, table, build_passage_index(pool, table, None))
    (folder / "folded.bin").write_bytes(pool.folded)
    for name in _POOL_ARRAYS:
        np.save(folder / f"{name}.npy", getattr(pool, name))
    for field in fields(table):
        np.save(folder / f"passage_{field.name}.npy", getattr(table, field.name))
    (folder / PASSAGES).mkdir()
    try:
        passages = build_passage_index(pool, table, folder / PASSAGES)
    except ValueError as error:  # how tantivy tells of a disk that fails
        raise OSError(str(error)) from error
    return _segment(pool, table, passages)


def _hold_together(names: Iterable[tuple[int, int, int]], text: PoolText, pool: TextPool) -> None:
    """Tie the characters of each name as firmly as those of a word, however seldom it stands anywhere."""
    for block, start, end in names:
        number = int(text.blocks.searchsorted(np.int32(block)))
        if number in text.spaced:
            start, end = text.spaced[number].searchsorted((start, end)).tolist()  # noqa: PLW2901
        first = int(text.starts[number])
        pool.bonds[first + start + 1 : first + end] = 0


def open_segment(folder: Path) -> Segment:
    """Return the segment kept in `folder`, mapped from its files.

    Raises:
        OSError, ValueError: it is damaged.
    """

    def load(name: str) -> np.ndarray:
        return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)

    pool = TextPool(map_bytes(folder / "folded.bin"), *(load(name) for name in _POOL_ARRAYS))
    table = PassageTable(*(load(f"passage_{field.name}") for field in fields(PassageTable)))
    return _segment(pool, table, open_passage_index(folder / PASSAGES))


def _segment(pool: TextPool, table: PassageTable, passages: PassageIndex) -> Segment:
    fold_table()  # made now, not while the first answer is waited for
    return Segment(pool, table, CandidateFinder(pool, table, passages), ContinuationFinder(pool))
