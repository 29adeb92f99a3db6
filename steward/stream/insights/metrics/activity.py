"""Who took part."""

from typing import Any

from steward.stream.insights.enums import Chance, Direction, Grain, Headline, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, SPEAKING_KINDS, Behind, Metric, Query, Reference


def active(tables: Any) -> Any:
    """Distinct active members of each step."""
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    return act.group_by("step").agg(members=act.member.nunique())


def speakers(tables: Any) -> Any:
    """Distinct members of each step who said something."""
    act = tables.act.filter(tables.act.kind.isin(SPEAKING_KINDS) & tables.act.member.notnull())
    return act.group_by("step").agg(members=act.member.nunique())


def presence_days(tables: Any) -> Any:
    """Days on which members were active, summed over members, and the members, of each step."""
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    days = act.select("step", "member", "day").distinct()
    each = days.group_by("step", "member").agg(days=days.count())
    return each.group_by("step").agg(member_days=each.days.sum(), members=each.count())


def active_members(tables: Any) -> Any:
    """The members behind `active` and `speakers`, once for each step and each of the two ways to count."""
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS) & tables.act.member.notnull())
    rows = act.mutate(spoke=act.kind.isin(SPEAKING_KINDS))
    return rows.group_by("step", "member").agg(spoke=rows.spoke.max(), n=rows.n.sum())


QUERIES = (
    Query("active", active, ("act",), Reach.SAME),
    Query("speakers", speakers, ("act",), Reach.SAME),
    Query("presence_days", presence_days, ("act",), Reach.SAME),
    Query("rows_active", active_members, ("act",)),
)

_CHAOSS = Reference("CHAOSS: Contributors", "https://chaoss.community/kb/metric-contributors/")
_CHINA = Reference("活跃率、互动率 (Chinese community operations)", "https://suo.run/details/4565.html")
_MEMBERS = Behind("rows_active", "members")
_KINDS_EN = "(a post, comment, review, commit, change or reaction)"
_KINDS_ZH = "（发帖、回复、评审、提交、变更或表态）"

METRICS = (
    Metric(
        key="active_members",
        name_en="Active members",
        name_zh="活跃成员",
        definition_en=f"Distinct members who did something {_KINDS_EN} in the period.",
        definition_zh=f"本期内有过任一行为{_KINDS_ZH}的成员数，去重。",
        source=_CHAOSS,
        unit=Unit.MEMBERS,
        query="active",
        column="members",
        chance=Chance.COUNT,
        behind=_MEMBERS,
    ),
    Metric(
        key="daily_active",
        name_en="Daily active members",
        name_zh="日活跃成员（DAU）",
        definition_en=f"Distinct members who did something {_KINDS_EN} on a day; for a period, the mean of its days.",
        definition_zh=f"当日有过任一行为{_KINDS_ZH}的成员数；一段时间取每日平均。",
        source=Reference("DAU"),
        unit=Unit.MEMBERS,
        query="active",
        column="members",
        grains=(Grain.DAY,),
        default_grain=Grain.DAY,
        headline=Headline.MEAN,
        chance=Chance.SPREAD,
        behind=_MEMBERS,
    ),
    Metric(
        key="weekly_active",
        name_en="Weekly active members",
        name_zh="周活跃成员（WAU）",
        definition_en=f"Distinct members who did something {_KINDS_EN} in a week; for a period, the mean of its weeks, "
        "whole ones where there are any.",
        definition_zh=f"当周有过任一行为{_KINDS_ZH}的成员数；一段时间取各周平均（有完整周时只取完整周）。",
        source=Reference("WAU"),
        unit=Unit.MEMBERS,
        query="active",
        column="members",
        grains=(Grain.WEEK,),
        default_grain=Grain.WEEK,
        headline=Headline.MEAN,
        behind=_MEMBERS,
    ),
    Metric(
        key="monthly_active",
        name_en="Monthly active members",
        name_zh="月活跃成员（MAU）",
        definition_en=f"Distinct members who did something {_KINDS_EN} in a calendar month; for a period, the mean of "
        "its months, whole ones where there are any.",
        definition_zh=f"当月有过任一行为{_KINDS_ZH}的成员数；一段时间取各月平均（有完整月时只取完整月）。",
        source=Reference("MAU"),
        unit=Unit.MEMBERS,
        query="active",
        column="members",
        grains=(Grain.MONTH,),
        default_grain=Grain.MONTH,
        headline=Headline.MEAN,
        behind=_MEMBERS,
    ),
    Metric(
        key="stickiness",
        name_en="Stickiness",
        name_zh="粘性（DAU/MAU）",
        definition_en="Mean daily active members divided by the distinct active members of the period; over a month "
        "this is DAU ÷ MAU. 1 would mean that everybody comes every day.",
        definition_zh="本期日均活跃成员 ÷ 本期活跃成员；以月为期即 DAU÷MAU。为 1 表示人人天天来。",
        source=Reference("DAU/MAU", "https://posthog.com/tutorials/dau-mau"),
        unit=Unit.SHARE,
        query="presence_days",
        numerator="member_days",
        denominator="members",
        per_day=True,
        default_grain=Grain.MONTH,
        fills=None,
        behind=_MEMBERS,
    ),
    Metric(
        key="speakers",
        name_en="Members who spoke",
        name_zh="发言人数",
        definition_en="Distinct members who wrote a post, comment or review in the period.",
        definition_zh="本期内发过帖、回复或评审的成员数，去重。",
        source=_CHINA,
        unit=Unit.MEMBERS,
        query="speakers",
        column="members",
        chance=Chance.COUNT,
        behind=Behind("rows_active", "members", {"spoke": True}),
    ),
    Metric(
        key="interaction_rate",
        name_en="Interaction rate",
        name_zh="互动率",
        definition_en="Members who spoke in the period divided by the members at its end.",
        definition_zh="本期发言人数 ÷ 期末成员数。",
        source=_CHINA,
        unit=Unit.SHARE,
        numerator="speakers",
        denominator="members",
        default_grain=Grain.MONTH,
        chance=Chance.RATE,
        fills=None,
        direction=Direction.HIGHER,
        dimensions=("source", "channel", "segment"),
        behind=Behind("rows_active", "members", {"spoke": True}),
    ),
)
