"""The kinds of documents there are, and their reading for those that seldom read one.

The readers and what they are built on take a tenth of a second to load: the window opens without them.
"""

import importlib
from pathlib import Path

from speechdesk.records import Document

SUFFIXES = (
    ".txt", ".md", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott",
    ".pdf", ".html", ".htm", ".mht", ".mhtml",
)  # fmt: skip
"""What is looked for in a folder."""


def read_document(path: Path) -> Document:
    """Return what a file holds, as `reader.read_document` does; the first call loads the readers.

    Raises:
        UnreadableFile: as there.
    """
    return importlib.import_module("speechdesk.documents.reader").read_document(path)
