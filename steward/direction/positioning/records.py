"""The positioning as other rooms read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from steward.care.clauses.records import language_of

#: Box → language → text as written.
Words = Mapping[str, Mapping[str, str]]


def text_in(words: Words, box: str, language: str = "") -> str:
    """What a box says to a reader of this language ("" is the one in use): theirs, else the first that was written."""
    texts = words.get(box, {})
    return texts.get(language_of(texts, language), "")


def lines_in(words: Words, box: str, language: str = "") -> list[str]:
    """The lines of a box, without signs of enumeration."""
    lines = (line.strip().lstrip("-*•·").strip() for line in text_in(words, box, language).splitlines())
    return [line for line in lines if line]


@dataclass(frozen=True, slots=True)
class Positioning:
    """One published version; `boxes` are keys of BOXES."""

    version: int
    words: Words
    reason: str
    published_at: datetime
    by: str = ""  # who published it

    def text(self, box: str, language: str = "") -> str:
        """What a box says."""
        return text_in(self.words, box, language)

    def lines(self, box: str, language: str = "") -> list[str]:
        """The lines of a box."""
        return lines_in(self.words, box, language)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the positioning as a question to hold a piece of work against."""

    box: str
    label: str  # of the box
    line: str
    question: str
