"""The first letters of pinyin, by which a phrase is found as it is typed (工作落实 → gzls).

The only place that loads pypinyin for this. Its dictionaries take a good part of a second to load: initials
are made where new text comes in, in a process of its own, and kept; a search only compares letters.
"""

import functools
import unicodedata
from dataclasses import dataclass

_LONGEST_CHARS = 4


@dataclass(frozen=True, slots=True)
class _Tables:
    """Letters of characters, and of the phrases not read as their characters are (银行 → yh).

    Attributes:
        letters: by character.
        phrases: by phrase, as long as it.
        begins: first characters of the phrases.
    """

    letters: dict[str, str]
    phrases: dict[str, str]
    begins: frozenset[str]


def initials(text: str) -> str:
    """Return one letter for each character of `text`: the first of its pinyin, itself where it has none.

    The first call loads the dictionaries, which takes up to a second: make it off the UI thread.
    """
    tables = _tables()
    letters = [tables.letters.get(character, character) for character in text]
    at = 0
    while at < len(text):
        said = _phrase_at(text, at, tables) if text[at] in tables.begins else ""
        letters[at : at + len(said)] = said
        at += len(said) or 1
    return "".join(letters)


def _phrase_at(text: str, at: int, tables: _Tables) -> str:
    """Return the letters of the longest phrase that begins at `at`; "" where none does."""
    found = (tables.phrases.get(text[at : at + size], "") for size in range(_LONGEST_CHARS, 1, -1))
    return next(filter(None, found), "")


@functools.cache
def _tables() -> _Tables:
    # Lazy, because the import alone takes half a second and most commands need no pinyin.
    from pypinyin import phrases_dict, pinyin_dict  # noqa: PLC0415

    single, several = pinyin_dict.pinyin_dict, phrases_dict.phrases_dict
    letters = {chr(code): _letter(readings) for code, readings in single.items()}
    letters |= {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    phrases: dict[str, str] = {}
    for phrase, readings in several.items():
        said = "".join(_letter(reading[0]) for reading in readings)
        usual = "".join(letters.get(character, character) for character in phrase)
        if len(said) == len(phrase) <= _LONGEST_CHARS and said != usual:
            phrases[phrase] = said
    return _Tables(letters, phrases, frozenset(phrase[0] for phrase in phrases))


def _letter(reading: str) -> str:
    """Return the first letter of a reading, without its tone mark."""
    return unicodedata.normalize("NFD", reading)[0]
