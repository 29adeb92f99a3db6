"""How much was done, when and where."""

from typing import Any

from steward.stream.insights.enums import Chance, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, Behind, Metric, Query, Reference


def volume(tables: Any) -> Any:
    """Counts of each step by kind. Reactions whose authors an export does not name are counted too."""
    act = tables.act
    return act.group_by("step").agg(
        posts=act.n.sum(where=act.kind == "post").fill_null(0),
        comments=act.n.sum(where=act.kind == "comment").fill_null(0),
        reactions=act.n.sum(where=act.kind == "reaction").fill_null(0) + act.reactions.sum(),
    )


def heatmap(tables: Any) -> Any:
    """Activities by day and hour; asked for with days as steps, so that any period is a sum of stored days."""
    clock = tables.clock.filter(tables.clock.kind.isin(ACTIVE_KINDS))
    return clock.group_by("step", "hour").agg(n=clock.count())


def channels(tables: Any) -> Any:
    """What each channel had in the period, busiest first."""
    act = tables.act.filter(tables.act.kind.isin(ACTIVE_KINDS))
    totals = act.group_by("channel").agg(
        n=act.n.sum(),
        posts=act.n.sum(where=act.kind == "post").fill_null(0),
        comments=act.n.sum(where=act.kind == "comment").fill_null(0),
        reactions=act.n.sum(where=act.kind == "reaction").fill_null(0) + act.reactions.sum(),
    )
    people = act.group_by("channel").agg(members=act.member.nunique())
    joined = totals.join(people, "channel")
    return joined.order_by(joined.n.desc(), joined.channel)


def activities(tables: Any) -> Any:
    """The activities behind a count."""
    event = tables.event
    return event.select("id", "step", "kind", "weekday", "hour", "channel", "member")


QUERIES = (
    Query("volume", volume, ("act",), Reach.SAME),
    Query("heatmap", heatmap, ("clock",), Reach.SAME),
    Query("channels", channels, ("act",)),
    Query("rows_activities", activities, ("event",)),
)

_CHAOSS = Reference("CHAOSS: Activity", "https://chaoss.community/kb/metric-project-engagement/")

METRICS = (
    Metric(
        key="posts",
        name_en="Posts",
        name_zh="发帖数",
        definition_en="Posts that open a thread or stand alone, made in the period.",
        definition_zh="本期内发布的主题帖或独立消息数。",
        source=_CHAOSS,
        unit=Unit.ACTIVITIES,
        chance=Chance.SPREAD,
        query="volume",
        column="posts",
        behind=Behind("rows_activities", "activities", {"kind": "post"}),
    ),
    Metric(
        key="comments",
        name_en="Comments",
        name_zh="回复数",
        definition_en="Comments inside a thread, made in the period.",
        definition_zh="本期内在帖子或话题下发布的回复数。",
        source=_CHAOSS,
        unit=Unit.ACTIVITIES,
        chance=Chance.SPREAD,
        query="volume",
        column="comments",
        behind=Behind("rows_activities", "activities", {"kind": "comment"}),
    ),
    Metric(
        key="reactions",
        name_en="Reactions",
        name_zh="互动表态数",
        definition_en="Likes and other reactions given in the period. Those whose givers the source does not name are "
        "counted on the day of what they were given to; they cannot be opened.",
        definition_zh="本期内的点赞等表态数。来源未给出表态人时，按被表态内容的日期计入，且无法展开明细。",
        source=_CHAOSS,
        unit=Unit.ACTIVITIES,
        chance=Chance.SPREAD,
        query="volume",
        column="reactions",
        behind=Behind("rows_activities", "activities", {"kind": "reaction"}),
    ),
    Metric(
        key="hour_weekday",
        name_en="Hour × weekday",
        name_zh="时段热力图",
        definition_en="Posts, comments, reviews, commits, changes and reactions by weekday and hour of the community's "
        "time zone.",
        definition_zh="按社群所在时区的星期与小时统计的动态数。",
        source=Reference(
            "CHAOSS: Activity Dates and Times", "https://chaoss.community/kb/metric-activity-dates-and-times/"
        ),
        unit=Unit.ROWS,
        query="heatmap",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        behind=Behind("rows_activities", "activities", {"kind": ACTIVE_KINDS}),
    ),
    Metric(
        key="by_channel",
        name_en="By channel",
        name_zh="各频道情况",
        definition_en="Activities, posts, comments, reactions and active members of each channel, busiest first.",
        definition_zh="各频道的动态数、发帖数、回复数、表态数与活跃成员数，按动态数排序。",
        source=_CHAOSS,
        unit=Unit.ROWS,
        query="channels",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        behind=Behind("rows_activities", "activities", {"kind": ACTIVE_KINDS}),
    ),
)
