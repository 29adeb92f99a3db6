"""Who came, stayed, came back and went."""

from typing import Any

from steward.stream.insights.enums import About, Chance, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, Behind, Metric, Query, Reference


def _states(tables: Any) -> Any:
    """Member × step in which the member was active, with the step before and the one after, and the member's first."""
    import ibis

    wide = tables.wide.filter(tables.wide.kind.isin(ACTIVE_KINDS) & tables.wide.member.notnull())
    pairs = wide.select("member", "step").distinct()
    known = tables.known.filter(tables.known.active_step.notnull())
    debut = known.group_by("member").agg(debut=known.active_step.min())
    order = ibis.window(group_by=pairs.member, order_by=pairs.step)
    placed = pairs.mutate(before=pairs.step.lag().over(order), after=pairs.step.lead().over(order))
    rows = placed.join(debut, "member")
    return rows.select(
        "member",
        "step",
        new=rows.step == rows.debut,
        returning=(rows.step != rows.debut) & (rows.before == rows.step - 1).fill_null(False),
        leaves=rows.after.isnull() | (rows.after > rows.step + 1),
    )


def lifecycle(tables: Any) -> Any:
    """New, returning, resurrected and dormant members of each step."""
    rows = _states(tables)
    steps = rows.group_by("step").agg(
        new=rows.new.sum(), returning=rows.returning.sum(), active=rows.count(), leaving=rows.leaves.sum()
    )
    here = steps.select(
        "step", "new", "returning", resurrected=steps.active - steps.new - steps.returning, dormant=steps.leaving * 0
    )
    nobody = steps.leaving * 0
    gone = steps.select(step=steps.step + 1, new=nobody, returning=nobody, resurrected=nobody, dormant=steps.leaving)
    both = here.union(gone)
    names = ("new", "returning", "resurrected", "dormant")
    return both.group_by("step").agg(**{name: both[name].sum() for name in names})


def lives_of(tables: Any) -> Any:
    """Each member's arrival and, for who has gone, departure: steps in which they happened.

    Arrival is the first trace: a join or an activity. Departure is the last leaving of a member who is in no channel
    any more and did nothing on a later day. A stay without a known beginning began before everything.
    """
    known, stay = tables.known, tables.stay
    known = known.filter(known.member.notnull())
    seen = known.group_by("member").agg(arrived=known.any_step.min(), last_day=known.last_day.max())
    stays = stay.group_by("member").agg(
        joined=stay.joined_step.min(),
        staying=(stay.left_day.isnull()).sum(),
        left_step=stay.left_step.max(),
        left_day=stay.left_day.max(),
    )
    both = seen.outer_join(stays, "member")
    gone = (both.staying == 0) & (both.last_day.isnull() | (both.last_day <= both.left_day))
    return both.select(
        member=both.member.fill_null(both.member_right),
        arrived=least(both.arrived, both.joined),
        departed=gone.ifelse(both.left_step, None),
    )


def least(left: Any, right: Any) -> Any:
    """The smaller of two, ignoring nulls, the same on every engine."""
    import ibis

    return ibis.cases((left.isnull(), right), (right.isnull(), left), (left <= right, left), else_=right)


def presence(tables: Any) -> Any:
    """Joined and departed members of each step, and the members at its end."""
    import ibis

    lives = lives_of(tables)
    came = lives.select(step=lives.arrived, came=ibis.literal(1), went=ibis.literal(0))
    went = lives.filter(lives.departed.notnull())
    went = went.select(step=went.departed, came=ibis.literal(0), went=ibis.literal(1))
    moves = came.union(went)
    steps = moves.group_by("step").agg(joined=moves.came.sum(), departed=moves.went.sum())
    upto = ibis.cumulative_window(order_by=steps.step)
    return steps.mutate(net=steps.joined - steps.departed, members=(steps.joined - steps.departed).sum().over(upto))


def retention(tables: Any) -> Any:
    """Members whose first active week is `cohort`, and how many of them were active `age` weeks later."""
    known = tables.known.filter(tables.known.active_step.notnull())
    debut = known.group_by("member").agg(cohort=known.active_week.min(), debut=known.active_step.min())
    debut = debut.filter(debut.debut == 0).drop("debut")
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    weeks = act.select("member", "week").distinct()
    rows = debut.join(weeks, "member")
    rows = rows.select("cohort", age=rows.week - rows.cohort)
    return rows.group_by("cohort", "age").agg(members=rows.count()).order_by("cohort", "age")


def lifecycle_members(tables: Any) -> Any:
    """The members behind `lifecycle`."""
    import ibis

    rows = _states(tables)
    state = ibis.cases((rows.new, "new"), (rows.returning, "returning"), else_="resurrected")
    gone = rows.filter(rows.leaves)
    away = gone.select("member", step=gone.step + 1, state=ibis.literal("dormant"))
    return rows.select("member", "step", state=state).union(away)


