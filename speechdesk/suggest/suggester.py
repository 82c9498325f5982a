"""The one object that answers for a caret: built from a library, updated with it, asked from any thread."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speechdesk.errors import SpeechDeskError
from speechdesk.library.library import Library
from speechdesk.library.reader import LibraryReader, MarkedPassage
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.records import Completion, Match, Source, Suggestions
from speechdesk.suggest import store
from speechdesk.suggest.cards import Shelf, offer_passages, search_passages
from speechdesk.suggest.caret import Place
from speechdesk.suggest.continuations import DRAFT, find_in_draft, join
from speechdesk.suggest.esteem import Esteem, weigh
from speechdesk.suggest.ranking import Floats, Scales, find_kin
from speechdesk.suggest.segment import Segment, build_segment
from speechdesk.suggest.spans import Span, choose_spans, trimmed
from speechdesk.suggest.votes import Votes, count_votes, reach
from speechdesk.suggest.weights import Weights, load_weights

_MOST_SOURCES = 8
_MOST_VARIANTS = 3  # wordings shown beside the one that is offered
_THIS_DRAFT = Source("本稿", 1, None, None, (), 0)


@dataclass(frozen=True, slots=True)
class _State:
    """What the library held at the last update, ready for questions.

    Attributes:
        reader: the library.
        path: its file.
        covered: what of it the segments hold.
        generation: the name of the generation on disk the first segment is, "" where it is in memory.
        segments: one of nearly everything, and one of what is newer.
        titles: of its speeches, by id.
    """

    reader: LibraryReader
    path: Path
    covered: store.Covered
    generation: str
    segments: tuple[Segment, ...]
    titles: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was made of marks and of titles; from one key to the next they are mostly the same."""

    marked: tuple[MarkedPassage, ...]
    esteem: Esteem
    titles: tuple[tuple[int, str], ...]
    meeting: str
    kinship: Floats


