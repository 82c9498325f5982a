"""Speed and memory of mining: `python tests/benchmarks/bench_mining.py [--corpus FOLDER] [--sizes N …]`.

Text is made from the seeds, and from a folder of documents where one is given: their paragraphs are
dealt anew into speeches of a hundred sentences, with levels, places and figures exchanged, as offices do.
Making the text is not counted. Times are of the processor: the cores may be shared.
"""

import argparse
import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from speechdesk.documents.formats import SUFFIXES
from speechdesk.documents.reader import read_document
from speechdesk.library.library import Library
from speechdesk.mining.miner import mine_speech
from speechdesk.paths import seeds
from speechdesk.records import Block, Document, MinedSpeech, PassageKind, Speech
from speechdesk.text.words import cut_words

_SPEECH_SENTENCES = 100
_PART_BLOCKS, _TURNS = 40, 5  # mined as a speech; a corpus is more than the caches keep from turn to turn
_PLACES = ("青海", "四川", "云南", "巴中", "甘孜", "遵义", "洛阳", "临沂", "榆林", "吉安")
_LEVELS = "省市州县区"


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[3_000, 30_000, 300_000])
    arguments = parser.parse_args()
    blocks = _read_blocks([seeds(), *([arguments.corpus] if arguments.corpus else [])])
    text = "".join(block.text for block in blocks)
    print(f"source: {len(blocks)} paragraphs, {len(text.encode()) / 1e6:.2f} MB")
    _measure_rates(blocks)
    for size in arguments.sizes:
        _measure_library(blocks, size)


def _read_blocks(folders: Sequence[Path]) -> list[Block]:
    files = sorted(
        file for folder in folders for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES
    )
    return [
        block
        for file in files
        if file.name != "README.md"
        for speech in read_document(file).speeches
        for block in speech.blocks
    ]


def _measure_rates(blocks: Sequence[Block]) -> None:
    """Mine and cut the same text in turn, all of it a few times, and count the quickest of each part."""
    parts = [tuple(blocks[at : at + _PART_BLOCKS]) for at in range(0, len(blocks), _PART_BLOCKS)]
    texts = ["".join(block.text for block in part) for part in parts]
    cut_words("预热")
    mine_speech(Speech(None, None, None, None, parts[0]))
    mining, cutting = [math.inf] * len(parts), [math.inf] * len(parts)
    once = 0.0
    for turn in range(_TURNS):
        for number, (part, text) in enumerate(zip(parts, texts, strict=True)):
            started = time.process_time()
            mine_speech(Speech(None, None, None, None, part))
            mined = time.process_time()
            cut_words(text)
            once += (mined - started) * (turn == 0)
            mining[number] = min(mining[number], mined - started)
            cutting[number] = min(cutting[number], time.process_time() - mined)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    print(
        f"mining without variants {megabytes / sum(mining):.2f} MB/s, jieba {megabytes / sum(cutting):.2f}, "
        f"quickest of {_TURNS} turns a part; {megabytes / once:.2f} in the first turn"
    )


def _measure_library(blocks: Sequence[Block], size: int) -> None:
    """Mine speeches into a real library until it holds `size` sentences, then add one more."""
    speeches = _make_speeches(blocks, random.Random(size))
    sentences = number = 0
    mining = keeping = 0.0
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library.sqlite") as library:
        while sentences < size:
            mined, seconds = _mine(next(speeches))
            mining += seconds
            keeping += _keep(library, mined, number)
            number += 1
            sentences += sum(extract.kind is PassageKind.SENTENCE for extract in mined.extracts)
        one, seconds = _mine(next(speeches))
        seconds += _keep(library, one, number)
        megabytes = library.path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{sentences} sentences of {number} speeches: mining {mining:.1f} s, keeping with variants "
        f"{keeping:.1f} s, {peak:.2f} GB of memory, {megabytes:.0f} MB of library; "
        f"one more speech {seconds:.3f} s",
        flush=True,
    )


def _mine(speech: Speech) -> tuple[MinedSpeech, float]:
    """Return what was mined and the processor seconds it took."""
    started = time.process_time()
    mined = mine_speech(speech)
    return mined, time.process_time() - started


def _keep(library: Library, mined: MinedSpeech, number: int) -> float:
    """Add a document of one speech; return the processor seconds it took."""
    document = Document(f"{number}.txt", "utf-8", (), (mined.speech,))
    started = time.process_time()
    library.add_document(document, str(number), [mined])
    return time.process_time() - started


def _make_speeches(blocks: Sequence[Block], chance: random.Random) -> Iterator[Speech]:
    while True:
        level, place = chance.choice(_LEVELS), chance.choice(_PLACES)
        dealt: list[Block] = []
        sentences = 0
        while sentences < _SPEECH_SENTENCES:
            block = chance.choice(blocks)
            words = block.text
            for old in _LEVELS:
                words = words.replace(f"全{old}", f"全{level}").replace(
                    f"{old}委{old}政府", f"{level}委{level}政府"
                )
            for old in _PLACES:
                words = words.replace(old, place)
            words = "".join(
                str(chance.randrange(10)) if character.isdecimal() and chance.random() < 0.5 else character
                for character in words
            )
            sentences += words.count("。")
            dealt.append(Block(block.kind, words, block.level, block.heading, block.section))
        yield Speech(None, None, None, None, tuple(dealt))


if __name__ == "__main__":
    main()
