"""The commands without a window: thin, one function a command, the same stages as the desk."""

import argparse
import errno
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, NoReturn

import msgspec
from msgspec import Meta

from speechdesk import __version__, paths
from speechdesk.atomic import replace_file
from speechdesk.documents.reader import read_document, read_text
from speechdesk.drafting.blocks import draft_from_document
from speechdesk.drafting.storage import open_draft
from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.export.comparison import comparison_bytes
from speechdesk.export.docx import Extras, export_docx
from speechdesk.export.facts import OfficialFacts, read_facts
from speechdesk.export.preset import load_preset
from speechdesk.export.sources import sourced_bytes
from speechdesk.export.verify.verify import Report, verify_file
from speechdesk.library.concordance import find_phrase
from speechdesk.library.library import Library
from speechdesk.library.selection import Selection
from speechdesk.mining.alignment import find_differences
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Document, Draft, Match, Suggestions
from speechdesk.suggest.suggester import Suggester
from speechdesk.worker import Progress, create_library, import_files

COMMANDS = ("read", "import", "library", "search", "suggest", "export", "verify")
_STDIN = "-"
_MOST = 1000  # results anybody reads


@dataclass(frozen=True, slots=True)
class _Request:
    """A line of `suggest --jsonl`."""

    before: str
    n: Annotated[int, Meta(ge=1, le=_MOST)] | None = None


_USAGE_ERRORS = (  # argparse's sentences → ours
    (r"^the following arguments are required: (.*)", r"缺少 \1"),
    (r"^unrecognized arguments: (.*)", r"不认识 \1"),
    (r"^argument \S+: invalid choice: (\S+).*", r"没有 \1 这个命令"),
    (r"^argument (\S+): expected one argument", r"\1 后面缺少内容"),
    (r"^argument (\S+): ", r"\1 "),
)


