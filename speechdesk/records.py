"""Records that cross stages: documents → speeches → passages → suggestions → drafts.

Every `start, end` is a half-open span of Unicode code points in the text of its own record.
"""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a paragraph (段) of a speech or a draft is."""

    TITLE = "title"
    DATE = "date"
    SPEAKER = "speaker"
    GREETING = "greeting"
    HEADING = "heading"
    BODY = "body"


class RepairKind(StrEnum):
    """What the reader mended in a document's text before it took it for a speech."""

    JOINED_LINES = "joined_lines"
    SPLIT_LINE = "split_line"
    STRAY_SPACES = "stray_spaces"
    PAGE_NUMBER = "page_number"
    PAGE_BREAK = "page_break"
    RUNNING_TITLE = "running_title"
    TEASER = "teaser"
    REPEATED = "repeated"
    WEB_RESIDUE = "web_residue"
    CAPTION = "caption"
    EDITOR_NOTE = "editor_note"
    BROKEN_BYTES = "broken_bytes"
    UNSEEN = "unseen"
    MARKUP = "markup"

    @property
    def drops_text(self) -> bool:
        """Whether a repair of this kind took characters out of the text, not only white space."""
        return self not in _OF_WHITE_SPACE


_OF_WHITE_SPACE = frozenset(
    {RepairKind.JOINED_LINES, RepairKind.SPLIT_LINE, RepairKind.STRAY_SPACES, RepairKind.PAGE_BREAK}
)


class Role(StrEnum):
    """What a paragraph does in its speech (功能)."""

    OPENING = "开场"
    SIGNIFICANCE = "背景意义"
    ACHIEVEMENTS = "肯定成绩"
    THANKS = "致谢慰问"
    PROBLEMS = "指出问题"
    SITUATION = "形势分析"
    OVERALL_DEMAND = "总体要求"
    TASKS = "任务部署"
    WORK_DEMANDS = "工作要求"
    SAFEGUARDS = "保障措施"
    QUOTATION = "引用"
    CLOSING_CALL = "号召结尾"


class SlotKind(StrEnum):
    """What changes from meeting to meeting at a slot (空位)."""

    PLACE = "place"
    ORGANISATION = "organisation"
    LEVEL = "level"
    PERSON = "person"
    OFFICE = "office"
    DATE = "date"
    ORDINAL = "ordinal"
    NUMBER = "number"
    MEETING = "meeting"
    PROJECT = "project"


class PassageKind(StrEnum):
    """How much of a speech a passage (素材) holds."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    POINT = "point"


class ExpressionKind(StrEnum):
    """What sort of set expression a span is."""

    FOUR_CHARACTERS = "四字格"
    PARALLEL = "排比"
    FORMULA = "固定提法"
    QUOTATION = "引语"


@dataclass(frozen=True, slots=True)
class Repair:
    """One mend of a document's text.

    Attributes:
        kind: what was mended.
        line: the line of the source file it begins on, counted from 1.
        text: the characters taken out of the text; for a join, a split or stray spaces, what stood around.
    """

    kind: RepairKind
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A span of a text that changes from meeting to meeting (空位).

    Attributes:
        kind: what changes there.
        text: the words of the span.
        masked: whether it holds a mask (xx, **, ○○) in place of the words.
        time_bound: whether it is right everywhere, but only for a time (迎接党的二十大).
    """

    start: int
    end: int
    kind: SlotKind
    text: str
    masked: bool = False
    time_bound: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (段) of a speech.

    Attributes:
        kind: what the paragraph is.
        text: the whole paragraph, number and run-in heading included.
        level: 1 to 4 for a heading (一、第一， → 1, （一） → 2, 1. 一是 一要 → 3, （1） → 4), else 0.
        heading: the heading alone, without its number and closing punctuation; None where there is none.
            It may open a longer paragraph (a run-in heading): then `text` goes on after it.
        section: headings above this block, outermost first, its own included.
        role: what it does in the speech; None until it is mined, and for outline material.
        slots: in order and apart; empty until it is mined.
    """

    kind: BlockKind
    text: str
    level: int = 0
    heading: str | None = None
    section: tuple[str, ...] = ()
    role: Role | None = None
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech (讲话) of a document; the four facts are None where the source has none.

    Attributes:
        blocks: every paragraph in order, title, date, speaker and greeting among them.
    """

    title: str | None
    date: str | None
    speaker: str | None
    greeting: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A source file (材料) as it was read.

    Attributes:
        file: its name, without the folder.
        encoding: the text encoding found, such as "utf-8"; "" for a format that has none (.docx).
        repairs: what was mended, in the order of the source.
        speeches: at least one.
    """

    file: str
    encoding: str
    repairs: tuple[Repair, ...]
    speeches: tuple[Speech, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage stands (出处), as it is shown to the user.

    Attributes:
        file: the document's name.
        speech: the speech's number in its document, from 1.
        title: the speech's title, None where it has none.
        date: the speech's date as written, None where it has none.
        section: headings above the passage, outermost first.
        block: the index of its paragraph in `Speech.blocks`.
    """

    file: str
    speech: int
    title: str | None
    date: str | None
    section: tuple[str, ...]
    block: int

    def label(self) -> str:
        """Return how the user is told of it: title and date, or the file's name."""
        name = f"《{self.title}》" if self.title else self.file
        return f"{name} {self.date}" if self.date else name


