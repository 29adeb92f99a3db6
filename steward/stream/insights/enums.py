"""The vocabulary of measuring."""

from enum import StrEnum


class Grain(StrEnum):
    """How a period is cut into steps. `PERIOD` leaves it whole."""

    PERIOD = "period"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Unit(StrEnum):
    """What a value counts."""

    MEMBERS = "members"
    ACTIVITIES = "activities"
    THREADS = "threads"
    SHARE = "share"  # from 0 to 1
    SECONDS = "seconds"
    INDEX = "index"  # a number without a unit, mostly from 0 to 1
    POINTS = "points"  # from 0 to 100
    ROWS = "rows"  # a table, not a number


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Reach(StrEnum):
    """Which months a month's result depends on: late data in one of them makes it stale, data elsewhere never does."""

    SAME = "same"
    NEXT = "next"  # this month and the next
    PAST = "past"  # this month and all before it
    ALL = "all"
    LATER = "later"  # everything before and some months after: as far ahead as the definition looks


class About(StrEnum):
    """The practice a metric belongs to, in the order of the page *Metrics*."""

    GROWTH = "growth"
    LIFECYCLE = "lifecycle"
    ACTIVITY = "activity"
    ANSWERS = "answers"
    CONTRIBUTORS = "contributors"
    TEAM = "team"
    FEEDBACK = "feedback"


class Chance(StrEnum):
    """How the range of chance around a value is found."""

    NONE = "none"
    COUNT = "count"  # a count of independent things: Garwood's interval, approximated as by Byar
    RATE = "rate"  # Wilson's score interval
    MEDIAN = "median"  # order statistics around the median
    SPREAD = "spread"  # no interval; changes are judged by how much days differ among themselves (Welch)


class Headline(StrEnum):
    """How one value stands for a whole period."""

    WHOLE = "whole"  # measured over the period as one step
    MEAN = "mean"  # the mean of its steps
