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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "要抓好重点项目建设，确保按期完成任务；要抓好民生实事办理，确保群众得到实惠。",
            ["要抓好重点项目建设，确保按期完成任务；", "要抓好民生实事办理，确保群众得到实惠。"],
        ),
        ("讲学习；讲政治；讲正气。", ["讲学习；讲政治；讲正气。"]),
        ("他说“要抓好重点项目，确保完成任务；要抓好民生实事，确保群众满意”。",) * 2,
    ],
)
def test_a_semicolon_parts_what_could_stand_alone(text: str, parts: list[str] | str) -> None:
    spans = sentence_spans(text, at_semicolons=True)
    assert [text[start:end] for start, end in spans] == ([parts] if isinstance(parts, str) else parts)


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("要抓好落实，确保各项任务完成到位；高质量发展是硬道理", "高质量发展是硬道理"),
        ("要抓好落实，确保各项任务完成到位；", ""),
        ("要抓好落实；干部要带头", "要抓好落实；干部要带头"),
        ("会议开完了。要抓好落实，确保各项任务完成到位；", ""),
        ("要抓好“落实，确保各项任务完成到位；高质量”发展", "要抓好“落实，确保各项任务完成到位；高质量”发展"),
    ],
)
def test_a_part_is_begun_behind_parts_that_stand_by_themselves(text: str, begun: str) -> None:
    assert text[last_sentence_start(text, at_semicolons=True) :] == begun
