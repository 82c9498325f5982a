import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechdesk.errors import SpeechDeskError, UnwritableFile
from speechdesk.library.finding import Order, Shown, Wanted, date_key
from speechdesk.library.library import Library
from speechdesk.library.marks import Mark
from speechdesk.library.naming import name_speech
from speechdesk.library.selection import Selection
from speechdesk.library.user_library import UserLibrary
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, Match, Speech

DAY = date(2026, 3, 1)
FILES = (
    (
        "a.txt",
        "在全市会议上的讲话",
        "2021年3月1日",
        "要大兴调查研究之风。要抓好工作落实。银行要服务实体经济。",
    ),
    ("b.txt", None, "2023年5月1日", "今天，我们召开全县教育工作会议。要大兴调查研究之风，作风要实。"),
    ("c.txt", "讲话", None, "要抓好工作落实。希望大家认真学习、抓好落实。"),
)


def add(path: Path, file: str, title: str | None, day: str | None, text: str) -> None:
    speech = Speech(title, day, None, None, (Block(BlockKind.BODY, text, section=("一",)),))
    with Library(path) as library:
        library.add_document(Document(file, "", (), (speech,)), file, [mine_speech(speech)])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library") / "l.sqlite"
    for facts in FILES:
        add(made, *facts)
    return made


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "l.sqlite"))


@pytest.fixture
def library(path: Path) -> Iterator[UserLibrary]:
    with closing(UserLibrary(path)) as opened:
        yield opened


def texts(library: UserLibrary, wanted: Wanted) -> list[str]:
    return [card.match.passage.text for card in library.search(wanted, 50)]


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(line for line in connection.iterdump() if "sqlite_sequence" not in line)


def test_a_phrase_finds_the_shortest_passage_of_each_paragraph_that_holds_it(library: UserLibrary) -> None:
    assert set(texts(library, Wanted("调查研究"))) == {
        "要大兴调查研究之风。",
        "要大兴调查研究之风，作风要实。",
    }


def test_several_words_must_all_stand_in_a_passage(library: UserLibrary) -> None:
    assert texts(library, Wanted("落实 银行")) == [FILES[0][3]]
    assert texts(library, Wanted("落实 火星")) == []


def test_what_was_found_is_marked(library: UserLibrary) -> None:
    (card,) = library.search(Wanted("工作落实"), 50)
    (span,) = card.match.matched
    assert card.match.passage.text[slice(*span)] == "工作落实"


def test_initials_find_a_phrase_once_they_are_indexed(library: UserLibrary) -> None:
    assert library.lacks_initials()
    assert texts(library, Wanted("gzls")) == []
    library.index_initials()
    assert not library.lacks_initials()
    assert texts(library, Wanted("gzls")) == ["要抓好工作落实。"]
    (card,) = library.search(Wanted("YHYFW"), 50)
    assert [card.match.passage.text[a:b] for a, b in card.match.matched] == ["银行要服务"]


def test_what_was_found_is_sorted_by_date_and_by_use(library: UserLibrary) -> None:
    newest = texts(library, Wanted("调查研究", order=Order.DATE))
    assert newest[0] == "要大兴调查研究之风，作风要实。"
    (used, *_) = [
        card for card in library.search(Wanted("调查研究"), 9) if card.words == "要大兴调查研究之风。"
    ]
    library.count_use(used.match.passage.id)
    library.count_use(999)
    assert texts(library, Wanted("调查研究", order=Order.USED))[0] == "要大兴调查研究之风。"
    assert texts(library, Wanted(order=Order.USED))[0] == "要大兴调查研究之风。"


@pytest.mark.parametrize(
    ("written", "key"),
    [("2021年3月1日", "2021-0003-0001"), ("2021年", "2021-0000-0000"), ("某日", ""), (None, "")],
)
def test_dates_as_written_can_be_sorted(written: str | None, key: str) -> None:
    assert date_key(written) == key


def test_a_search_is_narrowed_by_source_year_document_and_tag(library: UserLibrary) -> None:
    assert all("2021" in card.label for card in library.search(Wanted("落实", Selection(year="2021")), 50))
    assert texts(library, Wanted("落实", Selection(source="c.txt"))) == texts(
        library, Wanted("落实", document=3)
    )
    library.change(["要抓好工作落实。"], lambda mark: msgspec.structs.replace(mark, tags=("常用",)))
    assert texts(library, Wanted(tag="常用")) == ["要抓好工作落实。"]
    assert library.book().tags() == ("常用",)


def test_favourites_notes_and_rewordings_are_found_among_their_own(library: UserLibrary) -> None:
    words = "要抓好工作落实。"
    library.change([words], lambda _: Mark(favourite=True, note="给教育口用", wording="务必抓好工作落实。"))
    for shown in (Shown.FAVOURITES, Shown.NOTED, Shown.REWORDED):
        assert texts(library, Wanted(shown=shown)) == ["务必抓好工作落实。"]
    assert texts(library, Wanted("教育口")) == ["务必抓好工作落实。"]
    assert "务必抓好工作落实。" in texts(library, Wanted("务必"))


