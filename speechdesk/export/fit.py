"""Lines drawn together or apart, so that they end well, and at the same character in every program.

Word has no way of saying “keep these characters on one line” in Chinese text. A secretary selects the line
and changes its letter spacing by a fraction of a point; so does this, and only where a line would tear a
figure or a name, leave one character alone on the last line, or end elsewhere in LibreOffice than in Word
(which put figures and stops at a line's end differently): the pages of the preview are then the pages of the
file, whatever opens it. The line is set to its full width anyway: drawn apart it looks as it would have if
the word had not fitted.
"""

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from speechdesk.export.agreed import MOST_APART_TWIPS, MOST_TOGETHER_TWIPS, SetText, set_text
from speechdesk.export.paragraphs import Paragraph, Run
from speechdesk.export.preset import Preset

_MOST_LINES_TOGETHER = 3
_MOST_LINES_BACK = 4
_LEAST_CHARS = 10  # shorter than any line
_CLOSING = "。！？；：，、”’）》…"


@dataclass(frozen=True, slots=True)
class _Span:
    """A line.

    Attributes:
        twips: its letter spacing, None for the style's own.
        least_after: how far the next line may be drawn together.
    """

    start: int
    end: int
    twips: int | None = None
    least_after: int = MOST_TOGETHER_TWIPS


def fit(paragraph: Paragraph, preset: Preset) -> Paragraph:
    """Return the paragraph with its badly ending lines drawn together or apart; most come back as they are.

    Titles broken by sense stay as they are, and what has a tab.
    """
    if len(paragraph.lines) != 1 or paragraph.tab_twips or len(paragraph.text) < _LEAST_CHARS:
        return paragraph
    spans = _fitted(set_text(paragraph, preset))
    if all(span.twips is None for span in spans):
        return paragraph
    return replace(paragraph, lines=(tuple(_respaced(paragraph.lines[0], spans)),))


def _fitted(text: SetText) -> list[_Span]:
    """Return the lines; those that end well by themselves have the style's own spacing."""
    spans: list[_Span] = []
    while not spans or spans[-1].end < len(text.text):
        found = _good_lines(text, spans)
        spans = found if found[-1:] != spans[-1:] else [*spans, _last_resort(text, spans)]
    return _without_lone_character(text, spans)


def _good_lines(text: SetText, before: Sequence[_Span]) -> list[_Span]:
    """Return `before` with the lines behind it, as far as they all end well.

    Where a line cannot end well, other ends of the lines above it are tried.
    """
    spans = list(before)
    choices = [_choices(text, *_place(spans))]
    hopeless: set[tuple[int, int]] = set()
    furthest = spans
    while choices and len(furthest) - len(spans) <= _MOST_LINES_BACK:
        span = next((span for span in choices[-1] if (span.end, span.least_after) not in hopeless), None)
        if span is None:
            hopeless.add(_place(spans))
            choices.pop()
            spans = spans[:-1]
            continue
        spans = [*spans, span]
        if span.end == len(text.text):
            return spans
        furthest = max(furthest, spans, key=len)
        choices.append(_choices(text, *_place(spans)))
    return furthest


def _place(spans: Sequence[_Span]) -> tuple[int, int]:
    """Return where the next line begins, and how far it may be drawn together."""
    return (spans[-1].end, spans[-1].least_after) if spans else (0, MOST_TOGETHER_TWIPS)


def _choices(text: SetText, start: int, least: int) -> Iterator[_Span]:
    """Yield the good ends of a line drawn together no further than `least`, the least to be seen first."""
    return (span for span in _ends(text, start, least) if not text.tears(start, span.end))


def _ends(text: SetText, start: int, least: int) -> Iterator[_Span]:
    if text.natural >= least:
        yield from _ends_at(text, start, (text.natural,))
    together = range(text.natural - 1, least - 1, -1)
    apart = range(max(text.natural + 1, least), MOST_APART_TWIPS + 1)
    # On each side the ends lie further and further off.
    yield from heapq.merge(
        _ends_at(text, start, together),
        _ends_at(text, start, apart),
        key=lambda span: text.stretch_pt(start, span.end),
    )


def _ends_at(text: SetText, start: int, spacings: Iterable[int]) -> Iterator[_Span]:
    for twips in spacings:
        end = text.end(start, twips)
        least_after = None if end is None else text.least_after(start, end, twips)
        if end is not None and least_after is not None:
            yield _Span(start, end, None if twips == text.natural else twips, least_after)


def _last_resort(text: SetText, before: Sequence[_Span]) -> _Span:
    """Return the best of the bad ends of a line: one that tears a whole, or that not every program has."""
    start, least = _place(before)
    return next(_ends(text, start, least), _Span(start, text.words_end(start)))


def _without_lone_character(text: SetText, spans: list[_Span]) -> list[_Span]:
    """Return the lines with a last one of a single character drawn into those before it."""
    last = spans[-1]
    if len(spans) == 1 or len(text.text[last.start :].strip().rstrip(_CLOSING)) > 1:
        return spans
    for count in range(1, min(_MOST_LINES_TOGETHER, len(spans) - 1) + 1):
        least = spans[-2 - count].least_after if count + 1 < len(spans) else MOST_TOGETHER_TWIPS
        for twips in range(text.natural, least - 1, -1):
            lines = _lines_from(text, spans[-1 - count].start, twips, count)
            if lines and lines[-1].end == len(text.text):
                return [*spans[: -1 - count], *lines]
    return spans


def _lines_from(text: SetText, start: int, twips: int, most: int) -> list[_Span]:
    """Return the first `most` lines from `start` on, all set with one spacing; none where one ends badly."""
    lines: list[_Span] = []
    while start < len(text.text) and len(lines) < most:
        end = text.end(start, twips)
        if end is None or text.tears(start, end):
            return []
        lines.append(_Span(start, end, twips))
        start = end
    return lines


def _respaced(runs: Sequence[Run], spans: Sequence[_Span]) -> Iterator[Run]:
    """Yield the runs, cut where a line of another spacing begins or ends."""
    offset = 0
    for run in runs:
        after = offset + len(run.text)
        pieces = [
            (max(span.start, offset), min(span.end, after), span.twips)
            for span in spans
            if span.start < after and span.end > offset
        ]
        for twips, group in itertools.groupby(pieces, key=lambda piece: piece[2]):
            spanned = list(group)
            text = run.text[spanned[0][0] - offset : spanned[-1][1] - offset]
            yield replace(run, text=text, spacing_twips=twips)
        offset = after
