from speechdesk.mining.units import passage_spans
from speechdesk.records import Block, BlockKind, PassageKind


def passages(*blocks: Block) -> list[tuple[PassageKind, str]]:
    return [
        (span.kind, block.text[span.start : span.end]) for block in blocks for span in passage_spans(block)
    ]


def test_a_paragraph_comes_before_its_sentences() -> None:
    text = "今天我们召开会议。主要任务是部署工作。"
    assert passages(Block(BlockKind.BODY, text)) == [
        (PassageKind.PARAGRAPH, text),
        (PassageKind.SENTENCE, "今天我们召开会议。"),
        (PassageKind.SENTENCE, "主要任务是部署工作。"),
    ]


def test_a_paragraph_of_one_sentence_is_one_passage() -> None:
    text = "今天我们召开全市会议。"
    assert passages(Block(BlockKind.BODY, text)) == [(PassageKind.PARAGRAPH, text)]


def test_outline_material_is_no_passage() -> None:
    assert not passages(
        Block(BlockKind.TITLE, "在全市办公室工作会议上的讲话"),
        Block(BlockKind.GREETING, "同志们："),
        Block(BlockKind.HEADING, "一、提高政治站位，强化责任担当", 1, "提高政治站位，强化责任担当"),
    )


def test_what_explains_terms_behind_a_speech_is_no_passage() -> None:
    note = "“一网四库”：指乡村治理信息平台和四个数据库。"
    for heading in ("名词解释", "《政府工作报告》有关内容名词注释"):
        assert not passages(Block(BlockKind.BODY, note, section=(heading,)))
    assert passages(Block(BlockKind.BODY, note, section=("做好政策解释工作",)))


def test_a_run_in_heading_is_part_of_its_paragraph_but_no_sentence() -> None:
    text = "一是提高政治站位。办公室首先是政治机关。必须旗帜鲜明讲政治。"
    assert passages(Block(BlockKind.HEADING, text, 3, "提高政治站位")) == [
        (PassageKind.POINT, text),
        (PassageKind.SENTENCE, "办公室首先是政治机关。"),
        (PassageKind.SENTENCE, "必须旗帜鲜明讲政治。"),
    ]


def test_a_few_characters_are_nobodys_stock_phrase() -> None:
    assert [text for _, text in passages(Block(BlockKind.BODY, "好。今天的会议开得很好。"))] == [
        "好。今天的会议开得很好。",
        "今天的会议开得很好。",
    ]


def test_points_counted_up_in_a_paragraph_are_passages() -> None:
    text = "工作有成效。一是讲政治。忠诚担当。二是抓落实。雷厉风行。今天受表扬的只是代表。"
    assert [words for kind, words in passages(Block(BlockKind.BODY, text)) if kind is PassageKind.POINT] == [
        "一是讲政治。忠诚担当。",
        "二是抓落实。雷厉风行。",
    ]


def test_a_single_point_is_no_list() -> None:
    kinds = [kind for kind, _ in passages(Block(BlockKind.BODY, "感受很深。一是立场坚定。大家辛苦了。"))]
    assert PassageKind.POINT not in kinds
