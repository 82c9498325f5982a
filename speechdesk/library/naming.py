"""What speeches without a title are called: the meeting they open, else the document's name."""

import re
import sqlite3
from pathlib import PurePath

_OPENING_BLOCKS = 3  # a speech names its meeting at once or not at all
_LONGEST_CHARS = 28
_MEETING = re.compile(
    r"(?:召开|举行|出席|参加)(?:了|一次|这次|此次)?"
    r"([^，。；：、！？“”《》\s]{2,}?(?:会议|大会|座谈会|动员会|推进会|培训会|启动会|部署会|总结会|表彰会))"
)
_CODE = re.compile(r"^[\W_]+|[\W_]+$|(?<![A-Za-z])[0-9a-f]{8,}(?![A-Za-z])", re.IGNORECASE)
_CHINESE = re.compile(r"[一-鿿]")


def name_speech(file: str, number: int, opening: str) -> str:
    """Return a readable name for an untitled speech.

    Args:
        file: the document's name.
        number: of the speech in it, from 1.
        opening: its first paragraphs.
    """
    meeting = _MEETING.search(opening)
    if meeting and len(meeting[1]) <= _LONGEST_CHARS:
        return f"{meeting[1]}讲话"
    bare = name_file(file)
    name = bare if _CHINESE.search(bare) else f"无题讲话（{bare}）"
    return f"{name}之{number}" if number > 1 else name


def name_file(file: str) -> str:
    """Return a document's name without its suffix and the codes that only machines read."""
    stem = PurePath(file).stem
    return _CODE.sub("", _CODE.sub("", stem)).strip("_- ") or stem


def name_speeches(connection: sqlite3.Connection) -> dict[tuple[str, int], str]:
    """Return the names of all speeches without a title, by file and number in it."""
    rows = connection.execute(
        "SELECT file, speech.position, block.text FROM speech "
        "JOIN document ON document.id = document_id JOIN block ON block.speech_id = speech.id "
        "WHERE title IS NULL AND digest NOT LIKE 'own:%' AND block.kind IN ('body', 'heading') "
        "AND block.position < ? "
        "ORDER BY speech.id, block.position",
        (2 * _OPENING_BLOCKS,),
    ).fetchall()
    openings: dict[tuple[str, int], str] = {}
    for file, number, text in rows:
        openings[file, number] = f"{openings.get((file, number), '')}\n{text}"
    return {(file, number): name_speech(file, number, text) for (file, number), text in openings.items()}
