"""The one object that answers for a caret: built from a library, updated with it, asked from any thread."""

from dataclasses import dataclass
from pathlib import Path

from speechdesk.errors import SpeechDeskError
from speechdesk.library.library import Library
from speechdesk.library.reader import LibraryReader
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.records import Completion, Match, Source, Suggestions
from speechdesk.suggest import store
from speechdesk.suggest.cards import Shelf, offer_passages, search_passages
from speechdesk.suggest.caret import Place
from speechdesk.suggest.continuations import DRAFT, find_in_draft, join
from speechdesk.suggest.segment import Segment, build_segment
from speechdesk.suggest.spans import Span, choose_spans, trimmed
from speechdesk.suggest.votes import Votes, count_votes, reach
from speechdesk.suggest.weights import load_weights

_LEAST_FIT = 0.4  # passages below have little more than chance in common with the typed sentence
_SAME_OPENING = 16  # passages that begin with the same folded characters
_SAME_LIKENESS = 0.85  # and are alike as this are variants, shown once
_MOST_SEGMENTS = 8  # kept side by side before the small ones are made one
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
        segments: in the order of the blocks they hold.
    """

    reader: LibraryReader
    path: Path
    covered: store.Covered
    generation: str
    segments: tuple[Segment, ...]


class Suggester:
    """Suggestions from a library's passages and texts.

    `suggest` may be called from any thread, also while `update` runs; `update` from one thread at a time.

    Args:
        stored: whether the index is kept on disk beside the library, opened from there and built there when
            it is missing or damaged; otherwise it lives in memory.
    """

    def __init__(self, *, stored: bool = False) -> None:
        self._stored = stored
        self._state: _State | None = None  # replaced, never changed: a question may be under way
        self._weights = load_weights()

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
        self._state = state

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
        passages = offer_passages(self._shelf(state), place, n)
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
        return search_passages(self._shelf(state), query, n, selection)

    def _shelf(self, state: _State) -> Shelf:
        return Shelf(state.reader, state.segments, self._weights.passages)

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
        spans = choose_spans(votes, reach(votes, self._weights), n, sure=self._weights.grey)
        spans = [span for span in (trimmed(span, place.after) for span in spans) if span.text]
        known = state.reader.sources(sorted({block for span in spans for block in _blocks(votes, span)}))
        return tuple(
            Completion(span.text, round(span.chance, 4), sources)
            for span in spans
            if (sources := _sources(votes, span, known))
        )


def _extended(state: _State, newest: store.Covered) -> _State:
    """Return the state with what is new in a segment of its own."""
    segments, after = state.segments, state.covered.block
    if len(segments) >= _MOST_SEGMENTS:
        segments = segments[: 1 if state.generation else 0]
        after = int(segments[-1].pool.blocks[-1]) if segments else 0
    added = build_segment(state.reader, after, newest.block)
    return _State(state.reader, state.path, newest, state.generation, (*segments, added))


def _blocks(votes: Votes, span: Span) -> list[int]:
    """Return the blocks that go on so, likeliest first."""
    rows = votes.rows
    agreeing = [row for row in range(len(rows)) if votes.shared[span.row, row] >= span.length]
    agreeing.sort(key=lambda row: (row != span.row, -float(rows.agreed[row])))
    return list(dict.fromkeys(int(rows.blocks[row]) for row in agreeing))[:_MOST_SOURCES]


def _sources(votes: Votes, span: Span, known: dict[int, Source]) -> tuple[Source, ...]:
    """Return where the library goes on so; the draft itself where nothing else does, () where it is gone."""
    found: dict[Source, None] = {}
    blocks = _blocks(votes, span)
    for block in blocks:
        if block in known:
            found[known[block]] = None
    if not found and DRAFT in blocks:
        found[_THIS_DRAFT] = None
    return tuple(found)
