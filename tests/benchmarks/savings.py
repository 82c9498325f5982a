"""Keys saved: a speech is typed against a library without it.

Whoever types takes the longest of five completions that is wholly right, for one key; every other character
costs one. Saved is 1 - keys / characters. With the grey text alone, only the first completion is there to be
taken, where its chance is high enough to be shown.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import held_out
from peers import Fts5, Peer, Prefix, RapidfuzzAlone, TantivyAlone, go_on
from replay import N, read_sentences
from speeches import Named, make_library, paragraphs

from speechdesk.library.library import Library
from speechdesk.suggest.suggester import Suggester
from speechdesk.text.sentences import last_sentence_start

_SLOW = 5000  # sentences beyond which rapidfuzz over everything takes too long for every key of a speech


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


def measure_savings(
    documents: list[Named], typed: list[Named], folder: Path, *, chars: int, grey: float
) -> None:
    """Print the keys saved for each document of `typed`, the library being the other documents.

    SpeechDesk answers with weights that were fitted without it. `chars` of each are typed, and the grey text
    alone is told of at the chance `grey`.
    """
    weights = held_out.load()
    shown = right = 0
    for named in typed:
        others = [other for other in documents if other.name != named.name]
        path = folder / f"without {named.name}.sqlite"
        make_library(path, others, 0)
        suggester = Suggester(weights=weights[held_out.fold_of(named.name)])
        with Library(path) as library:
            suggester.update(library)
        text = clean(named)[:chars]
        told = [("SpeechDesk", saved(text, partial(_completions, suggester)))]
        shades = GreyText(suggester, grey)
        told.append(("grey text alone", saved(text, shades.offer)))
        counts = [span for span in shades.shown if span[0] < len(text)]
        hits = sum(text.startswith(offered, at) for at, offered, _ in counts)
        shown, right = shown + len(counts), right + hits
        sentences, _ = read_sentences(path)
        for peer in (Fts5(sentences), TantivyAlone(sentences), Prefix(sentences), RapidfuzzAlone(sentences)):
            if isinstance(peer, RapidfuzzAlone) and len(sentences) > _SLOW:
                continue
            told.append((peer.name, saved(text, _peer_ask(peer, sentences))))
        row = " | ".join(f"{name} {share:.3f}" for name, share in told)
        print(f"| {named.name[:24]} | {len(text)} | {row} | {hits} of {len(counts)} right |", flush=True)
        suggester.close()
        path.unlink()
    print(f"grey text from {grey:g} on: precision {right / max(1, shown):.3f} of {shown} shown", flush=True)


class GreyText:
    """The completion that stands in grey at the caret; remembers what it showed, and where."""

    def __init__(self, suggester: Suggester, least: float) -> None:
        self._suggester = suggester
        self._least = least
        self.shown: list[tuple[int, str, float]] = []  # where, what, the chance

    def offer(self, before: str) -> list[str]:
        """Return the text in grey; none where its chance is too small."""
        best = next(iter(self._suggester.suggest(before, N).completions), None)
        if best is None or best.score < self._least:
            return []
        self.shown.append((len(before), best.text, best.score))
        return [best.text]


def _completions(suggester: Suggester, before: str) -> list[str]:
    return [completion.text for completion in suggester.suggest(before, N).completions]


def _peer_ask(peer: Peer, sentences: list[str]) -> Callable[[str], list[str]]:
    def ask(before: str) -> list[str]:
        paragraph = before.rpartition("\n")[2]
        typed = paragraph[last_sentence_start(paragraph) :]
        return go_on(sentences, peer.find(typed), typed)[:N] if typed else []

    return ask
