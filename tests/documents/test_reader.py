from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document, read_text
from speechdesk.errors import UnreadableFile

_TEXT = "在全市工作会议上的讲话\n同志们：\n一、提高认识\n认识是前提。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
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
        ("图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "“图.txt”不是文字文件，能读的是"),
        ("假.docx", "同志们：".encode(), "“假.docx”不是完好的 Word 文档，请在"),
        ("断.docx", b"PK\x03\x04\x14\0", "“断.docx”不是完好的 Word 文档，请在"),
        ("包.zip", b"PK\x03\x04\x14\0", "“包.zip”是压缩包，不是 Word 文档，现在还不能读，请"),
        ("报告.pdf", b"%PDF-1.7", "“报告.pdf”是 PDF 文件，现在还不能读，请先另存为"),
        ("旧.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“旧.wps”是旧版 .doc、.wps 文件或加了密码的文档，"),
        ("旧.doc", b"{\\rtf1\\ansi}", "“旧.doc”是 RTF 文件，现在还不能读，请先在"),
        ("页.html", b"\n<!DOCTYPE html><p>", "“页.html”是网页，现在还不能读，请先把正文复制到"),
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