def test_her_own_wording_is_shown_and_the_mined_one_comes_back(library: UserLibrary) -> None:
    words = "要抓好工作落实。"
    before = library.change([words], lambda _: Mark(wording="务必抓好工作落实。"))
    (card,) = library.search(Wanted("务必"), 50)
    assert (card.words, card.match.passage.text) == (words, "务必抓好工作落实。")
    library.restore(before)
    assert texts(library, Wanted("务必")) == []
    assert words in texts(library, Wanted("工作落实"))


def test_what_is_hidden_is_found_only_where_it_is_asked_for(library: UserLibrary) -> None:
    words = "要抓好工作落实。"
    (card, *_) = library.search(Wanted("工作落实"), 50)
    before = library.change([words], lambda mark: msgspec.structs.replace(mark, hidden=True))
    assert words not in texts(library, Wanted("工作落实"))
    assert library.cards([card.match]) == ()
    assert texts(library, Wanted(shown=Shown.HIDDEN)) == [words]
    library.restore(before)
    assert words in texts(library, Wanted("工作落实"))


def test_a_match_that_has_been_deleted_meanwhile_is_no_card(library: UserLibrary) -> None:
    (card, *_) = library.search(Wanted("银行"), 50)
    assert [shown.words for shown in library.cards([card.match])] == [card.words]
    library.delete_passages([card.match.passage.id])
    assert library.cards([card.match]) == ()
    other = Match(replace(card.match.passage, id=1, text="别的话"), 1.0, ())
    assert library.cards([other]) == ()


def test_untitled_speeches_have_a_readable_name(library: UserLibrary) -> None:
    (card,) = library.search(Wanted("作风要实"), 50)
    assert card.label == "全县教育工作会议讲话 · 2023年5月1日"


@pytest.mark.parametrize(
    ("file", "number", "opening", "name"),
    [
        ("001_34cbaa24aabbe4e6.txt", 1, "同志们。", "无题讲话（001）"),
        ("001_34cbaa24aabbe4e6.txt", 2, "同志们。", "无题讲话（001）之2"),
        ("2021年教育工作讲话_终稿.docx", 1, "同志们。", "2021年教育工作讲话_终稿"),
        (
            "a.txt",
            1,
            "经研究，我们召开这次全市安全生产电视电话会议，很重要。",
            "全市安全生产电视电话会议讲话",
        ),
    ],
)
def test_names_come_from_the_meeting_else_from_the_file(
    file: str, number: int, opening: str, name: str
) -> None:
    assert name_speech(file, number, opening) == name


def test_an_own_passage_is_found_at_once_and_told_apart(library: UserLibrary) -> None:
    assert library.keep_own(["要把好事办到群众心坎上。"], ("一", "二"), DAY) == 1
    (card,) = library.search(Wanted("心坎"), 50)
    assert card.label == "我的素材 · 2026年3月1日"
    assert card.match.passage.sources[0].section == ("一", "二")
    assert texts(library, Wanted(shown=Shown.OWN)) == ["要把好事办到群众心坎上。"]
    with pytest.raises(SpeechDeskError, match="已经在"):
        library.keep_own(["要把好事办到群众心坎上。"], (), DAY)
    with pytest.raises(SpeechDeskError, match="太短"):
        library.keep_own(["好。", " "], (), DAY)


def test_a_phrase_without_any_mark_can_be_kept(library: UserLibrary) -> None:
    assert library.keep_own(["凝心聚力谋发展"], (), DAY) == 1


def test_a_speech_is_read_whole_where_a_passage_stands(library: UserLibrary) -> None:
    (card,) = library.search(Wanted("银行"), 50)
    speech = library.speech_at(card.match.passage.sources[0], card.words)
    assert speech is not None
    assert [block.text for block in speech.blocks] == [FILES[0][3]]
    library.delete_documents([1])
    assert library.speech_at(card.match.passage.sources[0], card.words) is None


def test_of_documents_of_one_name_the_one_with_the_words_is_read(library: UserLibrary) -> None:
    for text in ("要把好事办到群众心坎上。", "要把实事办到百姓家门口。"):
        library.keep_own([text], (), DAY)
    (card,) = library.search(Wanted("家门口"), 50)
    speech = library.speech_at(card.match.passage.sources[0], card.words)
    assert speech is not None
    assert speech.blocks[0].text == card.words


def test_documents_and_statistics_tell_what_there_is(library: UserLibrary) -> None:
    library.keep_own(["要把好事办到群众心坎上。"], (), DAY)
    documents = library.documents()
    assert [(document.file, document.own) for document in documents] == [
        ("我的素材", True), ("c.txt", False), ("b.txt", False), ("a.txt", False)
    ]  # fmt: skip
    assert documents[2].speeches[0][1:] == ("全县教育工作会议讲话 · 2023年5月1日", documents[2].passages)
    counted = library.statistics()
    assert (counted.documents, counted.speeches, counted.own) == (3, 3, 1)
    assert counted.passages == sum(count for _, count in counted.roles)
    assert [year for year, _ in counted.years] == ["未注明", "2026", "2023", "2021"]


