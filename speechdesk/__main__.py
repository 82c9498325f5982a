"""Entry: a command on the command line, or the desk."""

import gc
import importlib
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from speechdesk.errors import SpeechDeskError
from speechdesk.screen import window_trouble
from speechdesk.usage import COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named, or open the desk; return the exit code.

    Args:
        arguments: without the program's name; by default those of the process.
    """
    multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) > 1 or (given and (given[0] in COMMANDS or given[0].startswith("-"))):
        # Each is loaded when it is wanted: the desk opens sooner, and commands need none of Qt's libraries.
        return importlib.import_module("speechdesk.cli").run(given)
    if trouble := window_trouble():
        print(trouble, file=sys.stderr)
        return 2
    try:
        return load_desk().open_desk(Path(given[0]) if given else None)
    except SpeechDeskError as error:
        print(error.message, file=sys.stderr)
        return 1


def load_desk() -> ModuleType:
    """Return the module that makes the desk.

    All that is made on the way stays; to go through it again and again would take a tenth of the time.
    """
    gc.disable()
    try:
        return importlib.import_module("speechdesk.desk")
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
