import pytest

from speechdesk.drafting.blocks import draft_from_document, recognise_kind
from speechdesk.records import Block, BlockKind, Document, Speech


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("", BlockKind.BODY, 0),
        ("我们要抓落实。", BlockKind.BODY, 0),
        ("一、提高站位", BlockKind.HEADING, 1),
        ("（一）提高站位。今天我们开会。", BlockKind.HEADING, 2),
        ("一是提高站位。今天我们开会。", BlockKind.HEADING, 3),
        ("同志们：", BlockKind.GREETING, 0),
        ("各位代表：", BlockKind.GREETING, 0),
    ],
)
def test_a_typed_paragraph_is_known_by_its_text(text: str, kind: BlockKind, level: int) -> None:
    assert recognise_kind(text) == (kind, level)


def test_a_draft_takes_all_speeches_and_the_card_the_first_ones_facts() -> None:
    speeches = (
        Speech("甲", "2026年3月1日", "张三", None, (Block(BlockKind.TITLE, "甲"),)),
        Speech(None, None, None, None, (Block(BlockKind.BODY, "乙"),)),
    )
    draft = draft_from_document(Document("a.txt", "utf-8", (), speeches))
    assert [block.text for block in draft.blocks] == ["甲", "乙"]
    assert (draft.card.date, draft.card.speaker) == ("2026年3月1日", "张三")
