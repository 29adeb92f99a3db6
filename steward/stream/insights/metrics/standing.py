"""How members stand: stages of their life, RFM groups, levels, and what pulls them in."""

from typing import Any

from steward.stream.insights.enums import About, Chance, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, Behind, Metric, Query, Reference
from steward.stream.insights.metrics.growth import lives_of

#: Stages in the order a life may take; "none" is before it.
STAGES = ("new", "active", "core", "dormant", "lost", "regained")
#: Levels from the outside in.
LEVELS = ("observer", "participant", "contributor", "core")
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


def _core(tables: Any) -> Any:
    """Members of the core at the end of each step, with their active days in the days looked at."""
    days = _days(tables).select("member", "at").cross_join(tables.terms("lifecycle"))
    cut = tables.cut
    rows = days.inner_join(cut, [days.at < cut.ends, days.at + days.lifecycle_window >= cut.ends])
    each = rows.group_by("step", "member").agg(days=rows.count(), needed=rows.lifecycle_core_days.max())
    return each.filter(each.days >= each.needed).select("step", "member")


def core(tables: Any) -> Any:
    """Members of the core at the end of each step."""
    rows = _core(tables)
    return rows.group_by("step").agg(core=rows.count())


def core_members(tables: Any) -> Any:
    """The members behind `core`."""
    return _core(tables)


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


def _levels(tables: Any) -> Any:
    """Everybody who is a member at the end of a step, with their level."""
    import ibis

    cut, given = tables.cut, tables.terms("levels")
    trail = tables.trail.filter(tables.trail.kind.isin(ACTIVE_KINDS))
    worth = trail.left_join(tables.weight, "kind")
    worth = worth.select("member", "at", points=worth.n * worth.weight.fill_null(0.0))
    days = worth.group_by("member", "at").agg(points=worth.points.sum())
    near = days.inner_join(cut, [days.at < cut.ends]).cross_join(given)
    near = near.filter(near.at + near.levels_window >= near.ends)
    age = (near.ends - 1 - near.at).cast("float64")
    near = near.mutate(fresh=near.points * (-age / near.levels_half_life.cast("float64") * 0.6931471805599453).exp())
    scores = near.group_by("step", "member").agg(score=near.fresh.sum().round(6))
    lives, ends = lives_of(tables), cut.view()
    lives = lives.filter(lives.arrived.notnull())
    here = lives.inner_join(ends, [lives.arrived <= ends.step])
    here = here.filter(here.departed.isnull() | (here.departed > here.step)).select("member", "step")
    rows = here.left_join(scores, ["step", "member"]).cross_join(given.view())
    score = rows.score.fill_null(0.0)
    level = ibis.cases(
        (score >= rows.levels_core, "core"),
        (score >= rows.levels_contributor, "contributor"),
        (score >= rows.levels_participant, "participant"),
        else_="observer",
    )
    weight = ibis.cases(
        (score >= rows.levels_core, rows.levels_core_weight),
        (score >= rows.levels_contributor, rows.levels_contributor_weight),
        (score >= rows.levels_participant, rows.levels_participant_weight),
        else_=rows.levels_observer_weight,
    )
    return rows.select("member", "step", level=level, weight=weight, score=score)


def levels(tables: Any) -> Any:
    """Members of each level at the end of each step."""
    rows = _levels(tables)
    return rows.group_by("step", "level").agg(members=rows.count(), weight=rows.weight.max(), score=rows.score.mean())


def levels_members(tables: Any) -> Any:
    """The members behind `levels`."""
    return _levels(tables).select("member", "step", "level", "score")


def gravity(tables: Any) -> Any:
    """The change of the sum of squared weights of everybody's level over each step, and the members at its end."""
    rows = _levels(tables)
    pulls = rows.group_by("step").agg(pull=(rows.weight * rows.weight).sum(), members=rows.count())
    before = pulls.select(following=pulls.step + 1, was=pulls.pull)
    both = pulls.left_join(before, pulls.step == before.following)
    return both.select("step", change=both.pull - both.was.fill_null(0.0), members=both.members)


_LIFE = ("known", "trail", "cut", "given")
_LEVELS = ("known", "stay", "trail", "cut", "weight", "given")
_LEVEL_GROUPS = ("levels", "contribution")

