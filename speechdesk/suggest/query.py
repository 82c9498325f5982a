"""What is looked for at a caret: the sentence before it, what stands around it, what is expected there."""

import functools
import itertools
from dataclasses import dataclass, replace

from speechdesk.mining.roles import CueHit, find_cues, find_roles
from speechdesk.records import Block, BlockKind, Role
from speechdesk.suggest.caret import Place
from speechdesk.text.folding import fold
from speechdesk.text.sentences import last_sentence_start, sentence_spans

CONTEXT = 24  # folded characters before and after a passage that are compared
_LEAST_CLAUSE = 4  # characters of a clause that say enough by themselves
_LONGEST = 64  # folded characters of a sentence that are compared
_LAST = 160  # characters of the draft that hold its last sentence
_PARAGRAPHS = 4  # before the caret's own that say what comes now
_DUMMY = Block(BlockKind.BODY, "")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for, folded, levels one class.

    Attributes:
        sentence: the sentence before the caret; the last whole one where a new one is not begun.
        begun: whether a new one is begun.
        previous: the whole sentence before it.
        earlier: the last characters before it.
        later: what stands after the caret.
        heading: the heading above the caret.
        role: what a paragraph does that stands here; None where that cannot be told.
        words: the sentence as written.
    """

    sentence: str
    begun: bool
    previous: str = ""
    earlier: str = ""
    later: str = ""
    heading: str = ""
    role: Role | None = None
    words: str = ""

    @property
    def typed(self) -> int:
        """How many characters are typed of a sentence that is begun."""
        return len(self.sentence) if self.begun else 0


def make_query(place: Place) -> Query | None:
    """Return what to look for; None where nothing is written."""
    paragraph = place.paragraph
    start = last_sentence_start(paragraph, at_semicolons=True)
    sentence = paragraph[start:].strip()
    begun = bool(sentence)
    if not sentence:
        spans = sentence_spans(paragraph.rstrip(), at_semicolons=True)
        start = spans[-1][0] if spans else 0
        sentence = paragraph[start:].strip()
    if not sentence:
        return None
    before = place.before[: len(place.before) - len(paragraph) + start].rstrip()
    last = before[-_LAST:].rpartition("\n")[2]
    return Query(
        _folded(sentence)[:_LONGEST],
        begun,
        _folded(_last_sentence(last))[:_LONGEST],
        _folded(before[-4 * CONTEXT :])[-CONTEXT:],
        _folded(place.after[: 4 * CONTEXT])[:CONTEXT],
        _folded("".join(place.section[-1:]))[:CONTEXT],
        expected_role(_before_paragraph(place), place.section),
        sentence[:_LONGEST],
    )


def last_clause(query: Query) -> Query | None:
    """Return what is looked for by the last clause alone; None where it is short or all of the sentence."""
    words = query.words[query.words.rfind("，") + 1 :]
    if not query.begun or words == query.words or len(words) < _LEAST_CLAUSE:
        return None
    return replace(query, sentence=_folded(words), words=words)


def _before_paragraph(place: Place) -> str:
    whole = place.before[: max(0, len(place.before) - len(place.paragraph) - 1)]
    return "\n".join(whole.rsplit("\n", _PARAGRAPHS)[-_PARAGRAPHS:])


@functools.lru_cache(maxsize=64)
def expected_role(before: str, section: tuple[str, ...]) -> Role | None:
    """Return what the next paragraph does, as far as its place says.

    Args:
        before: the paragraphs before it.
        section: the headings above it, outermost first.
    """
    paragraphs = [text for text in before.split("\n") if text.strip()]
    if not paragraphs and not section:
        return None
    earlier = [Block(BlockKind.BODY, text, section=section) for text in paragraphs]
    empty = [Block(BlockKind.BODY, "", section=section), _DUMMY, _DUMMY, _DUMMY]
    cues = [*map(_cues_of, paragraphs), *((),) * len(empty)]
    found = next(itertools.islice(find_roles([*earlier, *empty], cues), len(earlier), None))
    return found.role if found else None


@functools.lru_cache(maxsize=16)  # from one paragraph to the next most are the same
def _cues_of(paragraph: str) -> tuple[CueHit, ...]:
    return find_cues(Block(BlockKind.BODY, paragraph))


@functools.lru_cache(maxsize=4)
def _last_sentence(text: str) -> str:
    spans = sentence_spans(text, at_semicolons=True)
    return text[spans[-1][0] :] if spans else ""


@functools.lru_cache(maxsize=32)  # from one key to the next most of it is the same
def _folded(text: str) -> str:
    return fold(text, levels=True)
