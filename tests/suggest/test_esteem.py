"""What the user says of passages decides which of them are suggested, and in which order."""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from speechdesk.library.library import Library
from speechdesk.library.marks import Mark
from speechdesk.library.user_library import UserLibrary
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, Speech
from speechdesk.suggest.suggester import Suggester

BEGUN = "要大兴调查研究之风，"
ENDS = (
    "把真实情况摸清楚。", "到群众中去找办法。", "多看多听多问多记。", "用好正反两方面典型。",
    "带着问题走进车间。", "同基层干部交朋友。", "不搞层层陪同迎送。", "让数据说真话实话。",
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("library") / "l.sqlite"
    with Library(made) as library:
        for number, end in enumerate(ENDS):
            speech = Speech(None, None, None, None, (Block(BlockKind.BODY, BEGUN + end),))
            digest = hashlib.sha256(end.encode()).hexdigest()
            library.add_document(Document(f"{number}.txt", "", (), (speech,)), digest, [mine_speech(speech)])
    return made


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "l.sqlite"))


@pytest.fixture
def suggester(path: Path) -> Suggester:
    made = Suggester()
    with Library(path) as library:
        made.update(library)
    return made


def mark(path: Path, words: list[str], edit: Callable[[Mark], Mark]) -> None:
    with closing(UserLibrary(path)) as library:
        library.change(words, edit)


def offered(suggester: Suggester, begun: str = BEGUN) -> list[str]:
    return [match.passage.text for match in suggester.suggest(begun).passages]


def test_what_is_hidden_gives_its_place_to_others_at_once(path: Path, suggester: Suggester) -> None:
    first = offered(suggester)
    assert len(first) == 5
    mark(path, first[:3], lambda one: msgspec.structs.replace(one, hidden=True))
    left = offered(suggester)
    assert left == [*first[3:], *left[2:]]
    assert len(left) == 5
    assert not set(left) & set(first[:3])
    mark(path, first[:3], lambda one: msgspec.structs.replace(one, hidden=False))
    assert offered(suggester) == first


def test_what_is_hidden_is_not_found_by_search_either(path: Path, suggester: Suggester) -> None:
    hidden = BEGUN + ENDS[0]
    assert hidden in [match.passage.text for match in suggester.search(BEGUN, 20)]
    mark(path, [hidden], lambda one: msgspec.structs.replace(one, hidden=True))
    assert [match.passage.text for match in suggester.search(BEGUN, 20)].count(hidden) == 0
    assert [match.passage.text for match in suggester.search("", 20)].count(hidden) == 0


@pytest.mark.parametrize("liked", [Mark(favourite=True), Mark(used=3)])
def test_of_passages_that_fit_alike_the_liked_one_comes_first(
    path: Path, suggester: Suggester, liked: Mark
) -> None:
    last = offered(suggester)[-1]
    mark(path, [last], lambda _: liked)
    assert offered(suggester)[0] == last


def test_the_oftener_taken_of_two_comes_first(path: Path, suggester: Suggester) -> None:
    one, other = offered(suggester)[-2:]
    mark(path, [one], lambda _: Mark(used=2))
    mark(path, [other], lambda _: Mark(used=9))
    assert offered(suggester)[:2] == [other, one]


def test_a_favourite_never_pushes_aside_what_holds_the_typed_words(path: Path, suggester: Suggester) -> None:
    mark(path, [BEGUN + ENDS[0]], lambda _: Mark(favourite=True, used=500))
    assert offered(suggester, (BEGUN + ENDS[5])[:14])[0] == BEGUN + ENDS[5]


def test_passages_joined_on_one_card_take_one_place(path: Path, suggester: Suggester) -> None:
    first = offered(suggester)
    with closing(UserLibrary(path)) as library:
        library.join(first[:3])
        joined = offered(suggester)
        cards = library.cards(suggester.suggest(BEGUN).passages)
    assert len(joined) == len(cards) == 5
    assert len(set(joined) & set(first[:3])) == 1


def test_what_is_joined_to_a_hidden_passage_is_hidden_with_it(path: Path, suggester: Suggester) -> None:
    first = offered(suggester)
    with closing(UserLibrary(path)) as library:
        library.join(first[:2])
    mark(path, first[:1], lambda one: msgspec.structs.replace(one, hidden=True))
    assert not set(offered(suggester)) & set(first[:2])