QUERIES = (
    Query("core", core, ("trail", "cut", "given"), Reach.PAST, ("lifecycle",)),
    Query("rows_core", core_members, ("trail", "cut", "given"), Reach.PAST, ("lifecycle",)),
    Query("turns", turns, _LIFE, Reach.PAST, ("lifecycle",)),
    Query("rows_turns", turns_members, _LIFE, Reach.PAST, ("lifecycle",)),
    Query("flows", flows, _LIFE, Reach.ALL, ("lifecycle",)),
    Query("rows_flows", flows_members, _LIFE, Reach.ALL, ("lifecycle",)),
    Query("rfm", rfm, ("trail", "cut", "weight", "given"), Reach.PAST, ("rfm", "contribution")),
    Query("rows_rfm", rfm_members, ("trail", "cut", "weight", "given"), Reach.PAST, ("rfm", "contribution")),
    Query("levels", levels, _LEVELS, Reach.ALL, _LEVEL_GROUPS),
    Query("rows_levels", levels_members, _LEVELS, Reach.ALL, _LEVEL_GROUPS),
    Query("gravity", gravity, _LEVELS, Reach.PAST, _LEVEL_GROUPS),
)

_CHINA = Reference("休眠、流失 (Chinese community operations)", "https://suo.run/details/18356.html")
_RFM = Reference("RFM 模型 (Chinese community operations)", "https://www.manghu.com/archives/337")
_ORBIT = Reference("Orbit model", "https://github.com/orbit-love/orbit-model")
_NO_KIND = ("source", "channel", "segment")
_POINTS_EN = "what they did, weighted by kind (the contribution score)"
_POINTS_ZH = "按行为种类加权的贡献分"


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
        f"much they contributed (M): {_POINTS_EN}. High is at least as good as the median, or the mean if set.",
        definition_zh=f"本期活跃成员分为八组：最近活跃（R）、活跃天数（F）、贡献（M，即贡献分：{_POINTS_ZH}）。"
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
    Metric(
        key="levels",
        name_en="Levels",
        name_zh="成员层级",
        definition_en=f"Members at the end of the period by their points: {_POINTS_EN} in the last {{levels_window}} "
        "days, half of it gone after {levels_half_life} days. Core from {levels_core} points, contributors from "
        "{levels_contributor}, participants from {levels_participant}; observers are all other members.",
        definition_zh=f"期末成员按得分分层：近 {{levels_window}} 天{_POINTS_ZH}，每 {{levels_half_life}} 天减半。"
        "核心 ≥ {levels_core} 分，贡献者 ≥ {levels_contributor} 分，参与者 ≥ {levels_participant} 分，其余为旁观者。",
        source=_ORBIT,
        unit=Unit.ROWS,
        query="levels",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        dimensions=_NO_KIND,
        behind=Behind("rows_levels", "members", order="score"),
        about=About.CONTRIBUTORS,
        groups=_LEVEL_GROUPS,
    ),
    Metric(
        key="gravity",
        name_en="Gravity",
        name_zh="引力",
        definition_en="The change over the period of Σ(weight² × members of a level), divided by the "
        "members at its end. "
        "It rises when members go deeper, hardly when many only sign up. Weights: core {levels_core_weight}, "
        "contributor {levels_contributor_weight}, participant {levels_participant_weight}, observer "
        "{levels_observer_weight}.",
        definition_zh="本期 Σ(权重² × 各层级成员数) 的变化 ÷ 期末成员数。成员深入参与时上升，"
        "仅大量注册几乎不变。权重：核心 "
        "{levels_core_weight}、贡献者 {levels_contributor_weight}、参与者 {levels_participant_weight}、旁观者 "
        "{levels_observer_weight}。",
        source=_ORBIT,
        unit=Unit.INDEX,
        query="gravity",
        numerator="change",
        denominator="members",
        grains=(Grain.PERIOD, Grain.MONTH),
        default_grain=Grain.MONTH,
        dimensions=_NO_KIND,
        fills=None,
        behind=Behind("rows_levels", "members", order="score"),
        about=About.CONTRIBUTORS,
        groups=_LEVEL_GROUPS,
    ),
)
