"""Sentences of a paragraph as spans, and clauses."""

import functools
import re

SENTENCE_END = "。！？!?…"
CLAUSE_END = SENTENCE_END + "，；：,;"
_OPENING = "“‘「『《〈（(〔【"
_CLOSING = "”’」』》〉）)〕】"
_CLOSING_QUOTES = "”’」』"
_BREAK = re.compile(f"[{re.escape(SENTENCE_END + _OPENING + _CLOSING)}]")
_BREAK_OR_SEMICOLON = re.compile(f"[；{re.escape(_OPENING + _CLOSING)}]")
_SHORTEST_ALONE = 16  # characters: below that a part between ； is an item of a list


def sentence_spans(text: str, *, at_semicolons: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences of `text`; together they are the whole text.

    A sentence ends after 。！？… and the closing marks behind them, but not inside a pair of quotation
    marks or brackets: a quotation stays whole. Marks that are never closed do not hold the rest together.

    Args:
        text: one paragraph; an empty one has no sentences.
        at_semicolons: whether a sentence is also parted at ； where each part could stand by itself.
    """
    spans = _closed_sentences(text)
    if not at_semicolons or "；" not in text:
        return spans
    guarded = _closed_pairs(text)
    return tuple(part for start, end in spans for part in _parts(text, start, end, guarded))


def _parts(
    text: str, start: int, end: int, guarded: frozenset[int], *, begun: bool = False
) -> list[tuple[int, int]]:
    """Return the parts of a sentence between ；, or the sentence when one of them could not stand alone.

    With `begun` the last part is still being written, and may be empty.
    """
    ends: list[int] = []
    depth = 0
    for match in _BREAK_OR_SEMICOLON.finditer(text, start, end):
        if match.start() in guarded:
            depth += 1 if match.group() in _OPENING else -1
        elif match.group() == "；" and not depth and (begun or match.end() < end):
            ends.append(match.end())
    parts = list(zip([start, *ends], [*ends, end], strict=True))
    alone = all(b - a >= _SHORTEST_ALONE and "，" in text[a:b] for a, b in (parts[:-1] if begun else parts))
    return parts if alone else [(start, end)]


@functools.lru_cache(maxsize=1024)  # every stage of mining asks it of the same speech
def _closed_sentences(text: str) -> tuple[tuple[int, int], ...]:
    ends: list[int] = []
    depth = 0
    guarded = _closed_pairs(text)
    position = 0
    while match := _BREAK.search(text, position):
        position = match.end()
        character = match.group()
        if match.start() in guarded:
            depth += 1 if character in _OPENING else -1
            ends_quotation = character in _CLOSING_QUOTES and text[match.start() - 1] in SENTENCE_END
            if depth or not ends_quotation:
                continue
        elif depth or character not in SENTENCE_END:
            continue
        while position < len(text) and text[position] in SENTENCE_END:
            position += 1
        if position < len(text) and position in guarded and text[position] in _CLOSING:
            continue
        ends.append(position)
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    starts = [0, *ends[:-1]]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if end > start)


def _closed_pairs(text: str) -> frozenset[int]:
    """Return the offsets of the marks that open or close a pair within the paragraph."""
    open_marks: list[int] = []
    paired: list[int] = []
    for match in _BREAK.finditer(text):
        character, offset = match.group(), match.start()
        if character in _OPENING:
            open_marks.append(offset)
        elif character in _CLOSING:
            wanted = _OPENING[_CLOSING.index(character)]
            for depth in range(len(open_marks) - 1, -1, -1):
                if text[open_marks[depth]] == wanted:
                    paired += (open_marks[depth], offset)
                    del open_marks[depth:]
                    break
    return frozenset(paired)


def last_sentence_start(text: str, *, at_semicolons: bool = False) -> int:
    """Return where the sentence at the end of `text` begins; `len(text)` when the last one is closed.

    Args:
        text: a paragraph that is being written.
        at_semicolons: whether it begins after the last ； where the parts before could each stand by itself.
    """
    spans = sentence_spans(text)
    if not spans:
        return 0
    start, end = spans[-1]
    closed = text[start:end].rstrip(_CLOSING).endswith(tuple(SENTENCE_END))
    if closed:
        return end
    return _parts(text, start, end, _closed_pairs(text), begun=True)[-1][0] if at_semicolons else start
