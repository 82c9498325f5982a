"""Paragraphs of a document → its speeches, with what each paragraph is and under which headings it stands."""

import itertools
from collections.abc import Sequence

from speechdesk.documents.lines import ends_sentence
from speechdesk.documents.opening import (
    calls_audience,
    could_be_title,
    find_date,
    find_speaker_after_place,
    is_attachment,
    is_date,
    is_date_with_place,
    is_greeting,
    is_speaker,
    is_subtitle,
    is_title,
    names_office,
)
from speechdesk.documents.paragraphs import Paragraph
from speechdesk.documents.sections import Outlined, place_in_sections
from speechdesk.documents.series import settle_series
from speechdesk.documents.standing import find_standing, looks_like_title
from speechdesk.records import Block, BlockKind, Speech
from speechdesk.text.headings import find_heading

_HEAD_KINDS = frozenset({BlockKind.TITLE, BlockKind.DATE, BlockKind.SPEAKER, BlockKind.GREETING})
_ATTACHMENT_LEVEL = 1
_MOST_LINES_UNDER_TITLE = 4  # subtitle, date, speaker, greeting


def find_speeches(paragraphs: Sequence[Paragraph]) -> tuple[Speech, ...]:
    """Return the speeches that the paragraphs of a document hold, in order.

    Every paragraph is in one of them; no paragraphs give no speeches.
    """
    if not paragraphs:
        return ()
    starts = [index for index in range(1, len(paragraphs)) if _starts_speech(paragraphs, index)]
    bounds = itertools.pairwise([0, *starts, len(paragraphs)])
    return tuple(_speech(paragraphs[start:end]) for start, end in bounds)


