"""A desk that types, says so when a second has passed, and waits to be killed; for `test_recovery.py`."""

import sys
from pathlib import Path

from hands import commit
from PySide6.QtCore import QEventLoop, QTimer

from speechdesk.desk import build_desk, make_application
from speechdesk.settings import Settings


def main(draft: Path | None) -> int:
    """Open the desk, with a draft where one is given, type a sentence, and keep a version half way."""
    application = make_application()
    desk = build_desk(application, Settings())
    desk.window.show()
    if draft:
        opened = QEventLoop()
        desk.window.files.file_changed.connect(opened.quit)
        desk.window.files.open(draft)
        opened.exec()
    commit(desk.window.editor, "写到一半")
    desk.window.versions.keep_automatic()
    commit(desk.window.editor, "就停电了")
    QTimer.singleShot(1000, lambda: print("typed", flush=True))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
