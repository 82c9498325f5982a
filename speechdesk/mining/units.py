"""The passages of a speech: paragraphs, the points inside them, and their sentences."""

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from speechdesk.records import Block, BlockKind, PassageKind
from speechdesk.text.headings import find_heading
from speechdesk.text.sentences import sentence_spans

_SHORTEST_CHARS = 6  # “好。” and the like are nobody's stock phrase
_EXPLAINS = re.compile("(?:注释|注解|名词解释|用语解释|术语解释|(?:名词|用语|术语)说明)$")
_FIGURES = "一二三四五六七八九十"
_POINT = re.compile(rf"(?:^|(?<=[。；：！”]))\s*([{_FIGURES}])(?:是|要(?![素点件]))")


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """Where a passage is in its block, without the white space around it."""

    kind: PassageKind
    start: int
    end: int


def passage_spans(block: Block) -> tuple[PassageSpan, ...]:
    """Return the passages of a block in reading order, the paragraph before its points and sentences.

    Titles, dates, speakers, greetings, headings that stand alone and what explains terms are no passages.
    A paragraph that opens with 一是 or 一要 is itself a point. A run-in heading belongs to its paragraph
    but is no sentence of its own; a paragraph of one sentence is one passage.
    """
    start = body_start(block)
    return () if start is None else tuple(_passage_spans(block.text, start))


def body_start(block: Block) -> int | None:
    """Return where the running text of a block begins, after a run-in heading; None where it has none.

    What explains the terms of a speech behind it (名词解释) is none of its text.
    """
    if _is_explained(block.section):
        return None
    if block.kind is BlockKind.BODY:
        return 0
    return _run_in_end(block.text) if block.kind is BlockKind.HEADING else None


@functools.lru_cache(maxsize=128)  # of the paragraphs below one heading
def _is_explained(section: tuple[str, ...]) -> bool:
    return any(map(_EXPLAINS.search, section))


@functools.lru_cache(maxsize=1024)  # every stage of mining asks it of the same speech
def _run_in_end(text: str) -> int | None:
    heading = find_heading(text)
    return heading.end if heading and heading.end < len(text) else None


def point_spans(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the points (一是…二是…) counted up inside a paragraph; fewer than two are none.

    A point reaches to the next one. Nothing says where the last one ends: it is given as many sentences as
    the longest of the others.

    Args:
        text: the paragraph.
        start: where its running text begins.
    """
    starts: list[int] = []
    for match in _POINT.finditer(text, start):
        figure = _FIGURES.index(match.group(1))
        if figure == len(starts):
            starts.append(match.start(1))
        elif figure == 0:
            starts = [match.start(1)]
    if len(starts) < 2:  # noqa: PLR2004  one point is no list
        return ()
    spans = list(itertools.pairwise(starts))
    longest = max(len(sentence_spans(text[a:b])) for a, b in spans)
    last = sentence_spans(text[starts[-1] :])[:longest]
    return (*spans, (starts[-1], starts[-1] + last[-1][1]))


def _passage_spans(text: str, body: int) -> Iterator[PassageSpan]:
    kind = PassageKind.POINT if body and _POINT.match(text) else PassageKind.PARAGRAPH
    points = [(PassageKind.POINT, start, end) for start, end in point_spans(text, body)]
    found = [(kind, 0, len(text)), *points]
    sentences = sentence_spans(text[body:], at_semicolons=True)
    if len(sentences) > 1 or body:
        found += [(PassageKind.SENTENCE, body + start, body + end) for start, end in sentences]
    for one, start, end in found:
        words = text[start:end]
        first, last = end - len(words.lstrip()), start + len(words.rstrip())
        if last - first >= _SHORTEST_CHARS:
            yield PassageSpan(one, first, last)
