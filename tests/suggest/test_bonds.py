import numpy as np
from pydivsufsort import divsufsort

from speechdesk.suggest.bonds import FIRM, find_bonds
from speechdesk.suggest.pool import encode


def bonds_of(text: str) -> list[int]:
    codes = encode(text)
    return find_bonds(codes, divsufsort(codes).astype(np.int32)).tolist()


def test_characters_of_a_word_are_tied_and_words_are_not() -> None:
    text = "办公室工作。办公室主任。办公室职责。办公室建设。办公室文件。办公室制度。"
    found = bonds_of(text)
    assert found[1] <= FIRM
    assert found[2] <= FIRM
    assert found[3] > FIRM


def test_what_stands_only_once_is_tied_to_nothing() -> None:
    assert min(bonds_of("甲乙丙丁戊己庚辛")) > FIRM


def test_an_empty_text_has_no_bonds() -> None:
    assert len(find_bonds(encode(""), np.empty(0, dtype=np.int32))) == 0
