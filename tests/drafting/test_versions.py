from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.versions import (
    VersionInfo,
    VersionKind,
    adopt_history,
    delete_version,
    history_folder,
    inherit_history,
    keep_version,
    list_versions,
    read_version,
    sweep_unnamed,
    thin_versions,
    thinned,
    unnamed_history,
)
from speechdesk.errors import UnreadableFile, UnwritableFile
from speechdesk.records import BlockKind, Draft, DraftBlock, MeetingCard

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=timezone(timedelta(hours=8)))
MINUTES_OF_TWO_MONTHS = 60 * 24 * 60


def draft(words: str) -> Draft:
    return Draft(MeetingCard(place="云麓县"), (DraftBlock(BlockKind.BODY, words),))


def made(minutes_ago: int, kind: VersionKind = VersionKind.AUTOMATIC, name: str = "") -> VersionInfo:
    return VersionInfo((NOW - timedelta(minutes=minutes_ago)).isoformat(timespec="seconds"), kind, name)


histories = st.lists(
    st.builds(made, st.integers(0, MINUTES_OF_TWO_MONTHS), st.sampled_from(VersionKind)), max_size=60
)


@given(histories)
def test_what_somebody_kept_is_never_thinned(history: list[VersionInfo]) -> None:
    staying = set(thinned(history, NOW))
    assert all(
        number in staying
        for number, version in enumerate(history)
        if version.kind is not VersionKind.AUTOMATIC
    )


@given(histories)
def test_the_newest_automatic_version_always_stays(history: list[VersionInfo]) -> None:
    automatic = [version for version in history if version.kind is VersionKind.AUTOMATIC]
    staying = [history[number] for number in thinned(history, NOW)]
    if automatic:
        assert max(automatic, key=lambda version: version.moment) in staying


@given(histories, st.integers(0, MINUTES_OF_TWO_MONTHS))
def test_thinning_on_the_way_leaves_what_thinning_once_leaves(
    history: list[VersionInfo], minutes_later: int
) -> None:
    later = NOW + timedelta(minutes=minutes_later)
    on_the_way = [history[number] for number in thinned(history, NOW)]
    twice = [on_the_way[number] for number in thinned(on_the_way, later)]
    assert sorted(version.made for version in twice) == sorted(
        history[number].made for number in thinned(history, later)
    )


@given(histories)
def test_of_a_day_in_the_last_month_at_least_one_automatic_version_stays(
    history: list[VersionInfo],
) -> None:
    staying = {history[number].made[:10] for number in thinned(history, NOW)}
    for version in history:
        if NOW - version.moment <= timedelta(days=30):
            assert version.made[:10] in staying


def test_all_of_an_hour_one_an_hour_of_a_day_and_one_a_day_of_a_month_stay() -> None:
    within_the_hour = [made(5), made(20), made(55)]
    an_hour_today = [made(100), made(110)]  # 13:50 and 13:40
    a_day = [made(3 * 24 * 60), made(3 * 24 * 60 + 200)]
    long_ago = [made(40 * 24 * 60)]
    history = [*within_the_hour, *an_hour_today, *a_day, *long_ago]
    assert thinned(history, NOW) == (0, 1, 2, 3, 5)


def test_a_version_gives_back_the_draft_it_was_made_of(tmp_path: Path) -> None:
    kept = keep_version(tmp_path, draft("一、提高站位。"), made(0, VersionKind.NAMED, "二稿"))
    assert kept is not None
    assert read_version(kept) == draft("一、提高站位。")
    (listed,) = list_versions(tmp_path)
    assert (listed.info.name, listed.info.chars) == ("二稿", 7)


def test_versions_are_listed_newest_first(tmp_path: Path) -> None:
    for minutes in (30, 10, 20):
        keep_version(tmp_path, draft(f"{minutes}"), made(minutes))
    assert [kept.info.made for kept in list_versions(tmp_path)] == [
        made(minutes).made for minutes in (10, 20, 30)
    ]


def test_an_automatic_version_that_says_the_same_is_not_kept_again(tmp_path: Path) -> None:
    keep_version(tmp_path, draft("同"), made(10))
    assert keep_version(tmp_path, draft("同"), made(5)) is None
    assert keep_version(tmp_path, draft("同"), made(5, VersionKind.NAMED)) is not None
    assert len(list_versions(tmp_path)) == 2