def presence_members(tables: Any) -> Any:
    """The members behind `presence`: who arrived, who departed, and who is there at the end (`state` member)."""
    import ibis

    lives = lives_of(tables)
    came = lives.select("member", step=lives.arrived, state=ibis.literal("joined"))
    went = lives.filter(lives.departed.notnull())
    went = went.select("member", step=went.departed, state=ibis.literal("departed"))
    here = lives.filter(lives.departed.isnull())
    here = here.select("member", step=ibis.literal(0, "int64"), state=ibis.literal("member"))
    return came.union(went).union(here)


def retention_members(tables: Any) -> Any:
    """The members behind one cell of `retention`."""
    known = tables.known.filter(tables.known.active_step.notnull())
    debut = known.group_by("member").agg(cohort=known.active_week.min(), debut=known.active_step.min())
    debut = debut.filter(debut.debut == 0).drop("debut")
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    rows = debut.join(act.select("member", "week").distinct(), "member")
    return rows.select("member", "cohort", age=rows.week - rows.cohort)


QUERIES = (
    Query("lifecycle", lifecycle, ("wide", "known"), Reach.PAST),
    Query("presence", presence, ("known", "stay")),
    Query("retention", retention, ("act", "known")),
    Query("rows_lifecycle", lifecycle_members, ("wide", "known")),
    Query("rows_presence", presence_members, ("known", "stay")),
    Query("rows_retention", retention_members, ("act", "known")),
)

_POSTHOG = Reference("PostHog: Lifecycle", "https://posthog.com/docs/product-analytics/lifecycle")
_CHINA = Reference("入群、退群、净增 (Chinese community operations)", "https://suo.run/details/4565.html")
_NO_KIND = ("source", "channel", "segment")


def _stage(key: str, names: tuple[str, str], definitions: tuple[str, str], direction: Direction) -> Metric:
    return Metric(
        key=key,
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        source=_POSTHOG,
        unit=Unit.MEMBERS,
        query="lifecycle",
        column=key,
        direction=direction,
        chance=Chance.COUNT,
        behind=Behind("rows_lifecycle", "members", {"state": key}),
        about=About.LIFECYCLE,
    )


def _move(key: str, names: tuple[str, str], definitions: tuple[str, str], direction: Direction, state: str) -> Metric:
    return Metric(
        key=key,
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        source=_CHINA,
        unit=Unit.MEMBERS,
        query="presence",
        column=key,
        direction=direction,
        default_grain=Grain.MONTH,
        dimensions=_NO_KIND,
        chance=Chance.COUNT if key in {"joined", "departed"} else Chance.NONE,
        behind=Behind("rows_presence", "members", {"state": state}) if state else None,
        carries=key == "members",
        about=About.GROWTH,
    )


METRICS = (
    _move(
        "members",
        ("Members", "成员数"),
        (
            "Everyone who left a trace or joined a channel before the end of the period and has not departed since.",
            "期末成员数：期末之前加入过频道或留下过任何行为、且尚未离开的人数。",
        ),
        Direction.HIGHER,
        "member",
    ),
    _move(
        "joined",
        ("Joined", "新加入"),
        (
            "Members whose first trace (a join or an activity) falls into the period.",
            "首次出现（加入频道或首次行为）在本期内的成员数。",
        ),
        Direction.HIGHER,
        "joined",
    ),
    _move(
        "departed",
        ("Departed", "离开"),
        (
            "Members who left or were removed from the last of their channels in the period and did nothing since.",
            "本期内退出（或被移出）最后一个频道、此后再无行为的成员数。",
        ),
        Direction.LOWER,
        "departed",
    ),
    _move(
        "net",
        ("Net growth", "净增"),
        ("Joined minus departed: the change in members over the period.", "新加入 − 离开，即本期成员数的变化。"),
        Direction.HIGHER,
        "",
    ),
    _stage(
        "new",
        ("New active members", "新增活跃"),
        ("Members active for the first time ever.", "本期第一次活跃的成员数。"),
        Direction.HIGHER,
    ),
    _stage(
        "returning",
        ("Returning members", "留存活跃"),
        ("Members active in this period and in the one before.", "本期与上期都活跃的成员数。"),
        Direction.HIGHER,
    ),
    _stage(
        "resurrected",
        ("Resurrected members", "回流成员"),
        (
            "Members active in this period, not in the one before, but earlier.",
            "本期活跃、上期未活跃、但更早活跃过的成员数。",
        ),
        Direction.HIGHER,
    ),
    _stage(
        "dormant",
        ("Dormant members", "沉默成员"),
        ("Members active in the period before and not in this one.", "上期活跃、本期未活跃的成员数。"),
        Direction.LOWER,
    ),
    Metric(
        key="retention",
        name_en="Weekly retention",
        name_zh="周留存",
        definition_en="Of the members first active in a week, the share active again so many weeks later.",
        definition_zh="以首次活跃所在周分组，其后第 N 周仍活跃的成员占比。",
        source=Reference("N 日留存率 / cohort retention", "https://posthog.com/docs/product-analytics/retention"),
        unit=Unit.ROWS,
        query="retention",
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        direction=Direction.HIGHER,
        behind=Behind("rows_retention", "members"),
        about=About.LIFECYCLE,
    ),
)
