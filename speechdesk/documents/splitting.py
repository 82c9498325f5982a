"""A speech that came as one endless line → its paragraphs, as far as numbers and addresses tell them."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from speechdesk.documents.lines import Line, measure_width, starts_closing, strip_line
from speechdesk.documents.opening import is_greeting
from speechdesk.documents.wording import wording
from speechdesk.records import Repair, RepairKind
from speechdesk.text.headings import figure_value

_MOST_LINES = 3  # a document of more lines kept its paragraphs
_SHORTEST = 100  # characters
_ENDLESS = 4000  # characters; no paragraph is as long, however many lines there are beside it
_FEWEST_CUTS = 2
_GREETING_REACH = 300  # characters from the start within which a speech greets
_LONGEST_GREETING = 40
_CONTEXT_LENGTH = 6

_FIGURE = "[一二三四五六七八九十]"
_NUMBER = re.compile(
    rf"(?:(?<=[。！？；：”）)\s])|(?<=\A))(?:(?P<part>{_FIGURE}{{1,3}})、|[（(](?P<chapter>{_FIGURE}{{1,3}})[）)])"
)
_LOST_BREAK = re.compile(r"(?<=[。！？：”）)])(?:\u3000+|[ \t\xa0]{2,})(?=\S)")
_COLON = re.compile("[：:！!]")


def split_flattened(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """Return the lines with those that hold a whole speech split, and a repair for each cut.

    Only white space is taken out. Where nothing tells paragraphs apart a line stays whole.
    """
    shortest = _SHORTEST if len(lines) <= _MOST_LINES else _ENDLESS
    parted: list[Line] = []
    repairs: list[Repair] = []
    for line in lines:
        if len(line.text) < shortest or not (cuts := _cuts(line.text)):
            parted.append(line)
            continue
        bounds = (0, *cuts, len(line.text))
        pieces = [strip_line(line.text[start:end]) for start, end in itertools.pairwise(bounds)]
        parted += [
            replace(line, text=piece, width=measure_width(piece), gap=line.gap if first else 1)
            for first, piece in ((not index, piece) for index, piece in enumerate(pieces))
            if piece
        ]
        repairs += [_repair(line, cut) for cut in cuts]
    return parted, repairs


def _cuts(text: str) -> list[int]:
    """Return where a paragraph begins, in order, without the start; too little evidence gives none."""
    greeting = _greeting(text)
    numbers = list(_numbers_in_order(text))
    breaks = [found.end() for found in _LOST_BREAK.finditer(text)]
    if not greeting and len(numbers) < _FEWEST_CUTS and len(breaks) < _FEWEST_CUTS:
        return []
    calls = [found.start() for found in _calls().finditer(text)]
    cuts = {*greeting, *numbers, *breaks, *calls} - {0, len(text)}
    return sorted(cut for cut in cuts if not starts_closing(text[cut : cut + _CONTEXT_LENGTH].lstrip()))


def _numbers_in_order(text: str) -> Iterator[int]:
    """Yield where headings begin that count on: 一、 then 二、, and below each （一） then （二）."""
    part = chapter = 0
    for found in _NUMBER.finditer(text):
        if figure := found.group("part"):
            if figure_value(figure) == part + 1:
                part, chapter = part + 1, 0
                yield found.start()
        elif figure_value(found.group("chapter")) == chapter + 1:
            chapter += 1
            yield found.start()


def _greeting(text: str) -> tuple[int, ...]:
    """Return where the greeting of a speech begins and ends; empty where it does not greet at its start."""
    for mark in _COLON.finditer(text, 0, _GREETING_REACH):
        for start in range(max(0, mark.end() - _LONGEST_GREETING), mark.start()):
            before = text[:start].rstrip()
            parted = not before or before[-1] in "。！？…）)" or before.endswith(wording().title_endings)
            if (parted or text[start - 1].isspace()) and is_greeting(text[start : mark.end()]):
                return (start, mark.end())
    return ()


def _calls() -> re.Pattern[str]:
    return re.compile(rf"(?<=[。！？])(?:{'|'.join(wording().addresses)})[^，。！：]{{0,4}}[，！：]")


def _repair(line: Line, cut: int) -> Repair:
    around = f"{line.text[max(0, cut - _CONTEXT_LENGTH) : cut]}\n{line.text[cut : cut + _CONTEXT_LENGTH]}"
    return Repair(RepairKind.SPLIT_LINE, line.number, around)
