"""Whole files of every format, to be measured or damaged."""

import base64
from pathlib import Path

from speechdesk.paths import seeds
from tests.documents.wordparts import field, item, paragraph, run, word_file

_FORMATS = Path(__file__).parents[1] / "data/formats"
_CONVERTED = frozenset({"speech.doc", "speech.rtf", "speech.odt"})


def needs_office(name: str) -> bool:
    """Whether a sample is read through LibreOffice."""
    return name in _CONVERTED


def sample_files() -> dict[str, bytes]:
    """Return samples by name."""
    text = (_FORMATS / "speech.txt").read_text("utf-8")
    traditional = "各位來賓：\n歡迎大家參加這次會議，我們要為國家的發展作出貢獻。\n" * 20
    encoded = {
        f"{encoding}.txt": (traditional if encoding == "big5" else text).encode(encoding)
        for encoding in ("utf-8", "gb18030", "utf-16", "utf-32-le", "big5")
    }
    page = page_file(text)
    return {
        **encoded,
        "seed.txt": next(iter(sorted(seeds().glob("001*")))).read_bytes(),
        "page.html": page,
        "page.mht": mail_file(page),
        "plain.docx": word_file("".join(paragraph(line) for line in text.splitlines())),
        "rich.docx": rich_word_file(),
        **{file.name: file.read_bytes() for file in sorted(_FORMATS.iterdir()) if file.suffix != ".txt"},
    }


def page_file(text: str) -> bytes:
    """Return a saved page."""
    lines = "".join(f"<p style='text-indent:2em'>{line}<br></p>\n" for line in text.splitlines())
    head = '<!DOCTYPE html><html><head><meta charset="gb2312"><script>var a;</script></head>'
    tail = "<form><input value='x'></form><div style='display:none'>藏</div></body></html>"
    return f"{head}<body><table><tr><td>{lines}</td></tr></table>{tail}".encode("gb18030")


def mail_file(page: bytes) -> bytes:
    """Return a page saved as .mht."""
    body = base64.encodebytes(page)
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n'
    part = b"--=_x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + part + body + b"\r\n--=_x--\r\n"


def rich_word_file() -> bytes:
    """Return a .docx with one of everything that is read with care."""
    levels = ("japaneseCounting", "chineseCountingThousand", "decimal", "decimalEnclosedCircle")
    numbering = '<w:abstractNum w:abstractNumId="0">' + "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="%{index + 1}."/></w:lvl>'
        for index, kind in enumerate(levels)
    )
    numbering += '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    numbering += '<w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="N"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="c"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    box = f"<w:txbxContent>{paragraph('框里')}</w:txbxContent>"
    drawing = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
    drawing += f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    drawing += "</mc:AlternateContent></w:r>"
    body = paragraph("在全市工作会议上的讲话", drawing) + paragraph("同志们：")
    body += "".join(item(f"第{number}项工作要做好。", 1, number % 4) for number in range(20))
    body += paragraph("提高认识", properties='<w:pStyle w:val="H"/>')
    body += paragraph(
        f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", field("PAGE", "3")
    )
    body += paragraph(
        run("隐", '<w:rStyle w:val="C"/>'),
        '<w:r><w:sym w:font="Wingdings" w:char="F081"/><w:br/></w:r>',
        "见",
    )
    row = f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("格")}</w:tc></w:tr>'
    body += (
        f"<w:tbl>{row}{row}</w:tbl><w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    )
    return word_file(body, styles=styles, numbering=numbering)
