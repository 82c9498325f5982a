"""The commands without a window: thin, one function a command, the same stages as the desk."""

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from speechdesk import paths
from speechdesk.atomic import replace_file
from speechdesk.documents.reader import read_document, read_text
from speechdesk.drafting.blocks import draft_from_document
from speechdesk.drafting.storage import open_draft
from speechdesk.errors import SpeechDeskError, UnreadableFile
from speechdesk.export.comparison import comparison_bytes
from speechdesk.export.docx import export_docx
from speechdesk.export.facts import read_facts
from speechdesk.export.guard import find_unfilled
from speechdesk.export.presets import load_preset
from speechdesk.export.sources import sourced_bytes
from speechdesk.export.verify.verify import Report, verify_file
from speechdesk.library.concordance import find_phrase
from speechdesk.library.library import Library
from speechdesk.library.selection import Selection
from speechdesk.library.user_library import UserLibrary
from speechdesk.mining.alignment import find_differences
from speechdesk.mining.miner import mine_speech
from speechdesk.records import Document, Draft, ExpressionKind, Match, MeetingCard, Suggestions
from speechdesk.suggest.cards import compare_words
from speechdesk.suggest.caret import Place
from speechdesk.suggest.suggester import Suggester
from speechdesk.usage import MOST_RESULTS, SELECTION, STDIN, make_parser
from speechdesk.worker import Progress, create_library, import_files, refresh_index

_MOST_EXPRESSIONS = 5  # of a kind, told of a library


@dataclass(frozen=True, slots=True)
class _Request:
    """A line of `suggest --jsonl`: the caret as in `Place`, and how many answers of a sort."""

    before: str
    n: Annotated[int, Meta(ge=1, le=MOST_RESULTS)] | None = None
    after: str = ""
    rest: str = ""
    section: tuple[str, ...] = ()
    card: MeetingCard = field(default_factory=MeetingCard)

    def place(self) -> Place:
        """Return the caret's place."""
        return Place(self.before, self.after, self.rest, self.section, self.card)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 trouble said on standard error, 2 wrong usage."""
    _open_streams()
    options = make_parser().parse_args(arguments)
    try:
        _RUN[options.command](options)
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
    refresh_index(library_file)
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
        counts = library.count_expressions()
        often = {kind: library.expressions(kind, limit=_MOST_EXPRESSIONS) for kind in counts}
    if options.json:
        expressions = {kind: {"count": counts[kind], "often": often[kind]} for kind in counts}
        _print_json({"documents": documents, "passages": passages, "expressions": expressions})
        return
    print(f"材料 {len(documents)} 份，素材 {passages} 条")
    for kind, found in often.items():
        if found:
            said = "；".join(f"{expression.text}（{expression.count} 次）" for expression in found)
            print(f"  {kind} {counts[kind]} 条，常用：{said}")
    for document in documents:
        print(f"  {document.file}：素材 {document.passages} 条，{document.imported[:10]} 导入")
        for title in document.titles:
            print(f"    {title or '（无标题）'}")


def _search(options: argparse.Namespace) -> None:
    if not options.query.strip():
        raise SpeechDeskError("要找的词句是空的；请写出至少一个字。")
    query = _sound(options.query)
    suggester = Suggester(stored=True)
    with Library(_library_file(options.library)) as library:
        lines = find_phrase(library, query, limit=options.n)
        expressions = [
            found
            for kind in ExpressionKind
            for found in library.expressions(kind, phrase=query, limit=options.n)
        ]
        suggester.update(library)
    selection = Selection(**{name: getattr(options, name) for name, _ in SELECTION})
    matches = suggester.search(query, options.n, selection)
    if options.json:
        passages = [_match_json(match) for match in matches]
        _print_json({"concordance": lines, "passages": passages, "expressions": expressions})
        return
    for line in lines:
        print(f"{line.before}【{line.phrase}】{line.after}  —— {line.source.label()}")
    for match in matches:
        _print_match(match)
    for found in expressions:
        said = f"{found.speaker}：" if found.speaker else ""
        print(f"{found.kind}  {said}{found.text}  —— {found.source.label()}，共 {found.count} 次")
    if not lines and not matches:
        print("没有找到。")


def _suggest(options: argparse.Namespace) -> None:
    file = _library_file(options.library)
    suggester = Suggester(stored=True)
    with Library(file) as library:
        suggester.update(library)
    with closing(UserLibrary(file)) as user_library:
        answer_place = partial(_answer, suggester, user_library)
        if options.jsonl:
            _answer_lines(answer_place, options.n)
            return
        before = _standard_input() if options.text == STDIN else _sound(options.text)
        answer = answer_place(Place(before), options.n)
    if options.json:
        _print_json(_suggestions_json(answer))
        return
    for completion in answer.completions:
        print(f"续写 {completion.score:.0%}  {completion.text}  —— {completion.sources[0].label()}")
    for match in answer.passages:
        _print_match(match)
    if not answer.completions and not answer.passages:
        print("没有联想。")


def _answer(suggester: Suggester, user_library: UserLibrary, place: Place, n: int) -> Suggestions:
    """Return what the window offers at a caret: passages in the user's own wording where she gave one."""
    found = suggester.suggest(place, n)
    return replace(found, passages=tuple(card.match for card in user_library.cards(found.passages)))


def _answer_lines(answer: Callable[[Place, int], Suggestions], n: int) -> None:
    decoder = msgspec.json.Decoder(_Request)
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            request = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            _print_json({"error": f'第 {number} 行不是 {{"before":…,"n":…}} 这样的 JSON。'})
            continue
        _print_json(_suggestions_json(answer(request.place(), request.n or n)))


def _export(options: argparse.Namespace) -> None:
    preset = load_preset(options.preset)
    if options.out.suffix.lower() != ".docx":
        raise SpeechDeskError(f"导出的文件名要以 .docx 结尾；请把“{options.out.name}”改名。")
    if options.draft != STDIN and options.out.resolve() == Path(options.draft).resolve():
        raise SpeechDeskError("导出会覆盖讲稿自己；请另取名字。")
    draft = _draft(options.draft)
    facts = read_facts(options.facts) if options.facts else draft.facts
    draft = replace(draft, facts=replace(facts, edition=options.edition or facts.edition))
    if options.since:
        replace_file(options.out, comparison_bytes(_draft(options.since), draft, preset))
    elif options.sources:
        replace_file(options.out, sourced_bytes(draft, preset))
    else:
        export_docx(draft, options.out, preset)
    print(f"已导出 {options.out}")
    if unfilled := find_unfilled(draft):
        print(f"还有 {len(unfilled)} 处没有填写或核对：", file=sys.stderr)
        print("\n".join(f"  {place.message}" for place in unfilled), file=sys.stderr)
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
    if name == STDIN:
        return read_text(_standard_input(), "标准输入")
    return read_document(Path(name))


def _mined(document: Document) -> Document:
    """Return a document whose blocks have their roles and slots."""
    return replace(document, speeches=tuple(mine_speech(speech).speech for speech in document.speeches))


def _draft(name: str) -> Draft:
    if name == STDIN:
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
        "compared": compare_words(match),
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


_RUN: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "read": _read,
    "import": _import,
    "library": _library,
    "search": _search,
    "suggest": _suggest,
    "export": _export,
    "verify": _verify,
}
