import numpy as np

from speechdesk.suggest.passage_index import PassageIndex, build_passage_index
from speechdesk.suggest.passage_table import STANDING, PassageTable
from speechdesk.suggest.pool import build_pool, gather_text

MANY = 2000


def index_of(sentences: list[str]) -> PassageIndex:
    pool = build_pool(gather_text((number, 1, text) for number, text in enumerate(sentences, 1)))
    none = np.zeros(len(sentences), dtype=np.int32)
    ends = pool.starts + np.array([len(text) for text in sentences], dtype=np.int32)
    standing = np.zeros((len(sentences), len(STANDING)), dtype=np.float32)
    table = PassageTable(pool.blocks, pool.starts, ends, standing, none, none, none)
    return build_passage_index(pool, table, None)


def test_words_that_stand_everywhere_are_found_too() -> None:
    rows, scores = index_of(["办公室工作"] * MANY).find("办公室工作", 5)
    assert len(set(rows.tolist())) == len(scores) == 5


def test_among_words_that_stand_everywhere_the_rare_ones_tell() -> None:
    sentences = [f"办公室工作{'甲乙丙丁'[number % 4]}" for number in range(MANY)]
    sentences[1234] = "办公室工作擘画"
    rows, _ = index_of(sentences).find("办公室工作擘画", 1)
    assert rows.tolist() == [1234]


def test_less_than_a_pair_finds_nothing() -> None:
    rows, scores = index_of(["办公室工作"]).find("办", 5)
    assert len(rows) == len(scores) == 0
