"""What a text is about: topics by weighted terms, and the terms a speech repeats."""

import functools
import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from typing import cast

from speechdesk.mining.patterns import alternatives, leaping
from speechdesk.paths import resources

_LEAST_SCORE = 2.0
_MOST_TOPICS = 3
_MOST_COUNTED = 3  # a term said ten times is no more about its topic than one said three times
_BESIDE_THE_BEST = 0.5  # of its score: a long paragraph gathers stray terms
_TERM_CHARS, _LEAST_REPEATS, _MOST_KEYWORDS = 4, 3, 12
_NO_TERM = "的了是和与在对我们把要各项就会有所及为将等都也不更大家"
_RUN = re.compile(f"[^{_NO_TERM}\0-\u4dff\ua000-\U0010ffff]{{4,}}")  # of Chinese characters


def topic_names() -> tuple[str, ...]:
    """Return the topics of the list, in its order."""
    return tuple(dict.fromkeys(topic for weights in _weights().values() for topic, _ in weights))


def find_terms(text: str) -> tuple[list[int], tuple[str, ...]]:
    """Return where terms of the topic list begin in `text`, in order, and the longest that begins at each."""
    pattern, end_group = _terms()
    starts: list[int] = []
    terms: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        start = match.start()
        if start >= end:
            end = match.end(end_group)
            starts.append(start)
            terms.append(text[start:end])
    return starts, tuple(terms)


@functools.lru_cache(maxsize=4096)  # half of all sentences hold the same few terms
def topics_of(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the topics that the terms of a text speak for, strongest first, at most three."""
    if not terms:
        return ()
    counts: dict[str, int] = {}
    for term in terms:
        counts[term] = counts.get(term, 0) + 1
    weights = _weights()
    scores: dict[str, float] = {}
    for term, count in counts.items():
        for topic, weight in weights[term]:
            scores[topic] = scores.get(topic, 0.0) + weight * min(count, _MOST_COUNTED)
    least = max(_LEAST_SCORE, _BESIDE_THE_BEST * max(scores.values()))
    ranked = sorted(scores, key=lambda topic: (-scores[topic], topic))
    return tuple(topic for topic in ranked if scores[topic] >= least)[:_MOST_TOPICS]


def find_keywords(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the four-character terms a speech repeats, most frequent first.

    A string is a term when what stands on either side of it varies: a piece of a longer fixed string
    always has the same neighbour.
    """
    runs = [run for text in texts for run in _RUN.findall(text)]
    counts = Counter([run[at : at + _TERM_CHARS] for run in runs for at in range(len(run) - _TERM_CHARS + 1)])
    often = [term for term, count in counts.items() if count >= _LEAST_REPEATS]
    everything = "\n".join(["", *runs, ""])
    free = (
        term
        for term in sorted(often, key=lambda term: (-counts[term], term))
        if _varies_beside(term, everything) and _is_made_of_words(term, everything)
    )
    return tuple(itertools.islice(free, _MOST_KEYWORDS))


def _varies_beside(term: str, text: str) -> bool:
    """Whether different characters, or the ends of different runs, stand on either side of a term."""
    left: set[str | int] = set()
    right: set[str | int] = set()
    at = text.find(term)
    while at >= 0 and not (len(left) > 1 and len(right) > 1):
        before, after = text[at - 1], text[at + len(term)]
        left.add(at if before == "\n" else before)
        right.add(at if after == "\n" else after)
        at = text.find(term, at + 1)
    return len(left) > 1 and len(right) > 1


def _is_made_of_words(term: str, text: str) -> bool:
    """Whether both halves of a term stand elsewhere in the text too, and neither is a verb only."""
    halves = term[: len(term) // 2], term[len(term) // 2 :]
    often = text.count(term)
    return all(half not in _no_keyword() and text.count(half) > often for half in halves)


@functools.cache
def _no_keyword() -> frozenset[str]:
    return frozenset(cast("list[str]", _read()["no_keyword"]))


@functools.cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    weights: dict[str, list[tuple[str, float]]] = {}
    for topic, terms in cast("dict[str, dict[str, float]]", _read()["topics"]).items():
        for term, weight in terms.items():
            weights.setdefault(term, []).append((topic, weight))
    # A long term also counts for the short ones inside it, or 政治机关 would hide 政治.
    return {
        term: tuple(pair for inner in weights if inner in term for pair in weights[inner]) for term in weights
    }


@functools.cache
def _terms() -> tuple[re.Pattern[str], str | int]:
    return leaping(alternatives(_weights()))


@functools.cache
def _read() -> dict[str, object]:
    return tomllib.loads((resources() / "topics.toml").read_text(encoding="utf-8"))
