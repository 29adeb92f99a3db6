"""What the engine answers with."""

from dataclasses import dataclass
from enum import StrEnum

from steward.foundation.kernel.chance import Interval


class Method(StrEnum):
    """Who competes. Simpler ones first: of two that are equally good the first wins."""

    NAIVE = "seasonal_naive"
    TREND = "robust_trend"
    SMOOTHING = "holt_winters"
    COMBINED = "combined"


class Lack(StrEnum):
    """What the history was too short for."""

    NOTHING = ""
    SEASONS = "seasons"  # fewer than two seasons: only candidates without a season competed
    CONTEST = "contest"  # too short to hold anything back: nobody could be judged
    POINTS = "points"  # fewer than six values: no forecast


@dataclass(frozen=True, slots=True)
class Expected:
    """One step to come: the value, and where it lies in 80 and in 95 of 100 cases."""

    value: float
    likely: Interval
    wide: Interval


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate and its error in the back-test (MASE); None where it could not be judged."""

    method: Method
    error: float | None


@dataclass(frozen=True, slots=True)
class Predicted:
    """The winner's steps. `contest` lists every candidate, best first; `seasons` is how many the history spans."""

    steps: tuple[Expected, ...]
    method: Method
    error: float | None
    contest: tuple[Judged, ...]
    seasons: float
    lack: Lack = Lack.NOTHING
