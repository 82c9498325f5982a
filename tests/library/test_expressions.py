from pathlib import Path

from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, ExpressionKind, Speech

TEXT = "求真务实、真抓实干，增强“四个意识”。习近平总书记强调：“空谈误国，实干兴邦。”要增强“四个意识”。"


def add(library: Library, name: str) -> None:
    speech = Speech("讲话", None, None, None, (Block(BlockKind.BODY, TEXT),))
    library.add_document(Document(name, "utf-8", (), (speech,)), name, [mine_speech(speech)])


def test_set_expressions_are_counted_with_the_first_place_they_stand_in(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, "a.txt")
        add(library, "b.txt")
        (formula,) = library.expressions(ExpressionKind.FORMULA)
        (quotation,) = library.expressions(ExpressionKind.QUOTATION)
        counts = library.count_expressions()
    assert (formula.text, formula.count, formula.source.file) == ("“四个意识”", 4, "a.txt")
    assert (quotation.speaker, quotation.text, quotation.count) == (
        "习近平总书记",
        "空谈误国，实干兴邦。",
        2,
    )
    assert counts == {
        ExpressionKind.FOUR_CHARACTERS: 2,
        ExpressionKind.PARALLEL: 0,
        ExpressionKind.FORMULA: 1,
        ExpressionKind.QUOTATION: 1,
    }


def test_set_expressions_are_found_by_a_phrase_in_them(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, "a.txt")
        found = library.expressions(ExpressionKind.FOUR_CHARACTERS, phrase="真抓")
        assert [expression.text for expression in found] == ["求真务实、真抓实干"]
        assert library.expressions(ExpressionKind.FORMULA, phrase="真抓") == ()


def test_set_expressions_go_with_their_document(tmp_path: Path) -> None:
    with Library(tmp_path / "l.sqlite") as library:
        add(library, "a.txt")
        library.delete_document(library.documents()[0].id)
        assert library.expressions(ExpressionKind.FORMULA) == ()
        assert sum(library.count_expressions().values()) == 0
