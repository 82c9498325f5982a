"""What filling leaves of the old meeting: `python tests/benchmarks/filling_leftovers.py [FOLDER]`.

Every passage (of the seeds) is filled from the card of another level and place. Old words are those of the
speech itself: its level, the places, persons and meetings among its slots. Said of each that is still there:
whether it is marked as a slot, so that the user is led to it, or stands plain.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from speechdesk.documents.reader import read_document
from speechdesk.drafting.filling import Filled, fill_slots
from speechdesk.mining.miner import mine_speech
from speechdesk.mining.patterns import LEVELS, mask_pattern, place_names
from speechdesk.paths import seeds
from speechdesk.records import MeetingCard, MinedSpeech, SlotKind

CARD = MeetingCard(
    meeting="全县重点项目推进会",
    date="2026年3月1日",
    place="清河县",
    speaker="张三",
    office="县长",
    audience="各乡镇和县直各部门负责同志",
    level="县",
)
_OFFICES = re.compile(
    f"(?:常务)?副?(?:[{LEVELS}]长|[{LEVELS}]?委?书记|主席|主任|秘书长|同志|[部厅局处]长|常委).*"
)
_ENDS = ("委", "政府", "长", "级", "直", "人大", "政协")


def main() -> None:
    """Print what is left, plain and marked, and where."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=seeds())
    plain: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    places: dict[str, str] = {}
    passages = 0
    for file in sorted(parser.parse_args().folder.glob("*.txt")):
        for number, speech in enumerate(read_document(file).speeches, start=1):
            mined = mine_speech(speech)
            old = re.compile("|".join(map(re.escape, sorted(_old_words(mined), key=len, reverse=True))))
            for extract in mined.extracts:
                passages += 1
                filled = fill_slots(extract.text, extract.slots, CARD, mined.level)
                for words, is_marked in _left(filled, old):
                    (marked if is_marked else plain)[words] += 1
                    places.setdefault(words, f"{file.name[:3]}-{number}: {extract.text[:60]}")
    print(f"{passages} passages; left plain: {plain.total()}, left and marked: {marked.total()}")
    for title, counts in (("plain", plain), ("marked", marked)):
        for words, count in counts.most_common():
            print(f"{title}\t{count}\t{words}\t{places[words]}")


def _old_words(mined: MinedSpeech) -> set[str]:
    """Return what must not be left: words of the level, and the names among the slots of a speech."""
    own = mined.level
    words = {f"全{own}", f"我{own}", *(f"{own}{end}" for end in _ENDS)}
    words.update(name for name in place_names() if any(name in block.text for block in mined.speech.blocks))
    for block in mined.speech.blocks:
        for slot in block.slots:
            if slot.time_bound:
                continue
            if slot.kind is SlotKind.PLACE and not _is_common(slot.text):
                words.add(slot.text)
            elif slot.kind is SlotKind.PERSON:
                words.add(_OFFICES.sub("", slot.text).strip() or slot.text)
            elif slot.kind is SlotKind.MEETING:
                words.add(slot.text)
    return {word for word in words if word}


def _is_common(words: str) -> bool:
    """Whether a place is a mask, and so found as a slot, not as a word."""
    return mask_pattern().search(words) is not None


def _left(filled: Filled, old: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Yield the old words in a filled text, and whether a slot holds them; masks outside a slot too."""
    spans = [(slot.start, slot.end) for slot in filled.slots]
    for pattern in (old, mask_pattern()):
        for match in pattern.finditer(filled.text):
            inside = any(start <= match.start() and match.end() <= end for start, end in spans)
            if pattern is old or not inside:
                yield match.group(), inside


if __name__ == "__main__":
    main()
