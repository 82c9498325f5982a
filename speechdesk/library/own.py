"""The user's own passages (我的素材): a selection of a draft, kept as a document of its own."""

import hashlib
from collections.abc import Sequence
from datetime import date

from speechdesk.errors import SpeechDeskError
from speechdesk.library.library import Library
from speechdesk.library.overview import OWN
from speechdesk.mining.miner import mine_speech
from speechdesk.mining.units import passage_spans
from speechdesk.records import Block, BlockKind, Document, Speech

OWN_FILE = "我的素材"


def keep_own(library: Library, texts: Sequence[str], section: Sequence[str], day: date) -> int:
    """Keep paragraphs as passages of the user's own; return how many passages are new.

    Mining gives them roles, topics and slots as it does to what was imported.

    Args:
        library: where to.
        texts: the paragraphs; empty ones are left out.
        section: headings they stand under in the draft, outermost first.
        day: when.

    Raises:
        SpeechDeskError: there is too little in them, or the library cannot be written.
    """
    kept = [text.strip() for text in texts if text.strip()]
    blocks = tuple(Block(BlockKind.BODY, text, section=tuple(section)) for text in kept)
    dated = f"{day.year}年{day.month}月{day.day}日"
    speech = Speech(None, dated, None, None, blocks)
    if not any(map(passage_spans, blocks)):
        raise SpeechDeskError("选中的文字太短，存不成素材；请选一句完整的话。")
    digest = OWN + hashlib.sha256("\n".join(kept).encode()).hexdigest()
    if library.holds(digest):
        raise SpeechDeskError("这段文字已经在“我的素材”里。")
    return library.add_document(Document(OWN_FILE, "", (), (speech,)), digest, [mine_speech(speech)])
