"""Libraries of any size for the benchmarks: real speeches first, then speeches recombined from them.

A recombined sentence takes clauses from two or three sentences and swaps some of their words for others, so
that a million sentences are distinct but still read like the real ones.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from speechdesk.documents.reader import read_document
from speechdesk.library.library import Library
from speechdesk.mining.units import extract_passages
from speechdesk.paths import seeds
from speechdesk.records import Block, BlockKind, Document, MinedSpeech, PassageKind, Speech
from speechdesk.text.sentences import CLAUSE_END, sentence_spans
from speechdesk.text.words import cut_words

_SWAPPED = 0.3  # of the words of two characters
_PARAGRAPHS = 200  # in a recombined speech


@dataclass(frozen=True, slots=True)
class Named:
    """A document and the name of its file."""

    name: str
    document: Document


def real_documents(corpus: Path | None) -> list[Named]:
    """Return the seeds, then the texts below `corpus`."""
    files = sorted(seeds().glob("*.txt")) + (sorted(corpus.rglob("*.txt")) if corpus else [])
    return [Named(file.name, read_document(file)) for file in files]


def paragraphs(document: Document) -> Iterator[str]:
    """Yield the text of every block."""
    for speech in document.speeches:
        for block in speech.blocks:
            yield block.text


def make_library(path: Path, documents: Sequence[Named], sentences: int, seed: int = 5) -> None:
    """Write a library of about `sentences` distinct sentences, the documents themselves first."""
    with Library(path) as library:
        # A benchmark's library need not survive a power cut.
        library._connection.execute("PRAGMA synchronous = OFF")
        held = sum(_add(library, named.document, named.name) for named in documents)
        if held < sentences:
            recombined = _Recombined(documents, seed)
            number = 0
            while held < sentences:
                number += 1
                document = recombined.document(number)
                held += _add(library, document, f"recombined {number}")


def _add(library: Library, document: Document, name: str) -> int:
    mined = [MinedSpeech(speech, "", extract_passages(speech), (), ()) for speech in document.speeches]
    library.add_document(document, hashlib.sha256(name.encode()).hexdigest(), mined)
    return sum(extract.kind is PassageKind.SENTENCE for found in mined for extract in found.extracts)


class _Recombined:
    """Speeches recombined from real ones."""

    def __init__(self, documents: Sequence[Named], seed: int) -> None:
        self._random = random.Random(seed)
        sentences = [
            text[start:end]
            for named in documents
            for text in paragraphs(named.document)
            for start, end in sentence_spans(text)
            if end - start >= 12
        ]
        self._clauses = [[cut_words(clause) for clause in _clauses(sentence)] for sentence in sentences]
        self._words = [word for parts in self._clauses for words in parts for word in words if len(word) == 2]

    def document(self, number: int) -> Document:
        """Return a document of one long speech."""
        blocks = tuple(Block(BlockKind.BODY, self._paragraph()) for _ in range(_PARAGRAPHS))
        title = f"第{number}次工作会议上的讲话"
        return Document(f"{number}.txt", "utf-8", (), (Speech(title, None, None, None, blocks),))

    def _paragraph(self) -> str:
        return "".join(self._sentence() for _ in range(self._random.randint(2, 5)))

    def _sentence(self) -> str:
        parts = self._random.choice(self._clauses)
        other = self._random.choice(self._clauses)
        taken = [*parts[:2], *other[-self._random.randint(1, 2) :]]
        text = "".join(self._swap(word) for words in taken for word in words)
        return text.rstrip(CLAUSE_END) + "。"

    def _swap(self, word: str) -> str:
        if len(word) == 2 and self._random.random() < _SWAPPED:
            return self._random.choice(self._words)
        return word


def _clauses(sentence: str) -> list[str]:
    found: list[str] = []
    start = 0
    for at, character in enumerate(sentence):
        if character in CLAUSE_END:
            found.append(sentence[start : at + 1])
            start = at + 1
    return [*found, sentence[start:]] if start < len(sentence) else found
