import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from speechdesk.documents import office
from speechdesk.documents.reader import read_document
from speechdesk.errors import UnreadableFile

_FORMATS = Path(__file__).parents[1] / "data/formats"
_with_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")
_posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program in the place of LibreOffice."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@_with_office
@pytest.mark.parametrize(("source", "name"), [("doc", "老.wps"), ("rtf", "老.doc"), ("odt", "老.odt")])
def test_old_file_reads_as_the_text_it_was_made_of(tmp_path: Path, source: str, name: str) -> None:
    shutil.copy(_FORMATS / f"speech.{source}", tmp_path / name)
    document = read_document(tmp_path / name)
    assert document.speeches == read_document(_FORMATS / "speech.txt").speeches
    assert [file.name for file in tmp_path.iterdir()] == [name]


@_with_office
def test_file_that_cannot_be_converted_gives_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏.doc"
    path.write_bytes((_FORMATS / "speech.doc").read_bytes()[:1000])
    with pytest.raises(UnreadableFile, match="“坏"):
        read_document(path)


def test_without_the_office_the_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    with pytest.raises(UnreadableFile) as caught:
        office.convert_to_docx(b"", ".doc", "老.doc")
    assert caught.value.message == (
        "“老.doc”要靠 LibreOffice 转换才能读，这台电脑上没有找到它，"
        "请安装 LibreOffice，或在 Word、WPS 中另存为 .docx 后再试。"
    )


@_posix
def test_conversion_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "alive"
    _stand_in(tmp_path, monkeypatch, f"(sleep 1; touch {mark}) & sleep 30")
    monkeypatch.setattr(office, "_TIMEOUT_S", 0.3)
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match="超过一分钟"):
        office.convert_to_docx(b"x", ".doc", "慢.doc")
    assert time.monotonic() - start < 1
    time.sleep(1.2)  # the child would have left its mark by now
    assert not mark.exists()


@_posix
def test_office_runs_with_macros_and_links_off_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    _stand_in(
        tmp_path,
        monkeypatch,
        f'echo "$@" > {seen}; cat "${{1#-env:UserInstallation=file://}}/user/"* >> {seen}',
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with pytest.raises(UnreadableFile, match="没有转换成功"):
        office.convert_to_docx(b"x", ".doc", "$(touch evil).doc")
    text = seen.read_text()
    assert "--headless" in text
    assert "evil" not in text
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in text
    assert list(temporary.iterdir()) == []
