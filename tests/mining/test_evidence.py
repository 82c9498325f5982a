"""What speaks for the role of a sentence, on words of our own."""

from speechdesk.mining.evidence import named_evidence, pairs_above, see_paragraph
from speechdesk.mining.roles import RoleGuess, find_cues
from speechdesk.records import Block, BlockKind, Role

TEXT = "我们要加强学习。过去一年成绩来之不易。"
HALF = TEXT.index("过")


def evidence(start: int, end: int, section: tuple[str, ...] = ()) -> set[str]:
    block = Block(BlockKind.BODY, TEXT, section=section)
    paragraph = see_paragraph(block, RoleGuess(Role.TASKS, None, 0.8), find_cues(block))
    return named_evidence(paragraph, start, end)


def test_a_sentence_is_known_by_how_it_begins_and_ends() -> None:
    assert {"begins 我", "begins 我们", "begins 我们要", "ends 。", "ends 习。"} <= evidence(0, HALF)


def test_words_count_for_the_sentence_in_which_they_stand() -> None:
    assert "start want" in evidence(0, HALF)
    assert "any past" not in evidence(0, HALF)
    assert "any past" in evidence(HALF, len(TEXT))


def test_the_place_in_a_paragraph_counts() -> None:
    assert "first" in evidence(0, HALF) - evidence(HALF, len(TEXT))
    assert "last" in evidence(HALF, len(TEXT)) - evidence(0, HALF)


def test_what_the_rules_say_of_the_paragraph_counts() -> None:
    assert "paragraph 任务部署" in evidence(0, HALF)


def test_headings_count_for_all_sentences_below_them() -> None:
    assert "above back" in evidence(0, HALF, ("2025年工作回顾",))
    assert "above ahead" in evidence(0, HALF, ("2026年重点工作",))
    assert not {"above back", "above ahead"} & evidence(0, HALF)


def test_pairs_of_characters_do_not_reach_from_one_heading_into_the_next() -> None:
    assert pairs_above(("回顾", "目标")) == {"回顾", "目标"}
