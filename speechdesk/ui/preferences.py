"""The settings while the desk is open: changed in one place, told to all who go by them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from speechdesk.settings import Settings


class Preferences(QObject):
    """Holds the user's settings.

    Signals:
        changed: the Settings as they were and as they are now; not emitted where nothing differs.

    Args:
        settings: as the user left them.
        parent: its owner in Qt.
    """

    changed = Signal(object, object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def change(self, **values: object) -> None:
        """Give settings, by the names of their fields, other values."""
        self.take(replace(self.settings, **values))  # pyright: ignore[reportArgumentType] - names are checked by replace

    def take(self, settings: Settings) -> None:
        """Make `settings` those that hold from now on."""
        before, self.settings = self.settings, settings
        if settings != before:
            self.changed.emit(before, settings)
