"""The door of the clauses room."""

from steward.care.clauses.enums import REASONS, Level, Severity
from steward.care.clauses.events import EditionPublished
from steward.care.clauses.models import Clause
from steward.care.clauses.queries.code import (
    clause_for,
    clause_now,
    code_now,
    code_of,
    editions,
    wording_of,
    wordings_of,
)
from steward.care.clauses.records import ClauseNow, ClausePanel, Code, Example
from steward.care.clauses.rules import html_of, shown_range

__all__ = [
    "REASONS",
    "Clause",
    "ClauseNow",
    "ClausePanel",
    "Code",
    "EditionPublished",
    "Example",
    "Level",
    "Severity",
    "clause_for",
    "clause_now",
    "code_now",
    "code_of",
    "editions",
    "html_of",
    "shown_range",
    "wording_of",
    "wordings_of",
]
