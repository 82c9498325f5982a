from pathlib import Path

from speechdesk.library.cards import read_passages_by_id, read_passages_by_words
from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, Passage, Speech

NAMED = "习近平总书记参加十三届全国人大四次会议{}代表团审议时强调，高质量发展是首要任务。"
OTHER = "云 麓的干部要在云麓的事上走在前列。"


def add(library: Library, name: str, *texts: str) -> None:
    speech = Speech(None, None, None, None, tuple(Block(BlockKind.BODY, text) for text in texts))
    library.add_document(Document(name, "utf-8", (), (speech,)), name, [mine_speech(speech)])


def slots(passage: Passage) -> list[str]:
    return [slot.text for slot in passage.slots]


def passage_of(library: Library, text: str) -> Passage:
    return next(passage for passage in library.passages() if passage.text == text)


def test_what_one_pair_of_variants_teaches_is_a_slot_in_older_and_newer_passages(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, "old", OTHER)
        assert slots(passage_of(library, OTHER)) == []
        add(library, "one", NAMED.format("云麓"))
        add(library, "two", NAMED.format("xx"))
        add(library, "new", "希望云麓更好，大家更好。")
        assert slots(passage_of(library, OTHER)) == ["云 麓", "云麓"]
        assert slots(passage_of(library, "希望云麓更好，大家更好。")) == ["云麓"]


def test_what_was_learned_is_a_slot_on_the_users_cards_too(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        for name, text in (("old", OTHER), ("one", NAMED.format("云麓")), ("two", NAMED.format("xx"))):
            add(library, name, text)
        by_words = read_passages_by_words(library.connection, [OTHER])[OTHER]
        by_id = read_passages_by_id(library.connection, [by_words.id])[by_words.id]
    assert slots(by_words) == slots(by_id) == ["云 麓", "云麓"]


def test_what_was_learned_goes_with_the_variants_that_taught_it(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, "old", OTHER)
        for name, place in (("one", "云麓"), ("two", "xx"), ("three", "××")):
            add(library, name, NAMED.format(place))
        library.delete_document(library.documents()[2].id)
        assert slots(passage_of(library, OTHER)) == ["云 麓", "云麓"]  # the third still shows it
        library.delete_document(library.documents()[2].id)
        assert library.learned_slots() == ()
        assert slots(passage_of(library, OTHER)) == []


def test_a_passage_gains_a_slot_and_a_variant_by_one_that_comes_later(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, "old", OTHER, "这一段与此无关，照旧不变。")
        add(library, "one", NAMED.format("云麓"))
        add(library, "two", NAMED.format("xx"))
        told = {passage.text: passage for passage in library.passages()}
    assert slots(told[OTHER]) == ["云 麓", "云麓"]
    assert told[NAMED.format("云麓")].variants
