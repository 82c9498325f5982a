from collections.abc import Sequence
from itertools import pairwise

import pytest
from annotated import Annotated, annotated_speeches

from speechdesk.documents.reader import read_document
from speechdesk.mining.roles import RoleGuess, find_cues, find_roles, sentence_role
from speechdesk.paths import seeds
from speechdesk.records import Block, BlockKind, Role


def guess_roles(blocks: Sequence[Block]) -> tuple[RoleGuess | None, ...]:
    return tuple(find_roles(blocks, [find_cues(block) for block in blocks]))


def roles(*texts: str) -> list[Role | None]:
    blocks = [Block(BlockKind.BODY, text) for text in texts]
    return [guess.role if guess else None for guess in guess_roles(blocks)]


def test_opening_thanks_problems_and_call_are_told_apart() -> None:
    assert roles(
        "今天我们召开全市办公室工作会议，主要任务是总结工作、部署任务。",
        "一年来，各项工作取得明显成效，圆满完成任务，荣获先进集体。",
        "在此，我代表市政府向大家表示衷心的感谢和诚挚的问候！",
        "同时，我们也清醒认识到，工作中还存在不少问题和薄弱环节。",
        "同志们，使命光荣。让我们携起手来，作出新的更大的贡献！",
    ) == [Role.OPENING, Role.ACHIEVEMENTS, Role.THANKS, Role.PROBLEMS, Role.CLOSING_CALL]


def test_a_sentence_that_announces_a_report_opens() -> None:
    text = "省政府编制了规划纲要（草案），提请大会审议。主要指标保持增长。这里作简要说明。"
    block = Block(BlockKind.BODY, text)
    said = [cue for cue in find_cues(block) if cue.start >= text.index("这里")]
    assert sentence_role(said, RoleGuess(Role.TASKS, None, 0.8)).role is Role.OPENING


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("问题是产品质量没有达到计划的要求。", Role.PROBLEMS),
        ("我们完全有条件完成全年目标。", Role.SITUATION),
        ("展望未来，我们充满信心，奋力再上新台阶！", Role.CLOSING_CALL),
        ("五年里要努力实现以下目标任务：", Role.OVERALL_DEMAND),
        ("今年工作的总体要求是：全面贯彻会议精神。", Role.OVERALL_DEMAND),
        ("创新是经济发展的原动力。", Role.SIGNIFICANCE),
        ("调查研究是谋事之基、成事之道。", Role.SIGNIFICANCE),
        ("今年是实施规划的关键之年。", Role.SIGNIFICANCE),
    ],
)
def test_a_sentence_among_tasks_has_the_role_its_cue_speaks_for(sentence: str, role: Role) -> None:
    cues = find_cues(Block(BlockKind.BODY, sentence))
    assert sentence_role(cues, RoleGuess(Role.TASKS, None, 0.8)).role is role


def test_outline_material_has_no_role() -> None:
    blocks = [Block(BlockKind.TITLE, "讲话"), Block(BlockKind.HEADING, "一、统一思想", 1, "统一思想")]
    assert guess_roles(blocks) == (None, None)


def test_a_sentence_may_do_something_else_than_its_paragraph() -> None:
    text = "一年来，我们完成了任务。这里，我代表市政府向大家表示衷心的感谢！感谢大家的辛勤付出。"
    block = Block(BlockKind.BODY, text)
    (guess,) = guess_roles([block])
    assert guess is not None
    thanks = [cue for cue in find_cues(block) if cue.start > text.index("这里")]
    assert sentence_role(thanks, guess).role is Role.THANKS
    assert sentence_role((), guess) == guess


def test_confidence_lies_between_nothing_and_sure() -> None:
    for file in sorted(seeds().glob("*.txt")):
        for speech in read_document(file).speeches:
            for guess in guess_roles(speech.blocks):
                assert guess is None or (0 < guess.confidence < 1 and guess.secondary is not guess.role)


@pytest.mark.parametrize("speech", annotated_speeches(), ids=str)
def test_roles_of_the_seeds_are_mostly_as_annotated(speech: Annotated) -> None:
    guesses = guess_roles(speech.read().blocks)
    pairs = [(wanted, guess) for wanted, guess in zip(speech.roles, guesses, strict=True) if wanted]
    exact = sum(guess is not None and guess.role == wanted for wanted, guess in pairs)
    either = sum(guess is not None and wanted in (guess.role, guess.secondary) for wanted, guess in pairs)
    assert exact >= 0.75 * len(pairs)
    assert either >= 0.9 * len(pairs)


def test_points_of_one_list_mostly_share_a_role() -> None:
    (speech,) = read_document(next(seeds().glob("000*.txt"))).speeches
    guesses = [guess for guess in guess_roles(speech.blocks) if guess]
    assert sum(a.role is b.role for a, b in pairwise(guesses)) > len(guesses) / 2
