"""On whom the community rests."""

from typing import Any

from steward.stream.insights.enums import About, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import (
    CONTRIBUTING_KINDS,
    SPEAKING_KINDS,
    Behind,
    Metric,
    Query,
    Reference,
)

MOST_CONTRIBUTORS = 100
MOST_PAIRS = 500


def _shares(tables: Any) -> Any:
    """Contributions of each member in each step."""
    act = tables.act.filter(tables.act.kind.isin(CONTRIBUTING_KINDS) & tables.act.member.notnull())
    return act.group_by("step", "member").agg(n=act.n.sum())


def absence(tables: Any) -> Any:
    """The smallest number of members who together made at least half of each step's contributions."""
    import ibis

    shares = _shares(tables)
    order = ibis.cumulative_window(group_by=shares.step, order_by=[shares.n.desc(), shares.member])
    rows = shares.mutate(upto=shares.n.sum().over(order), total=shares.n.sum().over(group_by=shares.step))
    needed = (rows.upto - rows.n) * 2 < rows.total
    return rows.group_by("step").agg(smallest=needed.sum(), contributors=rows.count(), contributions=rows.n.sum())


def concentration(tables: Any) -> Any:
    """Gini coefficient of contributions over contributors, and the share the most active tenth of them made."""
    import ibis

    shares = _shares(tables)
    order = ibis.window(group_by=shares.step, order_by=[shares.n, shares.member])
    rows = shares.mutate(
        rank=ibis.row_number().over(order) + 1,
        size=shares.count().over(group_by=shares.step),
    )
    top = rows.n.sum(where=(rows.size - rows.rank) * 10 < rows.size)
    size, total, weighted = rows.count(), rows.n.sum(), (rows.rank * rows.n).sum()
    even = (size.cast("float64") + 1) / size.cast("float64")
    gini = weighted.cast("float64") * 2 / (size.cast("float64") * total.cast("float64")) - even
    return rows.group_by("step").agg(gini=gini, top=top, contributions=total, contributors=size)


def top(tables: Any) -> Any:
    """Members with the most contributions; those who asked not to be profiled are not listed."""
    act = tables.act.anti_join(tables.hidden, "member")
    act = act.filter(act.kind.isin(CONTRIBUTING_KINDS) & act.member.notnull())
    rows = act.group_by("member").agg(
        n=act.n.sum(),
        posts=act.n.sum(where=act.kind == "post").fill_null(0),
        comments=act.n.sum(where=act.kind == "comment").fill_null(0),
        days=act.day.nunique(),
    )
    return rows.order_by(rows.n.desc(), rows.member).limit(MOST_CONTRIBUTORS)


def _answers(tables: Any) -> Any:
    """Activities that answer somebody else's, with both members."""
    answer = tables.answer
    said = answer.filter(answer.kind.isin(SPEAKING_KINDS) & (answer.member != answer.answered))
    return said.select("id", "step", "answered", speaker=said.member)


def replies(tables: Any) -> Any:
    """Who answers whom: pairs of members with the number of answers, most first."""
    answers, hidden = _answers(tables), tables.hidden
    rows = answers.group_by("speaker", "answered").agg(n=answers.count())
    rows = rows.filter(~rows.speaker.isin(hidden.member) & ~rows.answered.isin(hidden.member))
    return rows.order_by(rows.n.desc(), rows.speaker, rows.answered).limit(MOST_PAIRS)


def reply_rows(tables: Any) -> Any:
    """The activities behind `replies`."""
    return _answers(tables)


def contributors(tables: Any) -> Any:
    """The members behind the figures, with their contributions."""
    return _shares(tables)


QUERIES = (
    Query("absence", absence, ("act",), Reach.SAME),
    Query("concentration", concentration, ("act",), Reach.SAME),
    Query("top", top, ("act", "hidden")),
    Query("replies", replies, ("answer", "hidden")),
    Query("rows_contributors", contributors, ("act",)),
    Query("rows_replies", reply_rows, ("answer",)),
)

