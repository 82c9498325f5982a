"""How long a text is, as Word tells it."""

import re

# Word counts each East Asian character and full-width mark, and each stretch of anything else as one word.
# Quotation marks, dashes and dots that both scripts share count as East Asian, for they are exported as such.
_EAST_ASIAN = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_COUNTED = re.compile(f"[{_EAST_ASIAN}]|[^\\s{_EAST_ASIAN}]+")


def count_as_word(text: str) -> int:
    """Return how many 字数 Word gives for `text`: characters of Chinese, words of anything else."""
    return len(_COUNTED.findall(text))
