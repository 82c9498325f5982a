"""Which passages a search is narrowed to: by role, topic, source, year, level."""

from dataclasses import dataclass

from speechdesk.records import Passage


@dataclass(frozen=True, slots=True)
class Selection:
    """What passages must be; an empty field asks nothing.

    Attributes:
        role: the Chinese name of a role.
        topic: one of the passage's topics.
        source: part of a document's name or a speech's title.
        year: four figures of a speech's date.
        level: 省 市 州 县 区 乡 镇.
    """

    role: str = ""
    topic: str = ""
    source: str = ""
    year: str = ""
    level: str = ""

    def holds(self, passage: Passage) -> bool:
        """Return whether a passage is what is asked for; source and year of any one of its occurrences."""
        if self.role and passage.role != self.role:
            return False
        if self.topic and self.topic not in passage.topics:
            return False
        if self.level and passage.level != self.level:
            return False
        return any(
            self.source in f"{source.file} {source.title or ''}" and self.year in (source.date or "")
            for source in passage.sources
        )


EVERYTHING = Selection()
