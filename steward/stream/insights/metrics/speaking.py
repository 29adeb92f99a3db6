"""Who carries the conversation, and what it is about."""

from typing import Any

from steward.stream.insights.enums import About, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import SPEAKING_KINDS, Behind, Metric, Query, Reference


def _ranked(tables: Any) -> Any:
    """Members of each step with their messages, their place and how many messages there are."""
    import ibis

    act = tables.act.filter(tables.act.kind.isin(SPEAKING_KINDS) & tables.act.member.notnull())
    each = act.group_by("step", "member").agg(n=act.n.sum())
    order = ibis.window(group_by=each.step, order_by=[each.n.desc(), each.member])
    placed = each.mutate(place=ibis.row_number().over(order) + 1, total=each.n.sum().over(group_by=each.step))
    return placed.cross_join(tables.terms("speakers"))


def main_speakers(tables: Any) -> Any:
    """Messages of each step, and those of the main speakers."""
    rows = _ranked(tables)
    main = rows.n.sum(where=rows.place <= rows.speakers_count).fill_null(0)
    return rows.group_by("step").agg(main=main, messages=rows.n.sum())


def top_speakers(tables: Any) -> Any:
    """The main speakers of the period with their messages; nobody who asked not to be profiled."""
    rows = _ranked(tables)
    rows = rows.filter(rows.place <= rows.speakers_count).anti_join(tables.hidden, "member")
    rows = rows.select("member", "n", "total")
    return rows.order_by(rows.n.desc(), rows.member)


def speaker_rows(tables: Any) -> Any:
    """The members behind the figures, with their messages."""
    rows = _ranked(tables)
    return rows.filter(rows.place <= rows.speakers_count).select("step", "member", "n")


QUERIES = (
    Query("main_speakers", main_speakers, ("act", "given"), Reach.SAME, ("speakers",)),
    Query("top_speakers", top_speakers, ("act", "hidden", "given"), Reach.ALL, ("speakers",)),
    Query("rows_main_speakers", speaker_rows, ("act", "given"), Reach.ALL, ("speakers",)),
)

_CHINA = Reference("主力发言人分布 (Chinese community operations)", "https://www.youzan.com/cms/article/73874.html")

METRICS = (
    Metric(
        key="main_speaker_share",
        name_en="Share of the main speakers",
        name_zh="主力发言人占比",
        definition_en="Share of the messages (posts, comments, reviews) of the period written by the {speakers_count} "
        "members who wrote most.",
        definition_zh="本期消息（发帖、回复、评审）中，由发言最多的 {speakers_count} 位成员所写的占比。",
        source=_CHINA,
        unit=Unit.SHARE,
        query="main_speakers",
        numerator="main",
        denominator="messages",
        direction=Direction.LOWER,
        fills=None,
        behind=Behind("rows_main_speakers", "members", order="n"),
        about=About.CONTRIBUTORS,
        groups=("speakers",),
    ),
    Metric(
        key="top_speakers",
        name_en="Main speakers",
        name_zh="主力发言人",
        definition_en="The {speakers_count} members who wrote most messages in the period, with their "
        "share. Members who "
        "asked not to be profiled count and are not listed.",
        definition_zh="本期发言最多的 {speakers_count} 位成员及其占比。选择不被画像的成员计入总数，但不会列出。",
        source=_CHINA,
        unit=Unit.ROWS,
        query="top_speakers",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        behind=Behind("rows_activities", "activities", {"kind": SPEAKING_KINDS}),
        about=About.CONTRIBUTORS,
        groups=("speakers",),
    ),
    Metric(
        key="topic_mix",
        name_en="Topic mix",
        name_zh="话题构成",
        definition_en="What share of the threads opened and of all activities each channel has, now and "
        "in the period of "
        "the same length before. Channels stand for topics: tags of single posts are not in the numbers.",
        definition_zh="各频道占新话题数与动态数的比例，及此前等长一期的比例。以频道代表话题：帖子标签不在统计之中。",
        source=Reference("Topic explorer", "https://www.commonroom.io/docs/using-common-room/reporting-page/topics/"),
        unit=Unit.ROWS,
        query="channels",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        about=About.ACTIVITY,
        behind=Behind("rows_activities", "activities"),
    ),
)
