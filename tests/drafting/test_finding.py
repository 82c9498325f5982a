import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.drafting.changes import apply_changes
from speechdesk.drafting.finding import Place, Scope, find_places, replacements, whole
from speechdesk.errors import SpeechDeskError
from speechdesk.records import BlockKind, DraftBlock

TEXTS = ["全市工作，全市发展。", "全市ＡＢ 与 AB。"]


def found(query: str, *, regular: bool = False, scope: Scope | None = None) -> list[tuple[int, int, int]]:
    places = find_places(TEXTS, query, scope or whole(TEXTS), regular=regular)
    return [(place.block, place.start, place.end) for place in places]


def test_words_are_found_everywhere_in_order() -> None:
    assert found("全市") == [(0, 0, 2), (0, 5, 7), (1, 0, 2)]


def test_width_and_case_make_no_difference() -> None:
    assert found("ab") == [(1, 2, 4), (1, 7, 9)]
    assert found(",全市") == [(0, 4, 7)]


def test_only_the_scope_is_searched() -> None:
    assert found("全市", scope=Scope(0, 1, 1, 1)) == [(0, 5, 7)]


def test_nothing_stands_nowhere() -> None:
    assert found("") == []
    assert found("　") == []
    assert found("x*", regular=True) == []


def test_a_group_of_an_expression_is_put_in() -> None:
    places = find_places(TEXTS, "全市(..)", whole(TEXTS), regular=True)
    changes = replacements(TEXTS, places, "全市(..)", r"全县\1", regular=True)
    blocks = apply_changes([DraftBlock(BlockKind.BODY, text) for text in TEXTS], changes)
    assert [block.text for block in blocks] == ["全县工作，全县发展。", "全县ＡＢ 与 AB。"]


@pytest.mark.parametrize("query", ["（(", "[", "*", "(?P<a", "\\"])
def test_an_expression_that_is_none_is_told_of_in_a_sentence(query: str) -> None:
    with pytest.raises(SpeechDeskError) as caught:
        found(query, regular=True)
    assert "正则表达式" in caught.value.message


def test_a_group_that_is_not_there_is_told_of() -> None:
    places = find_places(TEXTS, "全市", whole(TEXTS), regular=True)
    with pytest.raises(SpeechDeskError, match="分组"):
        replacements(TEXTS, places, "全市", r"\1", regular=True)


def test_a_place_that_has_changed_meanwhile_is_left() -> None:
    assert replacements(TEXTS, [Place(0, 2, 4)], "全市", "全县", regular=True) == ()


@given(
    st.text(alphabet="全市，,ＸxAa 　", min_size=1, max_size=4),
    st.text(alphabet="全市，,ＸxAa 　", max_size=20),
)
def test_what_is_found_reads_as_what_was_looked_for(query: str, text: str) -> None:
    from_here = 0
    for place in find_places([text], query, whole([text]), regular=False):
        assert from_here <= place.start < place.end
        from_here = place.end


def test_an_expression_that_never_ends_is_given_up_with_a_sentence() -> None:
    texts = ["好" * 40 + "。"]
    with pytest.raises(SpeechDeskError, match="太慢"):
        find_places(texts, "(好|好好)+$", whole(texts), regular=True)
