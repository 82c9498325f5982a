"""The few words by which parts of a speech are known; they stand in resources/reading.toml."""

import functools
import tomllib
from dataclasses import dataclass

from speechdesk.paths import resources


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of resources/reading.toml.

    Attributes:
        title_endings: how the title of a speech ends: 讲话, 报告.
        addresses: how those present are addressed: 同志们, 各位.
    """

    title_endings: tuple[str, ...]
    addresses: tuple[str, ...]


@functools.cache
def wording() -> Wording:
    """Return the words, read once."""
    lists: dict[str, list[str]] = tomllib.loads((resources() / "reading.toml").read_text("utf-8"))
    return Wording(title_endings=tuple(lists["title_endings"]), addresses=tuple(lists["addresses"]))