def test_deleting_and_undoing_leaves_the_library_exactly_as_it_was(path: Path, library: UserLibrary) -> None:
    library.index_initials()
    before = dump(path)
    (card,) = library.search(Wanted("银行"), 50)
    for delete in (
        lambda: library.delete_passages([card.match.passage.id]),
        lambda: library.delete_documents([1, 3]),
    ):
        steps = delete()
        assert dump(path) != before
        library.undelete(steps)
        assert dump(path) == before


def test_a_deletion_that_cannot_be_undone_says_so_and_changes_nothing(
    path: Path, library: UserLibrary
) -> None:
    steps = library.delete_documents([1])
    add(path, *FILES[0])
    after = dump(path)
    with pytest.raises(SpeechDeskError, match="撤销不了"):
        library.undelete(steps)
    assert dump(path) == after


def test_joined_passages_share_a_card_until_they_are_parted(path: Path, library: UserLibrary) -> None:
    before = dump(path)
    words = ["要抓好工作落实。", "银行要服务实体经济。"]
    library.join(words)
    (card,) = library.search(Wanted("银行"), 50)
    assert card.words == words[0]
    assert [variant.text for variant in card.match.variants] == words[1:]
    library.part(words[0], words[1:])
    assert dump(path) == before
    assert texts(library, Wanted("银行")) == ["银行要服务实体经济。"]


def test_a_variant_that_is_parted_is_shown_no_more_until_that_is_undone(
    path: Path, library: UserLibrary
) -> None:
    alike = "推动省委省政府、{}决策部署落地落实，确保各项工作走在前列。"
    for name in ("市委市政府", "州委州政府"):
        add(path, f"{name}.txt", None, None, alike.format(name))
    (card,) = library.search(Wanted("州委州政府"), 50)
    assert len(card.match.variants) == 1
    undo = library.part(card.words, [card.match.variants[0].text])
    (parted,) = library.search(Wanted("州委州政府"), 50)
    assert parted.match.variants == ()
    library.restore(undo)
    assert library.search(Wanted("州委州政府"), 50) == (card,)


WORDS = ("要抓好工作落实。", "银行要服务实体经济。", "要大兴调查研究之风。", "作风要实。")


@settings(max_examples=40)
@given(steps=st.lists(st.tuples(st.sampled_from("jpdhu"), st.permutations(WORDS)), max_size=6))
def test_whatever_is_done_can_be_undone_step_by_step(
    template: Path, steps: list[tuple[str, list[str]]]
) -> None:
    path = Path(shutil.copy(template, template.with_name("tried.sqlite")))
    with closing(UserLibrary(path)) as library:
        states: list[list[str]] = []
        undos: list[Callable[[], None]] = []
        for kind, words in steps:
            states.append(dump(path))
            if kind == "j":
                undos.append(partial(library.restore, library.join(words[:3])))
            elif kind == "p":
                undos.append(partial(library.restore, library.part(words[0], words[1:3])))
            elif kind == "d":
                undos.append(partial(library.undelete, library.delete_documents([len(words[0]) % 3 + 1])))
            elif kind == "h":
                undos.append(partial(library.restore, library.change(words[:2], lambda _: Mark(hidden=True))))
            else:
                undos.append(
                    partial(library.restore, library.change(words[:1], lambda _: Mark(tags=("一",))))
                )
        for undo, state in zip(reversed(undos), reversed(states), strict=True):
            undo()
            assert dump(path) == state


def test_marks_outlive_a_document_that_is_imported_again(path: Path, library: UserLibrary) -> None:
    library.change(["银行要服务实体经济。"], lambda _: Mark(favourite=True))
    library.delete_documents([1])
    assert texts(library, Wanted(shown=Shown.FAVOURITES)) == []
    add(path, *FILES[0])
    assert texts(library, Wanted(shown=Shown.FAVOURITES)) == ["银行要服务实体经济。"]


def test_what_one_window_marks_the_other_sees(path: Path, library: UserLibrary) -> None:
    words = "要抓好工作落实。"
    seen = library.version()
    assert library.book().of(words) == Mark()
    with closing(UserLibrary(path)) as other:
        other.change([words], lambda mark: msgspec.structs.replace(mark, note="那边写的"))
    assert library.version() != seen
    library.change([words], lambda mark: msgspec.structs.replace(mark, favourite=True))
    assert library.book().of(words) == Mark(favourite=True, note="那边写的")


def test_a_locked_library_is_said_in_one_sentence(path: Path, library: UserLibrary) -> None:
    library._connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnwritableFile, match="素材库正被另一个程序写入；请稍后再试。"):
            library.count_use(1)
        assert texts(library, Wanted("银行"))
    library.count_use(1)
    assert [mark.used for mark in library.book().marks.values()] == [1]
