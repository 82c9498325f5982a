"""What is pasted from Word, as Word puts it on the clipboard."""

from collections.abc import Iterator

import pytest
from hands import trigger
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from speechdesk.ui.main_window import MainWindow

HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    '<meta http-equiv=Content-Type content="text/html; charset=utf-8">'
    "<meta name=ProgId content=Word.Document>"
    "<style><!-- table.MsoNormalTable {mso-style-name:普通表格;} p.MsoNormal {margin:0cm;} --></style></head>"
    "<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->"
)
TABLE = (
    "<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse'>"
    "<tr style='mso-yfti-irow:0'><td width=277 valign=top><p class=MsoNormal>单位<o:p></o:p></p></td>"
    "<td width=277 valign=top><p class=MsoNormal>任务<o:p></o:p></p></td></tr>"
    "<tr style='mso-yfti-irow:1'><td width=277><p class=MsoNormal>办公室<o:p></o:p></p></td>"
    "<td width=277><p class=MsoNormal>文稿起草<o:p></o:p></p></td></tr></table>"
)
PICTURE = (
    "<p class=MsoNormal><!--[if gte vml 1]><v:shape id=\"图片_x0020_1\" style='width:100pt;height:80pt'>"
    '<v:imagedata src="file:///C:/Temp/msohtmlclip1/01/clip_image001.png" o:title=""/></v:shape><![endif]-->'
    '<![if !vml]><img width=133 height=107 src="file:///C:/Temp/msohtmlclip1/01/clip_image002.jpg" '
    'v:shapes="图片_x0020_1"><![endif]><span lang=EN-US><o:p></o:p></span></p>'
)
CELLS = "单位\t任务\r\n办公室\t文稿起草\r\n"


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QGuiApplication) -> Iterator[None]:
    """What is made here must not be on the clipboard still when Python has ended: Qt would crash."""
    yield
    qapp.clipboard().clear()


def texts(window: MainWindow) -> list[str]:
    return [block.text for block in window.editor.blocks() if block.text]


@pytest.mark.parametrize(
    ("markup", "text", "kept", "told"),
    [
        (TABLE, CELLS, ["单位 任务", "办公室 文稿起草"], "表格已按文字粘贴，一行一段。"),
        (
            TABLE + PICTURE,
            CELLS + "\r\n",
            ["单位 任务", "办公室 文稿起草"],
            "表格已按文字粘贴，一行一段；图片没有粘贴。",
        ),
        (
            "<p class=MsoNormal>见下图。</p>" + PICTURE,
            "见下图。\r\n\r\n",
            ["见下图。"],
            "讲稿只收文字，图片没有粘贴。",
        ),
        ("<p class=MsoNormal>今天开会。</p>", "今天开会。\r\n", ["今天开会。"], ""),
    ],
)
def test_what_word_has_copied_is_kept_as_text_with_a_notice(
    window: MainWindow, markup: str, text: str, kept: list[str], told: str
) -> None:
    copied = QMimeData()
    copied.setHtml(f"{HEAD}{markup}<!--EndFragment--></body></html>")
    copied.setText(text)
    QGuiApplication.clipboard().setMimeData(copied)
    trigger(window, "paste")
    assert texts(window) == kept
    assert window.statusBar().currentMessage() == told
    window.editor.undo()
    assert texts(window) == []


def test_a_picture_alone_changes_nothing_and_is_said(window: MainWindow) -> None:
    copied = QMimeData()
    copied.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(copied)
    trigger(window, "paste")
    assert texts(window) == []
    assert window.statusBar().currentMessage() == "讲稿只收文字，图片没有粘贴。"
