import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from speechdesk.errors import NewerFormat, UnreadableFile, UnwritableFile
from speechdesk.library import schema
from speechdesk.library.concordance import find_phrase
from speechdesk.library.library import Library
from speechdesk.library.upgrade import mine_anew
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, Speech

FIRST = "今天我们召开全市会议。主要任务是部署工作。"
SECOND = "主要任务是部署工作。希望大家抓好落实。"


def document(file: str, *texts: str, title: str | None = None) -> Document:
    blocks = tuple(Block(BlockKind.BODY, text, section=("一", "二")) for text in texts)
    return Document(file, "utf-8", (), (Speech(title, "2026年3月1日", None, None, blocks),))


def add(library: Library, read: Document, digest: str) -> int:
    return library.add_document(read, digest, [mine_speech(speech) for speech in read.speeches])


def test_a_new_library_is_empty(tmp_path: Path) -> None:
    with Library(tmp_path / "folder" / "l.sqlite") as library:
        assert library.documents() == library.passages() == library.texts() == ()
        assert library.count_passages() == 0


def test_what_was_added_is_there_when_opened_again(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        assert add(library, document("a.txt", FIRST, title="讲话"), "1") == 3
    with Library(tmp_path / "l.sqlite") as library:
        (kept,) = library.documents()
        assert (kept.file, kept.titles, kept.passages) == ("a.txt", ("讲话",), 3)
        assert [passage.text for passage in library.passages()] == [
            FIRST,
            "今天我们召开全市会议。",
            "主要任务是部署工作。",
        ]
        source = library.passages()[0].sources[0]
        assert (source.file, source.speech, source.title, source.section, source.block) == (
            *("a.txt", 1, "讲话", ("一", "二")),
            0,
        )


def test_equal_texts_are_one_passage_with_two_occurrences(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, document("a.txt", FIRST), "1")
        assert add(library, document("b.txt", SECOND), "2") == 2
        shared = next(p for p in library.passages() if p.text == "主要任务是部署工作。")
        assert [source.file for source in shared.sources] == ["a.txt", "b.txt"]


def test_the_same_file_is_never_added_twice(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, document("a.txt", FIRST), "1")
        assert add(library, document("a.txt", FIRST), "1") == 0
        assert library.holds("1")
        assert not library.holds("2")
        assert len(library.documents()) == 1


def test_a_passage_that_stands_in_two_documents_is_one_with_two_sources(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, document("a.txt", FIRST), "1")
        add(library, document("b.txt", SECOND), "2")
        assert [text.text for text in library.texts()][-1] == SECOND
        sources = {passage.text: len(passage.sources) for passage in library.passages()}
    assert sources["主要任务是部署工作。"] == 2
    assert sources[SECOND] == sources["希望大家抓好落实。"] == 1


def test_an_interrupted_addition_leaves_nothing_behind(tmp_path: Path) -> None:
    read = document("a.txt", FIRST)
    mined = mine_speech(read.speeches[0])
    broken = replace(mined, extracts=(*mined.extracts, replace(mined.extracts[0], block=9)))
    with Library(tmp_path / "l.sqlite") as library:
        with pytest.raises(IndexError):
            library.add_document(read, "1", [broken])
        assert library.documents() == library.passages() == ()
        assert add(library, read, "1") == 3


SIBLINGS = (
    "推动党中央国务院、省委省政府、市委市政府决策部署落地落实，确保全市各项工作走在前列。",
    "推动党中央国务院、省委省政府、州委州政府决策部署落地落实，确保全州各项工作走在前列。",
)


def test_near_identical_passages_of_two_speeches_are_variants(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        for number, text in enumerate(SIBLINGS):
            add(library, document(f"{number}.txt", text), str(number))
        one, other = library.passages()
    assert (one.variants, other.variants) == ((other.id,), (one.id,))


def test_what_mining_found_is_kept(tmp_path: Path) -> None:
    text = "要大兴调查研究之风，市委市政府各部门务必抓好落实。"
    with Library(tmp_path / "l.sqlite") as library:
        add(library, document("a.txt", text), "1")
        (passage,) = library.passages()
    assert passage.role is not None
    assert "调查研究" in passage.topics
    assert "市委市政府" in [slot.text for slot in passage.slots]


def test_names_opposite_each_other_in_variants_are_learned(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        for number, name in enumerate(("青海", "xx")):
            text = f"习近平总书记参加十三届全国人大四次会议{name}代表团审议时强调，高质量发展是首要任务。"
            add(library, document(f"{number}.txt", text), str(number))
        assert [slot.text for slot in library.learned_slots()] == ["青海"]


def test_a_deleted_document_takes_all_that_stood_only_in_it(tmp_path: Path) -> None:
    common = "希望大家认真学习、抓好落实。"
    with Library(tmp_path / "l.sqlite") as library:
        for number, text in enumerate(SIBLINGS):
            add(library, document(f"{number}.txt", text + common), str(number))
        library.delete_document(library.documents()[0].id)
        kept = {passage.text: passage for passage in library.passages()}
    assert SIBLINGS[0] not in kept
    assert SIBLINGS[1] in kept
    assert [source.file for source in kept[common].sources] == ["1.txt"]
    assert all(passage.variants == () for passage in kept.values())


def test_foreign_keys_take_everything_of_a_document_with_it(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Library(path) as library:
        add(library, document("a.txt", FIRST), "1")
    with closing(schema.connect(path, mine_anew)) as connection:
        connection.execute("DELETE FROM document")
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - fixed names
            for table in ("speech", "block", "occurrence", "expression")
        ]
        journal = connection.execute("PRAGMA journal_mode").fetchone()[0]
    assert counts == [0, 0, 0, 0]
    assert journal == "wal"


def test_a_newer_library_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    Library(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerFormat, match="更新版本"):
        Library(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no database at all, only text" * 40, b"SQLite format 3\x00" + b"x" * 900]
)
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "l.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="不是素材库"):
        Library(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (x)")
    with pytest.raises(UnreadableFile, match="不是讲稿台的素材库"):
        Library(path)


def test_a_folder_in_place_of_the_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="无法打开素材库"):
        Library(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableFile, match="读写权限"):
        Library(tmp_path / "l.sqlite")


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Library(path) as library:
        add(library, document("a.txt", FIRST), "1")
        limit = library._connection.execute("PRAGMA page_count").fetchone()[0]
        library._connection.execute(f"PRAGMA max_page_count = {limit}")  # what SQLite calls a full disk
        with pytest.raises(UnwritableFile, match="磁盘已满"):
            add(library, document("b.txt", *(f"第{n}段文字各不相同。" * 40 for n in range(200))), "2")
        assert [kept.file for kept in library.documents()] == ["a.txt"]


def test_a_phrase_is_found_with_what_stands_around_it(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, document("a.txt", "要大兴 调查研究之风，调查研究是基本功。"), "1")
        lines = find_phrase(library, "调查研究", context_chars=3)
    assert [(line.before, line.phrase, line.after) for line in lines] == [
        ("大兴 ", "调查研究", "之风，"),
        ("之风，", "调查研究", "是基本"),
    ]


@pytest.mark.parametrize("phrase", ["兴调查", "  ", ""])
def test_a_phrase_is_found_over_white_space_and_an_empty_one_nowhere(tmp_path: Path, phrase: str) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, document("a.txt", "要大兴 调查研究之风。"), "1")
        lines = find_phrase(library, phrase)
    assert [line.phrase for line in lines] == (["兴 调查"] if phrase.strip() else [])
