"""What each member did over some days, for comparisons of members with members like them."""

from dataclasses import dataclass
from datetime import date

from steward.foundation.kernel.ruling import require
from steward.people.access.public import Viewer, allowed
from steward.stream.insights.engine.window import Scope, Window
from steward.stream.insights.enums import Grain
from steward.stream.insights.metrics.registry import QUERIES
from steward.stream.insights.queries.measure import EVERYBODY
from steward.stream.insights.queries.stores import current_store

#: Metrics that are sums over members: (column of the counts, grains in which that is so; () is any).
PER_MEMBER: dict[str, tuple[str, tuple[Grain, ...]]] = {
    "posts": ("posts", ()),
    "comments": ("comments", ()),
    "reactions": ("reactions", ()),
    "active_members": ("active", ()),
    "speakers": ("spoken", ()),
    "daily_active": ("active", (Grain.DAY,)),
    "weekly_active": ("active", (Grain.WEEK,)),
    "monthly_active": ("active", (Grain.MONTH,)),
}


@dataclass(frozen=True, slots=True)
class MemberCount:
    """One member: days between the first active day and the end of the period, activities, and the metric's own sum."""

    tenure: int
    n: int
    value: int


def counted_per_member(key: str, grain: Grain) -> bool:
    """Whether a metric, cut by this grain, is a sum over members: then `member_counts` gives their parts of it."""
    column = PER_MEMBER.get(key)
    return column is not None and (not column[1] or grain in column[1])


def member_counts(
    viewer: Viewer, key: str, *, since: date, until: date, grain: Grain, scope: Scope = EVERYBODY
) -> dict[int, MemberCount]:
    """Each known member's part of a metric's steps over these days, nobody who asked not to be profiled.

    `since` and `until` begin whole steps of `grain` (day, week or month). Needs `insights.view`. Raises KeyError for a
    metric that is no sum over members (`counted_per_member`).
    """
    require(allowed(viewer, "insights.view"))
    column, _grains = PER_MEMBER[key]
    window = Window(since, until, grain)
    with current_store() as store:
        rows = store.compute(QUERIES["member_effects"], window, scope)
    length = {Grain.DAY: 1, Grain.WEEK: 7}.get(grain, 30)
    end = window.number_of(until)
    return {
        row["member"]: MemberCount(0 if row["first"] is None else (end - row["first"]) * length, row["n"], row[column])
        for row in rows
    }
