"""Letter-spaced Chinese, as old layouts and PDFs give it (1 9 9 3 年, 党 的 十 八 大) → the words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from speechdesk.documents.lines import Line, measure_width
from speechdesk.records import Repair, RepairKind

# A Chinese character, figure or mark; never a Latin letter, so that no two words are glued.
_SINGLE = r"[\u4e00-\u9fff\u3007\u3001\u3002\uff08-\uff0c\uff0e\uff1a\uff1b“”《》0-9\uff10-\uff19％%]"
_GAP = r"[ \u3000\xa0]{1,3}"
# Five in a row with even gaps do not come by chance; fewer may be names (张 三 李 四) or cells of a table.
_SPACED = re.compile(rf"{_SINGLE}(?P<gap>{_GAP}){_SINGLE}(?:(?P=gap){_SINGLE}){{3,}}")
_HAN = r"[\u4e00-\u9fff]"
_SPACED_LINE = re.compile(rf"{_HAN}(?P<gap>{_GAP}){_HAN}(?:(?P=gap){_HAN}){{2,}}")
_CHINESE = re.compile(_HAN)
_FEWEST_WORDS = 4  # white space parts a letter-spaced line into at least so many


def close_spaces(lines: Sequence[Line]) -> tuple[list[Line], list[Repair]]:
    """Return the lines without the white space between letters set apart, and a repair for each such run.

    Only white space is taken out.
    """
    closed: list[Line] = []
    repairs: list[Repair] = []
    for line in lines:
        text = line.text if len(line.text.split()) < _FEWEST_WORDS else _close(line, repairs)
        closed.append(line if text == line.text else replace(line, text=text, width=measure_width(text)))
    return closed, repairs


def _close(line: Line, repairs: list[Repair]) -> str:
    def joined(run: re.Match[str]) -> str:
        if run.group()[-1].isdigit() or not _CHINESE.search(run.group()):
            return run.group()  # a row of figures
        repairs.append(Repair(RepairKind.STRAY_SPACES, line.number, run.group()))
        return "".join(run.group().split())

    pattern = _SPACED_LINE if _SPACED_LINE.fullmatch(line.text) else _SPACED
    return pattern.sub(joined, line.text)
