"""A library of an older version: its speeches mined anew from the blocks it kept."""

import json
import sqlite3

from speechdesk.library.passages import keep_mined
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Speech


def mine_anew(connection: sqlite3.Connection) -> None:
    """Mine every speech of a library into its tables of passages, variants and expressions, all empty."""
    speeches = connection.execute(
        "SELECT id, title, date, speaker, greeting FROM speech ORDER BY document_id, position"
    ).fetchall()
    for speech_id, title, date, speaker, greeting in speeches:
        blocks = connection.execute(
            "SELECT id, kind, text, level, heading, section FROM block WHERE speech_id = ? ORDER BY position",
            (speech_id,),
        ).fetchall()
        read = tuple(
            Block(BlockKind(kind), text, level, heading, tuple(json.loads(section)))
            for _, kind, text, level, heading, section in blocks
        )
        mined = mine_speech(Speech(title, date, speaker, greeting, read))
        connection.execute("UPDATE speech SET level = ? WHERE id = ?", (mined.level, speech_id))
        keep_mined(connection, mined, speech_id, [block[0] for block in blocks])
