"""What months are boiled down to. The same expressions, unboiled, are what metrics read when nothing is stored."""

from typing import Any

from steward.stream.insights.enums import Reach
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, ANSWER_DAYS, DAY_SECONDS, Query


def member_day(tables: Any) -> Any:
    """One row for a member, a day, a channel and a kind."""
    keys = ("day", "member", "source", "channel", "kind")
    return tables.fact.group_by(*keys).agg(n=tables.fact.count(), reactions=tables.fact.reactions.sum())


def member_month(tables: Any) -> Any:
    """First and last days of a member in a channel: of any trace, and of activity."""
    rows = tables.member_day
    active = rows.kind.isin(ACTIVE_KINDS)
    return (
        rows.filter(rows.member.notnull())
        .group_by("member", "source", "channel")
        .agg(first_active=rows.day.min(where=active), first_day=rows.day.min(), last_day=rows.day.max())
    )


def member_past(tables: Any) -> Any:
    """First and last days of a member in a channel over all months up to some month."""
    rows = tables.member_month
    return rows.group_by("member", "source", "channel").agg(
        first_active=rows.first_active.min(), first_day=rows.first_day.min(), last_day=rows.last_day.max()
    )


def opening(tables: Any) -> Any:
    """Opening posts with the seconds until another member first answered in the thread; null: nobody did in time."""
    asked, replied = tables.asked, tables.replied
    another = ~asked.member.identical_to(replied.member)
    later = (replied.moment >= asked.moment) & (replied.moment <= asked.moment + ANSWER_DAYS * DAY_SECONDS)
    answers = asked.inner_join(replied, [asked.thread == replied.thread, later, another])
    first = answers.group_by(asked.id.name("opening")).agg(answered=replied.moment.min())
    joined = asked.left_join(first, asked.id == first.opening)
    return joined.select(
        asked.id, asked.day, asked.source, asked.channel, asked.member, seconds=first.answered - asked.moment
    )


ROLLUPS = (
    Query("member_day", member_day, ("fact",), Reach.SAME),
    Query("member_month", member_month, ("member_day",), Reach.SAME),
    Query("member_past", member_past, ("member_month",), Reach.PAST),
    Query("opening", opening, ("asked", "replied"), Reach.NEXT),
)
