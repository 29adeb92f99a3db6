"""The code as every other room reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from steward.care.clauses.enums import REASONS, Level, Severity


def language_of(texts: Mapping[str, str], language: str = "") -> str:
    """The language a reader of `language` ("" is the one in use) gets: their own, else the first that was written."""
    wanted = language or get_language() or ""
    return wanted if texts.get(wanted) else next((code for code, text in texts.items() if text), wanted)


@dataclass(frozen=True, slots=True)
class Example:
    """Something somebody might write: fine, or not. Made up or anonymised."""

    language: str
    fine: bool
    text: str


@dataclass(frozen=True, slots=True)
class ClauseNow:
    """A clause in one wording. Texts are Markdown by language code; `least` and `most` are levels of the ladder."""

    clause_id: int
    key: str
    reason: str  # one of REASONS
    wording_id: int
    version: int
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    examples: tuple[Example, ...]
    severity: int  # 1 (light) to 4 (grave)
    least: str
    most: str

    def title(self, language: str = "") -> str:
        """The title for a reader of this language, "" for the one in use."""
        return self.titles.get(language_of(self.titles, language), "")

    def text(self, language: str = "") -> str:
        """The text for a reader of this language, as written."""
        return self.texts.get(language_of(self.texts, language), "")

    def language(self, language: str = "") -> str:
        """The language in which such a reader gets the text."""
        return language_of(self.texts, language)

    def examples_for(self, language: str = "") -> tuple[Example, ...]:
        """The examples for such a reader: in their language, else all there are."""
        wanted = language or get_language() or ""
        return tuple(one for one in self.examples if one.language == wanted) or self.examples

    @property
    def reason_label(self) -> str:
        """The reason in the language in use."""
        return str(REASONS[self.reason])

    @property
    def severity_label(self) -> str:
        """The severity in the language in use."""
        return str(Severity(self.severity).label)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels a breach of this clause may be answered with, the mildest first."""
        known = Level.values
        return tuple(known[known.index(self.least) : known.index(self.most) + 1])

    @property
    def range_labels(self) -> tuple[str, ...]:
        """The mildest and the hardest of them in the language in use; one where they are the same."""
        ends = (self.least,) if self.least == self.most else (self.least, self.most)
        return tuple(str(Level(level).label) for level in ends)


@dataclass(frozen=True, slots=True)
class EditionHead:
    """An edition without its clauses."""

    number: int
    published_at: datetime
    binds_at: datetime
    material: bool
    notes: Mapping[str, str]
    by: str = ""  # who published it

    def note(self, language: str = "") -> str:
        """What it says of itself, for a reader of this language."""
        return self.notes.get(language_of(self.notes, language), "")


@dataclass(frozen=True, slots=True)
class Code:
    """An edition of the code with its clauses in order. Number 0: there is none."""

    number: int = 0
    published_at: datetime | None = None
    binds_at: datetime | None = None
    material: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    clauses: tuple[ClauseNow, ...] = ()

    def clause(self, key: str) -> ClauseNow | None:
        """The clause of that key, None where this edition has none."""
        return next((one for one in self.clauses if one.key == key), None)

    def note(self, language: str = "") -> str:
        """What the edition says of itself, for a reader of this language."""
        return self.notes.get(language_of(self.notes, language), "")


@dataclass(frozen=True, slots=True)
class ClausePanel:
    """Point `clause-panels`: a section on the page of a clause.

    `build(viewer, clause_key)` gives the template's context, None where there is nothing to show.
    """

    key: str
    label: Any  # lazily translated
    template: str
    build: Callable[[Any, str], dict[str, Any] | None]
    order: int = 50


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody writes of a clause, before it is looked at."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    examples: tuple[Example, ...] = ()
    severity: int = Severity.MODERATE
    least: str = Level.REMIND
    most: str = Level.MUTE
