"""The part of the README that tells what suggestions were measured at, from the figures of one run."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from replay import Measured

_HEAD = "## 联想量过多少"
_COLUMNS = {
    "SpeechDesk": "讲稿台，带上文",
    "SpeechDesk, sentence alone": "讲稿台，只给这一句",
    "tantivy alone": "只用 tantivy",
    "SQLite FTS5": "SQLite FTS5",
    "rapidfuzz alone": "只用 rapidfuzz",
    "prefix lookup": "按开头查",
}
_NOT_MEASURED = "未量"
_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class SizeMeasured:
    """What was measured on one library: how many sentences, the index's life, the engines."""

    sentences: int
    life: Mapping[str, float]
    engines: Sequence[Measured]


def write_table(readme: Path, sizes: Sequence[SizeMeasured], queries: int, repeats: int) -> None:
    """Put the figures into the README in the place of those that stand there."""
    before, _, rest = readme.read_text(encoding="utf-8").partition(f"{_HEAD}\n")
    _, mark, after = rest.partition("\n## ")
    text = "\n".join([before + _HEAD, "", *_lines(sizes, queries, repeats)])
    readme.write_text(f"{text}\n{mark}{after}", encoding="utf-8")


def _lines(sizes: Sequence[SizeMeasured], queries: int, repeats: int) -> list[str]:
    day = dt.datetime.now(tz=dt.UTC)
    lines = [
        f"{day.year} 年 {day.month} 月 {day.day} 日，两个核心，`tests/benchmarks/bench_suggest.py` 写的表。",
        f"每种 {queries} 句逐字打入（照原文、错一字、换层级、换语序），每键取 {repeats} 次中快的一次。",
        "R@5：要找的那句在前五条里的比例；毫秒是整个回答（续写和素材）占用处理器的 p50 / p99。",
        "rapidfuzz 问到 10 万句为止；一键要 100 毫秒以上的，四句只问一句。",
        "",
        f"| 素材库 | {' | '.join(_COLUMNS.values())} |",
        f"|{' --- |' * (len(_COLUMNS) + 1)}",
    ]
    for size in sizes:
        by_name = {engine.name: engine for engine in size.engines}
        found = [by_name.get(name) for name in _COLUMNS]
        recall = [f"{one.recall['R@5']:.3f}" if one else _NOT_MEASURED for one in found]
        works = [_milliseconds(one.works) if one else _NOT_MEASURED for one in found]
        lines += [
            f"| {_named(size.sentences)}句 R@5 | {' | '.join(recall)} |",
            f"| 毫秒 | {' | '.join(works)} |",
        ]
    largest = max(sizes, key=lambda size: size.sentences)
    life = largest.life
    told = (
        f"{_named(largest.sentences)}句：建索引 {life['build s']:.0f} 秒，",
        f"最多用 {life['build MB']:.0f} MB 内存、{life['disk MB']:.0f} MB 磁盘；",
        f"打开 {life['cold opened ms']:.0f} 毫秒，冷启动后第一次回答 {life['cold answer ms']:.0f} 毫秒；",
        f"添 100 条素材，{life['add ms']:.0f} 毫秒后可见。",
        f"打过四十键常驻 {life['cold MB']:.0f} MB，在全库各处打过千键 {life['cold MB after much']:.0f} MB，",
        f"其中 {life['cold private MB']:.0f} MB 是程序自己的，其余是系统可随时收回的文件缓存。",
    )
    return [*lines, "", *told]


def _milliseconds(works: np.ndarray) -> str:
    median, high = np.percentile(works, (50, 99))
    digits = 2 if high < 1 else 1
    return f"{median:.{digits}f} / {high:.{digits}f}"


def _named(sentences: int) -> str:
    if sentences < _TEN_THOUSAND:
        return f"{sentences // 1000} 千"
    return f"{sentences // _TEN_THOUSAND} 万"
