"""The passages of a speech: paragraphs, the points inside them, and their sentences."""

import functools
import itertools
import re
from collections.abc import Iterator

from speechdesk.records import Block, BlockKind, Extract, PassageKind, Speech
from speechdesk.text.headings import find_heading
from speechdesk.text.sentences import sentence_spans

_SHORTEST_CHARS = 6  # “好。” and the like are nobody's stock phrase
_EXPLAINS = re.compile("(?:注释|注解|名词解释|用语解释|术语解释|(?:名词|用语|术语)说明)$")
_FIGURES = "一二三四五六七八九十"
_POINT = re.compile(rf"(?:^|(?<=[。；：！”]))\s*([{_FIGURES}])(?:是|要(?![素点件]))")


def extract_passages(speech: Speech) -> tuple[Extract, ...]:
    """Return the passages of `speech` in reading order, each paragraph before its points and sentences.

    Titles, dates, speakers, greetings, headings that stand alone and what explains terms are no passages.
    A paragraph that opens with 一是 or 一要 is itself a point. A run-in heading belongs to its paragraph
    but is no sentence of its own; a paragraph of one sentence is one passage. A speech without paragraphs
    gives none; role, topics and slots are left empty.
    """
    return tuple(
        extract
        for number, block in enumerate(speech.blocks)
        for extract in _extract_block(number, block)
        if len(extract.text) >= _SHORTEST_CHARS
    )


def body_start(block: Block) -> int | None:
    """Return where the running text of a block begins, after a run-in heading; None where it has none.

    What explains the terms of a speech behind it (名词解释) is none of its text.
    """
    if any(map(_EXPLAINS.search, block.section)):
        return None
    if block.kind is BlockKind.BODY:
        return 0
    return _run_in_end(block.text) if block.kind is BlockKind.HEADING else None


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


def _extract_block(number: int, block: Block) -> Iterator[Extract]:
    start = body_start(block)
    if start is None:
        return
    text = block.text
    kind = PassageKind.POINT if start and _POINT.match(text) else PassageKind.PARAGRAPH
    yield _extract(kind, number, text, 0, len(text))
    for point_start, point_end in point_spans(text, start):
        yield _extract(PassageKind.POINT, number, text, point_start, point_end)
    spans = sentence_spans(text[start:], at_semicolons=True)
    if len(spans) == 1 and not start:
        return
    for sentence_start, sentence_end in spans:
        yield _extract(PassageKind.SENTENCE, number, text, start + sentence_start, start + sentence_end)


def _extract(kind: PassageKind, number: int, text: str, start: int, end: int) -> Extract:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Extract(kind, words.strip(), number, start, start + len(words.strip()))
