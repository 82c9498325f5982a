import os
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document, read_text
from speechdesk.errors import UnreadableFile
from speechdesk.records import RepairKind
from tests.documents.wordparts import zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = "在全市工作会议上的讲话\n同志们：\n一、提高认识\n认识是前提。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_file_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "讲话.txt"
    path.write_bytes(_TEXT.replace("\n", newline).encode(encoding))
    document = read_document(path)
    assert (document.file, document.encoding) == ("讲话.txt", encoding.removesuffix("-sig"))
    assert document.speeches == read_text(_TEXT, "x").speeches


def test_word_document_is_read_whatever_its_name(tmp_path: Path) -> None:
    word = docx.Document()
    for line in _TEXT.split("\n"):
        word.add_paragraph(line)
    for name in ("讲话.docx", "讲话.txt"):
        word.save(str(tmp_path / name))
        document = read_document(tmp_path / name)
        assert (document.encoding, document.repairs) == ("", ())
        assert document.speeches == read_text(_TEXT, "x").speeches


def test_lines_of_a_word_document_are_never_joined(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("要提高认识，")
    word.add_paragraph("更要抓好落实。")
    word.save(str(tmp_path / "讲话.docx"))
    (speech,) = read_document(tmp_path / "讲话.docx").speeches
    assert [block.text for block in speech.blocks] == ["要提高认识，", "更要抓好落实。"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.txt", b"", "“空.txt”是空文件，没有可读的文字。"),
        ("空白.txt", b"\xef\xbb\xbf \r\n\t\n", "“空白.txt”里没有文字。"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "“图.txt”是图片，请先"),
        ("乱.txt", bytes(range(1, 256)) * 20, "“乱.txt”不是文字文件，或者已经损坏，能读的有"),
        ("乱.docx", bytes(range(1, 256)) * 20, "“乱.docx”不是完好的 Word 文档，请在"),
        ("断.docx", b"PK\x03\x04\x14\0", "“断.docx”不是完好的 Word 文档，请在"),
        ("包.zip", b"PK\x03\x04\x14\0", "“包.zip”是压缩包，不是 Word 文档，请解压后导入"),
        ("包.doc", b"Rar!\x1a\x07", "“包.doc”是压缩包，不是 Word 文档，请解压后导入"),
        ("表.docx", zipped({"xl/workbook.xml": b"<a/>"}), "“表.docx”是表格或演示文稿，请把"),
        ("断.pdf", b"%PDF-1.7", "“断.pdf”不是完好的 PDF 文件，请"),
        ("密.docx", _OLE + "EncryptedPackage".encode("utf-16-le"), "“密.docx”设有密码，请在 Word 或 WPS"),
        (
            "密.doc",
            _OLE.ljust(512, b"\0") + b"\xec\xa5" + bytes(8) + b"\0\1",
            "“密.doc”设有密码，请在",
        ),
        ("表.xls", _OLE + "Workbook".encode("utf-16-le"), "“表.xls”是表格或演示文稿，请把"),
        ("框架.html", b"<html><frameset><frame></frameset></html>", "“框架.html”里没有文字。"),
    ],
)
def test_file_that_cannot_be_read_gives_one_sentence(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert caught.value.message.startswith(message)
    assert caught.value.message.count("。") == 1


@pytest.mark.parametrize("name", ["讲话.doc", "讲话.docx", "讲话.wps", "讲话", "讲话.html", "讲话.pdf"])
def test_plain_text_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(_TEXT.encode("gb18030"))
    document = read_document(tmp_path / name)
    assert (document.encoding, document.speeches) == ("gb18030", read_text(_TEXT, "x").speeches)


def test_unseen_characters_are_repaired_and_broken_bytes_told(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_bytes(_TEXT.replace("认识是", "认\u200b识是").encode().rstrip() + b"\xff\n")
    document = read_document(path)
    assert {(repair.kind, repair.line) for repair in document.repairs} == {
        (RepairKind.UNSEEN, 4),
        (RepairKind.BROKEN_BYTES, 4),
    }
    assert "认识是前提。\ufffd" in [block.text for block in document.speeches[0].blocks]


def test_characters_a_reader_tells_apart_are_kept() -> None:
    text = "⼀、２０２６年　國家\xa0發展"
    (block,) = read_text(text, "x").speeches[0].blocks
    assert block.text == text


def test_fifty_megabytes_of_text_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(_TEXT.encode() * (50_000_000 // len(_TEXT.encode())))
    with pytest.raises(UnreadableFile, match="太大，不像讲话材料，没有读取，请拆成几个小文件后再试"):
        read_document(path)


def test_file_larger_than_any_document_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "巨.docx"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(UnreadableFile, match="太大，不像讲话材料"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "data"), [("行.txt", "要\n".encode() * 300_001), ("页.html", b"<p>a" * 300_002 + b"<html>")]
)
def test_more_lines_than_any_document_has_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFile, match="太大，不像讲话材料"):
        read_document(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(UnreadableFile, match="不是普通文件"):
        read_document(tmp_path / "管道.txt")


def test_missing_file_and_folder_each_give_their_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到“没有"):
        read_document(tmp_path / "没有.txt")
    with pytest.raises(UnreadableFile, match="是文件夹"):
        read_document(tmp_path)
    with pytest.raises(UnreadableFile, match="读不了"):
        read_document(tmp_path / "a\0b.txt")


def test_file_that_is_not_permitted_gives_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "密.txt"
    path.write_text(_TEXT, "utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read everything, so a mode would not do
    with pytest.raises(UnreadableFile, match="没有读取“密"):
        read_document(path)


@pytest.mark.parametrize("text", ["", " \n\t\u3000\n", "\ufeff\u200b"])
def test_text_of_nothing_but_white_space_gives_one_sentence(text: str) -> None:
    with pytest.raises(UnreadableFile, match="“粘贴”里没有文字。"):
        read_text(text, "粘贴")


@given(st.text(alphabet=st.characters()))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_text(text, "x")
    except UnreadableFile:
        return
    assert document.speeches
    assert all(block.text for speech in document.speeches for block in speech.blocks)