def test_thinning_takes_files_away(tmp_path: Path) -> None:
    for minutes in (40 * 24 * 60, 110, 100, 5):
        keep_version(tmp_path, draft(f"{minutes}"), made(minutes))
    assert thin_versions(tmp_path, NOW) == 2
    assert [kept.info.made for kept in list_versions(tmp_path)] == [made(5).made, made(100).made]


def test_a_damaged_version_is_left_alone_and_not_listed(tmp_path: Path) -> None:
    keep_version(tmp_path, draft("好"), made(0))
    damaged = tmp_path / "20260101T000000-00000000.version"
    damaged.write_bytes(b'{"info":')
    newer = tmp_path / "20260101T000000-00000001.version"
    newer.write_bytes(b'{"info":{"made":"2026-01-01T00:00:00+08:00","kind":"named"},"draft":{},"version":99}')
    assert len(list_versions(tmp_path)) == 1
    assert damaged.exists()
    assert newer.exists()


def test_a_version_whose_file_is_gone_is_told_of_in_words(tmp_path: Path) -> None:
    kept = keep_version(tmp_path, draft("好"), made(0))
    assert kept is not None
    delete_version(kept)
    with pytest.raises(UnreadableFile, match="换一个版本"):
        read_version(kept)


def test_a_folder_that_cannot_be_made_is_told_of_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableFile):
        keep_version(tmp_path / "file" / "versions", draft("好"), made(0))


def test_each_draft_file_has_a_history_of_its_own(tmp_path: Path) -> None:
    assert history_folder(tmp_path, Path("/a.speech")) != history_folder(tmp_path, Path("/b.speech"))


@pytest.mark.parametrize("move", [True, False])
def test_a_draft_under_another_name_keeps_its_history(tmp_path: Path, move: bool) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    keep_version(old, draft("旧名下的"), made(10))
    keep_version(new, draft("新名下的"), made(5))
    adopt_history(old, new, move=move)
    assert [read_version(kept) for kept in list_versions(new)] == [draft("新名下的"), draft("旧名下的")]
    assert old.exists() is not move


def test_a_renamed_draft_file_finds_its_history_by_what_it_holds(tmp_path: Path) -> None:
    keep_version(history_folder(tmp_path, Path("/旧名.speech")), draft("旧"), made(10))
    keep_version(history_folder(tmp_path, Path("/旧名.speech")), draft("新"), made(5))
    keep_version(history_folder(tmp_path, Path("/别的.speech")), draft("别的"), made(1))
    inherit_history(tmp_path, Path("/新名.speech"), draft("新"))
    inherited = list_versions(history_folder(tmp_path, Path("/新名.speech")))
    assert [read_version(kept) for kept in inherited] == [draft("新"), draft("旧")]


def test_a_draft_file_with_a_history_of_its_own_inherits_none(tmp_path: Path) -> None:
    keep_version(history_folder(tmp_path, Path("/一.speech")), draft("同"), made(10))
    keep_version(history_folder(tmp_path, Path("/二.speech")), draft("同"), made(5))
    inherit_history(tmp_path, Path("/二.speech"), draft("同"))
    assert len(list_versions(history_folder(tmp_path, Path("/二.speech")))) == 1


def test_an_empty_draft_inherits_nothing(tmp_path: Path) -> None:
    keep_version(history_folder(tmp_path, Path("/一.speech")), Draft(), made(10))
    inherit_history(tmp_path, Path("/二.speech"), Draft())
    assert list_versions(history_folder(tmp_path, Path("/二.speech"))) == ()


def test_versions_of_drafts_never_saved_go_after_a_month(tmp_path: Path) -> None:
    keep_version(tmp_path / unnamed_history(), draft("早"), made(40 * 24 * 60))
    keep_version(tmp_path / (newer := unnamed_history()), draft("晚"), made(10 * 24 * 60))
    keep_version(tmp_path / "named", draft("有名"), made(40 * 24 * 60))
    sweep_unnamed(tmp_path, NOW)
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["named", newer]
