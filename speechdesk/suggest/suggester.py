"""The one object that answers for a caret: built from a library, updated with it, asked from any thread."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speechdesk.library.library import Library
from speechdesk.library.selection import EVERYTHING, Selection
from speechdesk.library.speeches import LibraryText
from speechdesk.mining.learning import prefer_wording
from speechdesk.records import Completion, Match, Source, Suggestions
from speechdesk.suggest.completion_index import CompletionIndex, Continuation, build_completion_index
from speechdesk.suggest.passage_index import PassageIndex, ScoredPassage
from speechdesk.text.folding import fold, fold_with_offsets
from speechdesk.text.sentences import last_sentence_start, sentence_spans
from speechdesk.text.similarity import common_spans

_SHORTEST_TAIL = 2  # characters that must agree before the library's way of going on is offered
_SHORT_QUERY = 6  # a sentence begun with fewer characters is searched with what stands before it
_CONTEXT_CHARS = 40
_LEAST_SCORE = 0.4  # passages below have little more than chance in common with the typed sentence
_MOST_VARIANTS = 3  # wordings shown beside the one that is offered
_MOST_SEGMENTS = 8  # completion indexes kept side by side before they are made one
_SAME_OPENING = 24  # passages that begin with the same folded characters are shown once
_LENGTH_HALF = 3.0  # agreement over this many characters is believed half


@dataclass(frozen=True, slots=True)
class _Sources:
    """Continuations that say the same, levels folded."""

    best: Continuation
    all: tuple[Continuation, ...]


class Suggester:
    """Suggestions from a library's passages and texts.

    `suggest` may be called from any thread, also while `update` runs; `update` from one thread at a time.
    """

    def __init__(self) -> None:
        self._passages = PassageIndex()
        self._segments: tuple[CompletionIndex, ...] = ()
        self._last_text_id = 0

    def update(self, library: Library) -> None:
        """Take in what `library` has gained since the last call (everything at the first)."""
        if library.last_text_id() < self._last_text_id:  # another library has taken its place
            self._passages, self._segments, self._last_text_id = PassageIndex(), (), 0
        texts = library.texts(after_id=self._last_text_id)
        if not texts:
            return
        self._passages.add(library.passages(after_block_id=self._last_text_id))
        self._add_texts(texts)
        self._last_text_id = texts[-1].id

    def suggest(self, before: str, n: int = 5) -> Suggestions:
        """Return at most `n` completions and `n` passages for the caret at the end of `before`.

        Args:
            before: the draft before the caret, paragraphs parted by line feeds, without text still being
                composed by an input method. White space alone gives nothing.
            n: at least 1.
        """
        paragraph = before.rpartition("\n")[2]
        if not before.strip():
            return Suggestions((), ())
        return Suggestions(self._completions(paragraph, n), self._matches(before, paragraph, n))

    def search(self, query: str, n: int, selection: Selection = EVERYTHING) -> tuple[Match, ...]:
        """Return at most `n` passages nearest to `query` that `selection` holds, best first.

        A blank query finds whatever `selection` holds, in the order of the library.
        """
        matches: list[Match] = []
        shown: set[int] = set()
        found = self._passages.find(query) if query.strip() else self._passages.all()
        for scored in found:
            passage = scored.passage
            if len(matches) == n:
                break
            if passage.id in shown or not selection.holds(passage):
                continue
            wordings = [passage, *filter(selection.holds, self._passages.variants(passage))]
            preferred = prefer_wording(wordings)
            shown.update(wording.id for wording in wordings)
            matches.append(self._match(ScoredPassage(preferred, scored.score), query))
        return tuple(matches)

    def _match(self, scored: ScoredPassage, sentence: str) -> Match:
        passage = scored.passage
        folded = fold_with_offsets(passage.text, levels=True)
        spans = common_spans(folded.text, fold(sentence, levels=True))
        matched = tuple((folded.offsets[start], folded.offsets[end - 1] + 1) for start, end in spans)
        return Match(
            passage, round(scored.score, 4), matched, self._passages.variants(passage)[:_MOST_VARIANTS]
        )

    def _add_texts(self, texts: Sequence[LibraryText]) -> None:
        segments = self._segments
        if len(segments) >= _MOST_SEGMENTS:
            texts = [*itertools.chain.from_iterable(segment.texts for segment in segments), *texts]
            segments = ()
        self._segments = (*segments, build_completion_index(texts))

    def _completions(self, paragraph: str, n: int) -> tuple[Completion, ...]:
        found = [
            continuation
            for segment in self._segments
            for continuation in segment.continuations(paragraph, least=_SHORTEST_TAIL)
        ]
        longest = max((item.agreed for item in found), default=0)
        found = [item for item in found if item.agreed == longest]
        belief = longest / (longest + _LENGTH_HALF)
        groups = sorted(_agreeing(found), key=lambda group: (-len(group.all), -group.best.exact))
        return tuple(
            Completion(group.best.text, round(belief * len(group.all) / len(found), 4), _sources(group))
            for group in groups[:n]
        )

    def _matches(self, before: str, paragraph: str, n: int) -> tuple[Match, ...]:
        sentence = paragraph[last_sentence_start(paragraph) :].strip() or _last_sentence(paragraph)
        if not sentence:
            return ()
        context = ""
        if len(fold(sentence)) < _SHORT_QUERY:
            written = before.rstrip()
            context = written[: len(written) - len(sentence)][-_CONTEXT_CHARS:]
        typed = fold(before, levels=True)
        chosen: list[Match] = []
        places: set[Source] = set()
        openings: set[str] = set()
        shown: set[int] = set()
        for scored in self._passages.find(sentence, context):
            if len(chosen) == n or scored.score < _LEAST_SCORE:
                break
            passage = scored.passage
            folded = fold(passage.text, levels=True)
            opening = folded[:_SAME_OPENING]
            if folded in typed or opening in openings or places.intersection(passage.sources):
                continue
            if shown.intersection((passage.id, *passage.variants)):
                continue
            shown.add(passage.id)
            openings.add(opening)
            places.update(passage.sources)
            chosen.append(self._match(scored, sentence))
        return tuple(chosen)


def _last_sentence(paragraph: str) -> str:
    spans = sentence_spans(paragraph.rstrip())
    return paragraph[spans[-1][0] : spans[-1][1]].strip() if spans else ""


def _agreeing(found: Iterable[Continuation]) -> list[_Sources]:
    groups: dict[str, list[Continuation]] = {}
    for item in found:
        groups.setdefault(fold(item.text, levels=True), []).append(item)
    return [_Sources(max(group, key=lambda item: item.exact), tuple(group)) for group in groups.values()]


def _sources(group: _Sources) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(item.place.source for item in (group.best, *group.all)))