_SELECTION = (
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


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 trouble said on standard error, 2 wrong usage."""
    _open_streams()
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
        sys.stdout.flush()
    except SpeechDeskError as error:
        print(error.message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已停止；停止之前完成的都已保留。", file=sys.stderr)
        return 130  # 128 + SIGINT, as shells count it
    except BrokenPipeError:
        _drop_output()  # whoever read it has had enough
        return 0
    except OSError as error:  # files translate theirs: what is left is standard output and odd paths
        _drop_output()
        reason = "磁盘已满" if error.errno == errno.ENOSPC else "路径或磁盘有问题"
        print(f"读写失败：{reason}；请检查后再试。", file=sys.stderr)
        return 1
    return 0


def _open_streams() -> None:
    """See to it that the standard streams are there and speak UTF-8, whatever the terminal's language."""
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _drop_output() -> None:
    """Send what is still buffered to nowhere: the interpreter would complain when it flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _parser() -> _Parser:
    parser = _Parser(prog="speechdesk", description="讲稿台：离线讲话稿起草。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=__version__, help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)

    read = commands.add_parser("read", help="读出材料里的讲话，列出整理过的地方")
    read.add_argument("files", nargs="+", metavar="FILE", help="材料；- 为标准输入")
    read.set_defaults(command=_read)

    import_ = commands.add_parser("import", help="把文件或文件夹收进素材库")
    import_.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")
    import_.set_defaults(command=_import)

    library = commands.add_parser("library", help="素材库里有什么")
    library.set_defaults(command=_library)

    search = commands.add_parser("search", help="逐字检索，并按相近程度列出素材")
    search.add_argument("query", metavar="QUERY", help="要找的词句")
    for name, words in _SELECTION:
        search.add_argument(f"--{name}", default="", metavar=name.upper(), help=words)
    search.set_defaults(command=_search)

    suggest = commands.add_parser("suggest", help="光标在 TEXT 末尾时的续写和素材")
    suggest.add_argument("text", nargs="?", default=_STDIN, metavar="TEXT", help="光标前的文字；- 为标准输入")
    suggest.add_argument("--jsonl", action="store_true", help="标准输入每行一问，标准输出每行一答")
    suggest.set_defaults(command=_suggest)

    export = commands.add_parser("export", help="导出公文格式的 Word 文档")
    export.add_argument("draft", metavar="DRAFT", help=".speech 讲稿，或 .txt .md .docx；- 为标准输入")
    export.add_argument("-o", dest="out", type=Path, required=True, metavar="OUT.docx", help="写到哪里")
    export.add_argument("--preset", default="speech", help="版式，默认 speech（讲话稿）")
    export.add_argument("--facts", type=Path, metavar="F.json", help="公文要素：份号、密级、发文字号等")
    export.add_argument("--edition", default="", metavar="TEXT", help="页脚里的稿次，如 第三稿")
    export.add_argument("--since", metavar="OLD", help="导出花脸稿：与 OLD 讲稿相比的修订")
    export.add_argument("--sources", action="store_true", help="导出送审稿：素材出处写成批注")
    export.add_argument("--check", action="store_true", help="写好后量一遍版式")
    export.set_defaults(command=_export)

    verify = commands.add_parser("verify", help="量一份 .docx 是否合公文格式")
    verify.add_argument("file", type=Path, metavar="FILE.docx", help="任何 .docx")
    verify.add_argument("--preset", default="speech", help="按哪个版式量，默认 speech（讲话稿）")
    verify.set_defaults(command=_verify)

    for command in (read, library, search, suggest, import_, verify):
        command.add_argument("--json", action="store_true", help="以 JSON 输出")
    for command in (import_, library, search, suggest):
        command.add_argument("--library", type=Path, metavar="L", help="素材库文件，默认用自己的")
    for command in (search, suggest):
        command.add_argument("-n", type=_count, default=5, metavar="N", help="每类最多几条，默认 5")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= _MOST:
        raise argparse.ArgumentTypeError(f"应是 1 到 {_MOST} 的整数")
    return int(text)


def _read(options: argparse.Namespace) -> None:
    documents = [_document(name) for name in options.files]
    if options.json:
        _print_json({"documents": [_mined(document) for document in documents]})
        return
    for document in documents:
        print(f"{document.file}：{len(document.speeches)} 篇讲话，整理 {len(document.repairs)} 处")
        for number, speech in enumerate(document.speeches, start=1):
            chars = sum(len(block.text) for block in speech.blocks)
            print(f"  {number}. {speech.title or '（无标题）'}，{len(speech.blocks)} 段，{chars} 字")
            for block in speech.blocks:
                if block.heading:
                    print(f"     {'  ' * block.level}{block.heading}")


def _import(options: argparse.Namespace) -> None:
    library_file = _library_file(options.library, needs_file=False)
    summary = import_files(options.paths, library_file, _print_progress, lambda: False)
    if options.json:
        _print_json(summary)
    else:
        print(summary.sentence())
    for failure in summary.failures:
        print(failure.message, file=sys.stderr)
    if summary.failures and not summary.documents and not summary.known:
        raise SpeechDeskError("没有一个文件收进素材库；请按上面所说处理后再导入。")


def _library(options: argparse.Namespace) -> None:
    with Library(_library_file(options.library)) as library:
        documents = library.documents()
        passages = library.count_passages()
    if options.json:
        _print_json({"documents": documents, "passages": passages})
        return
    print(f"材料 {len(documents)} 份，素材 {passages} 条")
    for document in documents:
        print(f"  {document.file}：素材 {document.passages} 条，{document.imported[:10]} 导入")
        for title in document.titles:
            print(f"    {title or '（无标题）'}")


def _search(options: argparse.Namespace) -> None:
    if not options.query.strip():
        raise SpeechDeskError("要找的词句是空的；请写出至少一个字。")
    query = _sound(options.query)
    suggester = Suggester()
    with Library(_library_file(options.library)) as library:
        lines = find_phrase(library, query, limit=options.n)
        suggester.update(library)
    selection = Selection(**{name: getattr(options, name) for name, _ in _SELECTION})
    matches = suggester.search(query, options.n, selection)
    if options.json:
        _print_json({"concordance": lines, "passages": [_match_json(match) for match in matches]})
        return
    for line in lines:
        print(f"{line.before}【{line.phrase}】{line.after}  —— {line.source.label()}")
    for match in matches:
        _print_match(match)
    if not lines and not matches:
        print("没有找到。")


def _suggest(options: argparse.Namespace) -> None:
    suggester = Suggester()
    with Library(_library_file(options.library)) as library:
        suggester.update(library)
    if options.jsonl:
        _answer_lines(suggester, options.n)
        return
    before = _standard_input() if options.text == _STDIN else _sound(options.text)
    answer = suggester.suggest(before, options.n)
    if options.json:
        _print_json(_suggestions_json(answer))
        return
    for completion in answer.completions:
        print(f"续写 {completion.score:.0%}  {completion.text}  —— {completion.sources[0].label()}")
    for match in answer.passages:
        _print_match(match)
    if not answer.completions and not answer.passages:
        print("没有联想。")


def _answer_lines(suggester: Suggester, n: int) -> None:
    decoder = msgspec.json.Decoder(_Request)
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            request = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            _print_json({"error": f'第 {number} 行不是 {{"before":…,"n":…}} 这样的 JSON。'})
            continue
        _print_json(_suggestions_json(suggester.suggest(request.before, request.n or n)))


def _export(options: argparse.Namespace) -> None:
    preset = load_preset(options.preset)
    if options.out.suffix.lower() != ".docx":
        raise SpeechDeskError(f"导出的文件名要以 .docx 结尾；请把“{options.out.name}”改名。")
    if options.draft != _STDIN and options.out.resolve() == Path(options.draft).resolve():
        raise SpeechDeskError("导出会覆盖讲稿自己；请另取名字。")
    facts = read_facts(options.facts) if options.facts else OfficialFacts()
    draft, extras = _draft(options.draft), Extras(facts, options.edition)
    if options.since:
        replace_file(options.out, comparison_bytes(_draft(options.since), draft, preset, extras))
    elif options.sources:
        replace_file(options.out, sourced_bytes(draft, preset, extras))
    else:
        export_docx(draft, options.out, preset, extras)
    print(f"已导出 {options.out}")
    if options.check:
        _print_report(verify_file(options.out, preset))


def _verify(options: argparse.Namespace) -> None:
    report = verify_file(options.file, load_preset(options.preset))
    if options.json:
        _print_json(report)
    else:
        _print_report(report)


def _print_report(report: Report) -> None:
    wrong = [check for check in report.checks if not check.ok]
    for check in wrong:
        print(f"不符 {check.name}：应为 {check.expected}；现为 {check.found}")
    print(f"{len(report.checks)} 项中 {len(report.checks) - len(wrong)} 项符合")


def _document(name: str) -> Document:
    if name == _STDIN:
        return read_text(_standard_input(), "标准输入")
    return read_document(Path(name))


def _mined(document: Document) -> Document:
    """Return a document whose blocks have their roles and slots."""
    return replace(document, speeches=tuple(mine_speech(speech).speech for speech in document.speeches))


def _draft(name: str) -> Draft:
    if name == _STDIN:
        return draft_from_document(read_text(_standard_input(), "标准输入"))
    return open_draft(Path(name))


def _sound(text: str) -> str:
    """Return text from the command line without the halves that stand for bytes that are no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("标准输入不是 UTF-8 文字；请先转换编码，或存成文件再读。") from error


def _library_file(chosen: Path | None, *, needs_file: bool = True) -> Path:
    """Return the library to use; the user's own is made from the seeds the first time."""
    if chosen is not None:
        if needs_file and not chosen.is_file():
            raise UnreadableFile(f"找不到素材库“{chosen}”；请检查位置，或先用 import 建一个。")
        return chosen
    library_file = paths.library_file()
    if not library_file.exists():
        create_library(
            library_file,
            lambda files, target: import_files(files, target, _print_progress, lambda: False),
        )
    return library_file


def _print_progress(progress: Progress) -> None:
    if progress.file:
        print(f"[{progress.done + 1}/{progress.total}] {progress.file}", file=sys.stderr)


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _print_match(match: Match) -> None:
    passage = match.passage
    about = " ".join((*((passage.role,) if passage.role else ()), *passage.topics))
    print(f"素材 {match.score:.0%}  {passage.text}  —— {passage.sources[0].label()}　{about}")


def _suggestions_json(answer: Suggestions) -> dict[str, object]:
    return {"completions": answer.completions, "passages": [_match_json(match) for match in answer.passages]}


def _match_json(match: Match) -> dict[str, object]:
    passage = match.passage
    return {
        "id": passage.id,
        "text": passage.text,
        "score": match.score,
        "role": passage.role,
        "source": passage.sources[0],
        "slots": passage.slots,
        "topics": passage.topics,
        "occurrences": len(passage.sources),
        "variants": [
            {
                "id": variant.id,
                "text": variant.text,
                "source": variant.sources[0],
                "differences": find_differences(passage.text, variant.text, passage.slots, variant.slots),
            }
            for variant in match.variants
        ],
    }
