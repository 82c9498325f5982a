from collections.abc import Iterator

import pytest

from speechdesk.library.library import Library
from speechdesk.paths import seeds
from speechdesk.records import Passage, PassageKind
from speechdesk.worker import import_files


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Passage]]:
    path = tmp_path_factory.mktemp("seeds") / "library.sqlite"
    import_files([seeds()], path, lambda _: None, lambda: False)
    with Library(path) as library:
        yield {passage.id: passage for passage in library.passages()}


def speeches(passage: Passage) -> set[str]:
    return {f"{source.file[:3]}-{source.speech}" for source in passage.sources}


def test_two_speeches_made_of_one_are_paired_sentence_by_sentence(passages: dict[int, Passage]) -> None:
    alone = [
        passage.text
        for passage in passages.values()
        if passage.kind is PassageKind.SENTENCE
        and speeches(passage) == {"001-1"}
        and not any("000-1" in speeches(passages[other]) for other in passage.variants)
    ]
    assert len(alone) <= 1  # the sentence that only this one has


def test_hardly_anything_else_among_the_seeds_is_a_variant(passages: dict[int, Passage]) -> None:
    true_pairs = [{"000-1", "001-1"}, {"002-1", "004-1"}, {"003-1", "004-1"}, {"001-2", "004-1"}]
    found = [
        speeches(passage) | speeches(passages[other])
        for passage in passages.values()
        for other in passage.variants
    ]
    assert len(found) > 100
    assert all(any(pair <= one for pair in true_pairs) for one in found)


def test_passages_of_one_speech_are_never_variants(passages: dict[int, Passage]) -> None:
    for passage in passages.values():
        for other in passage.variants:
            assert len(speeches(passage) | speeches(passages[other])) > 1
