import pytest

from speechdesk.documents.reader import read_text
from speechdesk.documents.repair import repair_text
from speechdesk.records import BlockKind, Document, RepairKind

_BODY = [
    "现在，我代表省人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。",
    "一、工作回顾",
    "过去一年，面对复杂严峻的形势，我们迎难而上，各项工作取得新的成绩。",
    "各位代表！让我们紧密团结起来，为实现全年目标任务而努力奋斗！",
]
_OPENING = [
    "政府工作报告",
    "——2026年1月27日在省第十四届人民代表大会第四次会议上",
    "省长 刘小涛",
    "各位代表：",
]


def _read(*lines: str) -> Document:
    return read_text("\n".join(lines), "x")


def _texts(document: Document) -> list[str]:
    return [block.text for speech in document.speeches for block in speech.blocks]


_ABOVE = {
    "buttons": ["下载", "打印", "全屏", "收藏", "【字号：", "加大", "还原", "减小", "】"],
    "path": ["您的位置:", "首页", ">", "要闻动态", "要闻动态"],
    "labels": [
        "发表时间：",
        "2026-02-09 09:45:30",
        "来源：",
        "宁夏日报客户端",
        "阅读量：",
        "【字体：",
        "小",
        "中",
        "大",
        "】",
    ],
    "line": ["首页 > 政务信息", "来源：某某日报 时间：2026-02-12 【字体：大 中 小】", "2026-02-03 09:02:33"],
    "caption": ["省政府工作会议现场。 本报记者 李森 摄"],
    "dateline": ["新华社北京1月27日电"],
}
_BELOW = {
    "related": ["相关报道：", "全省经济工作会议召开", "一图读懂政府工作报告"],
    "editors": ["（来源：某某日报）", "编辑：何继红"],
    "buttons": ["扫一扫在手机打开当前页", "【", "打印本页", "】", "收藏", "|", "分享到:", "分享到微信", "×"],
    "licence": ["本作品属于公有领域。", "Public domain", "false"],
    "copyright": [
        "版权所有：某某省人民政府办公厅",
        "Copyright © 2026 All Rights Reserved",
        "http://www.example.gov.cn",
    ],
    "note": ["（本文根据录音整理，未经讲话人审阅）"],
}


@pytest.mark.parametrize("above", _ABOVE.values(), ids=_ABOVE)
@pytest.mark.parametrize("below", _BELOW.values(), ids=_BELOW)
def test_what_a_page_prints_around_a_speech_is_dropped_and_listed(above: list[str], below: list[str]) -> None:
    document = _read(*above, *_OPENING, *_BODY, *below)
    (speech,) = document.speeches
    assert _texts(document) == [*_OPENING, *_BODY]
    assert (speech.title, speech.speaker, speech.greeting) == ("政府工作报告", "省长 刘小涛", "各位代表：")
    dropped = "".join(repair.text for repair in document.repairs if repair.kind.drops_text)
    assert "".join(dropped.split()) == "".join("".join([*above, *below]).split())


@pytest.mark.parametrize(
    "caption",
    [
        "省长刘小涛作政府工作报告。本报记者 戴冰摄",
        "刘小涛同志作政府工作报告。",
        "1月27日，省第十四届人民代表大会第四次会议在省会开幕，省长刘小涛作政府工作报告。",
    ],
)
def test_line_below_the_speaker_that_names_him_again_is_a_caption(caption: str) -> None:
    title, date, speaker, greeting = _OPENING
    document = _read(title, date, "来源：某某日报", "时间：2026-02-12", speaker, caption, greeting, *_BODY)
    assert _texts(document) == [*_OPENING, *_BODY]
    assert RepairKind.CAPTION in {repair.kind for repair in document.repairs}


def test_title_and_meeting_printed_twice_are_kept_once() -> None:
    title, meeting = "某某省2026年政府工作报告", "2026年1月27日在省第十四届人民代表大会第四次会议上 省长 赵刚"
    page = ["分享:", title, meeting, "首页", ">", "政府工作报告", ">", "省政府工作报告", title, meeting]
    document = _read(
        *page, "时间：", "2026-02-02 09:20", "来源：", "某某省人民政府", "分享:", "各位代表：", *_BODY
    )
    (speech,) = document.speeches
    assert _texts(document) == [title, meeting, "各位代表：", *_BODY]
    assert (speech.date, speech.speaker) == ("2026年1月27日", "省长 赵刚")


def test_title_of_the_page_stands_for_the_shorter_one_below_it() -> None:
    document = _read("2026年某某省政府工作报告", "来源：某某日报", *_OPENING, *_BODY)
    assert document.speeches[0].title == "2026年某某省政府工作报告"


@pytest.mark.parametrize(
    "line", ["时间：2026年3月1日", "来源：财政收入和债券。", "大", "收藏", "（热烈鼓掌）", "Public domain"]
)
def test_lines_in_the_middle_of_a_speech_stay(line: str) -> None:
    document = _read(*_OPENING, *_BODY[:3], line, *_BODY[3:])
    assert _texts(document) == [*_OPENING, *_BODY[:3], line, *_BODY[3:]]


def test_label_that_no_speech_has_goes_wherever_it_stands() -> None:
    document = _read(*_OPENING, *_BODY[:3], "责任编辑：张三", *_BODY[3:])
    assert _texts(document) == [*_OPENING, *_BODY]


def test_date_and_signature_below_a_speech_stay() -> None:
    document = _read(*_OPENING[:1], *_OPENING[2:], *_BODY, "某某省人民政府", "2026年3月1日", "责任编辑：张三")
    assert _texts(document)[-2:] == ["某某省人民政府", "2026年3月1日"]
    assert document.speeches[0].blocks[-1].kind is BlockKind.DATE


@pytest.mark.parametrize(
    "ending", ["×××", "xxx", "（市长 李四）", "谢谢大家！", "Thank you!", "散会", "……", "2026.3.1", "李 四"]
)
def test_last_line_of_a_speaker_s_own_stays(ending: str) -> None:
    assert _texts(_read(*_OPENING, *_BODY, ending))[-1] == ending


def test_text_of_nothing_but_a_page_s_lines_stays() -> None:
    assert repair_text("打印\n收藏") == (["打印", "收藏"], [])


def test_what_an_editors_button_wrote_is_dropped_in_mid_speech() -> None:
    paragraphs, repairs = repair_text("改革开放进一步深化。\n粗体文字\n重点领域改革取得新进展。")
    assert paragraphs == ["改革开放进一步深化。", "重点领域改革取得新进展。"]
    assert [(repair.kind, repair.text) for repair in repairs] == [(RepairKind.WEB_RESIDUE, "粗体文字")]
