"""What is done with cards: put in, copied, opened, pinned, marked, deleted, and how that is undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from speechdesk.drafting.parallels import heading_above
from speechdesk.library.cards import Card
from speechdesk.library.marks import Mark
from speechdesk.library.overview import ShownSpeech
from speechdesk.library.user_library import UserLibrary
from speechdesk.records import DraftBlock, MeetingCard, Passage
from speechdesk.ui.asking import run_dialog
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.library_access import LibraryAccess
from speechdesk.ui.panels import SidePanel
from speechdesk.ui.passage_dialog import PassageDialog, Said
from speechdesk.ui.passage_list import Deed
from speechdesk.ui.source_dialog import SourceDialog
from speechdesk.ui.theme import Colours
from speechdesk.ui.undo_bar import UndoBar

_OFFERED_MS = 60_000  # a change can be taken back so long


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed in the library, and how to take it back; None where there is nothing to take back."""

    sentence: str
    undo: Callable[[UserLibrary], object] | None


class CardDesk(QObject):
    """Joins the cards, the draft and the library.

    Signals:
        told: a sentence for the status line.
        library_changed: what is shown of the library may be out of date.
        pin_wanted: a ShownSpeech is to be pinned.

    Args:
        editor: where the draft is.
        library: answers and changes.
        side: shows the cards.
        colours: returns the colours of dialogs.
        parent: the window, for dialogs.
    """

    told = Signal(str)
    library_changed = Signal()
    pin_wanted = Signal(object)

    def __init__(
        self,
        editor: DraftEditor,
        library: LibraryAccess,
        side: SidePanel,
        colours: Callable[[], Colours],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._editor = editor
        self._library = library
        self._side = side
        self._colours = colours
        self._undo: Callable[[UserLibrary], object] | None = None
        self._bars: list[UndoBar] = []
        self._end_of_offer = QTimer(self)
        self._end_of_offer.setSingleShot(True)
        self._end_of_offer.setInterval(_OFFERED_MS)
        self._end_of_offer.timeout.connect(partial(self._offer, "", None))
        for passages in side.passages():
            passages.deed_wanted.connect(self.do)
            passages.undo_wanted.connect(self.undo)
        for bar in (side.suggestions.undo_bar, side.library.undo_bar):
            self.add_bar(bar)
        side.text_dropped.connect(self._keep_dropped)
        editor.passage_inserted.connect(self._count_use)
        library.receive("change", self._finish_change)
        library.receive("own", self._finish_own)
        library.receive("use", self._finish_use)
        library.receive("source", self._show_source)
        library.receive("pin", self._pin)

    def add_bar(self, bar: UndoBar) -> None:
        """Let another bar offer to undo what is done."""
        bar.undo_wanted.connect(self.undo)
        self._bars.append(bar)

    def do(self, deed: Deed, cards: Sequence[Card]) -> None:
        """Do something with cards, at least one."""
        card = cards[0]
        passage = card.match.passage
        plain: dict[Deed, Callable[[], object]] = {
            Deed.INSERT: partial(self.insert, passage),
            Deed.INSERT_TO_SLOT: partial(self._insert_to_slot, passage),
            Deed.INSERT_PLAIN: partial(self.insert, replace(passage, slots=())),
            Deed.COPY: partial(_copy, cards),
            Deed.SOURCE: partial(self._open_source, card, "source"),
            Deed.PIN: partial(self._open_source, card, "pin"),
            Deed.EDIT: partial(self._edit, card),
        }
        if deed in plain:
            plain[deed]()
        else:
            self._library.change("change", _change(deed, cards))

    def insert(self, passage: Passage) -> None:
        """Put a passage in at the caret, and go on typing there."""
        self._editor.insert_chosen(passage)
        self._editor.setFocus()

    def undo(self) -> None:
        """Take back what was done last, where that is still offered."""
        if undo := self._undo:
            self._offer("", None)
            self._library.change("change", partial(_take_back, undo))

    def delete_documents(self, ids: Sequence[int]) -> None:
        """Delete documents with all that stood only in them."""
        self._library.change("change", partial(_delete_documents, tuple(ids)))

    def keep_selection(self) -> None:
        """Keep the words selected in the draft as the user's own passage."""
        if self._editor.is_composing:
            return
        blocks = self._editor.selected_draft()
        if any(block.text.strip() for block in blocks):
            self._keep_dropped(blocks)
        else:
            self.told.emit("先选中要存为素材的文字。")

    def open_speech(self, speech_id: int) -> None:
        """Open a speech from its beginning."""
        self._library.ask("source", partial(_read_speech, speech_id))

    # Steps

    def _insert_to_slot(self, passage: Passage) -> None:
        before = _count_slots(self._editor)
        self.insert(passage)
        for _ in range(_count_slots(self._editor) - before):
            self._editor.select_slot(forwards=False)

    def _edit(self, card: Card) -> None:
        dialog = PassageDialog(card, self._colours(), self._window)
        if run_dialog(dialog) == QDialog.DialogCode.Accepted.value:
            self._library.change("change", partial(_say, card.words, dialog.said()))

    def _open_source(self, card: Card, kind: str) -> None:
        self._library.ask(kind, partial(_find_source, card))

    def _show_source(self, opened: object) -> None:
        if not isinstance(opened, _Opened):
            self.told.emit("这个出处已经不在素材库里。")
            return
        dialog = SourceDialog(opened.speech, self._colours(), self._card, self._window)
        dialog.passage_wanted.connect(self.insert)
        dialog.pin_wanted.connect(self.pin_wanted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        if opened.words:
            dialog.view.go_to(opened.block, opened.words)

    def _pin(self, opened: object) -> None:
        if isinstance(opened, _Opened):
            self.pin_wanted.emit(opened.speech)
        else:
            self.told.emit("这个出处已经不在素材库里。")

    def _card(self) -> MeetingCard:
        return self._editor.card

    def _keep_dropped(self, blocks: Sequence[DraftBlock]) -> None:
        drafted = self._editor.blocks()
        heading = heading_above(drafted, self._editor.textCursor().blockNumber())
        section = (drafted[heading].text[:40],) if heading >= 0 else ()
        texts = tuple(block.text for block in blocks)
        self._library.change("own", partial(_keep_own, texts, section))

    def _count_use(self, passage: Passage) -> None:
        self._library.change("use", partial(_count_use, passage.id))

    def _finish_use(self, _: object) -> None:
        self.library_changed.emit()

    def _finish_own(self, done: object) -> None:
        self._library.take_in()
        self._finish_change(done)

    def _finish_change(self, done: object) -> None:
        if isinstance(done, Done):
            self._offer(done.sentence, done.undo)
            self.told.emit(done.sentence)
        self.library_changed.emit()

    def _offer(self, sentence: str, undo: Callable[[UserLibrary], object] | None) -> None:
        self._undo = undo
        for bar in self._bars:
            bar.offer(sentence if undo else "")
        for passages in self._side.passages():
            passages.offers_undo = undo is not None
        self._end_of_offer.start()


@dataclass(frozen=True, slots=True)
class _Opened:
    """A speech that was asked for, and the words in one of its paragraphs it was asked for because of."""

    speech: ShownSpeech
    block: int
    words: str


def _change(deed: Deed, cards: Sequence[Card]) -> Callable[[UserLibrary], Done]:
    words = tuple(card.words for card in cards)
    card = cards[0]
    if deed is Deed.FAVOURITE:
        on = not card.mark.favourite
        return partial(_mark, words, {"favourite": on}, "已收藏" if on else "已取消收藏")
    if deed is Deed.HIDE:
        on = not card.mark.hidden
        return partial(_mark, words, {"hidden": on}, "不再显示" if on else "重新显示")
    if deed is Deed.JOIN:
        return partial(_join, words)
    if deed is Deed.PART:
        return partial(_part, card.words, tuple(variant.text for variant in card.match.variants))
    return partial(_delete, tuple(card.match.passage.id for card in cards))


def _mark(words: Sequence[str], changes: dict[str, object], done: str, library: UserLibrary) -> Done:
    before = library.change(words, lambda mark: msgspec.structs.replace(mark, **changes))
    return Done(f"{done}：{len(words)} 条素材。", partial(_restore, before))


def _join(words: Sequence[str], library: UserLibrary) -> Done:
    before = library.join(words)
    return Done(f"{len(words)} 条素材已合并为异文，显示在同一张卡片上。", partial(_restore, before))


def _part(words: str, variants: Sequence[str], library: UserLibrary) -> Done:
    before = library.part(words, variants)
    return Done("异文已拆开。", partial(_restore, before))


def _say(words: str, said: Said, library: UserLibrary) -> Done:
    def say(mark: Mark) -> Mark:
        return msgspec.structs.replace(
            mark, wording=said.wording, tags=said.tags, note=said.note, favourite=said.favourite
        )

    return Done("素材已改。", partial(_restore, library.change([words], say)))


def _delete(ids: Sequence[int], library: UserLibrary) -> Done:
    steps = library.delete_passages(ids)
    return Done(f"已删除 {len(ids)} 条素材。", partial(_undelete, steps))


def _delete_documents(ids: Sequence[int], library: UserLibrary) -> Done:
    steps = library.delete_documents(ids)
    return Done(f"已删除 {len(ids)} 份材料和只在其中的素材。", partial(_undelete, steps))


def _keep_own(texts: Sequence[str], section: Sequence[str], library: UserLibrary) -> Done:
    today = datetime.now().astimezone().date()
    added = library.keep_own(texts, section, today)
    return Done(f"已存进“我的素材”，新增素材 {added} 条。", None)


def _restore(before: dict[str, Mark], library: UserLibrary) -> None:
    library.restore(before)


def _undelete(steps: Sequence[str], library: UserLibrary) -> None:
    library.undelete(steps)


def _take_back(undo: Callable[[UserLibrary], object], library: UserLibrary) -> Done:
    undo(library)
    return Done("已撤销。", None)


def _count_use(passage_id: int, library: UserLibrary) -> None:
    library.count_use(passage_id)


def _find_source(card: Card, library: UserLibrary) -> _Opened | None:
    source = card.match.passage.sources[0]
    speech = library.speech_at(source, card.words)
    return _Opened(speech, source.block, card.words) if speech else None


def _read_speech(speech_id: int, library: UserLibrary) -> _Opened | None:
    speech = library.speech(speech_id)
    return _Opened(speech, 0, "") if speech else None


def _copy(cards: Sequence[Card]) -> None:
    QGuiApplication.clipboard().setText("\n".join(card.match.passage.text for card in cards))


def _count_slots(editor: DraftEditor) -> int:
    return sum(len(block.slots) for block in editor.blocks())
