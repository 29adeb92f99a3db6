"""What the room announces."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RestraintImposed:
    """Something holds an account back from now on."""

    type: ClassVar[str] = "restraints.imposed"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    restraint_id: int
    kind: str
    scope: str


@dataclass(frozen=True, slots=True)
class RestraintLifted:
    """It does not any more: taken back, or its time is over."""

    type: ClassVar[str] = "restraints.lifted"
    subject: ClassVar[str] = "account:account_id"
    account_id: int
    restraint_id: int
