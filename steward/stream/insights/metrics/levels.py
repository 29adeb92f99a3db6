"""How deep members are in: levels by their contribution, and what pulls them deeper."""

from typing import Any

from steward.stream.insights.enums import About, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, Behind, Metric, Query, Reference
from steward.stream.insights.metrics.growth import lives_of

#: Levels from the outside in.
LEVELS = ("observer", "participant", "contributor", "core")
#: What a contribution score is, as definitions say it.
POINTS_EN = "what they did, weighted by kind (the contribution score)"
POINTS_ZH = "按行为种类加权的贡献分"


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


_INPUTS = ("known", "stay", "trail", "cut", "weight", "given")
_GROUPS = ("levels", "contribution")
_ORBIT = Reference("Orbit model", "https://github.com/orbit-love/orbit-model")
_NO_KIND = ("source", "channel", "segment")

QUERIES = (
    Query("levels", levels, _INPUTS, Reach.ALL, _GROUPS),
    Query("rows_levels", levels_members, _INPUTS, Reach.ALL, _GROUPS),
    Query("gravity", gravity, _INPUTS, Reach.PAST, _GROUPS),
)

METRICS = (
    Metric(
        key="levels",
        name_en="Levels",
        name_zh="成员层级",
        definition_en=f"Members at the end of the period by their points: {POINTS_EN} in the last {{levels_window}} "
        "days, half of it gone after {levels_half_life} days. Core from {levels_core} points, contributors from "
        "{levels_contributor}, participants from {levels_participant}; observers are all other members.",
        definition_zh=f"期末成员按得分分层：近 {{levels_window}} 天{POINTS_ZH}，每 {{levels_half_life}} 天减半。"
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
        groups=_GROUPS,
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
        groups=_GROUPS,
    ),
)
