"""Text folded for comparison: what a reader would call the same becomes the same character.

Folding never changes how many characters stand for one another, it only drops white space and what no
reader sees; the offsets say where each folded character stood.
"""

from dataclasses import dataclass

from speechdesk.text.radicals import RADICALS
from speechdesk.text.unseen import UNSEEN

_LEVEL_WORDS = "省市州县区乡镇"  # 市委 and 州委 are one thing said at two levels
_LEVEL_CLASS = "级"  # any of them folds to this; the true 级 of 各级 and 市级 joins the class
_SAME = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "‘": "'", "’": "'",
    "—": "-", "–": "-", "－": "-", "―": "-", "─": "-", "～": "~",
    "，": ",", "﹐": ",", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")",
    "。": ".", "．": ".", "…": ".", "·": ".", "•": ".", "％": "%", "＋": "+", "／": "/",
    "〔": "[", "〕": "]", "【": "[", "】": "]",
    "〇": "0", "○": "0",
}  # fmt: skip
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # Unicode FF01–FF5E: full-width ASCII
_FOLD: dict[int, int | None] = (
    dict.fromkeys(UNSEEN)
    | RADICALS
    | _FULL_WIDTH
    | {ord(a): ord(b) for a, b in _SAME.items()}
    | {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    | {code: code - 0xFF21 + ord("a") for code in range(0xFF21, 0xFF3B)}
)
_FOLD_LEVELS = _FOLD | {ord(word): ord(_LEVEL_CLASS) for word in _LEVEL_WORDS}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and where it came from.

    Attributes:
        text: the folded characters, without white space and invisible characters.
        offsets: for each of them its offset in the text that was folded, and that text's length at the end.
    """

    text: str
    offsets: range | tuple[int, ...]


def fold(text: str, *, levels: bool = False) -> str:
    """Return `text` without what is not seen, width, case and shape of punctuation evened out.

    Args:
        text: any text.
        levels: whether 省 市 州 县 区 乡 镇 fold to one character too.
    """
    return "".join(text.split()).translate(_FOLD_LEVELS if levels else _FOLD)


def fold_with_offsets(text: str, *, levels: bool = False) -> Folded:
    """Return `fold(text)` and the offset in `text` of each of its characters."""
    folded = fold(text, levels=levels)
    if len(folded) == len(text):
        return Folded(folded, range(len(text) + 1))
    kept = [
        offset
        for offset, character in enumerate(text)
        if not character.isspace() and ord(character) not in UNSEEN
    ]
    return Folded(folded, (*kept, len(text)))
