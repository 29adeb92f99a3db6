"""What Today shows."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from steward.foundation.kernel.contracts import Dated


@dataclass(frozen=True, slots=True)
class Day:
    """The day: `kind` is "work", "off" or "shifted" (a weekend day that is worked, 调休), `name` what it is called."""

    on: date
    hour: int
    kind: str
    name: str
    dates: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: why, and one button. `done` counts only in the list of a first day."""

    key: str
    text: str
    why: str
    verb: str
    url: str
    icon: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that moved, with the two sentences on why where there are any."""

    key: str
    text: str
    good: bool | None
    why: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A key result with another verdict than before."""

    title: str
    before: str
    after: str
    label: str
    reason: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved and why; `at` is when it was put together, None: not yet."""

    at: datetime | None = None
    since: date | None = None
    until: date | None = None
    numbers: tuple[Moved, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> date | None:
        """The last day looked at."""
        return self.until - timedelta(days=1) if self.until else None


@dataclass(frozen=True, slots=True)
class DoneToday:
    """What the team got done today: (icon, sentence), … and how much in all."""

    lines: tuple[tuple[str, str], ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, most pressing first: groups of the work room, and how many things are the viewer's."""

    late: Any = None  # a Group, or nothing
    groups: tuple[Any, ...] = field(default_factory=tuple)
    mine: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits at all."""
        return self.late is None and not self.groups
