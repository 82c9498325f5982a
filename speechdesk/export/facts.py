"""What an official document says outside its text (GB/T 9704-2012, 7.2, 7.4, 10)."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from speechdesk.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class OfficialFacts:
    """The facts of 版头 and 版记; what is empty is not printed.

    Attributes:
        copy_number: 份号, six figures.
        secrecy: 密级和保密期限, such as 机密★1年.
        urgency: 紧急程度, 特急 or 加急.
        issuer: 发文机关标志, such as ××市人民政府文件; for minutes, ××会议纪要.
        number: 发文字号, such as ×政发〔2026〕12号.
        signers: 签发人; named only upward (上行文).
        sealed: whether the document is stamped, which moves signature and date.
        copies_to: 抄送机关.
        printer: 印发机关.
        print_date: 印发日期.
        present, on_leave, observers: 出席, 请假, 列席 of minutes.
    """

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    issuer: str = ""
    number: str = ""
    signers: tuple[str, ...] = ()
    sealed: bool = False
    copies_to: str = ""
    printer: str = ""
    print_date: str = ""
    present: str = ""
    on_leave: str = ""
    observers: str = ""


def read_facts(path: Path) -> OfficialFacts:
    """Return the facts in a JSON file with the names above.

    Raises:
        UnreadableFile: it is missing or says something else.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=OfficialFacts)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"无法读取公文要素“{path.name}”；请检查它是不是写有份号、密级、发文字号等的 JSON 文件。"
        ) from error
