"""Speech → passages: the paragraphs of a speech and their sentences."""

from collections.abc import Iterator

from speechdesk.records import Block, BlockKind, Extract, PassageKind, Speech
from speechdesk.text.headings import find_heading
from speechdesk.text.sentences import sentence_spans

_SHORTEST_CHARS = 6  # “好。” and the like are nobody's stock phrase


def extract_passages(speech: Speech) -> tuple[Extract, ...]:
    """Return the passages of `speech` in reading order, each paragraph before its sentences.

    Titles, dates, speakers, greetings and headings that stand alone are outline material, not passages.
    A run-in heading belongs to its paragraph's passage but is no sentence of its own; a paragraph of one
    sentence is one passage. A speech without paragraphs gives none.
    """
    return tuple(
        extract
        for number, block in enumerate(speech.blocks)
        for extract in _extract_block(number, block)
        if len(extract.text) >= _SHORTEST_CHARS
    )


def _extract_block(number: int, block: Block) -> Iterator[Extract]:
    if block.kind not in (BlockKind.BODY, BlockKind.HEADING):
        return
    heading = find_heading(block.text) if block.kind is BlockKind.HEADING else None
    body_start = heading.end if heading else 0
    if block.kind is BlockKind.HEADING and (heading is None or heading.end >= len(block.text)):
        return
    yield _extract(PassageKind.PARAGRAPH, number, block.text, 0, len(block.text))
    spans = [(body_start + start, body_start + end) for start, end in sentence_spans(block.text[body_start:])]
    if len(spans) == 1 and not body_start:
        return
    for start, end in spans:
        yield _extract(PassageKind.SENTENCE, number, block.text, start, end)


def _extract(kind: PassageKind, number: int, text: str, start: int, end: int) -> Extract:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Extract(kind, words.strip(), number, start, start + len(words.strip()))
