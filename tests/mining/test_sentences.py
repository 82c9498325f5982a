"""What passages do within their paragraph, on words of our own."""

import numpy as np
import pytest

from speechdesk.mining.evidence import see_paragraph
from speechdesk.mining.roles import RoleGuess, find_cues
from speechdesk.mining.sentences import ROLES, decide_roles, find_passage_roles
from speechdesk.mining.units import passage_spans
from speechdesk.records import Block, BlockKind, PassageKind, Role

DEMANDS = RoleGuess(Role.WORK_DEMANDS, None, 0.8)
TASKS = RoleGuess(Role.TASKS, None, 0.8)


def roles_of(
    text: str, guess: RoleGuess, section: tuple[str, ...] = ()
) -> dict[tuple[PassageKind, str], Role]:
    block = Block(BlockKind.BODY, text, section=section)
    spans = passage_spans(block)
    (guesses,) = find_passage_roles([see_paragraph(block, guess, find_cues(block))], [spans])
    return {
        (span.kind, text[span.start : span.end]): found.role
        for span, found in zip(spans, guesses, strict=True)
    }


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("学风是本领的基础，关系到事业成败。", Role.SIGNIFICANCE),
        ("实践证明，这是提高效率的重要途径。", Role.SIGNIFICANCE),
        ("但工作中仍存在办文不规范、办会不细致的问题，会风也不严肃。", Role.PROBLEMS),
        ("大家要坚持读原著，做到学以致用。", Role.WORK_DEMANDS),
    ],
)
def test_a_sentence_among_demands_has_the_role_its_wording_shows(sentence: str, role: Role) -> None:
    found = roles_of(f"要勤于学习。{sentence}要严格要求自己，务必把工作做细做实。", DEMANDS)
    assert found[PassageKind.SENTENCE, sentence] is role


def test_a_paragraph_does_what_its_sentences_do_though_the_rules_say_otherwise() -> None:
    text = "但一些企业效益不高。部分群众收入增长不快，就业压力仍然较大。工作中还存在不少问题，作风不够扎实。"
    assert roles_of(text, TASKS)[PassageKind.PARAGRAPH, text] is Role.PROBLEMS


def test_a_paragraph_of_one_sentence_is_judged_by_its_words_too() -> None:
    text = "但我们也清醒看到，一些企业经营困难，部分群众收入不高，工作中还存在不少问题和不足。"
    assert roles_of(text, TASKS) == {(PassageKind.PARAGRAPH, text): Role.PROBLEMS}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("“十五五”时期主要目标任务", Role.OVERALL_DEMAND),
        ("2026年重点工作", Role.OVERALL_DEMAND),
        ("“十四五”时期目标任务完成情况", Role.ACHIEVEMENTS),
        ("2025年工作回顾", Role.ACHIEVEMENTS),
        ("", Role.ACHIEVEMENTS),
    ],
)
def test_headings_tell_goals_from_achievements_that_are_worded_alike(heading: str, role: Role) -> None:
    text = "科技创新能力明显提升，人民生活更加美好。"
    found = roles_of(text, RoleGuess(Role.ACHIEVEMENTS, None, 0.8), (heading,))
    assert found[PassageKind.PARAGRAPH, text] is role


def test_tasks_are_told_from_what_is_to_be_reached() -> None:
    goal, task = "科技创新能力明显提升，研发投入年均增长7%以上。", "加快建设实验室，推进重大项目开工。"
    found = roles_of(goal + task, TASKS, ("“十五五”时期主要目标任务",))
    assert found[PassageKind.SENTENCE, goal] is Role.OVERALL_DEMAND
    assert found[PassageKind.SENTENCE, task] is Role.TASKS


def test_paragraphs_are_judged_together_as_each_alone() -> None:
    texts = (
        "但一些企业效益不高。部分群众收入增长不快，工作中还存在不少问题。",
        "要勤于学习。一是读原著，读得进去。要学深悟透。二是抓落实，说到做到。务必善作善成。",
        "加快建设实验室，推进重大项目开工。",
    )
    blocks = [Block(BlockKind.BODY, text) for text in texts]
    paragraphs = [see_paragraph(block, TASKS, find_cues(block)) for block in blocks]
    spans = [passage_spans(block) for block in blocks]
    alone = [find_passage_roles([one], [own])[0] for one, own in zip(paragraphs, spans, strict=True)]
    assert find_passage_roles(paragraphs, spans) == alone
    assert len(alone[1]) == len(spans[1]) > len(texts)


def test_a_point_does_what_its_sentences_do_whatever_the_rest_of_its_paragraph() -> None:
    trouble = "二是有差距。一些企业经营困难，群众收入不高，存在不少问题和不足。"
    found = roles_of(f"一是抓项目。加快建设实验室，推进重大项目开工。{trouble}", TASKS)
    assert found[PassageKind.POINT, trouble] is Role.PROBLEMS


def test_a_speech_without_paragraphs_has_no_roles() -> None:
    assert find_passage_roles([], []) == []


def test_the_likeliest_role_is_named_and_how_likely_it_is_and_what_is_near() -> None:
    chances = np.full((1, len(ROLES)), 0.01)
    chances[0, ROLES.index(Role.PROBLEMS)], chances[0, ROLES.index(Role.SITUATION)] = 0.6, 0.3
    assert decide_roles(chances) == [RoleGuess(Role.PROBLEMS, Role.SITUATION, 0.6)]


def test_where_one_role_is_far_likelier_than_all_others_none_is_second() -> None:
    chances = np.full((1, len(ROLES)), 0.005)
    chances[0, ROLES.index(Role.PROBLEMS)] = 0.945
    assert decide_roles(chances) == [RoleGuess(Role.PROBLEMS, None, 0.94)]
