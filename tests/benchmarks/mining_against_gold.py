"""How mining agrees with hand annotation: `python tests/benchmarks/mining_against_gold.py GOLD_FOLDER`.

Slots agree when half the characters of the one are covered by the other. Level words were annotated only
where the two variants differ, so they are left out of precision.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[2]))

from speechdesk.mining.alignment import find_differences
from speechdesk.mining.learning import count_pairs, learn_slots
from speechdesk.mining.miner import mine_speech
from speechdesk.mining.slots import find_slots
from speechdesk.mining.variants import passage_form, variant_score
from speechdesk.records import Block, BlockKind, MinedSpeech, Slot, SlotKind, Speech


class _GoldBlock(msgspec.Struct):
    kind: str
    level: int
    heading: str | None
    text: str
    section: tuple[str, ...]
    role: str | None


class _GoldMask(msgspec.Struct):
    block: int
    offset: int
    text: str
    phrase: str


class _GoldSlot(msgspec.Struct):
    block: int
    text: str
    replace: str


class _GoldSpeech(msgspec.Struct):
    id: str
    title: str | None
    blocks: list[_GoldBlock]
    masks: list[_GoldMask]
    slots: list[_GoldSlot]


class _GoldPair(msgspec.Struct):
    text_000: str
    text_001_1: str


class _GoldVariants(msgspec.Struct):
    sentences: list[_GoldPair]


@dataclass(frozen=True, slots=True)
class _Span:
    block: int
    start: int
    end: int
    text: str
    must: bool


@dataclass(slots=True)
class _Tally:
    right: int = 0
    all: int = 0

    def add(self, other: "_Tally") -> None:
        self.right += other.right
        self.all += other.all

    def __str__(self) -> str:
        return f"{self.right}/{self.all} = {self.right / max(1, self.all):.3f}"


def main() -> None:
    """Print the figures for every gold file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    folder = parser.parse_args().gold
    totals = [_Tally() for _ in range(4)]
    for file in sorted(folder.glob("[0-9]*.json")):
        gold = msgspec.json.decode(file.read_bytes(), type=_GoldSpeech)
        mined = mine_speech(_speech(gold))
        print(f"{gold.id} (level {mined.level})")
        figures = (*_slot_tallies(gold, mined), *_role_tallies(gold, mined))
        for total, figure in zip(totals, figures, strict=True):
            total.add(figure)
    for name, total in zip(
        ("slot recall", "slot precision", "roles", "roles with the second"), totals, strict=True
    ):
        print(f"{name}: {total}")
    _print_variants(
        msgspec.json.decode((folder / "variants_000_001-1.json").read_bytes(), type=_GoldVariants)
    )


def _speech(gold: _GoldSpeech) -> Speech:
    blocks = tuple(
        Block(BlockKind(block.kind), block.text, block.level, block.heading, block.section)
        for block in gold.blocks
    )
    return Speech(gold.title, None, None, None, blocks)


def _gold_spans(gold: _GoldSpeech) -> Iterable[_Span]:
    seen: dict[tuple[int, str], int] = {}
    for slot in gold.slots:
        at = gold.blocks[slot.block].text.find(slot.text, seen.get((slot.block, slot.text), 0))
        seen[slot.block, slot.text] = at + 1
        yield _Span(slot.block, at, at + len(slot.text), slot.text, slot.replace == "must")
    for mask in gold.masks:
        yield _Span(mask.block, mask.offset, mask.offset + len(mask.text), mask.phrase, must=True)
        at = mask.offset - mask.phrase.find(mask.text)
        if gold.blocks[mask.block].text[at:].startswith(mask.phrase):  # xx州长 is as right as xx
            yield _Span(mask.block, at, at + len(mask.phrase), mask.phrase, must=False)


def _slot_tallies(gold: _GoldSpeech, mined: MinedSpeech) -> tuple[_Tally, _Tally]:
    spans = list(_gold_spans(gold))
    recall, precision = _Tally(), _Tally()
    for span in spans:
        if span.must:
            found = [(slot.start, slot.end) for slot in mined.speech.blocks[span.block].slots]
            recall.all += 1
            if _is_covered((span.start, span.end), found):
                recall.right += 1
            else:
                print(f"  missed slot in {span.block}: {span.text}")
    for number, block in enumerate(mined.speech.blocks):
        known = [(span.start, span.end) for span in spans if span.block == number]
        for slot in block.slots:
            if slot.kind is SlotKind.LEVEL or block.kind is BlockKind.TITLE:
                continue
            precision.all += 1
            if _is_covered((slot.start, slot.end), known):
                precision.right += 1
            else:
                print(f"  not annotated in {number}: {slot.kind} {slot.text}")
    return recall, precision


def _is_covered(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    start, end = span
    covered = {at for a, b in others for at in range(max(start, a), min(end, b))}
    return 2 * len(covered) >= end - start


def _role_tallies(gold: _GoldSpeech, mined: MinedSpeech) -> tuple[_Tally, _Tally]:
    exact, either = _Tally(), _Tally()
    second = {extract.block: extract.secondary_role for extract in reversed(mined.extracts)}
    for number, (wanted, block) in enumerate(zip(gold.blocks, mined.speech.blocks, strict=True)):
        if wanted.role is None:
            continue
        exact.all += 1
        either.all += 1
        exact.right += block.role == wanted.role
        either.right += wanted.role in (block.role, second.get(number))
        if block.role != wanted.role:
            print(f"  role of {number}: {wanted.role}, found {block.role} / {second.get(number)}")
    return exact, either


def _print_variants(gold: _GoldVariants) -> None:
    texts = [(pair.text_000, pair.text_001_1) for pair in gold.sentences]
    slots: list[tuple[tuple[Slot, ...], tuple[Slot, ...]]] = [
        (find_slots(text, "市"), find_slots(other, "州")) for text, other in texts
    ]
    paired = _Tally(all=len(texts))
    for number, (text, other) in enumerate(texts):
        forms = passage_form(text, slots[number][0]), passage_form(other, slots[number][1])
        others = [passage_form(one, slots[at][0]) for at, (one, _) in enumerate(texts)]
        nearest = max(others, key=lambda form, mine=forms[1]: variant_score(mine, form))
        paired.right += nearest == forms[0] and variant_score(*forms) > 0
    print(f"variants: {paired}")
    pairs = count_pairs(
        (text, other, find_differences(text, other, *slots[number]))
        for number, (text, other) in enumerate(texts)
    )
    print("  " + "; ".join(f"{pair.words}↔{pair.other} {pair.kind} {pair.count}" for pair in pairs[:12]))
    print("  learned: " + ", ".join(f"{learned.text} {learned.kind}" for learned in learn_slots(pairs)))


if __name__ == "__main__":
    main()
