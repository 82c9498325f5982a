"""Keys saved: a speech is typed against a library without it.

Whoever types takes the longest of five completions that is wholly right, for one key; every other character
costs one. Saved is 1 - keys / characters. With the grey text alone, only the first completion is there to be
taken, where its chance is high enough to be shown; typed along with, it stays, as in the window, and counts
as one that was shown.
"""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import held_out
from peers import Fts5, Peer, Prefix, RapidfuzzAlone, TantivyAlone, go_on
from replay import N, read_sentences
from speeches import Named, add_document, paragraphs

from speechdesk.drafting.continuing import keep_shown
from speechdesk.library.library import Library
from speechdesk.records import Completion
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
    whole = folder / f"whole {len(documents)}.sqlite"
    with Library(whole) as library:
        for named in documents:
            add_document(library, named)
    for named in typed:
        path = folder / f"without {named.name}.sqlite"
        shutil.copy(whole, path)
        with Library(path) as library:
            for document in library.documents():
                if document.file == named.name:
                    library.delete_document(document.id)
        suggester = Suggester(weights=weights[held_out.fold_of(named.name)])
        with Library(path) as library:
            suggester.update(library)
        text = clean(named)[:chars]
        told = [("SpeechDesk", saved(text, partial(_completions, suggester)))]
        shades = GreyText(partial(_suggested, suggester), grey)
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
    whole.unlink()
    print(f"grey text from {grey:g} on: precision {right / max(1, shown):.3f} of {shown} shown", flush=True)


class GreyText:
    """The completion that stands in grey at the caret as the window shows it: typed along with, it stays.

    Attributes:
        shown: where one appeared, which, and its chance.
    """

    def __init__(self, ask: Callable[[str], Sequence[Completion]], least: float) -> None:
        self._ask = ask
        self._least = least
        self._before = self._left = ""
        self.shown: list[tuple[int, str, float]] = []

    def offer(self, before: str) -> list[str]:
        """Return the text in grey; none where its chance is too small."""
        completions = self._ask(before)
        left = self._left[1:] if self._left and before == self._before + self._left[0] else ""
        if keep_shown(left, completions) is None:
            best = next(iter(completions), None)
            left = best.text if best and best.score >= self._least else ""
            if best and left:
                self.shown.append((len(before), best.text, best.score))
        self._before, self._left = before, left
        return [left] if left else []


def _suggested(suggester: Suggester, before: str) -> Sequence[Completion]:
    return suggester.suggest(before, N).completions


def _completions(suggester: Suggester, before: str) -> list[str]:
    return [completion.text for completion in _suggested(suggester, before)]


def _peer_ask(peer: Peer, sentences: list[str]) -> Callable[[str], list[str]]:
    def ask(before: str) -> list[str]:
        paragraph = before.rpartition("\n")[2]
        typed = paragraph[last_sentence_start(paragraph) :]
        return go_on(sentences, peer.find(typed), typed)[:N] if typed else []

    return ask
