"""What the clauses room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CodeFounded:
    """The first draft of a code was made from a starting set."""

    type: ClassVar[str] = "clauses.founded"
    subject: ClassVar[str] = "code"
    starting_set: str
    clauses: int


@dataclass(frozen=True, slots=True)
class ClauseChanged:
    """The draft of the next edition says something else of a clause; `how` is written, changed, moved, retired, back.

    Nothing binds anybody before an edition is published.
    """

    type: ClassVar[str] = "clauses.changed"
    subject: ClassVar[str] = "clause:clause_id"
    clause_id: int
    key: str
    how: str


@dataclass(frozen=True, slots=True)
class DraftDiscarded:
    """The draft is again what the newest edition says."""

    type: ClassVar[str] = "clauses.draft_discarded"
    subject: ClassVar[str] = "code"
    clauses: tuple[str, ...]  # keys whose drafts are gone


@dataclass(frozen=True, slots=True)
class EditionPublished:
    """The code has a new edition. It binds from `binds_at` (ISO 8601); `material`: everybody accepts it anew."""

    type: ClassVar[str] = "clauses.edition_published"
    subject: ClassVar[str] = "edition:number"
    number: int
    binds_at: str
    material: bool


@dataclass(frozen=True, slots=True)
class MembersReminded:
    """Members who have not accepted an edition yet were asked to."""

    type: ClassVar[str] = "clauses.members_reminded"
    subject: ClassVar[str] = "edition:number"
    number: int
    accounts: int