@dataclass(frozen=True, slots=True)
class Extract:
    """One passage as mining finds it in a speech, before it is kept.

    Attributes:
        kind: paragraph, point or sentence.
        text: the words, never empty, without white space at either end.
        block: index of its block in `Speech.blocks`.
        start, end: its span in that block's text.
        role: what it does in the speech.
        secondary_role: what else it may do; None where nothing else comes near.
        confidence: of the role, 0 to 1.
        topics: what it is about, strongest first.
        slots: in order and apart, counted in `text`.
    """

    kind: PassageKind
    text: str
    block: int
    start: int
    end: int
    role: Role
    secondary_role: Role | None
    confidence: float
    topics: tuple[str, ...]
    slots: tuple[Slot, ...]

    @property
    def time_bound(self) -> bool:
        """Whether something in it is right only for a time."""
        return any(slot.time_bound for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Expression:
    """A set expression where it stands.

    Attributes:
        kind: what sort it is.
        text: the words; of a quotation, those between the marks.
        block: index of its block in `Speech.blocks`.
        start, end: its span in that block's text.
        speaker: who is quoted; empty for the other kinds.
    """

    kind: ExpressionKind
    text: str
    block: int
    start: int
    end: int
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class MinedSpeech:
    """A speech and what mining found in it.

    Attributes:
        speech: the speech, its blocks with role and slots.
        level: the level it is given at, one of 省 市 州 县 区 乡 镇 旗; empty where it does not show.
        extracts: its passages in reading order, each paragraph before its points and sentences.
        expressions: its set expressions in reading order.
        keywords: the terms it repeats most, most frequent first.
    """

    speech: Speech
    level: str
    extracts: tuple[Extract, ...]
    expressions: tuple[Expression, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two variants part: a span of each, one of them empty for a clause that only one has.

    Attributes:
        start, end: the span in the first text.
        other_start, other_end: the span in the second.
        kind: the slot that shows there; None for a difference of wording.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    kind: SlotKind | None

    @property
    def is_option(self) -> bool:
        """Whether only one of the texts has anything here."""
        return self.start == self.end or self.other_start == self.other_end


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage (素材) kept in the library; equal texts are one passage.

    Attributes:
        id: its number in the library.
        kind: paragraph or sentence.
        text: the words.
        sources: every place where it stands, oldest import first; at least one.
        role: what it does in its speech; None where that does not show.
        topics: what it is about, strongest first.
        slots: in order and apart, counted in `text`.
        level: of the speech it comes from (省 市 州 县 …); empty where it does not show.
        variants: ids of near-identical passages of other speeches, nearest first.
    """

    id: int
    kind: PassageKind
    text: str
    sources: tuple[Source, ...]
    role: Role | None = None
    topics: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    level: str = ""
    variants: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """How the typed text may go on (续写).

    Attributes:
        text: what would be inserted at the caret.
        score: 0 to 1.
        sources: where the library goes on so.
    """

    text: str
    score: float
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a match's score says.

    Attributes:
        words: what was compared, as in `Match`.
        start, end: the span of the passage's text it was laid beside.
        only_typed: the pieces of `words` that do not stand there.
    """

    words: str
    start: int
    end: int
    only_typed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that fits the place of the caret.

    Attributes:
        passage: what is offered.
        score: 0 to 1; what the sentence before the caret and the passage have in common.
        matched: spans of the passage's text that the sentence before the caret has too.
        variants: near-identical passages of other speeches, nearest first.
        words: what was compared: the end of the draft before the caret, or what was looked for; "" where
            nothing was. Level words, width, the shape of marks and white space make no difference.
    """

    passage: Passage
    score: float
    matched: tuple[tuple[int, int], ...]
    variants: tuple[Passage, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The answer (联想) for one caret: both lists best first."""

    completions: tuple[Completion, ...]
    passages: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """What the speech is for (会议卡); every field may be empty.

    Attributes:
        date: as it will stand under the title, such as 2026年3月1日.
        level: one of 省 市 州 县 区, or empty.
        minutes: the time allowed, 0 where none is set.
        occasion: name of the outline pattern it follows, or empty.
    """

    meeting: str = ""
    date: str = ""
    place: str = ""
    speaker: str = ""
    office: str = ""
    audience: str = ""
    level: str = ""
    minutes: int = 0
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """A span of a draft block that came from the library.

    Attributes:
        start, end: the span in the block's text.
        passage: the words as they stood in the library, so that a draft stays checkable without it.
        source: where they stand.
    """

    start: int
    end: int
    passage: str
    source: Source


@dataclass(frozen=True, slots=True)
class Lock:
    """A span of a draft's paragraph that must stay as it is: the leader's own words (锁定)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A paragraph (段) of a draft; heading and level as in `Block`, spans in order and apart.

    Attributes:
        provenance: what came from the library.
        slots: what is still to be filled in or looked at.
        locks: what must stay as it is.
    """

    kind: BlockKind
    text: str
    level: int = 0
    provenance: tuple[Provenance, ...] = ()
    slots: tuple[Slot, ...] = ()
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialFacts:
    """What an official document says outside its text (公文要素); what is empty is not printed.

    GB/T 9704-2012, 7.2, 7.4 and 10.

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
        edition: 稿次, stamped at the foot of a reading copy, such as 第三稿.
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
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The speech being written (讲稿): its meeting card, its paragraphs, and what is printed around them."""

    card: MeetingCard = MeetingCard()
    blocks: tuple[DraftBlock, ...] = ()
    facts: OfficialFacts = OfficialFacts()
