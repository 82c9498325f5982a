"""Ways to damage a file: its bytes, the tags and values in its text, the parts of its package."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from tests.documents.wordparts import zipped

_TAG = re.compile(rb"<[^<>]{0,2000}>")
_VALUE = re.compile(rb'"[^"<>]{0,200}"')
_NUMBER = re.compile(rb"\d+")
_VALUES = (
    b'""',
    b'"-1"',
    b'"0"',
    b'"1"',
    b'"9"',
    b'"4294967296"',
    b'"x"',
    b'"' + b"9" * 5000 + b'"',
    b'"\xe4\xb8\x80"',
)
_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"99999999999999999999")
_LONGEST_PIECE = 3000
_MOST_CHANGES = 12
_MOST_REPEATS = 300


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some damage; a zip package mostly has it inside its parts."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _mutate_package(data, chance)
    return _mutate_some(data, chance)


def _mutate_package(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(sorted(parts))
        parts[name] = _mutate_some(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    if chance.random() < 0.1:
        parts[chance.choice(("../../x", "/etc/x", "word\\document.xml", "WORD/DOCUMENT.XML", " "))] = b"<a/>"
    packed = zipped(parts)
    return _mutate_some(packed, chance) if chance.random() < 0.1 else packed


def _mutate_some(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        if not data:
            break
        data = chance.choice(_CHANGES)(data, chance)
    return data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(1, _LONGEST_PIECE))


def _flip_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))] if chance.random() < 0.3 else data


def _drop_piece(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat_piece(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.randint(1, _MOST_REPEATS) + data[end:]


def _move_piece(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    place = chance.randrange(len(data))
    return data[:place] + data[start:end] + data[place:]


def _zero_piece(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def _insert_noise(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.randint(1, 200)) + data[place:]


def _change_match(
    data: bytes, chance: random.Random, pattern: re.Pattern[bytes], choices: tuple[bytes, ...]
) -> bytes:
    found = pattern.search(data, chance.randrange(len(data)))
    return data if found is None else data[: found.start()] + chance.choice(choices) + data[found.end() :]


def _change_value(data: bytes, chance: random.Random) -> bytes:
    return _change_match(data, chance, _VALUE, _VALUES)


def _change_number(data: bytes, chance: random.Random) -> bytes:
    return _change_match(data, chance, _NUMBER, _NUMBERS)


def _change_tag(data: bytes, chance: random.Random) -> bytes:
    """Drop a tag, repeat it, or put another in its place."""
    other = _TAG.search(data, chance.randrange(len(data)))
    inserted = other.group() if other is not None else b"<x>"
    return _change_match(data, chance, _TAG, (b"", inserted, inserted * chance.randint(2, _MOST_REPEATS)))


def _change_stream(data: bytes, chance: random.Random) -> bytes:
    """Damage what a stream of a PDF unpacks to."""
    start = data.find(b"stream\n", chance.randrange(len(data)))
    end = data.find(b"\nendstream", start)
    if start < 0 or end < 0:
        return data
    try:
        inner = zlib.decompress(data[start + 7 : end])
    except zlib.error:
        return data
    changed = (
        chance.choice((_flip_bytes, _drop_piece, _repeat_piece, _change_number))(inner, chance)
        if inner
        else b""
    )
    return data[: start + 7] + zlib.compress(changed) + data[end:]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip_bytes, _cut_end, _drop_piece, _repeat_piece, _move_piece, _zero_piece, _insert_noise,
    _change_value, _change_number, _change_tag, _change_tag, _change_stream,
)  # fmt: skip
