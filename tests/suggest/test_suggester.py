from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechdesk.library.library import Library
from speechdesk.paths import seeds
from speechdesk.suggest.cards import compare_words
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester
from speechdesk.worker import import_files


@pytest.fixture(scope="module")
def seed_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeds") / "library.sqlite"
    import_files([seeds()], path, lambda _: None, lambda: False)
    return path


@pytest.fixture(scope="module")
def suggester(seed_library: Path) -> Suggester:
    made = Suggester()
    with Library(seed_library) as library:
        made.update(library)
    return made


def test_the_rest_of_a_clause_is_offered(suggester: Suggester) -> None:
    offered = suggester.suggest("推动党中央国务院").completions
    for level in ("市", "州"):
        rest = f"、省委省政府、{level}委{level}政府决策部署落地落实"
        assert rest in [item.text.rstrip("。") for item in offered]
    assert offered[0].text.startswith("、省委省政府")
    assert {source.file[:3] for source in offered[0].sources} == {"000", "001"}


def test_a_sentence_nearly_written_is_finished_and_its_paragraph_offered(suggester: Suggester) -> None:
    answer = suggester.suggest("同志们：\n办公室工作需要紧跟时代步")
    assert answer.completions[0].text == "伐。"
    assert answer.passages[0].passage.text.startswith("一是办公室工作需要紧跟时代步伐。政府系统办公室")


def test_a_completion_is_found_over_level_words_and_prefers_the_writers_own(suggester: Suggester) -> None:
    for level in ("市", "州"):
        offered = suggester.suggest(f"省、{level}第十二次党代会已经擘画了全省、").completions
        assert offered
        assert all(f"{item.text}发".startswith(f"全{level}发") for item in offered)
        assert any(item.text.startswith(f"全{level}发展的宏伟蓝图") for item in offered)


def test_typing_errors_do_not_hide_a_passage(suggester: Suggester) -> None:
    answer = suggester.suggest("政治标准是恒量工作的首要标准，政治能力")
    assert "政治标准是衡量工作的首要标准" in answer.passages[0].passage.text


def test_a_part_behind_a_semicolon_finds_its_passage(tmp_path: Path) -> None:
    parts = ("要加强理论武装，始终做到学深悟透力行", "要坚持高质量发展，以新发展理念引领发展")
    (tmp_path / "a.txt").write_text(f"在工作会议上的讲话\n{'；'.join(parts)}。\n", encoding="utf-8")
    suggester = Suggester()
    import_files([tmp_path / "a.txt"], tmp_path / "l.sqlite", lambda _: None, lambda: False)
    with Library(tmp_path / "l.sqlite") as library:
        suggester.update(library)
    answer = suggester.suggest(f"{parts[0]}；{parts[1][:8]}")
    assert [match.passage.text for match in answer.passages] == [f"{parts[1]}。"]


def test_the_last_clause_is_looked_for_where_nothing_is_like_the_sentence(suggester: Suggester) -> None:
    begun = "以更加良好的精神状态保障政令畅通，推动党中央国务院，"
    clause = "切实加强办公室工作"
    offered = suggester.suggest(f"{begun}{clause}").passages
    assert any("办公室工作" in match.passage.text for match in offered)


def test_behind_a_whole_sentence_the_one_that_followed_it_comes_first(suggester: Suggester) -> None:
    said = "办公室首先是政治机关，政治标准是衡量工作的首要标准，政治能力是办公室干部的第一能力。"
    offered = suggester.suggest(f"在全县办公室工作会议上的讲话\n同志们：\n{said}").passages
    assert offered[0].passage.text.startswith("办公室每位同志都必须始终把绝对忠诚作为首要政治原则")


def test_what_matches_is_marked(suggester: Suggester) -> None:
    match = suggester.suggest("调查研究是谋事之基").passages[0]
    assert [match.passage.text[start:end] for start, end in match.matched] == ["调查研究是谋事之基"]


def test_what_is_written_already_is_not_offered_again(suggester: Suggester) -> None:
    written = "调查研究是谋事之基、成事之道。"
    offered = [match.passage.text for match in suggester.suggest(f"{written}调查研究是").passages]
    assert offered
    assert written not in offered


def test_one_paragraph_is_offered_once(suggester: Suggester) -> None:
    places = [
        (match.passage.sources[0].file, match.passage.sources[0].speech, match.passage.sources[0].block)
        for match in suggester.suggest("办公室工作", 20).passages
    ]
    assert len(places) == len(set(places)) > 5


@pytest.mark.parametrize("before", ["", "  ", "\n\n", "\u3000"])
def test_nothing_written_gets_nothing(suggester: Suggester, before: str) -> None:
    answer = suggester.suggest(before)
    assert answer.completions == answer.passages == ()


def test_an_empty_library_suggests_nothing(tmp_path: Path) -> None:
    empty = Suggester()
    with Library(tmp_path / "l.sqlite") as library:
        empty.update(library)
    answer = empty.suggest("办公室工作")
    assert answer.completions == answer.passages == ()
    assert empty.search("办公室", 5) == ()


@settings(max_examples=60)
@given(st.text(max_size=80), st.integers(1, 8))
def test_any_text_gets_at_most_n_of_each_with_scores_between_0_and_1(
    suggester: Suggester, before: str, n: int
) -> None:
    answer = suggester.suggest(before, n)
    assert len(answer.completions) <= n
    assert len(answer.passages) <= n
    scores = [item.score for item in (*answer.completions, *answer.passages)]
    assert all(0 <= score <= 1 for score in scores)
    assert all(item.text and item.sources for item in answer.completions)


