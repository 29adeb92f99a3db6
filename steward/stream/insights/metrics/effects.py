"""What single members did: the material of matched comparisons. No metric is made of it, nobody is named by it."""

from typing import Any

from steward.stream.insights.enums import Reach
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, SPEAKING_KINDS, Metric, Query


def member_effects(tables: Any) -> Any:
    """Every member known by the end of the period: first active step, and what they did in the period.

    Those who asked not to be profiled are left out. `active` and `spoken` are steps with any activity, any words.
    """
    known = tables.known.filter(tables.known.member.notnull()).anti_join(tables.hidden, "member")
    seen = known.group_by("member").agg(first=known.active_step.min())
    act = tables.act.filter(tables.act.member.notnull() & tables.act.kind.isin(ACTIVE_KINDS))
    done = act.group_by("member").agg(
        n=act.n.sum(),
        posts=act.n.sum(where=act.kind == "post"),
        comments=act.n.sum(where=act.kind == "comment"),
        reactions=act.n.sum(where=act.kind == "reaction"),
        active=act.step.nunique(),
        spoken=act.step.nunique(where=act.kind.isin(SPEAKING_KINDS)),
    )
    rows = seen.left_join(done, "member")
    columns = ("n", "posts", "comments", "reactions", "active", "spoken")
    return rows.select(seen.member, seen.first, **{name: rows[name].fill_null(0) for name in columns})


QUERIES = (Query("member_effects", member_effects, ("known", "hidden", "act"), Reach.ALL),)
METRICS: tuple[Metric, ...] = ()
