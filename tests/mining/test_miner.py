from collections import Counter

import pytest

from speechdesk.documents.reader import read_document
from speechdesk.mining.expressions import find_expressions
from speechdesk.mining.miner import mine_speech
from speechdesk.mining.topics import find_keywords, find_terms, topics_of
from speechdesk.paths import seeds
from speechdesk.records import Block, BlockKind, ExpressionKind, PassageKind, SlotKind, Speech


def test_every_passage_of_the_seeds_carries_its_role_and_its_slots_in_place() -> None:
    for file in sorted(seeds().glob("*.txt")):
        for speech in read_document(file).speeches:
            mined = mine_speech(speech)
            assert mined == mine_speech(speech)
            assert [block.text for block in mined.speech.blocks] == [block.text for block in speech.blocks]
            for extract in mined.extracts:
                assert extract.role is not None
                for slot in extract.slots:
                    assert extract.text[slot.start : slot.end] == slot.text


def test_a_speech_without_blocks_gives_nothing() -> None:
    mined = mine_speech(Speech(None, None, None, None, ()))
    assert (mined.level, mined.extracts, mined.expressions, mined.keywords) == ("", (), (), ())


def test_a_slogan_is_found_again_where_it_stands_bare() -> None:
    blocks = (
        Block(BlockKind.BODY, "市委确立了“四大动能”的发展思路，全市上下要认真落实。"),
        Block(BlockKind.BODY, "要围绕四大动能做文章，推动全市工作。"),
    )
    mined = mine_speech(Speech(None, None, None, None, blocks))
    assert (SlotKind.PROJECT, "四大动能") in [(slot.kind, slot.text) for slot in mined.speech.blocks[1].slots]


def test_a_passage_is_about_the_keywords_of_its_speech_too() -> None:
    texts = ("雪山旅游要提质。", "做强雪山旅游产业。", "雪山旅游带动就业。", "保护雪山生态，改进普通旅游。")
    blocks = tuple(Block(BlockKind.BODY, text) for text in texts)
    mined = mine_speech(Speech(None, None, None, None, blocks))
    assert mined.keywords == ("雪山旅游",)
    assert ["雪山旅游" in extract.topics for extract in mined.extracts] == [True, True, True, False]


def test_a_passage_bound_to_a_date_says_so() -> None:
    blocks = (Block(BlockKind.BODY, "以优异成绩迎接党的二十大胜利召开。"),)
    (extract,) = mine_speech(Speech(None, None, None, None, blocks)).extracts
    assert extract.kind is PassageKind.PARAGRAPH
    assert extract.time_bound


def test_topics_come_from_weighted_terms_strongest_first() -> None:
    text = "要加强督查督办，狠抓作风建设，坚决反对形式主义、官僚主义，持续纠治“四风”。"
    assert topics_of(find_terms(text)[1])[0] == "作风建设"
    assert topics_of(find_terms("同志们好。")[1]) == ()


def test_keywords_are_the_terms_a_speech_repeats() -> None:
    assert find_keywords(
        ["大兴调查研究。深入调查研究，推进调查研究工作。", "先抓好调查。再抓好研究。", "没有重复。"]
    ) == ("调查研究",)
    assert find_keywords([]) == ()


def test_set_expressions_are_found_with_their_speaker() -> None:
    text = (
        "要踔厉奋发、勇毅前行。增强“四个意识”。习近平总书记强调：“为政之要，重在落实。”"
        "服务决策要更加有方，服务发展要更加有效，服务落实要更加有力。"
    )
    found = find_expressions(text, 3)
    assert Counter(expression.kind for expression in found) == Counter(ExpressionKind)
    quotation = next(found_one for found_one in found if found_one.kind is ExpressionKind.QUOTATION)
    assert (quotation.speaker, quotation.text, quotation.block) == ("习近平总书记", "为政之要，重在落实。", 3)
    for expression in found:
        assert text[expression.start : expression.end] == expression.text


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("要认真贯彻习近平总书记“调查研究是谋事之基、成事之道”的要求。", "习近平总书记"),
        ("要落实增斌书记提出的“严谨、细致、规范、高效”要求。", "增斌书记"),
        ("李克强总理强调“办务实的事、开有效的会、发管用的文”。", "李克强总理"),
        ("要贯彻总书记的论述，落实xx州长提出的“法治、高效、廉洁”要求。", None),
    ],
)
def test_a_quotation_is_given_to_who_said_it_and_to_nobody_else(text: str, speaker: str | None) -> None:
    mined = mine_speech(Speech(None, None, None, None, (Block(BlockKind.BODY, text),)))
    quotations = [one for one in mined.expressions if one.kind is ExpressionKind.QUOTATION]
    assert [one.speaker for one in quotations] == ([speaker] if speaker else [])
