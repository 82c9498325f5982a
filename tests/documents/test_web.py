import email.message
import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.documents.reader import read_document
from speechdesk.documents.web import read_mail, read_web

_PAGE = """<!DOCTYPE html><html><head><meta charset="{}"><title>网站标题</title>
<style>p {{ color: red }}</style><script>var a = "脚本";</script></head>
<body><nav><a href="/">首页</a></nav><h1>在全市工作会议上的讲话</h1>
<div id="content"><p>同志们：</p><p>　　今年是重要
的一年&mdash;&mdash;我们要&#x52AA;力。<br>第二行</p></div>
<form><input value="x"><label>搜索</label><select><option>本站</option></select></form>
<footer>版权所有</footer></body></html>"""
_LINES = ["在全市工作会议上的讲话", "同志们：", "　　今年是重要的一年——我们要努力。", "第二行"]


def _lines(page: str) -> list[str]:
    decoded = read_web(page.encode())
    assert decoded is not None
    return decoded.text.split("\n")


@pytest.mark.parametrize(
    ("named", "encoding", "found"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("utf-8", "gb18030", "gb18030"),
        ("iso-8859-1", "utf-8", "utf-8"),
        ("utf-16", "utf-16", "utf-16"),
    ],
)
def test_page_is_read_in_the_encoding_it_is_really_in(named: str, encoding: str, found: str) -> None:
    decoded = read_web(_PAGE.format(named).encode(encoding))
    assert decoded is not None
    assert (decoded.text.split("\n"), decoded.encoding) == (_LINES, found)


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>甲<b>乙</b><span>丙</span></p>丁", ["甲乙丙", "丁"]),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", ["甲", "乙"]),
        ('<p style="DISPLAY : none">藏</p><p hidden>藏</p><p>见</p>', ["见"]),
        ('<div style="display:none"><p>藏</p><div>藏</div></div><p>见</p>', ["见"]),
        ("<pre>甲\n  乙</pre>", [["甲", "  乙"][0], "  乙"]),
        ("<p>two\nwords</p>", ["two words"]),
        ("<p>甲&nbsp;乙&lt;丙&gt;</p>", ["甲\xa0乙<丙>"]),
        ("<o:p>甲</o:p><![if !supportLists]>一、<![endif]>乙", ["甲一、乙"]),
        ("<form><p>整页都在表单里。</p></form><form>搜索</form>", ["整页都在表单里。"]),
        ("<p>没有关上<p>也没有关上", ["没有关上", "也没有关上"]),
        ("<div>" * 5000 + "很深", ["很深"]),
        (
            '<!DOCTYPE a [<!ENTITY b "炸"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>甲&b;&c;</p>',
            ["]>", "甲&b;&c;"],
        ),
    ],
)
def test_page_gives_the_lines_that_are_seen(page: str, lines: list[str]) -> None:
    assert _lines(page) == lines


def test_page_saved_as_mail_is_read() -> None:
    message = email.message.EmailMessage()
    message.set_content("纯文本的一份")
    message.add_related(_PAGE.format("gb2312").encode("gb18030"), "text", "html", cte="base64")
    message.add_related(b"\x89PNG", "image", "png")
    decoded = read_mail(message.as_bytes())
    assert decoded is not None
    assert (decoded.text.split("\n"), decoded.encoding) == (_LINES, "gb18030")


def test_mail_that_names_the_encoding_is_read_in_it() -> None:
    body = quopri.encodestring("<p>讲话</p>".encode("gbk"))
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=gb2312\r\n"
    head += b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    decoded = read_mail(head + body)
    assert decoded is not None
    assert decoded.text == "讲话"


def test_mail_without_a_page_gives_none() -> None:
    assert read_mail(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx") is None


@pytest.mark.parametrize("name", ["页.html", "页.doc", "页.txt"])
def test_page_is_known_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(_PAGE.format("gb2312").encode("gb18030"))
    document = read_document(tmp_path / name)
    assert (document.speeches[0].title, document.speeches[0].greeting) == (_LINES[0], _LINES[1])


@given(st.text())
def test_any_page_is_read(page: str) -> None:
    read_web(f"<p>{page}".encode(errors="replace"))


@given(st.binary())
def test_any_mail_is_read_or_refused(data: bytes) -> None:
    read_mail(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + data)
