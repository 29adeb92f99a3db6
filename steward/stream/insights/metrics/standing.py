"""How members stand: stages of their life and RFM groups."""

from typing import Any

from steward.stream.insights.enums import About, Chance, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, Behind, Metric, Query, Reference
from steward.stream.insights.metrics.growth import least
from steward.stream.insights.metrics.levels import POINTS_EN, POINTS_ZH

#: Stages in the order a life may take; "none" is before it.
STAGES = ("new", "active", "core", "dormant", "lost", "regained")
#: RFM groups by recency, frequency and contribution (1 is high).
RFM_GROUPS = {
    (1, 1, 1): "key_value", (1, 0, 1): "key_develop", (0, 1, 1): "key_keep", (0, 0, 1): "key_win_back",
    (1, 1, 0): "value", (1, 0, 0): "develop", (0, 1, 0): "keep", (0, 0, 0): "win_back",
}  # fmt: skip


def _days(tables: Any) -> Any:
    """Members and the days on which they were active, with the active days before and after each."""
    import ibis

    trail = tables.trail.filter(tables.trail.kind.isin(ACTIVE_KINDS))
    days = trail.select("member", "at").distinct()
    order = ibis.window(group_by=days.member, order_by=days.at)
    return days.mutate(before=days.at.lag().over(order), after=days.at.lead().over(order))


def _firsts(tables: Any) -> Any:
    """Members with the number of their first active day."""
    known = tables.known.filter(tables.known.active_at.notnull())
    return known.group_by("member").agg(first=known.active_at.min())


def _reigns(tables: Any) -> Any:
    """Spans in which members belong to the core: of ends of steps after the day `at` up to the day `upto`.

    Of every active day: since when the member had enough of them. The core lasts until the first of these falls out of
    the days looked at, or to the next active day, which says the same anew.
    """
    import ibis

    days = _days(tables)
    order = ibis.window(group_by=days.member, order_by=days.at)
    ranked = days.mutate(place=ibis.row_number().over(order)).cross_join(tables.terms("lifecycle"))
    begun = ranked.select("member", begun=ranked.place + ranked.lifecycle_core_days - 1, since=ranked.at)
    rows = ranked.inner_join(begun, [ranked.member == begun.member, ranked.place == begun.begun])
    spans = rows.select("member", "at", upto=least(rows.since + rows.lifecycle_window, rows.after))
    return spans.filter(spans.upto > spans.at)


def core(tables: Any) -> Any:
    """Members of the core at the end of each step: spans that have begun, less those that are over."""
    import ibis

    spans, cut = _reigns(tables), tables.cut
    turns = spans.select("at", n=ibis.literal(1)).union(spans.select(at=spans.upto, n=ibis.literal(-1)))
    by_day = turns.group_by("at").agg(n=turns.n.sum())
    rows = by_day.inner_join(cut, by_day.at < cut.ends)
    sums = rows.group_by("step").agg(core=rows.n.sum())
    return sums.filter(sums.core > 0)


def core_members(tables: Any) -> Any:
    """The members behind `core`."""
    spans, cut = _reigns(tables), tables.cut
    return spans.inner_join(cut, [spans.at < cut.ends, spans.upto >= cut.ends]).select("step", "member")


def _turns(tables: Any) -> Any:
    """Members who were lost in a step, or came back in it after having been lost."""
    import ibis

    days = _days(tables).cross_join(tables.terms("lifecycle"))
    gone = days.filter(days.after.isnull() | (days.after > days.at + days.lifecycle_lost_days))
    gone = gone.select("member", at=gone.at + gone.lifecycle_lost_days, state=ibis.literal("lost"))
    came = days.inner_join(_firsts(tables), "member")
    came = came.filter(
        (came.at > came.first) & (came.before.isnull() | (came.at > came.before + came.lifecycle_lost_days))
    )
    both = gone.union(came.select("member", "at", state=ibis.literal("regained")))
    cut = tables.cut
    rows = both.inner_join(cut, [both.at >= cut.starts, both.at < cut.ends])
    return rows.select("member", "step", "state").distinct()


def turns(tables: Any) -> Any:
    """Members lost and members regained in each step."""
    rows = _turns(tables)
    return rows.group_by("step").agg(
        lost=(rows.state == "lost").sum().fill_null(0), regained=(rows.state == "regained").sum().fill_null(0)
    )


def turns_members(tables: Any) -> Any:
    """The members behind `turns`."""
    return _turns(tables)


