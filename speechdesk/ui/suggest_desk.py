"""Suggestions in the window: asks as the caret moves, shows what comes back, puts in what is chosen."""

from PySide6.QtCore import QObject

from speechdesk.records import Passage
from speechdesk.settings import Settings
from speechdesk.ui.caret_place import caret_place
from speechdesk.ui.editor import DraftEditor
from speechdesk.ui.library_access import Answer, LibraryAccess
from speechdesk.ui.panels import SuggestionPanel
from speechdesk.ui.preferences import Preferences

_NOTHING_TYPED = "写上几个字，这里列出以往讲话里相近的段落和句子。"
_NOTHING_FITS = "没有相近的素材。"
_SUGGESTIONS_OFF = "联想已关闭，按 F8 打开。"


class SuggestDesk(QObject):
    """Joins the drafting pane, the suggestions beside it and the library.

    Args:
        editor: where the draft is.
        panel: shows the passages that fit.
        library: answers.
        preferences: whether, and from which confidence on, anything is suggested.
        parent: its owner in Qt.
    """

    def __init__(
        self,
        editor: DraftEditor,
        panel: SuggestionPanel,
        library: LibraryAccess,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._panel = panel
        self._library = library
        self._preferences = preferences
        editor.place_changed.connect(self.ask)
        library.suggested.connect(self._show)
        library.opened.connect(self.ask)
        preferences.changed.connect(self._follow)

    def insert(self, passage: Passage) -> None:
        """Put a passage in at the caret, and go on typing there."""
        self._editor.insert_chosen(passage)
        self._editor.setFocus()

    def insert_row(self, row: int) -> None:
        """Put in the passage that is suggested at `row`, if there is one."""
        card = self._panel.model.card_at(row)
        if card:
            self._editor.insert_chosen(card.match.passage)

    def ask(self) -> None:
        """Ask what fits at the caret."""
        if self._preferences.settings.suggestions and not self._editor.is_composing:
            self._library.suggest(caret_place(self._editor))

    def _show(self, answer: Answer) -> None:
        if self._editor.is_composing or answer.place != caret_place(self._editor):
            return
        found = answer.suggestions
        hint = _NOTHING_FITS if answer.place.before.strip() else _NOTHING_TYPED
        self._panel.show_cards(answer.cards, hint, answer.sentence)
        self._editor.offer_completions(found.completions, self._preferences.settings.completion_score)

    def _follow(self, before: Settings, now: Settings) -> None:
        if before.suggestions != now.suggestions:
            self._editor.forget_completions()
            self._panel.show_cards((), "" if now.suggestions else _SUGGESTIONS_OFF)
        if (before.suggestions, before.completion_score) != (now.suggestions, now.completion_score):
            self.ask()
