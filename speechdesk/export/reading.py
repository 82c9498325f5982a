"""The reading copy (大字版): characters hard to read out annotated, spaces where one breathes."""

import functools
import re
import tomllib
from collections.abc import Mapping

from speechdesk.export.preset import Annotation, Options
from speechdesk.paths import resources

_BREATHS = re.compile("[，；：。！？](?=[^”’」』》）])")
_BREATH = " "  # half a character; an en space would begin lines, this one stands outside at a line's end


def annotated(text: str, options: Options) -> str:
    """Return a paragraph's text as it is read from: annotations behind hard characters, breathing spaces.

    Args:
        text: of the paragraph.
        options: of the preset; without either the text comes back as it is.
    """
    if options.annotation is not Annotation.NONE:
        place = 0 if options.annotation is Annotation.PINYIN else 1
        readings = _readings()
        text = "".join(
            f"{character}（{readings[character][place]}）" if character in readings else character
            for character in text
        )
    if options.breathing:
        text = _BREATHS.sub(lambda mark: mark.group() + _BREATH, text)
    return text


@functools.cache
def _readings() -> Mapping[str, tuple[str, str]]:
    file = resources() / "presets" / "lists" / "hard_characters.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {character: (pinyin, homophone) for character, (pinyin, homophone) in table["characters"].items()}
