"""Where titles are broken."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.export.title import break_title

LINE_CHARS = 20
BROKEN = (
    "在全州政府系统办公室工作|暨作风建设推进会议上的讲话",
    "在政府系统办公室工作|暨作风建设工作会上的讲话",
    "在黄河流域生态保护|和高质量发展座谈会上的讲话",
    "在学习贯彻|习近平新时代中国特色社会主义思想|主题教育工作会议上的讲话",
    "在“不忘初心、牢记使命”|主题教育总结大会上的讲话",
    "在党的十九届五中全会|第二次全体会议上的讲话",
    "在全市学习贯彻党的二十届三中全会精神|专题研讨班开班式上的讲话",
    "在全省《中国共产党纪律处分条例》|学习贯彻工作推进会上的讲话",
    "在2026年全市安全生产|和防汛抗旱工作电视电话会议上的讲话",
    "扎实推动共同富裕|——在省委财经委员会第三次会议上的讲话",
    "在全市深化“放管服”改革|优化营商环境工作电视电话会议上的讲话",
    "在市委经济工作会议|暨全市推进新型工业化大会上的讲话",
    "关于2025年国民经济和社会发展计划执行情况|与2026年国民经济和社会发展计划草案的报告",
    "在第十四届全国人民代表大会|第一次会议上的讲话",
    "在纪念中国人民志愿军抗美援朝|出国作战70周年大会上的讲话",
    "在全市扫黑除恶专项斗争总结表彰|暨常态化推进会议上的讲话",
    "在中央党校（国家行政学院）|中青年干部培训班开班式上的讲话",
    "以高质量党建引领高质量发展|奋力谱写中国式现代化新篇章",
    "在学习贯彻《中华人民共和国安全生产法》|暨安全生产月启动仪式上的讲话",
    "在全州党史学习教育总结会议|暨“干部作风能力提升年”|动员部署会议上的讲话",
    "坚定不移推进全面从严治党|为建设现代化强市提供坚强保障",
)
WHOLE = (
    "",
    "讲话",
    "在全市政府办公室工作会议上的讲话",
    "在市政府办公室职工会议上的讲话",
    "在全国脱贫攻坚总结表彰大会上的讲话",
    "在庆祝中国共产党成立100周年大会上的讲话",  # 21 characters, but the figures are half as wide
)
TITLES = st.text(
    st.sampled_from("在全市政府工作会议上的讲话暨和“”《》（）—、，的2026年第十二次A b"), max_size=70
)


@pytest.mark.parametrize("expected", BROKEN)
def test_a_long_title_is_broken_by_sense(expected: str) -> None:
    assert "|".join(break_title(expected.replace("|", ""), LINE_CHARS)) == expected


@pytest.mark.parametrize("title", WHOLE)
def test_a_title_that_fits_one_line_stays_whole(title: str) -> None:
    assert break_title(title, LINE_CHARS) == (title,)


@given(TITLES, st.integers(1, 24))
def test_the_lines_of_any_title_joined_are_the_title(title: str, line_chars: int) -> None:
    lines = break_title(title, line_chars)
    assert "".join(lines) == title
    assert 1 <= len(lines) <= 3


@given(TITLES)
def test_no_line_begins_with_a_mark_that_closes_while_another_break_would_do(title: str) -> None:
    later_lines = break_title("在全市政府工作会议上强调" + title.rstrip() + "在会议上讲话", LINE_CHARS)[1:]
    bad = [line for line in later_lines if line[0] in "”》）、，的"]
    assert not bad or title.count("的") + sum(map(title.count, "”》）、，")) > 5


def test_a_title_longer_than_three_lines_is_left_to_the_word_processor() -> None:
    title = "在全市政府办公室工作会议上的讲话" * 200
    assert break_title(title, LINE_CHARS) == (title,)


GOLDEN = Path(__file__).parent.parent / "data" / "export" / "titles.txt"


def test_real_titles_are_broken_as_they_were_read_and_found_good() -> None:
    lines = GOLDEN.read_text(encoding="utf-8").split()
    assert len(lines) >= 60
    assert ["|".join(break_title(line.replace("|", ""), LINE_CHARS)) for line in lines] == lines
