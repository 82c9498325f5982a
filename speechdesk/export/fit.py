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

from speechdesk.export.agreed import MOST_APART_TWIPS, MOST_TOGETHER_TWIPS, SPACINGS, SetText, set_text
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
    hopeless: dict[int, int] = {}  # where a line begins → how far it may be drawn together, or less far
    furthest = spans
    while choices and len(furthest) - len(spans) <= _MOST_LINES_BACK:
        span = next(
            (span for span in choices[-1] if span.least_after < hopeless.get(span.end, MOST_APART_TWIPS)),
            None,
        )
        if span is None:
            start, least = _place(spans)
            hopeless[start] = min(least, hopeless.get(start, least))
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
    return _ends(text, start, least, torn=False)


def _ends(text: SetText, start: int, least: int, *, torn: bool) -> Iterator[_Span]:
    """Yield the ends of a line on which every program agrees.

    Args:
        text: that is broken.
        start: where the line begins.
        least: how far it may be drawn together.
        torn: whether an end that tears a whole is one.
    """
    if text.natural >= least:
        yield from _ends_at(text, start, ((text.natural, text.end(start, text.natural)),), torn=torn)
    # On each side the ends lie further and further off.
    yield from heapq.merge(
        _ends_at(text, start, _together(text, start, least), torn=torn),
        _ends_at(text, start, _apart(text, start, least), torn=torn),
        key=lambda span: text.stretch_pt(start, span.end),
    )


def _together(text: SetText, start: int, least: int) -> Iterator[tuple[int, int]]:
    """Yield letter spacings narrower than the style's and the ends they give, the widest first."""
    for spacings in reversed(SPACINGS):
        if spacings.start < text.natural and least < spacings.stop:
            ends = text.ends(start, spacings)
            yield from ((twips, ends[twips]) for twips in reversed(ends) if least <= twips < text.natural)


def _apart(text: SetText, start: int, least: int) -> Iterator[tuple[int, int]]:
    """Yield letter spacings wider than the style's and the ends they give, the narrowest first."""
    above = max(text.natural + 1, least)
    for spacings in SPACINGS:
        if above < spacings.stop:
            yield from (item for item in text.ends(start, spacings).items() if item[0] >= above)


def _ends_at(
    text: SetText, start: int, ends: Iterable[tuple[int, int | None]], *, torn: bool
) -> Iterator[_Span]:
    settled = 0  # an end that leaves the next line all freedom: other spacings up to it give no more
    for twips, end in ends:
        if end is None or end == settled or (not torn and text.tears(start, end)):
            continue
        least_after = text.least_after(start, end, twips)
        if least_after is not None:
            settled = end if least_after == MOST_TOGETHER_TWIPS else settled
            yield _Span(start, end, None if twips == text.natural else twips, least_after)


def _last_resort(text: SetText, before: Sequence[_Span]) -> _Span:
    """Return the best of the bad ends of a line: one that tears a whole, or that not every program has."""
    start, least = _place(before)
    return next(_ends(text, start, least, torn=True), _Span(start, text.words_end(start)))


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
