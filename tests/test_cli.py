import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from speechdesk.__main__ import main
from speechdesk.documents.reader import read_document
from speechdesk.drafting.storage import save_draft
from speechdesk.paths import seeds
from speechdesk.records import BlockKind, Draft, DraftBlock

Output = pytest.CaptureFixture[str]
SEED_FILES = sorted(str(file) for file in seeds().glob("*.txt"))


def run_json(output: Output, *arguments: str) -> Any:
    assert main(arguments) == 0
    return json.loads(output.readouterr().out)


def give_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


@pytest.fixture
def library(tmp_path: Path, capsys: Output) -> str:
    path = str(tmp_path / "l.sqlite")
    assert main(["import", str(seeds()), "--library", path]) == 0
    capsys.readouterr()
    return path


def test_read_gives_seven_speeches_in_the_shape_of_the_product(capsys: Output) -> None:
    read = run_json(capsys, "read", *SEED_FILES, "--json")
    documents = read["documents"]
    assert [len(document["speeches"]) for document in documents] == [1, 3, 1, 1, 1]
    assert set(documents[0]) == {"file", "encoding", "repairs", "speeches"}
    speech = documents[2]["speeches"][0]
    assert list(speech) == ["title", "date", "speaker", "greeting", "blocks"]
    assert (speech["title"], speech["greeting"]) == ("在市政府办公室职工会议上的讲话", "同志们：")
    assert {key for block in speech["blocks"] for key in block} == {
        *("kind", "level", "heading", "text", "section", "role", "slots")
    }
    assert [repair["kind"] for repair in documents[2]["repairs"]] == ["teaser"]


def test_read_for_people_lists_speeches_and_headings(capsys: Output) -> None:
    assert main(["read", SEED_FILES[3]]) == 0
    out = capsys.readouterr().out
    assert "1 篇讲话" in out
    assert "站位要更高" in out


