"""How the command line is written: its commands, their options, its help and its one-line complaints."""

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from speechdesk import __version__

COMMANDS = ("read", "import", "library", "search", "suggest", "export", "verify")
STDIN = "-"
MOST_RESULTS = 1000  # that anybody reads

_USAGE_ERRORS = (  # argparse's sentences → ours
    (r"^the following arguments are required: (.*)", r"缺少 \1"),
    (r"^unrecognized arguments: (.*)", r"不认识 \1"),
    (r"^argument \S+: invalid choice: (\S+).*", r"没有 \1 这个命令"),
    (r"^argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"^argument (\S+): ", r"\1 "),
)


SELECTION = (
    ("role", "只要这种功能，如 任务部署"),
    ("topic", "只要这个主题，如 调查研究"),
    ("source", "只要出处（文件名或标题）含这些字的"),
    ("year", "只要这一年的讲话"),
    ("level", "只要这一级的讲话：省 市 州 县 区 乡 镇"),
)


class _ChineseHelp(argparse.HelpFormatter):
    """argparse's help with its fixed words in Chinese."""

    _HEADINGS = MappingProxyType({"positional arguments": "参数", "options": "选项"})

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Any,
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(self._HEADINGS.get(heading or "", heading))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one Chinese line; argparse's own would be an English paragraph."""

    def __init__(self, prog: str, description: str | None = None, **_: object) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_ChineseHelp, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        for pattern, words in _USAGE_ERRORS:
            message = re.sub(pattern, words, message)
        print(f"命令写法不对：{message}。{usage}", file=sys.stderr)
        sys.exit(2)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `command` of what it parses is one of `COMMANDS`."""
    parser = _Parser(prog="speechdesk", description="讲稿台：离线讲话稿起草。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=__version__, help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True)

    read = commands.add_parser("read", help="读出材料里的讲话，列出整理过的地方")
    read.add_argument("files", nargs="+", metavar="FILE", help="材料；- 为标准输入")

    import_ = commands.add_parser("import", help="把文件或文件夹收进素材库")
    import_.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")

    library = commands.add_parser("library", help="素材库里有什么")

    search = commands.add_parser("search", help="逐字检索，并按相近程度列出素材")
    search.add_argument("query", metavar="QUERY", help="要找的词句")
    for name, words in SELECTION:
        search.add_argument(f"--{name}", default="", metavar=name.upper(), help=words)

    suggest = commands.add_parser("suggest", help="光标在 TEXT 末尾时的续写和素材")
    suggest.add_argument("text", nargs="?", default=STDIN, metavar="TEXT", help="光标前的文字；- 为标准输入")
    suggest.add_argument("--jsonl", action="store_true", help="标准输入每行一问，标准输出每行一答")

    export = commands.add_parser("export", help="导出公文格式的 Word 文档")
    _add_export_options(export)

    verify = commands.add_parser("verify", help="量一份 .docx 是否合公文格式")
    verify.add_argument("file", type=Path, metavar="FILE.docx", help="任何 .docx")
    verify.add_argument("--preset", default="speech", help="按哪个版式量，默认 speech（讲话稿）")

    for command in (read, library, search, suggest, import_, verify):
        command.add_argument("--json", action="store_true", help="以 JSON 输出")
    for command in (import_, library, search, suggest):
        command.add_argument("--library", type=Path, metavar="L", help="素材库文件，默认用自己的")
    for command in (search, suggest):
        command.add_argument("-n", type=_count, default=5, metavar="N", help="每类最多几条，默认 5")
    return parser


def _add_export_options(export: argparse.ArgumentParser) -> None:
    export.add_argument("draft", metavar="DRAFT", help=".speech 讲稿，或 .txt .md .docx；- 为标准输入")
    export.add_argument("-o", dest="out", type=Path, required=True, metavar="OUT.docx", help="写到哪里")
    export.add_argument("--preset", default="speech", help="版式，默认 speech（讲话稿）")
    export.add_argument("--facts", type=Path, metavar="F.json", help="公文要素：份号、密级、发文字号等")
    export.add_argument("--edition", default="", metavar="TEXT", help="页脚里的稿次，如 第三稿")
    export.add_argument("--since", metavar="OLD", help="导出花脸稿：与 OLD 讲稿相比的修订")
    export.add_argument("--sources", action="store_true", help="导出送审稿：素材出处写成批注")
    export.add_argument("--check", action="store_true", help="写好后量一遍版式")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST_RESULTS:
        raise argparse.ArgumentTypeError(f"应是 1 到 {MOST_RESULTS} 的整数")
    return int(text)