_ABSENCE = Reference(
    "CHAOSS: Contributor Absence Factor", "https://chaoss.community/kb/metric-contributor-absence-factor/"
)
_CHINA = Reference("主力发言人分布 (Chinese community operations)", "https://www.youzan.com/cms/article/73874.html")
_WHAT_EN = "Contributions are posts, comments, reviews, commits and changes."
_WHAT_ZH = "贡献指发帖、回复、评审、提交与变更。"
_MEMBERS = Behind("rows_contributors", "members", order="n")

METRICS = (
    Metric(
        key="absence_factor",
        name_en="Contributor absence factor",
        name_zh="贡献者缺席因子",
        definition_en=f"The smallest number of members who together made half of the contributions. {_WHAT_EN}",
        definition_zh=f"合计做出一半贡献所需的最少成员数。{_WHAT_ZH}",
        source=_ABSENCE,
        unit=Unit.MEMBERS,
        query="absence",
        column="smallest",
        default_grain=Grain.MONTH,
        fills=None,
        behind=_MEMBERS,
        about=About.CONTRIBUTORS,
    ),
    Metric(
        key="concentration",
        name_en="Concentration",
        name_zh="贡献集中度（基尼系数）",
        definition_en="Gini coefficient of contributions over the members who made any: 0 when all made the same, near "
        f"1 when one made nearly all. {_WHAT_EN}",
        definition_zh=f"贡献在贡献者间分布的基尼系数：人人相同为 0，几乎全由一人完成则接近 1。{_WHAT_ZH}",
        source=_CHINA,
        unit=Unit.INDEX,
        query="concentration",
        column="gini",
        direction=Direction.LOWER,
        default_grain=Grain.MONTH,
        fills=None,
        behind=_MEMBERS,
        about=About.CONTRIBUTORS,
    ),
    Metric(
        key="top_share",
        name_en="Share of the most active tenth",
        name_zh="头部 10% 贡献占比",
        definition_en=f"Share of the contributions made by the most active tenth of the contributors. {_WHAT_EN}",
        definition_zh=f"最活跃的 10% 贡献者所做贡献的占比。{_WHAT_ZH}",
        source=_CHINA,
        unit=Unit.SHARE,
        query="concentration",
        numerator="top",
        denominator="contributions",
        direction=Direction.LOWER,
        default_grain=Grain.MONTH,
        fills=None,
        behind=_MEMBERS,
        about=About.CONTRIBUTORS,
    ),
    Metric(
        key="top_contributors",
        name_en="Top contributors",
        name_zh="贡献榜",
        definition_en=f"Members with the most contributions in the period. {_WHAT_EN} Members who asked not to be "
        "profiled count everywhere and are listed nowhere.",
        definition_zh=f"本期贡献最多的成员。{_WHAT_ZH}选择不被画像的成员计入总数，但不会列出。",
        source=Reference("CHAOSS: Contributors", "https://chaoss.community/kb/metric-contributors/"),
        unit=Unit.ROWS,
        query="top",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        behind=Behind("rows_activities", "activities", {"kind": CONTRIBUTING_KINDS}),
        about=About.CONTRIBUTORS,
    ),
    Metric(
        key="reply_network",
        name_en="Who replies to whom",
        name_zh="互动网络",
        definition_en="Pairs of members with the number of times one answered the other in the period, most first. "
        "Members who asked not to be profiled are left out.",
        definition_zh="成员之间相互回复的次数，按次数排序。不列出选择不被画像的成员。",
        source=Reference("CHAOSS: Social Network Analysis"),
        unit=Unit.ROWS,
        query="replies",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        dimensions=("source", "channel", "segment"),
        behind=Behind("rows_replies", "activities"),
        about=About.CONTRIBUTORS,
    ),
)
