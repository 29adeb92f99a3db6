"""What a metric is."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from steward.stream.activity.enums import ACTIVE, SPEAKING, Kind
from steward.stream.insights.enums import Chance, Direction, Grain, Headline, Reach, Unit

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
    """

    key: str
    build: Callable[[Any], Any]
    tables: tuple[str, ...]
    reach: Reach = Reach.ALL


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric as people and programs see it.

    A rate has `numerator` and `denominator`: keys of metrics, or columns of its own query when `query` is given; a rate
    whose denominator is 0 or unknown is None. `grains` are those it may be asked for; `default_grain` draws it.
    `settles` is the number of days after which a period's value can no longer change by itself.
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

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return self.name_zh if _chinese() else self.name_en

    @property
    def definition(self) -> str:
        """Its definition in the reader's language."""
        return self.definition_zh if _chinese() else self.definition_en

    @property
    def is_table(self) -> bool:
        """Whether the answer is rows, not a number."""
        return self.unit is Unit.ROWS


def fingerprint(*parts: object) -> str:
    """A short, stable name of what was given (16 hexadecimal digits of BLAKE2b)."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
