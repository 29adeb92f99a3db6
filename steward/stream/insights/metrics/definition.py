"""What a metric is."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import get_language

from steward.stream.activity.enums import ACTIVE, SPEAKING, Kind
from steward.stream.insights.enums import About, Chance, Direction, Grain, Headline, Reach, Unit
from steward.stream.insights.metrics.parameters import Values, defaults

#: Kinds as SQL sees them.
ACTIVE_KINDS = tuple(kind.value for kind in ACTIVE)
SPEAKING_KINDS = tuple(kind.value for kind in SPEAKING)
#: Kinds that leave something behind for others; a reaction does not.
CONTRIBUTING_KINDS = tuple(kind.value for kind in ACTIVE if kind is not Kind.REACTION)

#: An answer later than this counts as none, so that every thread has the same time and months can be compared.
ANSWER_DAYS = 28
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Query:
    """One Ibis expression. Several metrics may read columns of the same one.

    `build` takes the logical tables (`metrics.tables.Tables`) and gives an Ibis table. `tables` names those it reads.
    A query whose rows carry `step` may be answered month by month; `reach` says when such an answer becomes stale.
    `groups` are those of `parameters.GROUPS` it depends on; `ahead` days after the period it looks at, besides theirs.
    """

    key: str
    build: Callable[[Any], Any]
    tables: tuple[str, ...]
    reach: Reach = Reach.ALL
    groups: tuple[str, ...] = ()
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a definition comes from."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """What a number opens to: a query that lists ids, and the rows of it that belong to this number.

    `of` is "members" or "activities"; `where` maps columns of the query to the value (or values) they must have;
    `order` is the column whose largest come first.
    """

    query: str
    of: str
    where: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric as people and programs see it.

    A rate has `numerator` and `denominator`: keys of metrics, or columns of its own query when `query` is given; a rate
    whose denominator is 0 or unknown is None. `grains` are those it may be asked for; `default_grain` draws it.
    `settles` is the number of days after which a period's value can no longer change by itself, with `settles_by` the
    sum of these parameters ("group.parameter") on top. A difference "a - b" may stand for a column or a metric.

    `groups` are the groups of parameters the value depends on, its own first; definitions name them as
    "{group_parameter}". `parts` makes a composite. `rows` answers for what is not in the lake: see `CountedMetric`.
    """

    key: str
    name_en: str
    name_zh: str
    definition_en: str
    definition_zh: str
    source: Reference
    unit: Unit
    query: str = ""
    column: str = ""
    numerator: str = ""
    denominator: str = ""
    direction: Direction = Direction.HIGHER
    grains: tuple[Grain, ...] = (Grain.PERIOD, Grain.DAY, Grain.WEEK, Grain.MONTH)
    default_grain: Grain = Grain.WEEK
    headline: Headline = Headline.WHOLE
    dimensions: tuple[str, ...] = ("source", "channel", "kind", "segment")
    chance: Chance = Chance.NONE
    behind: Behind | None = None
    settles: int = 0
    per_day: bool = False  # the numerator is divided by the days of the step
    fills: Any = 0  # the value of a step without rows; None for what is unknown then
    carries: bool = False  # a step without rows has the value of the step before it
    bots: bool = False  # whether bots count
    about: About = About.ACTIVITY
    groups: tuple[str, ...] = ()
    settles_by: tuple[str, ...] = ()
    parts: bool = False  # computed from other metrics
    rows: Callable[[Any, Any], list[dict[str, Any]]] | None = None

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.name_zh if _chinese() else self.name_en

    @property
    def definition(self) -> str:
        """Its definition in the reader's language."""
        return filled(self.definition_zh if _chinese() else self.definition_en, defaults())

    @property
    def counted(self) -> bool:
        """Whether another room counts it."""
        return self.rows is not None

    def as_defined(self, values: Values) -> "Metric":
        """The same with these values of parameters in its definition, and in the days after which it settles."""
        if not self.groups:
            return self
        pairs = (name.split(".") for name in self.settles_by)
        return replace(
            self,
            definition_en=filled(self.definition_en, values),
            definition_zh=filled(self.definition_zh, values),
            settles=self.settles + int(sum(values[group][parameter] for group, parameter in pairs)),
            settles_by=(),
        )

    @property
    def is_table(self) -> bool:
        """Whether the answer is rows, not a number."""
        return self.unit is Unit.ROWS


@dataclass(frozen=True)
class CountedMetric:
    """Point "metrics": a metric whose rows another room counts.

    `rows(window, scope)` gives a row for each step it knows, `{"step": window.number_of(day), column: value, …}` with
    the columns the metric names as `column` or as `numerator` and `denominator`; for a table, its rows without steps.
    It is never asked for a part of the community that is not among the metric's `dimensions`: that is unknown.
    """

    metric: Metric
    rows: Callable[[Any, Any], list[dict[str, Any]]]

    @property
    def measured(self) -> Metric:
        """The metric with its rows."""
        return replace(self.metric, rows=self.rows)


def filled(text: str, values: Values) -> str:
    """A definition with the values of its parameters: "{replies_minutes}" becomes 3."""
    if "{" not in text:
        return text
    flat = {f"{group}_{key}": f"{value:g}" for group, of in values.items() for key, value in of.items()}
    return text.format_map(flat)


def fingerprint(*parts: object) -> str:
    """A short, stable name of what was given (16 hexadecimal digits of BLAKE2b)."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
