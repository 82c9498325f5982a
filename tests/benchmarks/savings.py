"""Keys saved: a speech is typed against a library without it.

Whoever types takes the longest of five completions that is wholly right, for one key; every other character
costs one. Saved is 1 - keys / characters.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from peers import Fts5, Peer, Prefix, RapidfuzzAlone, TantivyAlone, go_on
from replay import N, read_sentences
from speeches import Named, make_library, paragraphs

from speechdesk.library.library import Library
from speechdesk.suggest.suggester import Suggester
from speechdesk.text.sentences import last_sentence_start


def saved(text: str, ask: Callable[[str], list[str]]) -> float:
    """Return the share of keys that completions save in typing `text`."""
    at = keys = 0
    while at < len(text):
        rest = text[at : at + 400]
        right = [len(offered) for offered in ask(text[:at]) if rest.startswith(offered)]
        at += max([1, *right])
        keys += 1
    return 1 - keys / max(1, len(text))


def clean(document: Named) -> str:
    """Return a document as it is typed: paragraphs without white space, parted by line feeds."""
    return "\n".join("".join(block.split()) for block in paragraphs(document.document))


def measure_savings(documents: list[Named], held_out: list[Named], chars: int, folder: Path) -> None:
    """Print the keys saved for each held-out document, the library being the other documents."""
    for named in held_out:
        others = [other for other in documents if other.name != named.name]
        path = folder / f"without {named.name}.sqlite"
        make_library(path, others, 0)
        suggester = Suggester()
        with Library(path) as library:
            suggester.update(library)
        text = clean(named)[:chars]
        told = [("SpeechDesk", saved(text, partial(_completions, suggester)))]
        sentences, _ = read_sentences(path)
        for peer in (Fts5(sentences), TantivyAlone(sentences), Prefix(sentences), RapidfuzzAlone(sentences)):
            if isinstance(peer, RapidfuzzAlone) and len(sentences) > 5000:
                continue
            told.append((peer.name, saved(text, _peer_ask(peer, sentences))))
        print(f"| {named.name[:24]} | " + " | ".join(f"{n} {s:.3f}" for n, s in told) + " |", flush=True)
        suggester.close()
        path.unlink()


def _completions(suggester: Suggester, before: str) -> list[str]:
    return [completion.text for completion in suggester.suggest(before, N).completions]


def _peer_ask(peer: Peer, sentences: list[str]) -> Callable[[str], list[str]]:
    def ask(before: str) -> list[str]:
        paragraph = before.rpartition("\n")[2]
        typed = paragraph[last_sentence_start(paragraph) :]
        return go_on(sentences, peer.find(typed), typed)[:N] if typed else []

    return ask
