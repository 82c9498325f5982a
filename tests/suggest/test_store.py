import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from speechdesk.library.library import Library
from speechdesk.library.reader import LibraryReader
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Block, BlockKind, Document, Speech
from speechdesk.suggest import store
from speechdesk.suggest.suggester import Suggester

FIRST = "要弘扬钉钉子精神，一锤接着一锤敲。"
SECOND = "要深入开展调查研究，把情况摸清楚。"
THIRD = "要持续改进工作作风，让群众得到实惠。"


def add(path: Path, *texts: str) -> None:
    """Import a document of some paragraphs."""
    speech = Speech(None, None, None, None, tuple(Block(BlockKind.BODY, text) for text in texts))
    with Library(path) as library:
        digest = hashlib.sha256("".join(texts).encode()).hexdigest()
        library.add_document(Document("a.txt", "utf-8", (), (speech,)), digest, [mine_speech(speech)])


def opened(path: Path) -> Suggester:
    """A suggester as the desk makes it."""
    made = Suggester(stored=True)
    with Library(path) as library:
        made.update(library)
    return made


def knows(suggester: Suggester, text: str) -> bool:
    """Whether the beginning of a sentence is gone on with, and the sentence offered."""
    answer = suggester.suggest(text[:8])
    completed = any(text[8:].startswith(item.text) for item in answer.completions)
    return completed and any(match.passage.text == text for match in answer.passages)


def generation(path: Path) -> str:
    data = (store.index_folder(path) / "manifest.json").read_bytes()
    return str(json.loads(data)["generation"])


WINDOW = """
import json, sys
from pathlib import Path
from speechdesk.library.library import Library
from speechdesk.suggest.suggester import Suggester
path, made = Path(sys.argv[1]), Suggester(stored=True)
for line in open(0, encoding='utf-8'):
    with Library(path) as library:
        made.update(library)
    print(json.dumps([match.passage.text for match in made.suggest(line.strip()).passages]), flush=True)
"""
"""A program that takes in what is new and answers, for each line it is told."""

LIMITED = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))\n{WINDOW}"
"""The same where no file may become large, as on a full disk."""


@contextlib.contextmanager
def another_program(path: Path, script: str = WINDOW) -> Generator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield process
        process.communicate()
    assert process.returncode == 0


def tell(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{text[:8]}\n")
    process.stdin.flush()


def answer_of(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return list(json.loads(process.stdout.readline()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "library.sqlite"
    add(file, FIRST, SECOND)
    return file


def test_an_index_is_built_once_and_opened_the_next_time(path: Path) -> None:
    assert knows(opened(path), FIRST)
    built = generation(path)
    assert knows(opened(path), SECOND)
    assert generation(path) == built
    assert store.is_current(path)


def test_a_deleted_index_is_built_again(path: Path) -> None:
    opened(path)
    shutil.rmtree(store.index_folder(path))
    assert knows(opened(path), FIRST)
    assert store.is_current(path)


@pytest.mark.parametrize("name", ["folded.bin", "suffixes.npy", "passage_ids.npy", "passages/meta.json"])
@pytest.mark.parametrize("damage", [b"", b"damaged"])
def test_a_damaged_index_is_built_again(path: Path, name: str, damage: bytes) -> None:
    opened(path)
    built = generation(path)
    (store.index_folder(path) / built / name).write_bytes(damage)
    assert not store.is_current(path)
    assert knows(opened(path), FIRST)
    assert generation(path) != built


@pytest.mark.parametrize(
    "change", [{"version": 0}, {"version": 99}, {"generation": "../x"}, {"generation": "no"}]
)
def test_an_index_of_another_version_is_built_again(path: Path, change: dict[str, object]) -> None:
    opened(path)
    manifest = store.index_folder(path) / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_bytes()) | change), encoding="utf-8")
    assert knows(opened(path), FIRST)
    assert store.is_current(path)


def test_a_manifest_that_is_no_json_is_passed_over(path: Path) -> None:
    opened(path)
    (store.index_folder(path) / "manifest.json").write_bytes(b"\xff{")
    assert knows(opened(path), SECOND)


def test_another_library_in_the_same_place_gets_an_index_of_its_own(path: Path, tmp_path: Path) -> None:
    opened(path)
    other = tmp_path / "other.sqlite"
    add(other, THIRD)
    add(other, SECOND + "再来一次。")
    path.unlink()
    other.rename(path)
    fresh = opened(path)
    assert knows(fresh, THIRD)
    assert not knows(fresh, FIRST)


def test_what_another_process_added_is_visible_after_the_next_update(path: Path) -> None:
    mine = opened(path)
    add(path, THIRD)
    assert not knows(mine, THIRD)
    with Library(path) as library:
        mine.update(library)
    assert knows(mine, THIRD)
    assert knows(mine, FIRST)
    assert knows(opened(path), THIRD)


def test_a_generation_another_window_built_is_taken_over(path: Path) -> None:
    mine = opened(path)
    add(path, THIRD)
    store.build_generation(path)
    assert knows(mine, FIRST)  # its own files are gone, but still mapped
    with Library(path) as library:
        mine.update(library)
    assert knows(mine, THIRD)
    assert knows(mine, FIRST)


def test_a_passage_that_is_gone_is_not_offered(path: Path) -> None:
    mine = opened(path)
    with Library(path) as library:
        library._connection.execute("DELETE FROM document")
    assert mine.suggest(FIRST[:8]).passages == ()
    assert mine.suggest(FIRST[:8]).completions == ()
    with Library(path) as library:
        mine.update(library)
    assert not knows(mine, FIRST)


def test_a_full_disk_leaves_suggestions_from_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("numpy.save", full)
    assert knows(opened(path), FIRST)
    store.refresh(path)
    assert list(store.index_folder(path).iterdir()) == []


def test_a_build_that_breaks_off_leaves_the_old_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(path)
    built = generation(path)
    add(path, THIRD)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "replace_file", crash)
    with pytest.raises(KeyboardInterrupt):
        store.build_generation(path)
    monkeypatch.undo()
    assert generation(path) == built
    assert knows(opened(path), FIRST)
    assert knows(opened(path), THIRD)


