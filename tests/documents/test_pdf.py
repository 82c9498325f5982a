from pathlib import Path

import pytest

from speechdesk.documents.pdf import read_pdf
from speechdesk.documents.reader import read_document
from speechdesk.errors import UnreadableFile
from speechdesk.records import RepairKind

_FORMATS = Path(__file__).parents[1] / "data/formats"


def _pdf(*objects: str) -> bytes:
    """Return a PDF of these objects; a reader mends the missing table of their places."""
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<< /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n".encode()


@pytest.mark.parametrize("name", ["pages.pdf", "restricted.pdf"])
def test_pages_read_as_the_text_they_were_made_of(name: str) -> None:
    document = read_document(_FORMATS / name)
    text = read_document(_FORMATS / "pages.txt")
    assert document.speeches == text.speeches
    assert document.encoding == ""
    numbers = [repair.text for repair in document.repairs if repair.kind is RepairKind.PAGE_NUMBER]
    assert numbers == ["— 1 —", "— 2 —", "— 3 —"]


def test_indent_of_a_line_is_kept() -> None:
    lines = read_pdf((_FORMATS / "pages.pdf").read_bytes(), "讲话.pdf").split("\n")
    assert [line[:4] for line in lines[1:4]] == ["同志们：", "　　全市", "想、提高"]


def test_password_and_scan_and_damage_each_give_their_sentence() -> None:
    with pytest.raises(UnreadableFile, match="设有密码"):
        read_pdf((_FORMATS / "locked.pdf").read_bytes(), "密.pdf")
    scan = _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )
    with pytest.raises(UnreadableFile, match="是扫描件"):
        read_pdf(scan, "扫.pdf")
    with pytest.raises(UnreadableFile, match="不是完好的 PDF 文件"):
        read_pdf(b"%PDF-1.7", "断.pdf")