def _stages(tables: Any) -> Any:
    """Every member ever active, and the stage of life at the end of each step."""
    import ibis

    cut, given = tables.cut, tables.terms("lifecycle")
    firsts = _firsts(tables)
    grid = firsts.inner_join(cut, [firsts.first < cut.ends]).cross_join(given)
    days = _days(tables)
    near = days.inner_join(cut, [days.at < cut.ends]).cross_join(given)
    near = near.filter(near.at + near.lifecycle_lost_days >= near.ends)
    within = near.at + near.lifecycle_window >= near.ends
    paused = near.before.isnull() | (near.at > near.before + near.lifecycle_lost_days)
    lately = near.group_by("step", "member").agg(
        last=near.at.max(),
        recent=within.sum().fill_null(0),
        returned=near.at.max(where=within & paused),
    )
    rows = grid.left_join(lately, ["step", "member"])
    stage = ibis.cases(
        (rows["last"].isnull(), "lost"),
        (rows["last"] + rows.lifecycle_dormant_days < rows.ends, "dormant"),
        (rows.recent >= rows.lifecycle_core_days, "core"),
        (rows["first"] + rows.lifecycle_window >= rows.ends, "new"),
        (rows.returned > rows["first"], "regained"),
        else_="active",
    )
    return rows.select("member", "step", stage=stage)


def _moves(tables: Any) -> Any:
    """Members with their stages at the end of the step before and of the step; only for whole periods."""
    stages = _stages(tables)
    now = stages.filter(stages.step == 0)
    was = stages.filter(stages.step == -1).select("member", was=stages.stage)
    rows = now.left_join(was, "member")
    return rows.select("member", "step", before=rows.was.fill_null("none"), now=rows.stage)


def flows(tables: Any) -> Any:
    """How many members went from which stage to which over the period."""
    rows = _moves(tables)
    return rows.group_by("before", "now").agg(members=rows.count()).order_by("before", "now")


def flows_members(tables: Any) -> Any:
    """The members behind `flows`."""
    return _moves(tables)


def _scored(tables: Any) -> Any:
    """Members active in a step: days since their last activity, active days, contribution score."""
    trail = tables.trail.filter(tables.trail.kind.isin(ACTIVE_KINDS))
    worth = trail.left_join(tables.weight, "kind")
    worth = worth.select("member", "at", points=worth.n * worth.weight.fill_null(0.0))
    days = worth.group_by("member", "at").agg(points=worth.points.sum())
    cut = tables.cut
    rows = days.inner_join(cut, [days.at >= cut.starts, days.at < cut.ends])
    return rows.group_by("step", "member").agg(
        since=rows.ends.max() - 1 - rows.at.max(), days=rows.count(), points=rows.points.sum().round(6)
    )


def _rfm(tables: Any) -> Any:
    """Members active in a step, each of the three marked 1 where it is at least as good as the middle."""
    scored = _scored(tables)
    middle = scored.group_by("step").agg(
        since_median=scored.since.quantile(0.5), since_mean=scored.since.mean(),
        days_median=scored.days.quantile(0.5), days_mean=scored.days.mean(),
        points_median=scored.points.quantile(0.5), points_mean=scored.points.mean(),
    )  # fmt: skip
    rows = scored.inner_join(middle, "step").cross_join(tables.terms("rfm"))
    by_mean = rows.rfm_mean == 1

    def split(name: str) -> Any:
        return by_mean.ifelse(rows[f"{name}_mean"].cast("float64"), rows[f"{name}_median"].cast("float64"))

    return rows.select(
        "member", "step", "since", "days", "points",
        r=(rows.since.cast("float64") <= split("since")).ifelse(1, 0),
        f=(rows.days.cast("float64") >= split("days")).ifelse(1, 0),
        m=(rows.points.cast("float64") >= split("points")).ifelse(1, 0),
    )  # fmt: skip


def rfm(tables: Any) -> Any:
    """The eight groups of members active in a step, with what is usual in each."""
    rows = _rfm(tables)
    return rows.group_by("step", "r", "f", "m").agg(
        members=rows.count(), since=rows.since.mean(), days=rows.days.mean(), points=rows.points.mean()
    )


def rfm_members(tables: Any) -> Any:
    """The members behind `rfm`."""
    return _rfm(tables).select("member", "step", "r", "f", "m", "points")


_LIFE = ("known", "trail", "cut", "given")

