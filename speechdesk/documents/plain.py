"""The bytes of a plain text file → its text and the encoding they were in."""

import codecs
import re

_BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_COMMON = re.compile("[\t\n\r -~\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uff65]")
_SAMPLE_LENGTH = 20_000
_MOST_CONTROLS = 0.02  # of the characters; a text from an old editor may hold a few
_LEAST_COMMON = 0.9
_MOST_BROKEN = 0.005


def decode_text(data: bytes) -> tuple[str, str] | None:
    """Return the text of a file and its encoding: "utf-8", "utf-16", "utf-32" or "gb18030".

    A byte order mark decides and is no part of the text; without one UTF-8 comes first, since no other
    encoding passes for it by chance. A few broken bytes become U+FFFD, so that one bad spot does not cost the
    whole text.

    Args:
        data: the whole file; b"" gives ("", "utf-8").

    Returns:
        None where the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace").removeprefix("\ufeff")
            return None if _is_binary(text) else (text, encoding)
    if b"\0" in data:
        return _decode_wide(data)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _is_binary(text) else (text, encoding)
    return _decode_broken(data)


def _decode_wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: its line ends and Latin letters hold zero bytes, which no other text does."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        sample = text[:_SAMPLE_LENGTH]
        if len(_COMMON.findall(sample)) >= _LEAST_COMMON * len(sample) and not _is_binary(text):
            return text, "utf-16"
    return None


def _decode_broken(data: bytes) -> tuple[str, str] | None:
    tries = [(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030")]
    text, encoding = min(tries, key=lambda attempt: attempt[0].count("\ufffd"))
    if text.count("\ufffd") > max(1, _MOST_BROKEN * len(text)) or _is_binary(text):
        return None
    return text, encoding


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE_LENGTH]
    return len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample)
