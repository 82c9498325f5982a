"""Libraries of any size for the benchmarks: real speeches first, then speeches recombined from them.

A recombined sentence begins with a clause of one sentence and goes on with clauses of others, near two in
five of its words swapped for others of their length: a million of them are distinct in more than a level
word or a number, and still read like the real ones.
"""

import hashlib
import random
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from speechdesk.documents.reader import read_document
from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.paths import seeds
from speechdesk.records import Document, PassageKind
from speechdesk.text.folding import fold
from speechdesk.text.sentences import CLAUSE_END, sentence_spans
from speechdesk.text.words import cut_words

_SWAPPED = 0.4  # of the words of two characters
_PARAGRAPHS = 200  # in a recombined speech
_SHORTEST = 12  # characters of a sentence
_NUMBER = re.compile("[0-9一二三四五六七八九十百千万亿两]+")


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


def same(text: str) -> str:
    """Return what is alike of two sentences that differ in level words and numbers alone."""
    return _NUMBER.sub("0", fold(text, levels=True))


def make_library(path: Path, documents: Sequence[Named], sentences: int, seed: int = 5) -> None:
    """Write a library of about `sentences` distinct sentences, the documents first while there is room."""
    known: set[str] = set()
    with Library(path) as library:
        for number, named in enumerate(documents):
            if number >= len(list(seeds().glob("*.txt"))) and len(known) >= sentences:
                break
            known.update(add_document(library, named))
    if len(known) < sentences:
        _add_recombined(path, documents, sentences, known, random.Random(seed))


def add_document(library: Library, named: Named) -> Iterator[str]:
    """Import a document as the program does; return its sentences as `same` gives them."""
    mined = [mine_speech(speech) for speech in named.document.speeches]
    library.add_document(named.document, hashlib.sha256(named.name.encode()).hexdigest(), mined)
    return (
        same(extract.text)
        for speech in mined
        for extract in speech.extracts
        if extract.kind is PassageKind.SENTENCE
    )


def _add_recombined(
    path: Path, documents: Sequence[Named], sentences: int, known: set[str], chance: random.Random
) -> None:
    """Write recombined speeches straight into the tables: mining a million sentences takes hours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")  # a benchmark's library need not survive a power cut
    connection.execute("BEGIN")
    made = _sentences(documents, known, chance)
    speech = 0
    while len(known) < sentences:
        speech += 1
        texts = [[next(made) for _ in range(chance.randint(2, 5))] for _ in range(_PARAGRAPHS)]
        _add_speech(connection, speech, texts)
    connection.execute("COMMIT")
    connection.close()


def _sentences(documents: Sequence[Named], known: set[str], chance: random.Random) -> Iterator[str]:
    """Yield recombined sentences for ever, none the same as one of `known`, and put them there."""
    clauses = [
        [cut_words(clause) for clause in re.findall(f"[^{CLAUSE_END}]+", text[start:end])]
        for named in documents
        for text in paragraphs(named.document)
        for start, end in sentence_spans(text)
        if end - start >= _SHORTEST
    ]
    words = [word for parts in clauses for clause in parts for word in clause if len(word) == 2]
    while True:
        first, second = chance.choice(clauses), chance.choice(clauses)
        begin = chance.randrange(len(first))
        taken = [*first[begin : begin + 2], *second[-chance.randint(1, 2) :]]
        text = "，".join(
            "".join(
                chance.choice(words) if len(word) == 2 and chance.random() < _SWAPPED else word
                for word in clause
            )
            for clause in taken
        )
        text = "".join(text.split()) + "。"
        alike = same(text)
        if len(text) >= _SHORTEST and alike not in known:
            known.add(alike)
            yield text


def _add_speech(connection: sqlite3.Connection, number: int, texts: list[list[str]]) -> None:
    """Write a speech of paragraphs of sentences, with the passages mining would find, unlinked."""
    name = f"recombined {number}"
    digest = hashlib.sha256(name.encode()).hexdigest()
    document = connection.execute(
        "INSERT INTO document (file, digest, encoding, imported) VALUES (?, ?, 'utf-8', '2026-01-01')",
        (f"{name}.txt", digest),
    ).lastrowid
    speech = connection.execute(
        "INSERT INTO speech (document_id, position, title, level) VALUES (?, 1, ?, '')",
        (document, f"第{number}次工作会议上的讲话"),
    ).lastrowid
    for position, sentences in enumerate(texts):
        text = "".join(sentences)
        block = connection.execute(
            "INSERT INTO block (speech_id, position, kind, level, section, text, folded) "
            "VALUES (?, ?, 'body', 0, '[]', ?, ?)",
            (speech, position, text, fold(text)),
        ).lastrowid
        _add_passage(connection, "paragraph", text, block, 0)
        start = 0
        for sentence in sentences:
            _add_passage(connection, "sentence", sentence, block, start)
            start += len(sentence)


def _add_passage(connection: sqlite3.Connection, kind: str, text: str, block: int | None, start: int) -> None:
    form = connection.execute("INSERT INTO form (text) VALUES (?)", (text,)).lastrowid
    passage = connection.execute(
        "INSERT INTO passage (kind, text, form_id, confidence, topics, slots) "
        "VALUES (?, ?, ?, 0, '[]', '[]')",
        (kind, text, form),
    ).lastrowid
    connection.execute(
        'INSERT INTO occurrence (passage_id, block_id, start, "end") VALUES (?, ?, ?, ?)',
        (passage, block, start, start + len(text)),
    )
