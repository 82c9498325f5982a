import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.text.sentences import last_sentence_start, sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("没有句号", ["没有句号"]),
        ("开会。部署！", ["开会。", "部署！"]),
        ("真的吗？！好……行。", ["真的吗？！", "好……", "行。"]),
        ("他说：“好。不好。”我走了。", ["他说：“好。不好。”", "我走了。"]),
        ("“走向未来。”办公室要学。", ["“走向未来。”", "办公室要学。"]),
        ("要（努力。）干。", ["要（努力。）干。"]),
        ("“未闭。合。", ["“未闭。", "合。"]),
        ("讲“三办”“三服务”工作。好。", ["讲“三办”“三服务”工作。", "好。"]),
    ],
)
def test_a_sentence_ends_at_its_mark_but_not_inside_a_pair(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(alphabet="会议。！？……“”（）《》，甲乙", max_size=60))
def test_sentences_together_are_the_whole_text(text: str) -> None:
    assert "".join(split(text)) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [("", ""), ("已完。正在写", "正在写"), ("已完。", ""), ("“已完。”", ""), ("“没完。写", "写")],
)
def test_the_last_sentence_is_what_is_not_closed_yet(text: str, rest: str) -> None:
    assert text[last_sentence_start(text) :] == rest
