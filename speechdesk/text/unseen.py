"""Characters that a reader does not see: controls, zero-width characters, soft hyphens, direction marks."""

import re

_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),  # controls that are no white space
    (0xAD, 0xAD),  # soft hyphen
    (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),  # zero width, direction
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),  # variation, byte order, ruby marks
)  # fmt: skip
UNSEEN = frozenset(code for first, last in _RANGES for code in range(first, last + 1))
"""Their code points; none is white space."""

_RUN = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES) + "]+")
# Joiners and variation selectors change how their neighbours look, but never Chinese ones.
_SHAPING = re.compile("[\u200c\u200d\ufe00-\ufe0f]+")
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


def has_unseen(text: str) -> bool:
    """Whether a text has an invisible character, whatever it does."""
    return _RUN.search(text) is not None


def drop_unseen(line: str) -> tuple[str, str]:
    """Return a line without its invisible characters, and these in their order.

    Joiners and variation selectors stay where they shape what is not Chinese.
    """
    if _SHAPING.search(line) is None:
        return _RUN.sub("", line), "".join(_RUN.findall(line))
    kept: list[str] = []
    dropped: list[str] = []
    end = 0
    for run in _RUN.finditer(line):
        kept.append(line[end : run.start()])
        end = run.end()
        around = line[run.start() - 1 : run.start()] + line[end : end + 1]
        if len(around) < 2 or _CHINESE.search(around):  # noqa: PLR2004 - a neighbour on each side
            dropped.append(run.group())
        else:
            kept += _SHAPING.findall(run.group())
            dropped.append(_SHAPING.sub("", run.group()))
    return "".join(kept) + line[end:], "".join(dropped)
