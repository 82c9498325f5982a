"""The words of a Chinese text; the only module that knows jieba."""

import contextlib
import functools
import logging
import warnings
from collections.abc import Iterable, Mapping
from typing import Protocol, cast

from speechdesk.paths import user_folder

_RARE = 3  # the dictionary counts names as seldom; what only begins a word is there with 0


class _Tokenizer(Protocol):
    """What is used of jieba's untyped tokenizer."""

    tmp_dir: str
    cache_file: str
    FREQ: Mapping[str, int]

    def initialize(self) -> None: ...
    def cut(self, sentence: str) -> Iterable[str]: ...


def cut_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order, punctuation and white space among them; joined they are `text`.

    The first call loads the dictionary, which takes 0.3 to 0.9 s: make it off the UI thread. An empty text
    has no words.
    """
    return tuple(_tokenizer().cut(text)) if text else ()


def is_word(text: str) -> bool:
    """Return whether `text` is a word, not only a name; the first call loads the dictionary."""
    return _tokenizer().FREQ.get(text, 0) > _RARE


@functools.cache
def _tokenizer() -> _Tokenizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports the deprecated pkg_resources where there is one
        # Lazy, because the import alone takes 0.2 s and most commands cut no words.
        import jieba  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]
    logger = logging.getLogger("jieba")
    logger.handlers.clear()  # it would write to standard error
    logger.setLevel(logging.CRITICAL)  # a cache that cannot be written only costs time
    tokenizer = cast("_Tokenizer", jieba.Tokenizer())
    folder = user_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    # jieba's own choice is a fixed name in the shared temporary folder, which any user could write.
    tokenizer.tmp_dir = str(folder)
    tokenizer.cache_file = f"words-{jieba.__version__}.cache"
    tokenizer.initialize()
    return tokenizer
