"""The other wordings of a passage as rich text: what differs in colour, what is optional named so."""

import html

from speechdesk.library.cards import Card
from speechdesk.mining.alignment import find_differences
from speechdesk.records import Difference, Passage
from speechdesk.ui.theme import Colours


def other_wordings(card: Card, colours: Colours) -> tuple[str, ...]:
    """Return each other wording of a card with where it stands; none where there is only one."""
    return tuple(
        f"<p>异文（{html.escape(label)}）：{_marked(card.match.passage, variant, colours)}</p>"
        for variant, label in zip(card.match.variants, card.variant_labels, strict=False)
    )


def _marked(passage: Passage, variant: Passage, colours: Colours) -> str:
    """Return a wording as it differs from the preferred one, what it lacks struck through."""
    pieces: list[str] = []
    at = 0
    for found in find_differences(passage.text, variant.text, passage.slots, variant.slots):
        pieces += (
            html.escape(variant.text[at : found.other_start]),
            _difference(passage, variant, found, colours),
        )
        at = found.other_end
    pieces.append(html.escape(variant.text[at:]))
    return "".join(pieces)


def _difference(passage: Passage, variant: Passage, found: Difference, colours: Colours) -> str:
    here = html.escape(variant.text[found.other_start : found.other_end])
    if not found.is_option:
        return f'<span style="color:{colours.differs}"><b><u>{here}</u></b></span>'
    if here:
        return f'<span style="color:{colours.inserted}">〔可选：<u>{here}</u>〕</span>'
    lacking = html.escape(passage.text[found.start : found.end])
    return f'<span style="color:{colours.deleted}">〔可省：<s>{lacking}</s>〕</span>'