def _starts_speech(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """A title in mid-document begins a speech when what is before it has come to its end.

    A title that does not say 在…上的讲话 also needs a date, a speaker or a greeting under it.
    """
    paragraph, before = paragraphs[index], paragraphs[index - 1]
    if paragraph.style is not None:
        return _styled(paragraph, BlockKind.TITLE) and ends_sentence(before.text)
    ended = ends_sentence(before.text) or is_date(before.text) or before.text.endswith(("）", ")"))
    if not ended or is_greeting(before.text) or not is_title(paragraph.text):
        return False
    under = [following.text for following in paragraphs[index + 1 : index + 1 + _MOST_LINES_UNDER_TITLE]]
    return paragraph.text.startswith(("在", "关于")) or any(
        is_greeting(text) or names_office(text) or is_date_with_place(text) for text in under
    )


def _styled(paragraph: Paragraph, kind: BlockKind) -> bool:
    return paragraph.style is not None and paragraph.style.kind is kind


def _speech(paragraphs: Sequence[Paragraph]) -> Speech:
    opening = _read_opening(paragraphs)
    head = [Block(kind, paragraph.text) for kind, paragraph in zip(opening, paragraphs, strict=False)]
    rest = paragraphs[len(head) :]
    outlined = settle_series(_outline(rest))
    _read_signature(outlined, opening)
    blocks = (*head, *place_in_sections(outlined))
    return Speech(
        title="".join(block.text for block in blocks if block.kind is BlockKind.TITLE) or None,
        date=_fact(blocks, BlockKind.DATE),
        speaker=_fact(blocks, BlockKind.SPEAKER) or _speaker_beside_date(blocks),
        greeting=_fact(blocks, BlockKind.GREETING),
        blocks=blocks,
    )


def _read_signature(outlined: list[Outlined], opening: Sequence[BlockKind]) -> None:
    """Mark the date on the last line and the speaker above it, where the opening gives none."""
    signature = {BlockKind.DATE: is_date, BlockKind.SPEAKER: names_office}
    for kind, gives in signature.items():
        last = len(outlined) - 1
        while last >= 0 and outlined[last].kind in signature:
            last -= 1
        if (
            last > 0
            and kind not in opening
            and outlined[last].kind is BlockKind.BODY
            and gives(outlined[last].text)
        ):
            outlined[last] = Outlined(kind, outlined[last].text)


def _fact(blocks: Sequence[Block], kind: BlockKind) -> str | None:
    """Return the text of the first block of a kind; of a date line the date alone."""
    text = next((block.text for block in blocks if block.kind is kind), None)
    return (find_date(text) or text) if text is not None and kind is BlockKind.DATE else text


def _speaker_beside_date(blocks: Sequence[Block]) -> str | None:
    date = next((block.text for block in blocks if block.kind is BlockKind.DATE), "")
    return find_speaker_after_place(date)


def _read_opening(paragraphs: Sequence[Paragraph]) -> list[BlockKind]:
    """Return the kinds of the paragraphs a speech opens with; the greeting, if there is one, comes last."""
    guess_title = all(paragraph.style is None for paragraph in paragraphs)
    kinds: list[BlockKind] = []
    while len(kinds) < len(paragraphs) and BlockKind.GREETING not in kinds:
        style = paragraphs[len(kinds)].style
        if style is not None:
            kind = style.kind if style.kind in _HEAD_KINDS else None
        else:
            kind = _guess_kind(paragraphs, kinds, guess_title=guess_title)
        if kind is None:
            break
        kinds.append(kind)
    return kinds


def _guess_kind(
    paragraphs: Sequence[Paragraph], before: Sequence[BlockKind], *, guess_title: bool
) -> BlockKind | None:
    """Return what the paragraph after those of the kinds `before` is; None where the opening is over.

    With `guess_title` the first line may be a title although it does not end like one.
    """
    index = len(before)
    text = paragraphs[index].text
    titled = BlockKind.TITLE in before
    if is_greeting(text):
        return BlockKind.GREETING
    if _gives_title(paragraphs, before, guess_title=guess_title):
        return BlockKind.TITLE
    if BlockKind.DATE not in before and (is_date(text) or (titled and is_date_with_place(text))):
        return BlockKind.DATE
    if titled and BlockKind.SPEAKER not in before and _gives_speaker(paragraphs, index):
        return BlockKind.SPEAKER
    goes_on = titled and not is_attachment(text) and _opens_below(paragraphs, index)
    return BlockKind.BODY if goes_on else None


def _gives_title(paragraphs: Sequence[Paragraph], before: Sequence[BlockKind], *, guess_title: bool) -> bool:
    """Whether a paragraph is the title, or goes on the title right above it."""
    index = len(before)
    text = paragraphs[index].text
    if BlockKind.TITLE not in before:
        if is_title(text):
            return True
        guessed = guess_title or looks_like_title(paragraphs[index])
        return guessed and not index and len(paragraphs) > 1 and could_be_title(text)
    if before[-1] is not BlockKind.TITLE:
        return False
    if looks_like_title(paragraphs[index]) and paragraphs[index].look == paragraphs[index - 1].look:
        return could_be_title(text)
    ended = is_title(paragraphs[index - 1].text)
    return (
        is_subtitle(text) or is_title(text) or (guess_title and not ended and _opens_below(paragraphs, index))
    )


def _opens_below(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line without a sentence stands above one of the opening, and so belongs to it."""
    if not could_be_title(paragraphs[index].text):
        return False
    for below in range(index + 1, min(index + 1 + _MOST_LINES_UNDER_TITLE, len(paragraphs))):
        text = paragraphs[below].text
        if is_greeting(text) or is_date_with_place(text) or is_subtitle(text) or is_title(text):
            return True
        if not could_be_title(text) and not is_speaker(text):
            return False
    return False


def _gives_speaker(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """An office and a name under the title; a name alone only beside a date or above the greeting.

    Or where it is centred and nothing after it looks so: a heading, such as 前言, is seldom the only one.
    """
    text, look = paragraphs[index].text, paragraphs[index].look
    if not is_speaker(text):
        return False
    if look is not None and look.centred and all(after.look != look for after in paragraphs[index + 1 :]):
        return True
    around = [paragraph.text for paragraph in (paragraphs[index - 1], *paragraphs[index + 1 : index + 2])]
    return names_office(text) or any(is_date_with_place(near) or is_greeting(near) for near in around)


def _outline(paragraphs: Sequence[Paragraph]) -> list[Outlined]:
    """Return the paragraphs below the opening as what they are.

    In an attachment an item that goes on after a phrase is an entry of a list, as of terms that it explains.
    """
    standing = find_standing(paragraphs)
    outlined: list[Outlined] = []
    attached = False
    for index, paragraph in enumerate(paragraphs):
        found = _outlined(paragraphs, index, standing.get(index, 0))
        entry = attached and found.run_in
        outlined.append(Outlined(BlockKind.BODY, found.text) if entry else found)
        attached = attached or is_attachment(paragraph.text)
    return outlined


def _outlined(paragraphs: Sequence[Paragraph], index: int, standing: int) -> Outlined:
    """Return a paragraph below the opening as what it is: a heading, whole or run in, or body.

    Args:
        paragraphs: those below the opening.
        index: of the paragraph.
        standing: its level as a heading that only its look tells, 0 for none.
    """
    paragraph = paragraphs[index]
    text, style = paragraph.text, paragraph.style
    if style is not None and style.kind in _HEAD_KINDS:
        return Outlined(style.kind, text)
    heading = find_heading(text)
    if heading is not None and not _goes_on_list(paragraphs, index):
        run_in = heading.end < len(text)
        return Outlined(BlockKind.HEADING, text, heading.level, heading.text, run_in=run_in)
    if style is not None and style.kind is BlockKind.HEADING:
        return Outlined(BlockKind.HEADING, text, style.level, text.rstrip("。：:") or text)
    if is_attachment(text):
        return Outlined(BlockKind.HEADING, text, _ATTACHMENT_LEVEL, text.rstrip("。：:"))
    if standing:
        return Outlined(BlockKind.HEADING, text, standing, text)
    return Outlined(BlockKind.BODY, text, calls=calls_audience(text))


def _goes_on_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph is an item of a list whose items are parts of one sentence."""
    return index > 0 and paragraphs[index - 1].text.endswith(("；", ";"))
