"""What conduct announces. Ids only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """Something came into the queue that was not there."""

    type: ClassVar[str] = "conduct.case_opened"
    subject: ClassVar[str] = "case:case_id"
    case_id: int


@dataclass(frozen=True, slots=True)
class Signalled:
    """A report, a hit or a proposal was added to a case."""

    type: ClassVar[str] = "conduct.signalled"
    subject: ClassVar[str] = "case:case_id"
    case_id: int
    signal_id: int
    source: str


@dataclass(frozen=True, slots=True)
class ReportWithdrawn:
    """Somebody took their report back before anybody decided about it."""

    type: ClassVar[str] = "conduct.report_withdrawn"
    subject: ClassVar[str] = "case:case_id"
    case_id: int
    signal_id: int


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """A case was claimed, given back, handed over, paused, commented (enums.Step)."""

    type: ClassVar[str] = "conduct.case_moved"
    subject: ClassVar[str] = "case:case_id"
    case_id: int
    step: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A case was decided."""

    type: ClassVar[str] = "conduct.judged"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    case_id: int
    level: str


@dataclass(frozen=True, slots=True)
class Overturned:
    """A judgement holds no longer; what could be restored was."""

    type: ClassVar[str] = "conduct.overturned"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    case_id: int
    by_appeal: bool


@dataclass(frozen=True, slots=True)
class SanctionEnded:
    """A sanction ran out or was lifted."""

    type: ClassVar[str] = "conduct.sanction_ended"
    subject: ClassVar[str] = "sanction:sanction_id"
    sanction_id: int
    lifted: bool


@dataclass(frozen=True, slots=True)
class PracticeChanged:
    """The ladder, the clocks or another setting of conduct was changed."""

    type: ClassVar[str] = "conduct.practice_changed"
    subject: ClassVar[str] = "practice:practice_id"
    practice_id: int


@dataclass(frozen=True, slots=True)
class AlternateChanged:
    """Two accounts are one person's, says the team; or they are not after all."""

    type: ClassVar[str] = "conduct.alternate_changed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    other_id: int
    linked: bool


@dataclass(frozen=True, slots=True)
class ChannelTaskAsked:
    """A person must do on a channel what Steward cannot do there."""

    type: ClassVar[str] = "conduct.task_asked"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    task_id: int


@dataclass(frozen=True, slots=True)
class ChannelTaskDropped:
    """It need not be done any more: the judgement was overturned before anybody did it."""

    type: ClassVar[str] = "conduct.task_dropped"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    task_id: int


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A person has done on a channel what Steward could not do there, or (not `done`) has not after all."""

    type: ClassVar[str] = "conduct.task_done"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    task_id: int
    done: bool = True


@dataclass(frozen=True, slots=True)
class SampleChanged:
    """A judgement is in the case library, with these words, or no longer."""

    type: ClassVar[str] = "conduct.sample_changed"
    subject: ClassVar[str] = "judgement:judgement_id"
    judgement_id: int
    sample: bool