QUERIES = (
    Query("core", core, ("trail", "cut", "given"), Reach.PAST, ("lifecycle",)),
    Query("rows_core", core_members, ("trail", "cut", "given"), Reach.PAST, ("lifecycle",)),
    Query("turns", turns, _LIFE, Reach.PAST, ("lifecycle",)),
    Query("rows_turns", turns_members, _LIFE, Reach.PAST, ("lifecycle",)),
    Query("flows", flows, _LIFE, Reach.ALL, ("lifecycle",)),
    Query("rows_flows", flows_members, _LIFE, Reach.ALL, ("lifecycle",)),
    Query("rfm", rfm, ("trail", "cut", "weight", "given"), Reach.PAST, ("rfm", "contribution")),
    Query("rows_rfm", rfm_members, ("trail", "cut", "weight", "given"), Reach.PAST, ("rfm", "contribution")),
)

_CHINA = Reference("休眠、流失 (Chinese community operations)", "https://suo.run/details/18356.html")
_RFM = Reference("RFM 模型 (Chinese community operations)", "https://www.manghu.com/archives/337")


def _turn(key: str, names: tuple[str, str], definitions: tuple[str, str], direction: Direction) -> Metric:
    return Metric(
        key=key,
        name_en=names[0],
        name_zh=names[1],
        definition_en=definitions[0],
        definition_zh=definitions[1],
        source=_CHINA,
        unit=Unit.MEMBERS,
        query="turns",
        column=key,
        direction=direction,
        default_grain=Grain.MONTH,
        chance=Chance.COUNT,
        behind=Behind("rows_turns", "members", {"state": key}),
        about=About.LIFECYCLE,
        groups=("lifecycle",),
    )


METRICS = (
    Metric(
        key="core_members",
        name_en="Core members",
        name_zh="核心成员",
        definition_en="Members active on at least {lifecycle_core_days} of the {lifecycle_window} days "
        "up to the end of "
        "the period.",
        definition_zh="截至期末的 {lifecycle_window} 天里，至少 {lifecycle_core_days} 天活跃的成员数。",
        source=_CHINA,
        unit=Unit.MEMBERS,
        query="core",
        column="core",
        behind=Behind("rows_core", "members"),
        about=About.LIFECYCLE,
        groups=("lifecycle",),
    ),
    _turn(
        "lost",
        ("Lost members", "流失成员"),
        (
            "Members for whom a day of the period was the {lifecycle_lost_days}th without any activity.",
            "本期内未活跃满 {lifecycle_lost_days} 天的成员数。",
        ),
        Direction.LOWER,
    ),
    _turn(
        "regained",
        ("Regained members", "召回成员"),
        (
            "Members active in the period after more than {lifecycle_lost_days} days without any activity.",
            "本期内重新活跃、且此前未活跃超过 {lifecycle_lost_days} 天的成员数。",
        ),
        Direction.HIGHER,
    ),
    Metric(
        key="flows",
        name_en="Lifecycle flows",
        name_zh="生命周期流转",
        definition_en="Members by their stage at the start of the period and at its end. Lost: not active for "
        "{lifecycle_lost_days} days; dormant: for {lifecycle_dormant_days}; of the others, core: active on "
        "{lifecycle_core_days} of the last {lifecycle_window} days; new: first active in them; regained: back in them "
        "after having been lost; active: everybody else.",
        definition_zh="按期初与期末所处阶段统计的成员数。流失：{lifecycle_lost_days} 天未活跃；沉默："
        "{lifecycle_dormant_days} "
        "天未活跃；其余中，核心：近 {lifecycle_window} 天活跃至少 {lifecycle_core_days} 天；新增：在此期间首次活跃；"
        "召回：流失后在此期间回来；活跃：其他。",
        source=_CHINA,
        unit=Unit.ROWS,
        query="flows",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        behind=Behind("rows_flows", "members"),
        about=About.LIFECYCLE,
        groups=("lifecycle",),
    ),
    Metric(
        key="rfm",
        name_en="RFM groups",
        name_zh="RFM 分层",
        definition_en="Members active in the period in eight groups: how recently (R), on how many days (F) and how "
        f"much they contributed (M): {POINTS_EN}. High is at least as good as the median, or the mean if set.",
        definition_zh=f"本期活跃成员分为八组：最近活跃（R）、活跃天数（F）、贡献（M，即贡献分：{POINTS_ZH}）。"
        "不低于中位数（或按设置取平均值）为高。",
        source=_RFM,
        unit=Unit.ROWS,
        query="rfm",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        behind=Behind("rows_rfm", "members", order="points"),
        about=About.LIFECYCLE,
        groups=("rfm", "contribution"),
    ),
)
