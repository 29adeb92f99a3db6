"""What appeals announce. Ids only: what was said stays between the appellant and the team."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Appealed:
    """Somebody does not accept a decision about them."""

    type: ClassVar[str] = "appeals.appealed"
    subject: ClassVar[str] = "appeal:appeal_id"
    appeal_id: int
    judgement_id: int


@dataclass(frozen=True, slots=True)
class AppealWritten:
    """The appellant or the team wrote in an appeal."""

    type: ClassVar[str] = "appeals.written"
    subject: ClassVar[str] = "appeal:appeal_id"
    appeal_id: int
    word_id: int
    from_team: bool


@dataclass(frozen=True, slots=True)
class AppealTaken:
    """A team mate took an appeal, or gave it back (`account_id` is None)."""

    type: ClassVar[str] = "appeals.taken"
    subject: ClassVar[str] = "appeal:appeal_id"
    appeal_id: int
    account_id: int | None


@dataclass(frozen=True, slots=True)
class AppealWithdrawn:
    """The appellant took the appeal back, or (`resumed`) goes on with it after all."""

    type: ClassVar[str] = "appeals.withdrawn"
    subject: ClassVar[str] = "appeal:appeal_id"
    appeal_id: int
    judgement_id: int
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """An appeal was answered; `outcome` is upheld or overturned."""

    type: ClassVar[str] = "appeals.decided"
    subject: ClassVar[str] = "appeal:appeal_id"
    appeal_id: int
    judgement_id: int
    outcome: str


@dataclass(frozen=True, slots=True)
class AppealLate:
    """An appeal is past its time; `again`: past twice its time."""

    type: ClassVar[str] = "appeals.late"
    subject: ClassVar[str] = "appeal:appeal_id"
    appeal_id: int
    again: bool
