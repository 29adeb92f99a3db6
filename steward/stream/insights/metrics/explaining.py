"""What decompositions are made of: for each family of metrics, who and where stands behind its value.

Everything is counted once. Of an activity that is plain: it has one channel and one kind. A *member* is counted whole
in one place, so that parts are whole people and add up: the channel in which they did most of what the metric counts,
and the kind they did most of (each over the whole step; ties go to the lower id, the earlier word).
"""

from typing import Any

from steward.stream.insights.metrics.definition import ACTIVE_KINDS, DAY_SECONDS, SPEAKING_KINDS, Metric, Query
from steward.stream.insights.metrics.growth import lives_of


def here(tables: Any) -> Any:
    """The active members of a period."""
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    return act.select("member").distinct()


def debuts(tables: Any) -> Any:
    """Members whose first activity of all falls into the period (asked for as one step)."""
    known = tables.known
    return known.filter(known.active_step == 0).select("member")


def _most(rows: Any, column: str) -> Any:
    """For each step and member, the value of a column under which they did most; ties go to the lower one."""
    import ibis

    sums = rows.group_by("step", "member", column).agg(n=rows.n.sum())
    order = ibis.window(group_by=[sums.step, sums.member], order_by=[sums.n.desc(), sums[column]])
    ranked = sums.mutate(rank=ibis.row_number().over(order))
    return ranked.filter(ranked["rank"] == 0).select("step", "member", column)


def _placed(tables: Any, kinds: tuple[str, ...]) -> Any:
    act = tables.act.filter(tables.act.kind.isin(kinds) & tables.act.member.notnull())
    return (
        _most(act, "channel").join(_most(act, "kind"), ["step", "member"]).select("step", "member", "channel", "kind")
    )


def active(tables: Any) -> Any:
    """The members behind `active`, each in one place."""
    return _placed(tables, ACTIVE_KINDS)


def speakers(tables: Any) -> Any:
    """The members behind `speakers`, each in one place."""
    return _placed(tables, SPEAKING_KINDS)


def days(tables: Any) -> Any:
    """The members behind `presence_days`, each in one place, with the days on which they were active."""
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    dates = act.select("step", "member", "day").distinct()
    each = dates.group_by("step", "member").agg(days=dates.count())
    placed = _placed(tables, ACTIVE_KINDS)
    return placed.join(each, ["step", "member"]).select("step", "member", "channel", "kind", "days")


def volume(tables: Any) -> Any:
    """The activities behind `volume`, by who made them, where and of what kind."""
    act = tables.act
    return act.group_by("step", "member", "channel", "kind").agg(n=act.n.sum(), reactions=act.reactions.sum())


def openings(tables: Any) -> Any:
    """The threads behind `responses`, by who opened them and where."""
    opening = tables.opening
    return opening.group_by("step", "member", "channel").agg(
        threads=opening.count(),
        answered=opening.seconds.count(),
        within_day=(opening.seconds <= DAY_SECONDS).sum().fill_null(0),
    )


#: More than there are channels; steps before everything known are negative.
_CHANNELS, _BEFORE = 2**32, 1_000_000_000


def homes(tables: Any) -> Any:
    """The members behind `presence`: the steps of their arrival and departure, and the channel they came in by.

    That is the channel of their first trace, or, for who left none, of their first stay; ties go to the lower id. Day
    and channel are packed into one number: its minimum is found in one pass.
    """

    def first(rows: Any, since: Any) -> Any:
        packed = rows.mutate(packed=(since + _BEFORE) * _CHANNELS + rows.channel)
        return packed.group_by("member").agg(channel=packed.packed.min() % _CHANNELS)

    trace, stay = tables.trace.filter(tables.trace.member.notnull()), tables.stay
    traced, stayed = first(trace, trace.at), first(stay, stay.joined_step)
    places = traced.outer_join(stayed, "member")
    home = places.select(
        member=places.member.fill_null(places.member_right), channel=places.channel.fill_null(places.channel_right)
    )
    lives, home = (rows.filter(rows.member.notnull()) for rows in (lives_of(tables), home))
    return lives.join(home, "member").select("member", "arrived", "departed", "channel")


#: Not asked for month by month: a step's members depend on the whole step.
QUERIES = (
    Query("parts_here", here, ("act",)),
    Query("parts_debuts", debuts, ("known",)),
    Query("parts_active", active, ("act",)),
    Query("parts_speakers", speakers, ("act",)),
    Query("parts_days", days, ("act",)),
    Query("parts_volume", volume, ("act",)),
    Query("parts_openings", openings, ("opening",)),
    Query("parts_homes", homes, ("known", "stay", "trace")),
)
METRICS: tuple[Metric, ...] = ()
