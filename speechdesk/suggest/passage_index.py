"""Passages that fit the sentence before the caret: bigrams in tantivy, then a closer comparison.

The only user of tantivy. Text goes in folded (level words are one class) and cut into overlapping pairs of
characters: a half-typed word is no word, but its pairs are there, and a mistyped character spoils only two.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tantivy import (
    Document,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from speechdesk.records import Passage
from speechdesk.text.folding import fold
from speechdesk.text.similarity import containment, opening_likeness

_CANDIDATES = 50  # how many the engine hands over for the closer comparison
_WRITER_BYTES = 15_000_000  # the least tantivy takes
_INSIDE_WEIGHT = 0.9  # a passage that holds the words further in fits less well than one that begins so


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage and how well it fits, 0 to 1."""

    passage: Passage
    score: float


class PassageIndex:
    """Passages findable by a piece of their text; kept in memory, asked from any thread."""

    def __init__(self) -> None:
        builder = SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("bigrams", tokenizer_name="bigrams", index_option="freq")
        self._index = Index(builder.build())
        self._index.register_tokenizer("bigrams", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        self._passages: dict[int, Passage] = {}

    def add(self, passages: Iterable[Passage]) -> None:
        """Make `passages` findable; one with an id already known takes the old one's place."""
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        added: dict[int, Passage] = {}
        for passage in passages:
            if passage.id in self._passages:
                writer.delete_documents_by_term("id", passage.id)
            added[passage.id] = passage
            bigrams = " ".join(_bigrams(fold(passage.text, levels=True)))
            writer.add_document(Document(id=passage.id, bigrams=bigrams))
        writer.commit()
        writer.wait_merging_threads()
        self._passages = self._passages | added  # replaced, never changed: a search may be under way
        self._index.reload()

    def all(self) -> Iterator[ScoredPassage]:
        """Yield every passage, oldest first, each fitting wholly."""
        return (ScoredPassage(passage, 1.0) for passage in self._passages.values())

    def variants(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the passages that are variants of one, nearest first."""
        known = self._passages
        return tuple(known[number] for number in passage.variants if number in known)

    def find(self, words: str, context: str = "") -> tuple[ScoredPassage, ...]:
        """Return the passages nearest to `words`, best first.

        Args:
            words: what they should hold; empty or one character finds nothing.
            context: what stands before it; joins the search with less weight where `words` is short.
        """
        wanted = fold(words, levels=True)
        bigrams = _bigrams(wanted)
        if not bigrams:
            return ()
        passages = self._passages
        schema = self._index.schema
        terms = [
            (Occur.Should, Query.term_query(schema, "bigrams", pair, index_option="freq"))
            for pair in dict.fromkeys(bigrams)
        ]
        terms += [
            (Occur.Should, Query.boost_query(Query.term_query(schema, "bigrams", pair), 0.2))
            for pair in dict.fromkeys(_bigrams(fold(context, levels=True)))
        ]
        searcher = self._index.searcher()
        hits = searcher.search(Query.boolean_query(terms), limit=_CANDIDATES, count=False).hits
        found = [passages.get(_document_id(searcher.doc(address))) for _, address in hits]
        scored = [ScoredPassage(passage, _fit(wanted, passage.text)) for passage in found if passage]
        return tuple(sorted(scored, key=lambda item: -item.score))


def _fit(wanted: str, text: str) -> float:
    folded = fold(text, levels=True)
    return max(opening_likeness(wanted, folded), _INSIDE_WEIGHT * containment(wanted, folded))


def _bigrams(folded: str) -> Sequence[str]:
    return [folded[at : at + 2] for at in range(len(folded) - 1)]


def _document_id(document: Document) -> int:
    value = document.get_first("id")
    return value if isinstance(value, int) else -1
