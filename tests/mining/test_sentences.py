"""What a sentence does within its paragraph, on words of our own."""

import pytest

from speechdesk.mining.roles import RoleGuess, find_cues
from speechdesk.mining.sentences import ROLES, decide_role, see_paragraph, weigh_sentence
from speechdesk.records import Block, BlockKind, Role

DEMANDS = RoleGuess(Role.WORK_DEMANDS, None, 0.8)
TASKS = RoleGuess(Role.TASKS, None, 0.8)


def role_of(paragraph: str, sentence: str, guess: RoleGuess) -> Role:
    block = Block(BlockKind.BODY, paragraph)
    start = paragraph.index(sentence)
    end = start + len(sentence)
    cues = [hit for hit in find_cues(block) if start <= hit.start < end]
    return weigh_sentence(see_paragraph(block, guess), start, end, cues).role


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
    paragraph = f"要勤于学习。{sentence}要严格要求自己，务必把工作做细做实。"
    assert role_of(paragraph, sentence, DEMANDS) is role


def test_a_sentence_like_its_paragraph_keeps_its_role_and_how_sure_it_is() -> None:
    paragraph = "加快项目建设。推进产业升级，实施技改工程。"
    block = Block(BlockKind.BODY, paragraph)
    assert weigh_sentence(see_paragraph(block, TASKS), 7, len(paragraph), ()) == TASKS


def test_the_rules_stand_where_the_wording_is_hardly_more_for_another_role() -> None:
    even = [0.0] * len(ROLES)
    even[ROLES.index(Role.SIGNIFICANCE)] = 0.2
    assert decide_role(DEMANDS, even) == DEMANDS


def test_the_wording_decides_where_it_is_plain_and_names_what_is_near() -> None:
    evidence = [-9.0] * len(ROLES)
    evidence[ROLES.index(Role.PROBLEMS)] = 1.0
    evidence[ROLES.index(Role.SITUATION)] = 0.0
    decided = decide_role(DEMANDS, evidence)
    assert (decided.role, decided.secondary) == (Role.PROBLEMS, Role.SITUATION)
    assert decided.confidence == pytest.approx(0.73)
