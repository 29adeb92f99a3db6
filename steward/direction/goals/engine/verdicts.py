"""What a reading says of a target, by a rule that was written before."""

from dataclasses import dataclass
from enum import StrEnum

from steward.direction.goals.enums import Judge, Verdict, Way

#: By pace alone a reading is off when it is this many tolerances behind the line.
OFF_AT = 4


class Why(StrEnum):
    """Why a verdict is what it is: words stored with a reading."""

    NO_VALUE = "no_value"
    NOT_BEGUN = "not_begun"
    REACHED = "reached"
    MISSED = "missed"
    FORECAST_REACHES = "forecast_reaches"
    BEHIND_LINE = "behind_line"
    TARGET_IN_RANGE = "target_in_range"
    TARGET_OUT_OF_RANGE = "target_out_of_range"
    ON_LINE = "on_line"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a verdict is made from. `low` and `high` are the 80 % interval of the forecast for the due date."""

    way: Way
    target: float
    value: float | None
    expected: float | None
    forecast: float | None = None
    low: float | None = None
    high: float | None = None
    judge: Judge = Judge.FORECAST
    tolerance: float = 0.05
    has_begun: bool = True
    is_over: bool = False


def judged(facts: Facts) -> tuple[Verdict, Why]:
    """The verdict and why.

    By forecast: on track when the forecast reaches the target and the reading is within the tolerance of the line; at
    risk when only one of both holds, or the target lies inside the forecast's interval; off otherwise. By pace, or
    where nothing can be forecast: on track within the tolerance of the line, at risk within four of it, off beyond.
    """
    if not facts.has_begun:
        return Verdict.UNKNOWN, Why.NOT_BEGUN
    if facts.value is None:
        return Verdict.UNKNOWN, Why.NO_VALUE
    if facts.is_over:
        done = reaches(facts.way, facts.value, facts.target)
        return (Verdict.ON_TRACK, Why.REACHED) if done else (Verdict.OFF, Why.MISSED)
    if facts.expected is None:
        return Verdict.UNKNOWN, Why.NO_VALUE
    if facts.judge is Judge.FORECAST and facts.forecast is not None:
        return _by_forecast(facts, facts.forecast)
    return _by_pace(facts)


def reaches(way: Way, value: float, target: float) -> bool:
    """Whether a value is at the target or on the better side of it."""
    return value >= target if way is Way.HIGHER else value <= target


def shortfall(way: Way, value: float, expected: float, target: float) -> float:
    """How far a value is behind the line, as a part of the line's height (of the target where the line is at 0)."""
    behind = expected - value if way is Way.HIGHER else value - expected
    height = abs(expected) or abs(target)
    return behind / height if height else behind


def _by_forecast(facts: Facts, forecast: float) -> tuple[Verdict, Why]:
    if reaches(facts.way, forecast, facts.target):
        near = _shortfall(facts) <= facts.tolerance
        return (Verdict.ON_TRACK, Why.FORECAST_REACHES) if near else (Verdict.AT_RISK, Why.BEHIND_LINE)
    best = facts.high if facts.way is Way.HIGHER else facts.low
    if best is not None and reaches(facts.way, best, facts.target):
        return Verdict.AT_RISK, Why.TARGET_IN_RANGE
    return Verdict.OFF, Why.TARGET_OUT_OF_RANGE


def _by_pace(facts: Facts) -> tuple[Verdict, Why]:
    behind = _shortfall(facts)
    if behind <= facts.tolerance:
        return Verdict.ON_TRACK, Why.ON_LINE
    if behind <= OFF_AT * facts.tolerance:
        return Verdict.AT_RISK, Why.BEHIND
    return Verdict.OFF, Why.FAR_BEHIND


def _shortfall(facts: Facts) -> float:
    assert facts.value is not None
    assert facts.expected is not None
    return shortfall(facts.way, facts.value, facts.expected, facts.target)


def progress(value: float, start: float, target: float) -> float:
    """The part of the way from the start to the target that is done, from 0 to 1."""
    if start == target:
        return 1.0 if value == target else 0.0
    return min(max((value - start) / (target - start), 0.0), 1.0)


def budget_progress(value: float, expected: float, way_done: float) -> float:
    """The same for a sum that must stay below its target: the time that is over, less where the line is exceeded."""
    return way_done if value <= expected else way_done * max(expected, 0.0) / value


def pace(value: float, start: float, expected: float) -> float | None:
    """Progress ÷ the progress the line asks for; None where it asks for none yet."""
    return None if expected == start else (value - start) / (expected - start)


_RANK = {Verdict.OFF: 3, Verdict.AT_RISK: 2, Verdict.ON_TRACK: 1, Verdict.UNKNOWN: 0}


def worst(verdicts: list[str], *, broken: bool) -> Verdict:
    """The verdict of a whole goal: the worst of its parts, at best "at risk" while a guardrail is broken."""
    found = max((Verdict(one) for one in verdicts), key=lambda one: _RANK[one], default=Verdict.UNKNOWN)
    return Verdict.AT_RISK if broken and _RANK[found] < _RANK[Verdict.AT_RISK] else found
