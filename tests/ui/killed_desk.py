"""A desk that types, says so when a second has passed, and waits to be killed; for `test_recovery.py`."""

import sys
from pathlib import Path

from hands import commit
from PySide6.QtCore import QTimer

from speechdesk.desk import build_desk, make_application
from speechdesk.settings import Settings


def main(draft: Path | None) -> int:
    """Open the desk, with a draft where one is given, and type a sentence."""
    application = make_application()
    desk = build_desk(application, Settings())
    desk.window.show()
    if draft:
        desk.window.files.open(draft)
    commit(desk.window.editor, "写到一半就停电了")
    QTimer.singleShot(1000, lambda: print("typed", flush=True))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