class Suggester:
    """Suggestions from a library's passages and texts.

    `suggest` may be called from any thread, also while `update` runs; `update` from one thread at a time.

    Args:
        stored: whether the index is kept on disk beside the library, opened from there and built there when
            it is missing or damaged; otherwise it lives in memory.
        weights: those the program comes with where None is given.
    """

    def __init__(self, *, stored: bool = False, weights: Weights | None = None) -> None:
        self._stored = stored
        self._state: _State | None = None  # replaced, never changed: a question may be under way
        self._weights = weights or load_weights()
        self._known = _Known((), weigh(()), (), "", find_kin("", ()))

    def close(self) -> None:
        """Let go of the library's file; nothing is suggested after it."""
        state, self._state = self._state, None
        if state:
            state.reader.close()

    def update(self, library: Library) -> None:
        """Take in what `library` has gained since the last call (everything at the first).

        Raises:
            SpeechDeskError: the library cannot be read.
        """
        state = self._reusable(library.path) or self._opened(library.path)
        newest = store.newest(state.reader)
        if newest.block > state.covered.block:
            state = _extended(state, newest)
        self._state = replace(state, titles=state.reader.titles())

    def suggest(self, before: str | Place, n: int = 5) -> Suggestions:
        """Return at most `n` completions and `n` passages for a caret.

        Args:
            before: the caret's place; a text stands for a caret at its end. White space alone gives nothing.
            n: at least 1.

        Raises:
            SpeechDeskError: the library cannot be read.
        """
        place = before if isinstance(before, Place) else Place(before)
        state = self._state
        if state is None or not place.before.strip():
            return Suggestions((), ())
        state.reader.refresh()
        passages = offer_passages(self._shelf(state, place.card.meeting), place, n)
        return Suggestions(self._completions(state, place, n), passages)

    def search(self, query: str, n: int, selection: Selection = EVERYTHING) -> tuple[Match, ...]:
        """Return at most `n` passages nearest to `query` that `selection` holds, best first.

        A blank query finds whatever `selection` holds, in the order of the library.

        Raises:
            SpeechDeskError: the library cannot be read.
        """
        state = self._state
        if state is None:
            return ()
        state.reader.refresh()
        return search_passages(self._shelf(state), query, n, selection)

    def segments(self) -> tuple[Segment, ...]:
        """Return what of the library can be asked, for measurements."""
        return self._state.segments if self._state else ()

    def _shelf(self, state: _State, meeting: str = "") -> Shelf:
        marked = state.reader.marked()
        known = self._known
        if known.marked is not marked:
            known = replace(known, marked=marked, esteem=weigh(marked))
        if known.titles is not state.titles or known.meeting != meeting:
            kinship = find_kin(meeting, state.titles if meeting else ())
            known = replace(known, titles=state.titles, meeting=meeting, kinship=kinship)
        self._known = known
        scales = Scales(self._weights.passages, known.esteem, known.kinship)
        return Shelf(state.reader, state.segments, scales)

    def _reusable(self, path: Path) -> _State | None:
        """Return the state at hand where it still fits the library and the index on disk."""
        state = self._state
        if state is None or state.path != path:
            return None
        block, document = state.reader.newest()
        covered = state.covered
        if (
            covered.block > block
            or store.covers(state.reader, min(document, covered.document)) != covered.digest
        ):
            return None
        if not self._stored:
            return state
        manifest = store.read_manifest(state.reader, path)
        return state if manifest and manifest.generation == state.generation else None

    def _opened(self, path: Path) -> _State:
        reader = LibraryReader(path)
        if not self._stored:
            return _State(reader, path, store.Covered(0, 0, store.covers(reader, 0)), "", ())
        manifest = store.read_manifest(reader, path)
        segment = store.open_generation(path, manifest) if manifest else None
        if manifest is None or segment is None:
            try:
                manifest, segment = store.build_generation(path)
            except (OSError, SpeechDeskError):  # the disk is full or read-only: memory will do
                return _State(reader, path, store.Covered(0, 0, store.covers(reader, 0)), "", ())
        return _State(reader, path, manifest.covered, manifest.generation, (segment,))

    def _completions(self, state: _State, place: Place, n: int) -> tuple[Completion, ...]:
        found = join([segment.finder.find(place) for segment in state.segments] + [find_in_draft(place)])
        if not len(found):
            return ()
        votes = count_votes(found)
        spans = choose_spans(votes, reach(votes, self._weights), n, self._weights.grey)
        spans = [span for span in (trimmed(span, place.after) for span in spans) if span.text]
        order = np.argsort(-votes.rows.agreed, kind="stable")
        blocks = [_blocks(votes, order, span) for span in spans]
        known = state.reader.sources(sorted({block for each in blocks for block in each}))
        return tuple(
            Completion(span.text, round(span.chance, 4), sources)
            for span, each in zip(spans, blocks, strict=True)
            if (sources := _sources(each, known))
        )


def _extended(state: _State, newest: store.Covered) -> _State:
    """Return the state with all that the first segment lacks in a second one, or in it where it is small.

    Made anew each time, the second one costs milliseconds a hundred passages and keeps answers quick; where
    it grows the worker builds a new generation.
    """
    first = state.segments[:1]
    after = int(first[0].pool.blocks[-1]) if first and len(first[0].pool.blocks) else 0
    if not state.generation and store.is_stale(store.Covered(after, 0, ""), newest.block):
        first, after = (), 0  # kept in memory alone: nobody else makes it one again
    added = build_segment(state.reader, after, newest.block)
    return _State(state.reader, state.path, newest, state.generation, (*first, added))


def _blocks(votes: Votes, order: NDArray[np.intp], span: Span) -> list[int]:
    """Return the blocks that go on so, likeliest first; `order` is that of all rows."""
    blocks = votes.rows.blocks
    agreeing = blocks[order[votes.shared[span.row][order] >= span.length]]
    return list(dict.fromkeys([int(blocks[span.row]), *agreeing.tolist()]))[:_MOST_SOURCES]


def _sources(blocks: list[int], known: dict[int, Source]) -> tuple[Source, ...]:
    """Return where the library goes on so; the draft itself where nothing else does, () where it is gone."""
    found: dict[Source, None] = {}
    for block in blocks:
        if block in known:
            found[known[block]] = None
    if not found and DRAFT in blocks:
        found[_THIS_DRAFT] = None
    return tuple(found)
