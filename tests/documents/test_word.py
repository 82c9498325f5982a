import io
import random
import zipfile
from contextlib import suppress
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from speechdesk.documents.paragraphs import Paragraph, Style
from speechdesk.documents.word import is_word, read_word
from speechdesk.errors import UnreadableFile
from speechdesk.records import BlockKind


def _bytes(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _speech() -> WordDocument:
    document = docx.Document()
    styles: Any = document.styles  # python-docx leaves its arguments untyped
    for name in ("Speaker", "Date", "Greeting"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("在全市办公室工作\n会议上的讲话", style="Title")
    document.add_paragraph("市长 李四", style="Speaker")
    document.add_paragraph("2026年3月1日", style="Date")
    document.add_paragraph("同志们：", style="Greeting")
    document.add_paragraph("一、提高认识", style="Heading 1")
    document.add_paragraph("　　认识是前提。\n行动是关键。")
    document.add_paragraph("  ")
    return document


def test_styles_say_what_a_paragraph_is() -> None:
    assert read_word(_bytes(_speech()), "讲话.docx") == [
        Paragraph("在全市办公室工作会议上的讲话", Style(BlockKind.TITLE)),
        Paragraph("市长 李四", Style(BlockKind.SPEAKER)),
        Paragraph("2026年3月1日", Style(BlockKind.DATE)),
        Paragraph("同志们：", Style(BlockKind.GREETING)),
        Paragraph("一、提高认识", Style(BlockKind.HEADING, 1)),
        Paragraph("认识是前提。"),
        Paragraph("行动是关键。"),
    ]


def test_cells_of_a_table_stand_where_the_table_stands() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate([cell for row in table.rows for cell in row.cells]):
        cell.text = f"格{number}"
    table.cell(0, 1).merge(table.cell(1, 1))
    document.add_paragraph("后")
    texts = [paragraph.text for paragraph in read_word(_bytes(document), "表.docx")]
    assert texts == ["前", "格0", "格1", "格3", "格2", "后"]


def test_word_is_known_by_its_content() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr("a.txt", "讲话")
    assert is_word(_bytes(docx.Document()))
    assert not is_word(archive.getvalue())
    assert not is_word("讲话".encode())


def test_damaged_file_is_read_or_refused() -> None:
    whole = _bytes(_speech())
    chance = random.Random(2)  # noqa: S311 - the same damage in every run
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randint(len(data) // 2, len(data))])
        with suppress(UnreadableFile):
            read_word(cut, "坏.docx")


@pytest.mark.parametrize("part", ["<w:document", "<html/>", "", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_document_part_that_is_no_document_gives_one_sentence(part: str) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_bytes(_speech()))) as whole, zipfile.ZipFile(damaged, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, part if name == "word/document.xml" else whole.read(name))
    with pytest.raises(UnreadableFile, match="不是完好的 Word 文档"):
        read_word(damaged.getvalue(), "坏.docx")


def test_file_that_unpacks_to_more_than_a_speech_is_refused() -> None:
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(310):
            part.write(bytes(1_000_000))
    with pytest.raises(UnreadableFile, match="解压后过大"):
        read_word(bomb.getvalue(), "大.docx")
