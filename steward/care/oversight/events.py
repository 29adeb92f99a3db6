"""What oversight announces. Ids only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class EntryRedacted:
    """An entry of the public log was redacted, or (`undone`) is shown again."""

    type: ClassVar[str] = "oversight.redacted"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """Somebody judged a sampled case again, without knowing how it was judged."""

    type: ClassVar[str] = "oversight.looked_again"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    look_id: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class LookDiscussed:
    """The two who disagreed have talked about it."""

    type: ClassVar[str] = "oversight.look_discussed"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    look_id: int


@dataclass(frozen=True, slots=True)
class ReportPublished:
    """A transparency report was published."""

    type: ClassVar[str] = "oversight.report_published"
    subject: ClassVar[str] = "report:report_id"
    report_id: int
    period: str


@dataclass(frozen=True, slots=True)
class LoadNoted:
    """Somebody of the team wrote what their numbers of a month do not say."""

    type: ClassVar[str] = "oversight.load_noted"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    month: str


@dataclass(frozen=True, slots=True)
class OpennessChanged:
    """The public log shows more, or less; or the day's limit for disturbing content is another."""

    type: ClassVar[str] = "oversight.openness_changed"
    subject: ClassVar[str] = "oversight"
    what: tuple[str, ...]
