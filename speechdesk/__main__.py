"""Entry: a command on the command line, or the desk."""

import importlib
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from speechdesk import cli
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
    if len(given) > 1 or (given and given[0] in (*COMMANDS, "-h", "--help", "--version")):
        return cli.run(given)
    if given and given[0].startswith("-"):
        return cli.run(given)
    if trouble := window_trouble():
        print(trouble, file=sys.stderr)
        return 2
    # Commands must work where Qt's system libraries are missing: only the desk may load it.
    desk = importlib.import_module("speechdesk.desk")
    try:
        return desk.open_desk(Path(given[0]) if given else None)
    except SpeechDeskError as error:
        print(error.message, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
