"""The facts of an official document from a file, for the command line."""

from pathlib import Path

import msgspec

from speechdesk.errors import UnreadableFile
from speechdesk.records import OfficialFacts


def read_facts(path: Path) -> OfficialFacts:
    """Return the facts in a JSON file with the names above.

    Raises:
        UnreadableFile: it is missing or says something else.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=OfficialFacts)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"无法读取公文要素“{path.name}”；请检查它是不是写有份号、密级、发文字号等的 JSON 文件。"
        ) from error
