"""Facts of the hand annotation that the tests need: roles and slots of three of the seed speeches."""

from pathlib import Path

import msgspec

from speechdesk.documents.reader import read_document
from speechdesk.paths import seeds
from speechdesk.records import Speech

_FILE = Path(__file__).parents[1] / "data" / "mining" / "annotated.json"


class Annotated(msgspec.Struct, frozen=True):
    """One speech: the role of each block, and block and words of the slots another office must replace."""

    file: str
    speech: int
    roles: list[str | None]
    slots: list[tuple[int, str]]

    def read(self) -> Speech:
        return read_document(seeds() / self.file).speeches[self.speech - 1]

    def __str__(self) -> str:
        return f"{self.file[:3]}-{self.speech}"


def annotated_speeches() -> list[Annotated]:
    return msgspec.json.decode(_FILE.read_bytes(), type=list[Annotated])