def test_read_takes_standard_input(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    give_input(monkeypatch, "同志们：\n今天开会，部署工作。\n".encode())
    read = run_json(capsys, "read", "-", "--json")
    assert json.dumps(read, ensure_ascii=False).count("今天开会，部署工作。") == 1


def test_the_users_library_is_made_from_the_seeds_when_first_needed(
    capsys: Output, user_folder: Path
) -> None:
    told = run_json(capsys, "library", "--json")
    assert len(told["documents"]) == 5
    assert (user_folder / "library.sqlite").is_file()
    assert run_json(capsys, "library", "--json") == told


def test_set_expressions_are_told_by_library_and_search(capsys: Output, library: str) -> None:
    formulas = run_json(capsys, "library", "--json", "--library", library)["expressions"]["固定提法"]
    assert formulas["count"] > len(formulas["often"])
    found = run_json(capsys, "search", "依靠学习", "--json", "--library", library)["expressions"]
    assert ("引语", "中国共产党人依靠学习走到今天，也必然要依靠学习走向未来。") in [
        (expression["kind"], expression["text"]) for expression in found
    ]


def test_import_says_what_it_did_and_what_was_left_out(capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    arguments = [SEED_FILES[0], str(tmp_path / "empty.txt"), "--library", str(tmp_path / "l.sqlite")]
    assert main(["import", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("收进 1 份材料")
    assert "“empty.txt”是空文件" in captured.err


def test_import_of_nothing_readable_is_trouble(capsys: Output, tmp_path: Path) -> None:
    assert main(["import", str(tmp_path / "none.txt"), "--library", str(tmp_path / "l.sqlite")]) == 1
    assert "找不到文件“none.txt”" in capsys.readouterr().err


def test_search_finds_phrase_and_passages(capsys: Output, library: str) -> None:
    found = run_json(capsys, "search", "调查研究", "--json", "-n", "3", "--library", library)
    concordance, passages = found["concordance"], found["passages"]
    assert [line["phrase"] for line in concordance] == ["调查研究"] * 3
    assert len(passages) == 3
    assert all("调查研究" in passage["text"] for passage in passages)


def test_search_is_narrowed_by_role_topic_source_and_level(capsys: Output, library: str) -> None:
    narrowed = ["--role", "任务部署", "--topic", "调查研究", "--source", "001", "--level", "州"]
    found = run_json(capsys, "search", "调查研究", "--json", *narrowed, "--library", library)
    assert found["passages"]
    for passage in found["passages"]:
        assert passage["role"] == "任务部署"
        assert "调查研究" in passage["topics"]
        assert passage["source"]["file"].startswith("001")
    none = run_json(capsys, "search", "调查研究", "--json", "--year", "1999", "--library", library)
    assert none["passages"] == []


def test_a_dated_speech_is_found_by_its_year(capsys: Output, tmp_path: Path) -> None:
    speech, library = tmp_path / "讲话.txt", str(tmp_path / "l.sqlite")
    speech.write_text(
        "在全市务虚会上的讲话\n（2024年3月5日）\n同志们：\n要发扬钉钉子精神，久久为功抓落实。\n",
        encoding="utf-8",
    )
    assert main(["import", str(speech), "--library", library]) == 0
    capsys.readouterr()
    of_2024 = run_json(capsys, "search", "钉钉子精神", "--json", "--year", "2024", "--library", library)
    assert [one["text"] for one in of_2024["passages"]] == ["要发扬钉钉子精神，久久为功抓落实。"]
    assert of_2024["passages"][0]["source"]["date"] == "2024年3月5日"
    of_2023 = run_json(capsys, "search", "钉钉子精神", "--json", "--year", "2023", "--library", library)
    assert of_2023["passages"] == []


def test_read_gives_roles_and_slots(capsys: Output) -> None:
    read = run_json(capsys, "read", SEED_FILES[0], "--json")
    blocks = read["documents"][0]["speeches"][0]["blocks"]
    assert blocks[0]["role"] == "开场"
    assert {"start", "end", "kind", "text"} <= set(blocks[0]["slots"][0])


def test_suggest_answers_for_a_caret(capsys: Output, library: str) -> None:
    answer = run_json(capsys, "suggest", "办公室工作需要紧跟时代步", "--json", "--library", library)
    completions, passages = answer["completions"], answer["passages"]
    assert completions[0]["text"] == "伐。"
    assert list(completions[0]) == ["text", "score", "sources"]
    assert list(passages[0])[:6] == ["id", "text", "score", "role", "source", "slots"]


def test_suggest_answers_line_by_line_in_order(
    capsys: Output, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"before":"推动党中央国务院","n":1}', "", "no json", '{"before":""}']
    give_input(monkeypatch, "\n".join(lines).encode())
    assert main(["suggest", "--jsonl", "--library", library]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(answers) == 3
    assert answers[0]["completions"][0]["text"].startswith("、省委省政府")
    assert len(answers[0]["passages"]) == 1
    assert "第 3 行" in answers[1]["error"]
    assert answers[2] == {"completions": [], "passages": []}


def test_suggest_gives_the_same_answers_in_either_form(
    capsys: Output, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carets = ["同志们：\n办公室工作需要紧跟时代步", "全县上下要抓好落实。要弘扬", "调查研究是谋事之基"]
    lines = "\n".join(json.dumps({"before": before}) for before in carets)
    give_input(monkeypatch, lines.encode())
    assert main(["suggest", "--jsonl", "--library", library]) == 0
    by_line = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    singly = [run_json(capsys, "suggest", before, "--json", "--library", library) for before in carets]
    assert by_line == singly
    assert all(answer["completions"] and answer["passages"] for answer in singly)


def test_export_writes_a_word_document(capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert main(["export", SEED_FILES[3], "-o", str(out)]) == 0
    assert "已导出" in capsys.readouterr().out
    assert read_document(out).speeches[0].title == "在全市政府办公室工作会议上的讲话"


def test_export_tells_what_is_left_to_be_filled_in(capsys: Output, tmp_path: Path) -> None:
    draft = tmp_path / "a.txt"
    draft.write_text("在全县工作会议上的讲话\n\n同志们：\n\n由××县长负责，请支持。\n", encoding="utf-8")
    assert main(["export", str(draft), "-o", str(tmp_path / "a.docx")]) == 0
    assert capsys.readouterr().err == "还有 1 处没有填写或核对：\n  第3段还没有填写：…由××县长负责，请…\n"


def test_export_takes_a_saved_draft(tmp_path: Path) -> None:
    save_draft(Draft(blocks=(DraftBlock(BlockKind.TITLE, "讲话提纲"),)), tmp_path / "a.speech")
    assert main(["export", str(tmp_path / "a.speech"), "-o", str(tmp_path / "a.docx")]) == 0
    assert read_document(tmp_path / "a.docx").speeches[0].title == "讲话提纲"


def bad_files(folder: Path) -> dict[str, str]:
    """Each bad input and what its sentence must say."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "nozip.docx").write_bytes(b"this is not a zip archive")
    (folder / "folder").mkdir()
    return {
        "empty.txt": "是空文件",
        "binary.txt": "不是文字文件",
        "nozip.docx": "“nozip.docx”",
        "folder": "“folder”",
        "missing.txt": "找不到",
    }


@pytest.mark.parametrize("command", ["read", "export"])
def test_bad_input_gets_one_sentence_and_code_1(capsys: Output, tmp_path: Path, command: str) -> None:
    for name, sentence in bad_files(tmp_path).items():
        arguments = [command, str(tmp_path / name)]
        if command == "export":
            arguments += ["-o", str(tmp_path / "out.docx")]
        assert main(arguments) == 1, name
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        assert sentence in captured.err
        assert captured.err.rstrip().endswith("。")
    assert not (tmp_path / "out.docx").exists()


def test_a_newer_library_is_refused(capsys: Output, library: str) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert main(["search", "办公室", "--library", library]) == 1
    assert "更新版本" in capsys.readouterr().err


def test_a_missing_library_is_not_made_by_asking(capsys: Output, tmp_path: Path) -> None:
    assert main(["search", "办公室", "--library", str(tmp_path / "none")]) == 1
    assert "找不到素材库" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_export_into_a_missing_folder_and_with_an_unknown_preset_is_said(
    capsys: Output, tmp_path: Path
) -> None:
    assert main(["export", SEED_FILES[3], "-o", str(tmp_path / "none" / "a.docx")]) == 1
    assert "文件夹不存在" in capsys.readouterr().err
    assert main(["export", SEED_FILES[3], "-o", str(tmp_path / "a.docx"), "--preset", "poem"]) == 1
    assert "没有名为“poem”的版式" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_standard_output_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "speechdesk", "read", SEED_FILES[3], "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"SPEECHDESK_HOME": str(tmp_path)},
        )
    assert done.returncode == 1
    assert "磁盘已满" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["suggest", "-n", "99999999999999999999"],
        ["poem", "a"],
        ["export", "a.txt"],
        ["suggest", "-n", "0"],
        ["suggest", "-n", "x"],
        ["--what"],
        ["a", "b"],
    ],
)
def test_wrong_usage_is_one_line_and_code_2(capsys: Output, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("命令写法不对")
    assert error.count("\n") == 1


def test_an_export_never_overwrites_its_own_draft(capsys: Output, tmp_path: Path) -> None:
    export = ["export", SEED_FILES[3], "-o"]
    assert main([*export, str(tmp_path / "a.md")]) == 1
    assert ".docx" in capsys.readouterr().err
    out = tmp_path / "a.docx"
    assert main([*export, str(out)]) == 0
    before = out.read_bytes()
    assert main(["export", str(out), "-o", str(out)]) == 1
    assert out.read_bytes() == before


def test_bytes_that_are_no_text_on_the_command_line_do_no_harm(capsys: Output, library: str) -> None:
    assert main(["suggest", "办公室\udcff", "--library", library]) == 0
    assert main(["search", "\udcff", "--library", library]) == 0
    assert capsys.readouterr().err == ""


def test_closed_streams_do_no_harm(tmp_path: Path) -> None:
    command = f"{sys.executable} -m speechdesk library >&- <&-"
    environment = os.environ | {"SPEECHDESK_HOME": str(tmp_path)}
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, check=False, env=environment)  # noqa: S602
    assert done.returncode == 0
    assert "Traceback" not in done.stderr.decode()


def test_help_is_chinese_and_lists_only_what_works(capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert "用法：" in out
    assert "usage" not in out
    assert "verify" in out


def test_standard_input_that_is_no_utf8_is_said(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    give_input(monkeypatch, "讲话".encode("gbk"))
    assert main(["read", "-"]) == 1
    assert "UTF-8" in capsys.readouterr().err
