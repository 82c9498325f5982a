"""The bytes of a plain text file → its text, the encoding they were in, and what could not be decoded."""

import codecs
import functools
import re
import tomllib
from dataclasses import dataclass

from speechdesk.paths import resources
from speechdesk.records import Repair, RepairKind
from speechdesk.text.unseen import drop_unseen, has_unseen

_BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_NARROW = ("utf-8", "gb18030", "cp950")  # in the order of how often they are met
_NAMES = {codec: codec.removesuffix("-le").removesuffix("-be") for codec in _WIDE} | {"cp950": "big5"}
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}  # what pages call what they really use
_MARKS = "\t\r\n，。、；：“”（）《》？！　—…"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_COMMON = re.compile("[\t\n\r -~\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uff65]")
_UNSEEN_LINE = "\u200b"
_LOSS_IN_CONTEXT = re.compile(".{0,6}\ufffd+[^\ufffd]{0,6}")
_NEWLINE = re.compile("\r\n|[\r\n]")
_SAMPLE_LENGTH = 20_000
_UNIT = 4  # bytes; a sample cut at a multiple of it ends between the characters of UTF-16 and UTF-32
_MOST_CONTROLS = 0.02  # of the characters; a text from an old editor may hold a few
_LEAST_COMMON = 0.9
_MOST_BROKEN = 0.005
_BROKEN_COST = 4  # a byte that fits nowhere speaks against an encoding more than a common character for it


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as it was decoded.

    Attributes:
        text: without the byte order mark; with U+FFFD where bytes fit nowhere.
        encoding: "utf-8", "utf-16", "utf-32", "gb18030" or "big5".
        losses: a repair for each run of such bytes, its `text` showing what stands around it.
    """

    text: str
    encoding: str
    losses: tuple[Repair, ...] = ()


def decode_text(data: bytes) -> Decoded | None:
    """Return the text of a file; its encoding is judged by what it holds.

    A byte order mark decides and is no part of the text; without one UTF-8 comes first, since no other
    encoding passes for it by chance. The others are told apart by how much of the text they give is made of
    the commonest Chinese characters. A few broken bytes become U+FFFD, so that one bad spot does not cost the
    whole text; zero bytes at the end, left by a power cut, are none of it.

    Args:
        data: the whole file; b"" gives an empty text in "utf-8".

    Returns:
        None where the bytes are no text.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], codec)
    if b"\0" in data:
        found = _decode_wide(data)
        data = data.rstrip(b"\0")
        if found is not None or not data:
            return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, _guess(data, (*_NARROW, *_WIDE[:2])))
    return None if _is_binary(text) else Decoded(text, "utf-8")


def decode_as(data: bytes, codec: str) -> Decoded | None:
    """Return a text in the encoding it names itself; None where that does not fit or is no Chinese one."""
    try:
        known = codecs.lookup(codec.strip().lower()).name
    except LookupError:
        return None
    widened = _WIDENED.get(known, known)
    return _decode(data, widened) if widened in {*_NARROW, *_WIDE} else None


def _decode_wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: line ends and Latin letters hold zero bytes, as in no other text."""
    codec = _guess(data, _WIDE)
    sample = data[: _SAMPLE_LENGTH * _UNIT].decode(codec, "replace")
    if len(_COMMON.findall(sample)) < _LEAST_COMMON * len(sample):
        return None
    return _decode(data, codec)


def _guess(data: bytes, choices: tuple[str, ...]) -> str:
    """Return the encoding whose text looks most like Chinese, the first of equals."""
    start = max(0, (len(data) // 2 - _SAMPLE_LENGTH) // _UNIT * _UNIT)
    samples = [data[: _SAMPLE_LENGTH * 2], data[start : start + _SAMPLE_LENGTH * 2]]
    return max(choices, key=lambda codec: sum(_likeness(sample, codec) for sample in samples))


def _likeness(sample: bytes, codec: str) -> float:
    """Return how much of a sample is common: characters of the list, ASCII and Chinese marks; at most 1."""
    text = sample.decode(codec, "replace")
    if not text:
        return 0.0
    common = _common_characters()
    known = sum(character in common for character in text)
    return (known - _BROKEN_COST * text.count("\ufffd")) / len(text)


@functools.cache
def _common_characters() -> frozenset[str]:
    lists: dict[str, str] = tomllib.loads((resources() / "characters.toml").read_text("utf-8"))
    return frozenset("".join(lists.values())) | {*_MARKS} | {chr(code) for code in range(ord(" "), 0x7F)}


def _decode(data: bytes, codec: str) -> Decoded | None:
    name = _NAMES.get(codec, codec)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        if text.count("\ufffd") > max(1, _MOST_BROKEN * len(text)):
            return None
        return None if _is_binary(text) else Decoded(text, name, _list_losses(text))
    return None if _is_binary(text) else Decoded(text, name)


def _list_losses(text: str) -> tuple[Repair, ...]:
    return tuple(
        Repair(RepairKind.BROKEN_BYTES, number, loss.group())
        for number, line in enumerate(_NEWLINE.split(text), 1)
        for loss in _LOSS_IN_CONTEXT.finditer(line)
    )


def list_unseen(text: str) -> tuple[str, list[Repair]]:
    """Return a text without its invisible characters, and a repair for each line that had some.

    A line of nothing else keeps a zero-width space: unlike a blank line it parts no paragraphs.
    """
    if not has_unseen(text):
        return text, []
    lines = _NEWLINE.split(text)
    repairs: list[Repair] = []
    for index, line in enumerate(lines):
        seen, dropped = drop_unseen(line)
        lines[index] = seen or (dropped and _UNSEEN_LINE)
        if dropped:
            repairs.append(Repair(RepairKind.UNSEEN, index + 1, dropped))
    return ("\n".join(lines), repairs) if repairs else (text, [])


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE_LENGTH]
    return len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample)
