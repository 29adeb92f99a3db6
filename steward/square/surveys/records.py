"""Rows of a file of answers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row that can be imported; `key` is the same for the same row of the same file."""

    score: int
    comment: str
    on: date
    key: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot, with its number in the file (the heading is 1) and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds."""

    rows: tuple[AnswerRow, ...]
    bad: tuple[BadRow, ...]
    score_column: str
    comment_column: str
    date_column: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    known: int  # rows that were there already
    bad: tuple[BadRow, ...]
