"""The few fragments of SQL that engines spell differently. Everything else is compiled."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from steward.stream.insights.engine.window import BEFORE_ALL, Window, week_anchor
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.definition import fingerprint


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's spelling. Templates take `{0}` (a column) and, where said, more."""

    name: str
    days_from: str  # whole days from {1} (a date literal) to {0}
    divide: str  # {0} divided by {1}, whole numbers
    seconds: str  # whole seconds since 1970 of a UTC timestamp
    local_day: str  # day of a UTC timestamp in the time zone {1}
    double: str  # the type of fractions
    inline: str  # what follows AS in a common table expression that must not be stored

    def days(self, column: str) -> str:
        """Whole days since the anchor of weeks."""
        return self.days_from.format(column, literal(week_anchor()))

    def week(self, column: str) -> str:
        """The number of a day's week."""
        return self.divide.format(self.days(column), 7)

    def weekday(self, column: str) -> str:
        """0 for the first day of the week."""
        return f"({self.days(column)} % 7)"

    def day_of(self, column: str) -> str:
        """The community's day of a UTC timestamp."""
        return self.local_day.format(column, f"'{settings.TIME_ZONE}'")

    def step(self, column: str, window: Window) -> str:
        """The number of the step a day belongs to; null for null."""
        if window.grain is Grain.DAY:
            return self.days(column)
        if window.grain is Grain.WEEK:
            return self.week(column)
        if window.grain is Grain.MONTH:
            return f"CAST(EXTRACT(YEAR FROM {column}) * 12 + EXTRACT(MONTH FROM {column}) - 1 AS BIGINT)"
        return (
            f"CASE WHEN {column} >= {literal(window.since)} THEN 0 WHEN {column} >= {literal(window.earlier)} THEN -1"
            f" WHEN {column} IS NOT NULL THEN -2 END"
        )


DUCKDB = Dialect(
    name="duckdb",
    days_from="({0} - {1})",
    divide="({0} // {1})",
    seconds="(epoch_us({0}) // 1000000)",
    local_day="CAST(timezone({1}, timezone('UTC', {0})) AS DATE)",
    double="DOUBLE",
    inline="NOT MATERIALIZED",
)
POSTGRES = Dialect(
    name="postgres",
    days_from="({0} - {1})",
    divide="({0} / {1})",
    seconds="CAST(FLOOR(EXTRACT(EPOCH FROM {0})) AS BIGINT)",
    local_day="CAST(timezone({1}, timezone('UTC', {0})) AS DATE)",
    double="DOUBLE PRECISION",
    inline="NOT MATERIALIZED",
)
SPARK = Dialect(
    name="spark",
    days_from="DATEDIFF({0}, {1})",
    divide="({0} DIV {1})",
    seconds="CAST(FLOOR(UNIX_MICROS({0}) / 1000000) AS BIGINT)",
    local_day="CAST(from_utc_timestamp({0}, {1}) AS DATE)",
    double="DOUBLE",
    inline="",
)


def literal(value: date | int | str) -> str:
    """A value as SQL: dates, whole numbers, and words of the stream's vocabulary. Nothing a person typed comes here."""
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, int):
        return str(int(value))
    if not value.isidentifier():
        raise ValueError(value)
    return f"'{value}'"


def listed(values: tuple[date | int | str, ...]) -> str:
    """Values in brackets for IN."""
    return "(" + ", ".join(literal(value) for value in values) + ")"


#: Changes when any spelling does: stored results of an older one are never read.
SPELLING = fingerprint(DUCKDB, BEFORE_ALL)
