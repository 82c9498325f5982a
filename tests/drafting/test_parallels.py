import pytest

from speechdesk.drafting.parallels import SectionPlace, find_place, heading_above, parallel_block
from speechdesk.library.overview import ShownBlock, ShownSpeech
from speechdesk.records import BlockKind, DraftBlock, Role, Source

DRAFT = (
    DraftBlock(BlockKind.TITLE, "讲话"),
    DraftBlock(BlockKind.BODY, "今天我们召开全县会议，主要任务是部署工作。"),
    DraftBlock(BlockKind.HEADING, "一、提高政治站位", 1),
    DraftBlock(BlockKind.BODY, "要讲政治。"),
    DraftBlock(BlockKind.HEADING, "二、抓好全县落实", 1),
)


def block(
    number: int, text: str, level: int = 0, heading: str | None = None, role: Role | None = None
) -> ShownBlock:
    return ShownBlock(Source("a.txt", 1, None, None, (), number), level, heading, role, text, ())


SPEECH = ShownSpeech(
    1,
    "讲话",
    "市",
    (
        block(0, "今天开会。", role=Role.OPENING),
        block(1, "一、讲政治，提高站位", 1, "讲政治，提高站位"),
        block(2, "要讲政治。", role=Role.WORK_DEMANDS),
        block(3, "二、抓好全市落实", 1, "抓好全市落实"),
        block(4, "感谢大家。", role=Role.THANKS),
    ),
)


@pytest.mark.parametrize(("at", "heading"), [(0, -1), (1, -1), (2, 2), (3, 2), (4, 4), (9, 4)])
def test_a_block_stands_under_the_heading_above_it(at: int, heading: int) -> None:
    assert heading_above(DRAFT, at) == heading


def test_a_place_is_known_by_its_heading_and_by_what_its_paragraphs_do() -> None:
    assert find_place(DRAFT, 3).heading == "提高政治站位"
    assert find_place(DRAFT, 1) == SectionPlace("", Role.OPENING)
    assert find_place((), 0) == SectionPlace("", None)


@pytest.mark.parametrize(
    ("place", "number"),
    [
        (SectionPlace("抓好全县落实", None), 3),
        (SectionPlace("提高政治站位", None), 1),
        (SectionPlace("全然不同的一节", Role.THANKS), 4),
        (SectionPlace("", Role.OPENING), 0),
        (SectionPlace("全然不同的一节", Role.PROBLEMS), None),
        (SectionPlace("全然不同的一节", None), None),
    ],
)
def test_sections_go_together_by_their_headings_else_by_what_they_do(
    place: SectionPlace, number: int | None
) -> None:
    assert parallel_block(place, SPEECH) == number