def test_an_update_takes_in_only_what_is_new_and_makes_it_visible(tmp_path: Path) -> None:
    path, made = tmp_path / "l.sqlite", Suggester()
    for number, text in enumerate(
        ("要弘扬钉钉子精神，一锤接着一锤敲。", "要弘扬钉钉子精神，久久为功抓落实。")
    ):
        (tmp_path / f"{number}.txt").write_text(f"关于工作的讲话\n\n{text}\n", encoding="utf-8")
        import_files([tmp_path / f"{number}.txt"], path, lambda _: None, lambda: False)
        with Library(path) as library:
            made.update(library)
            made.update(library)
        offered = [item.text.rstrip("。") for item in made.suggest("要弘扬钉钉子精神，").completions]
        assert text[9:].rstrip("。") in offered
    offered = [item.text for item in made.suggest("要弘扬钉钉子精神，").completions]
    assert {item[:2] for item in offered} == {"一锤", "久久"}


def test_many_small_updates_become_one_index_again(tmp_path: Path) -> None:
    path, made = tmp_path / "l.sqlite", Suggester()
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"第{number}项任务要抓紧抓实办好。\n", encoding="utf-8")
        import_files([tmp_path / f"{number}.txt"], path, lambda _: None, lambda: False)
        with Library(path) as library:
            made.update(library)
    assert made._state is not None
    assert len(made._state.segments) == 2
    for number in range(12):
        offered = made.suggest(f"第{number}项任务").completions
        assert offered
        assert all("要抓紧抓实办好。".startswith(item.text) for item in offered)


def test_it_may_be_asked_from_many_threads_while_it_grows(seed_library: Path) -> None:
    made = Suggester()
    with Library(seed_library) as library, ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(made.suggest, "办公室工作需要紧跟时代步") for _ in range(20)]
        made.update(library)
        asked += [threads.submit(made.suggest, "办公室工作需要紧跟时代步") for _ in range(20)]
        answers = [future.result() for future in asked]
    assert answers[-1].completions[0].text == "伐。"


def test_level_words_follow_the_draft(suggester: Suggester) -> None:
    before = "同志们：\n今天，我们召开全县政府系统办公室工作会议。\n"
    before += "要以更加良好的精神状态保障政令畅通，推动党中央国务院、省委省政府、"
    offered = suggester.suggest(before).completions
    assert offered
    assert any("县委县政府" in item.text for item in offered)
    assert not any("州委" in item.text or "市委" in item.text for item in offered)


def test_what_follows_the_caret_is_not_doubled(suggester: Suggester) -> None:
    answer = suggester.suggest(Place("办公室工作需要紧跟时代步", after="。政府系统"))
    assert answer.completions[0].text == "伐"


def test_the_passage_after_the_one_just_written_comes_first(suggester: Suggester) -> None:
    written = "同志们：\n要增强服务意识。\n办公室工作需要紧跟时代步伐。"
    followed = suggester.suggest(written + "政府").passages[0]
    assert "紧跟时代步伐。政府系统办公室" in followed.passage.text or followed.passage.text.startswith(
        "政府系统"
    )


@pytest.mark.parametrize("before", ["推动党中央国务院", "一是", "在全市", "要"])
def test_no_completion_is_cut_inside_a_pair_of_marks(suggester: Suggester, before: str) -> None:
    for item in suggester.suggest(before, 8).completions:
        for opening, closing in ("“”", "《》", "（）"):
            assert item.text.count(opening) <= item.text.count(closing)


def test_a_match_tells_what_was_compared_and_what_only_the_draft_has(suggester: Suggester) -> None:
    match = suggester.suggest("政治标准是恒量工作的首要标准").passages[0]
    compared = compare_words(match)
    assert compared is not None
    assert compared.words == "政治标准是恒量工作的首要标准"
    assert match.passage.text[compared.start : compared.end] == "政治标准是衡量工作的首要标准"
    assert compared.only_typed == ("恒",)
    assert match.score in (round(13 / 14, 4), round(0.9 * 13 / 14, 4))  # where it stands further in


def test_level_words_width_and_marks_make_no_difference_to_the_score(suggester: Suggester) -> None:
    before = "省、县第十二次党代会已经擘画了全省、全县发展的宏伟蓝图"
    match = suggester.suggest(before).passages[0]
    compared = compare_words(match)
    assert compared is not None
    assert compared.only_typed == ()


def test_what_stands_behind_the_caret_tells_which_passage_belongs_between(suggester: Suggester) -> None:
    speech = (seeds() / "000_4160adbc3defba8b.txt").read_text(encoding="utf-8")
    before, _, after = speech.partition("办公室工作需要紧跟时代步伐。")
    assert after
    place = Place(before[-200:] + "办公室", after=after.partition("\n")[0])
    offered = [match.passage.text for match in suggester.suggest(place).passages]
    assert any("办公室工作需要紧跟时代步伐" in text for text in offered)


@pytest.mark.parametrize(
    "before", ["要" * 5000, "\ufffd\ufffd", "a" * 300, "，，，，", "\U00020000吉祥\U0001f600"]
)
def test_odd_text_is_answered_too(suggester: Suggester, before: str) -> None:
    suggester.suggest(Place(before, after=before[::-1], rest=before, section=(before,)))