def test_a_process_killed_while_building_leaves_only_a_folder_nobody_uses(path: Path) -> None:
    opened(path)
    half = store.index_folder(path) / "1-1-half"
    half.mkdir()
    (half / "folded.bin").write_bytes(b"half")
    assert knows(opened(path), FIRST)


@pytest.mark.parametrize("name", ["folded.bin", "raw.npy", "suffixes.npy", "passage_by_text.npy"])
def test_a_byte_changed_in_the_middle_is_found_by_the_worker_and_mended(path: Path, name: str) -> None:
    add(path, *(f"第{number}项任务要抓紧抓实，一件一件抓出成效。" for number in range(4000)))
    opened(path)
    built = generation(path)
    file = store.index_folder(path) / built / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    assert not store.is_current(path)
    store.refresh(path)
    assert generation(path) != built
    assert store.is_current(path)


def test_a_process_killed_just_before_its_index_holds_leaves_the_old_one(path: Path) -> None:
    opened(path)
    built = generation(path)
    add(path, THIRD)
    script = (
        "import sys, time; from pathlib import Path; from speechdesk.suggest import store\n"
        "def wait(*_): print('built', flush=True); time.sleep(60)\n"
        "store.replace_file = wait; store.build_generation(Path(sys.argv[1]))"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"built\n"
        process.kill()
    assert generation(path) == built
    fresh = opened(path)
    assert knows(fresh, FIRST)
    assert knows(fresh, THIRD)
    assert len([folder for folder in store.index_folder(path).iterdir() if folder.is_dir()]) == 2


def test_what_a_crash_left_is_cleared_away_after_an_hour(path: Path) -> None:
    opened(path)
    half = store.index_folder(path) / "1-1-half"
    half.mkdir()
    os.utime(half, (0, 0))
    add(path, THIRD)
    store.build_generation(path)
    assert not half.exists()


def test_two_windows_that_build_at_once_both_answer(path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        windows = list(threads.map(opened, [path, path]))
    for window in windows:
        assert knows(window, FIRST)
        assert knows(window, SECOND)
    assert store.is_current(path)


def test_a_document_another_window_took_out_is_offered_no_more(path: Path) -> None:
    add(path, THIRD)
    mine, other = opened(path), opened(path)
    with Library(path) as library:
        library.delete_document(library.documents()[-1].id)
        other.update(library)
    assert not knows(other, THIRD)
    assert mine.suggest(THIRD[:8]).passages == ()
    assert mine.suggest(THIRD[:8]).completions == ()
    assert knows(mine, FIRST)


def test_a_library_that_was_mined_anew_gets_a_new_index(path: Path) -> None:
    opened(path)
    built = generation(path)
    with Library(path) as library:
        library._connection.execute("PRAGMA user_version = 3")
    with LibraryReader(path) as reader:
        assert store.read_manifest(reader, path) is None
    assert not store.is_current(path)
    assert generation(path) == built


def test_much_new_makes_the_index_stale() -> None:
    covered = store.Covered(50_000, 5, "")
    assert not store.is_stale(covered, 54_000)
    assert store.is_stale(covered, 56_000)


def test_an_empty_library_has_an_empty_index(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    with Library(path):
        pass
    assert opened(path).suggest("要弘扬").passages == ()
    add(path, FIRST)
    assert knows(opened(path), FIRST)


def test_two_programs_that_build_one_index_at_once_both_answer(path: Path) -> None:
    with another_program(path) as one, another_program(path) as other:
        tell(one, FIRST)
        tell(other, FIRST)
        assert FIRST in answer_of(one)
        assert FIRST in answer_of(other)
    assert store.is_current(path)
    assert knows(opened(path), SECOND)


def test_a_program_takes_over_what_another_added_built_and_took_out(path: Path) -> None:
    with another_program(path) as window:
        tell(window, THIRD)
        assert THIRD not in answer_of(window)
        add(path, THIRD)
        tell(window, THIRD)
        assert THIRD in answer_of(window)
        store.build_generation(path)
        tell(window, FIRST)
        assert FIRST in answer_of(window)
        with Library(path) as library:
            library.delete_document(library.documents()[-1].id)
        tell(window, THIRD)
        assert THIRD not in answer_of(window)


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
def test_a_program_that_cannot_write_its_index_answers_from_memory(path: Path) -> None:
    add(path, *(f"第{number}项任务要抓紧抓实，一件一件抓出成效。" for number in range(2000)))
    with another_program(path, LIMITED) as window:
        tell(window, FIRST)
        assert FIRST in answer_of(window)
    assert not store.is_current(path)
    assert list(store.index_folder(path).iterdir()) == []
    assert knows(opened(path), FIRST)
    assert store.is_current(path)
