from speechdesk.library.reader import BlockRow
from speechdesk.suggest.caret import Place
from speechdesk.suggest.continuations import ContinuationFinder
from speechdesk.suggest.pool import build_pool, gather_text
from speechdesk.suggest.spans import Span, choose_spans, trimmed
from speechdesk.suggest.votes import count_votes, reach
from speechdesk.suggest.weights import load_weights


def offered(library: list[str], typed: str, most: int = 5) -> list[Span]:
    rows: list[BlockRow] = [(number, number, text) for number, text in enumerate(library, 1)]
    found = ContinuationFinder(build_pool(gather_text(rows))).find(Place(typed))
    votes = count_votes(found)
    weights = load_weights()
    return choose_spans(votes, reach(votes, weights), most, weights.grey)


def test_no_span_ends_inside_a_number_or_a_masked_name() -> None:
    texts = ["全年完成投资12345万元，由**州长牵头。", "全年完成投资67890万元，由**州长牵头。"]
    for typed in ("全年完成投资", "全年完成投资12345万元，由"):
        for span in offered(texts, typed, 20):
            end = (typed + span.text)[-1]
            rest = next(
                (text[len(typed + span.text) :] for text in texts if text.startswith(typed + span.text)), ""
            )
            assert not (end.isdigit() and rest[:1].isdigit())
            assert not (end == "*" and rest[:1] == "*")


def test_a_quotation_mark_that_is_opened_is_closed() -> None:
    spans = offered(["要扎实推进“三办三服务”各项工作。"] * 3, "要扎实推进", 20)
    assert spans
    assert all(span.text.count("“") == span.text.count("”") for span in spans)


def test_no_span_ends_inside_a_word_the_library_always_writes_so() -> None:
    texts = [f"会议由秘书长{rest}" for rest in ("主持召开。", "负责安排。", "向大家通报。", "作总结。")]
    assert not [span.text for span in offered(texts, "会议由", 20) if span.text in ("秘", "秘书")]


def test_different_ways_to_go_on_are_offered_beside_each_other() -> None:
    texts = ["要弘扬钉钉子精神，一锤接着一锤敲。", "要弘扬钉钉子精神，久久为功抓落实。"]
    spans = offered(texts, "要弘扬钉钉子精神，")
    assert {span.text[:2] for span in spans} == {"一锤", "久久"}
    assert len({span.text for span in spans}) == len(spans)


def test_chances_fall_with_length() -> None:
    spans = offered(["推动经济社会高质量发展，奋力谱写新篇章。"] * 2, "推动经济社会")
    by_length = sorted(spans, key=lambda span: span.length)
    assert [span.chance for span in by_length] == sorted((span.chance for span in spans), reverse=True)


def test_what_stands_behind_the_caret_is_left_out() -> None:
    assert trimmed(Span(0, 4, "步伐。", 0.5), "。政府").text == "步伐"
    assert trimmed(Span(0, 4, "步伐。", 0.5), "政府").text == "步伐。"
