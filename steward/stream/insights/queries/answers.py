"""What a question is answered with."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from steward.foundation.kernel.chance import Interval
from steward.stream.insights.engine.window import Scope
from steward.stream.insights.enums import Grain, Unit
from steward.stream.insights.errors import too_few_sentence
from steward.stream.insights.metrics.definition import Metric


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one step. `value` is None where it cannot be known; days are the community's, `ends` excluded."""

    starts: date
    ends: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    interval: Interval | None = None
    incomplete: bool = False  # the step is not over yet
    settling: bool = False  # it is over, but answers may still arrive in time

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "interval": [self.interval.low, self.interval.high] if self.interval else None,
            "incomplete": self.incomplete,
            "settling": self.settling,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """How a value differs from the one it is compared with."""

    before: Point
    difference: float | None
    ratio: float | None  # difference ÷ before, None when before is 0 or unknown
    beyond_chance: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A metric over a period: one value for the whole, its steps, or rows.

    `whole` is the value of the period; `series` its steps by `grain` (whole steps: the first may begin before `since`);
    `rows` is the table of a table metric, empty otherwise. `version` changes when the definition or its parameters do.
    `withheld`: the part of the community has fewer members than `floor`, so that every value is None.
    """

    metric: Metric
    since: date
    until: date
    scope: Scope
    grain: Grain
    whole: Point
    version: str
    series: tuple[Point, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    change: Change | None = None
    withheld: bool = False
    floor: int = 0

    @property
    def withheld_because(self) -> str:
        """Why nothing is shown; "" where something is."""
        return too_few_sentence(self.floor) if self.withheld else ""

    @property
    def value(self) -> float | None:
        """The value of the whole period; None is written "—"."""
        return self.whole.value

    @property
    def unit(self) -> Unit:
        """What the value counts."""
        return self.metric.unit

    @property
    def incomplete(self) -> bool:
        """Whether the period is not over yet."""
        return self.whole.incomplete

    def as_json(self) -> dict[str, Any]:
        """Plain values, as the command line and the API give them."""
        told: dict[str, Any] = {
            "name": self.metric.name,
            "unit": self.unit.value,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "version": self.version,
        }
        if self.withheld:
            told["withheld"] = self.withheld_because
        if self.metric.is_table:
            return told | {"rows": [_plain(row) for row in self.rows]}
        told |= {key: value for key, value in self.whole.as_json().items() if key not in {"starts", "ends"}}
        if self.change:
            told["before"] = self.change.before.as_json()
            told["beyond_chance"] = self.change.beyond_chance
        return told | {"grain": self.grain.value, "series": [point.as_json() for point in self.series]}


@dataclass(frozen=True, slots=True)
class Rows:
    """The ids behind a number: a page of them, and how many there are in all.

    `withheld` counts members who asked not to be profiled: they are in `total`, never in `ids`.
    """

    of: str  # "members" or "activities"
    ids: tuple[int, ...]
    total: int
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that moved beyond chance. `good` is None where neither way is better."""

    key: str
    text: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The community's state in one answer."""

    since: date
    until: date
    before: tuple[date, date] | None
    answers: dict[str, Answer] = field(default_factory=dict)
    sentences: tuple[Sentence, ...] = ()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
