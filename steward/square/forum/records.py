"""Plain rows the square takes in: what is asked of a new topic beside its words."""

from dataclasses import dataclass
from datetime import datetime

from steward.square.forum.enums import ShowResults


@dataclass(frozen=True, slots=True)
class PollSpec:
    """The poll of a new topic. `choices` is how many options one may choose."""

    options: tuple[str, ...]
    choices: int = 1
    show_results: str = ShowResults.ALWAYS
    secret: bool = True
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChainSpec:
    """The chain sign-up (接龙) of a new topic. `limit` counts entries; later ones wait."""

    limit: int | None = None
    example: str = ""
    closes_at: datetime | None = None
