"""The code over JSON: what comes in and goes out."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema

from steward.care.clauses.enums import MOST_DAYS, NOTICE_DAYS, Level, Severity
from steward.care.clauses.records import Example, Words
from steward.care.clauses.rules import LONGEST_TEXT, LONGEST_TITLE

Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


class ExampleOut(Schema):
    """Something somebody might write: fine, or not."""

    language: str
    fine: bool
    text: str


class ClauseOut(Schema):
    """A clause in one wording; titles and texts (Markdown) by language."""

    key: str
    reason: str
    version: int
    titles: dict[str, str]
    texts: dict[str, str]
    examples: list[ExampleOut]
    severity: int
    least: str
    most: str


class EditionOut(Schema):
    """An edition without its clauses."""

    number: int
    published_at: datetime | None
    binds_at: datetime | None
    material: bool
    notes: dict[str, str]


class CodeOut(EditionOut):
    """An edition with its clauses in order; number 0 while there is none."""

    clauses: list[ClauseOut]


class DraftClauseOut(Schema):
    """A clause of the draft: `change` against the newest edition is new, changed, back, gone or same."""

    change: str
    published: bool  # its wording is in an edition
    clause: ClauseOut


class DraftOut(Schema):
    """The draft of the next edition."""

    next_number: int
    differs: bool
    clauses: list[DraftClauseOut]


class ClauseIn(Schema):
    """What a clause shall say; `reason` is needed for a new one and stays once it was published."""

    reason: str = ""
    titles: dict[str, Title]
    texts: dict[str, Text]
    examples: list[ExampleOut] = Field(default_factory=list)
    severity: int = int(Severity.MODERATE)
    least: str = str(Level.REMIND)
    most: str = str(Level.MUTE)
    retired: bool = False  # left out of the next edition

    def words(self) -> Words:
        """As the actions take them."""
        examples = tuple(Example(one.language, one.fine, one.text) for one in self.examples)
        return Words(self.titles, self.texts, examples, self.severity, self.least, self.most)


class EditionIn(Schema):
    """The terms of the next edition."""

    notice_days: Annotated[int, Field(ge=0, le=MOST_DAYS)] = NOTICE_DAYS
    material: bool = True
    notes: dict[str, Text] = Field(default_factory=dict)


class AcceptanceOut(Schema):
    """An account and the newest edition it has accepted, None for none."""

    account_id: int
    name: str
    in_team: bool
    edition: int | None
    at: datetime | None
    done: bool  # the edition that asks for it, or a later one


class Acceptances(Schema):
    """A page of accounts; `edition` is the one that is asked for, 0 for none."""

    edition: int
    items: list[AcceptanceOut]
    next: int | None
