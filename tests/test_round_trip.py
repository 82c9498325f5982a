import itertools
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document, read_text
from speechdesk.drafting.blocks import draft_from_document
from speechdesk.export.docx import export_docx
from speechdesk.export.presets import load_preset, preset_labels
from speechdesk.records import Speech

_TITLES = st.sampled_from(
    [
        ["在全市经济工作会议上的讲话"],
        ["在全州政府系统办公室工作暨作风建设推进会议上的讲话（摘要）"],
        ["坚定信心 奋力开创高质量发展新局面", "——在市委十二届五次全会上的讲话"],
        ["政府工作报告", "——2026年1月20日在某某省第十四届人民代表大会第四次会议上"],
        ["抓住机遇，乘势而上，奋力谱写新篇章"],
        [],
    ]
)
_DATES = st.sampled_from([["（2026年3月1日）"], ["二〇二六年三月一日"], []])
_SPEAKERS = st.sampled_from([["市长 李四"], ["省人民政府省长　欧阳修"], ["李四"], []])
_GREETINGS = st.sampled_from(
    [["同志们："], ["各位代表！"], ["尊敬的各位领导、各位来宾，女士们、先生们："], []]
)
_HEADINGS = st.sampled_from(
    [
        "一、提高思想认识，切实增强责任感和紧迫感",
        "二、突出重点，狠抓落实。",
        "（一）坚持学深悟透。",
        "（二）坚持学用结合。要把学习成果转化为工作实效，做到知行合一。",
        "1.抓好春耕备耕。种子、化肥、农药都要备足备好。",
        "第一，统一思想。思想是行动的先导。",
        "一是要讲大局。讲大局是办公室基本的政治要求。",
        "首先是学。学是基础，也是前提。",
        "（1）明确责任。",
        "附件：重点任务清单",
    ]
)
_PARAGRAPHS = st.sampled_from(
    [
        "今天召开这次会议，主要任务是总结工作、部署任务。下面，我讲几点意见。",
        "要坚持以习近平新时代中国特色社会主义思想为指导，完整、准确、全面贯彻新发展理念。",
        "同志们，蓝图已经绘就，让我们共同奋斗！",
        "同志们：",
        "——经济保持平稳增长。地区生产总值增长5.2%。",
        "主要任务是：",
        "一是加强领导；",
        "1.2亿元资金已经到位。",
        "张三、李四、王五",
        "引进 artificial intelligence 技术，建设“AI+”示范区。",
        "“十四五”时期工作回顾",
    ]
)
_BODIES = st.lists(st.one_of(_HEADINGS, _PARAGRAPHS, _PARAGRAPHS), min_size=1, max_size=15)
_SPEECHES = st.tuples(_TITLES, _DATES, _SPEAKERS, _GREETINGS, _BODIES, _DATES).map(
    lambda parts: [*itertools.chain.from_iterable(parts)]
)


_PRESETS = sorted(set(preset_labels()) - {"outline"})  # an outline leaves the body out


def _written_and_read(
    lines: list[str], folder: Path, preset: str
) -> tuple[tuple[Speech, ...], tuple[Speech, ...]]:
    document = read_text("\n".join(lines), "讲话.txt")
    path = folder / "讲话.docx"
    export_docx(draft_from_document(document), path, load_preset(preset))
    return document.speeches, read_document(path).speeches


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_SPEECHES, st.sampled_from(_PRESETS))
@example(
    ["在全市工作会议上的讲话", "附件：清单", "1.抓好春耕。种子、化肥都要备足备好。", "1.2亿元资金已经到位。"],
    "speech",
)
@example(
    ["在全市工作会议上的讲话", "（2026年3月1日）", "市长 李四", "附件：清单", "（2026年3月1日）"], "speech"
)
@example(["在全市工作会议上的讲话", "（一）抓好春耕。" + "种子、化肥都要备足备好。" * 60], "reading-24")
@example(["在全市工作会议上的讲话", "种子、化肥" * 200 + "都要备足备好。"], "reading-24")
@example(["在全市工作会议上的讲话", "一、" + "种子、化肥" * 200 + "都要备足备好。"], "reading")
def test_speech_written_as_word_document_reads_back_the_same(
    tmp_path: Path, lines: list[str], preset: str
) -> None:
    read, again = _written_and_read(lines, tmp_path, preset)
    assert again == read
