"""Every place where the library says a phrase, with what stands around it."""

from dataclasses import dataclass

from speechdesk.library.library import Library
from speechdesk.records import Source
from speechdesk.text.folding import fold, fold_with_offsets


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One place where the phrase stands: what comes before it, itself as written there, what follows."""

    before: str
    phrase: str
    after: str
    source: Source


def find_phrase(
    library: Library, phrase: str, *, limit: int = 50, context_chars: int = 20
) -> tuple[ConcordanceLine, ...]:
    """Return the places where `phrase` stands, in the order of the library.

    White space, width, case and the shape of punctuation make no difference.

    Args:
        library: where to look.
        phrase: what to look for; an empty one stands nowhere.
        limit: the most lines to return.
        context_chars: how many characters to show on each side.
    """
    wanted = fold(phrase)
    lines: list[ConcordanceLine] = []
    for found in library.texts_with(phrase, limit):
        folded = fold_with_offsets(found.text)
        at = folded.text.find(wanted)
        while at >= 0 and len(lines) < limit:
            start = folded.offsets[at]
            end = folded.offsets[at + len(wanted) - 1] + 1
            lines.append(
                ConcordanceLine(
                    found.text[max(0, start - context_chars) : start],
                    found.text[start:end],
                    found.text[end : end + context_chars],
                    found.source,
                )
            )
            at = folded.text.find(wanted, at + len(wanted))
    return tuple(lines)
