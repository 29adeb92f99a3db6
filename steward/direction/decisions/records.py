"""Plain rows other rooms get."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ResolutionState:
    """A decision as it stands, in the language that is active; values are written as they are read.

    `baseline`, `expected` and `after` are means of the metric's steps; `effect` with `low` and `high` (95 %) is in the
    same unit. `verdict` is "" before measuring and where nothing was expected; `met` is None then too.
    """

    id: int
    kind: str  # accept, act, watch
    state: str  # open, measured, closed, withdrawn
    statement: str
    url: str
    metric: str
    metric_name: str
    place: str  # "Zulip · #help", "" for everybody
    baseline: float | None
    expected: float | None
    after: float | None
    effect: float | None
    low: float | None
    high: float | None
    verdict: str
    met: bool | None
    method: str  # "" before measuring
    sentence: str  # what came of it, or what is expected
    caveat: str  # the honest label, "" where there was a comparison
    starts: date
    due: date | None
    measured_at: datetime | None
    owner_id: int | None
    per: str = "step"  # "member" where members were measured one by one: `after` is of another size than `baseline`
    effect_words: str = ""
    range_words: str = ""
    hoped: str = ""  # what was expected of it, "" where nothing was
    judged: str = ""  # why the verdict is what it is, "" without one
