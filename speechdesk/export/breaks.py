"""Where a line of Chinese text may end (kinsoku), as Word and as LibreOffice have it for zh-CN.

Word keeps some marks from beginning a line and some from ending one, leaves words and figures whole, and lets
one stop or comma hang out at the right (`w:kinsoku`, `w:overflowPunct`). LibreOffice does the same in Chinese
text, but hangs nothing out, tears —— and …… and lets ％ begin a line; where a letter or figure does not fit,
it goes by UAX 14, which breaks neither behind a closing mark nor before an opening one.
"""

import functools
import tomllib
from dataclasses import dataclass

from speechdesk.export.paragraphs import char_em
from speechdesk.paths import resources

_PAIRS = frozenset({"——", "……"})
_QUOTES = frozenset("“”‘’")  # Latin behind Latin, Chinese behind Chinese
_WORD_MARKS = frozenset(".,'-&@/:_+")
_LATIN_END = "\u2000"


@dataclass(frozen=True, slots=True)
class Metrics:
    """How a program ends a line, besides the widths of characters.

    Attributes:
        script_gap_em: space it puts between a Chinese character and a letter or figure. The file asks for
            none (`w:autoSpaceDE`); LibreOffice does not listen and puts 0.2, and where the script changes
            it does not draw together.
        hangs: whether a stop or comma may stand outside the right edge. The file asks for it
            (`w:overflowPunct`); LibreOffice 7.4 takes the character before it down to the next line instead.
        unicode_rules: whether UAX 14 rules where a letter or figure does not fit, and —— is torn.
    """

    script_gap_em: float = 0
    hangs: bool = True
    unicode_rules: bool = False


WORD = Metrics()
LIBREOFFICE = Metrics(script_gap_em=0.2, hangs=False, unicode_rules=True)


def end_before(text: str, start: int, beyond: int, metrics: Metrics, *, hangs: bool) -> int:
    """Return where the line that begins at `start` ends, after `start` in any case.

    Args:
        text: of the paragraph.
        start: offset of the line's first character.
        beyond: offset of the first character that does not fit, after `start`; at most the text's length.
        metrics: whose rules.
        hangs: whether the paragraph lets a stop or comma stand outside.
    """
    if beyond >= len(text):
        return len(text)
    if hangs and metrics.hangs and text[beyond] in _marks("hanging") and may_break(text, beyond + 1):
        return beyond + 1
    end = beyond
    while end < len(text) and text[end] == " ":
        end += 1  # spaces at a line's end stand outside
    if end > beyond and (metrics.unicode_rules or may_break(text, end)):
        return end
    end = beyond
    latin = False
    while end > start:
        if metrics.unicode_rules and text[end] == " ":
            return end + 1  # a space parts in any case
        latin = latin or _is_latin(text, end)
        if _may_break(text, end, metrics, latin=latin):
            return end
        end -= 1
    return beyond


def may_break(text: str, offset: int) -> bool:
    """Return whether a line may end before `offset` by Word's rules; it may at the end of the text."""
    return _may_break(text, offset, WORD, latin=False)


def in_word(mark: str) -> bool:
    """Return whether a character belongs to a Latin word or a figure."""
    return mark.isascii() and (mark.isalnum() or mark in _WORD_MARKS)


def _may_break(text: str, offset: int, metrics: Metrics, *, latin: bool) -> bool:
    if not 0 < offset < len(text):
        return True
    before, after = text[offset - 1], text[offset]
    word = metrics.unicode_rules and (in_word(before) or in_word(after))
    if word and _is_latin(text, offset - 1) and _is_latin(text, offset):
        return False
    return _may_part(before, after, unicode_rules=metrics.unicode_rules, latin=latin)


@functools.lru_cache(maxsize=50_000)
def _may_part(before: str, after: str, *, unicode_rules: bool, latin: bool) -> bool:
    if unicode_rules and after == "％" and not in_word(before):
        return True
    forbidden = (
        after in _marks("never_first")
        or after == " "
        or before in _marks("never_last")
        or char_em(after) == 0
    )
    if forbidden or (in_word(before) and in_word(after)):
        return False
    if not unicode_rules:
        return before + after not in _PAIRS
    return not (latin and _is_held_together(before, after))


def _is_held_together(before: str, after: str) -> bool:
    """Return whether UAX 14 breaks not between two characters although kinsoku would."""
    closed = before in _marks("closing") and in_word(after)
    opened = in_word(before) and after in _marks("never_last")
    return closed or opened or before in _QUOTES


def _is_latin(text: str, offset: int) -> bool:
    """Return whether LibreOffice takes the character behind `offset` for Latin."""
    while offset and text[offset] in _QUOTES:
        offset -= 1
    return " " < text[offset] < _LATIN_END


@functools.cache
def _marks(rule: str) -> frozenset[str]:
    file = resources() / "presets" / "lists" / "line_ends.toml"
    return frozenset(str(tomllib.loads(file.read_text(encoding="utf-8"))[rule]))
