"""Whether people are answered, and how soon."""

from typing import Any

from steward.stream.insights.enums import About, Chance, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ANSWER_DAYS, DAY_SECONDS, Behind, Metric, Query, Reference

#: Above so many answers chance hardly moves a median, and its interval is not looked for.
FEW_ANSWERS = 1000


def responses(tables: Any) -> Any:
    """Threads opened in each step, how many were answered, and points of the waiting time's distribution (seconds)."""
    opening = tables.opening
    return opening.group_by("step").agg(
        threads=opening.count(),
        answered=opening.seconds.count(),
        within_day=(opening.seconds <= DAY_SECONDS).sum().fill_null(0),
        median=opening.seconds.quantile(0.5),
        p90=opening.seconds.quantile(0.9),
    )


def waits(tables: Any) -> Any:
    """The waiting times of steps with few answers, shortest first: the ends of the median's interval are among them."""
    opening = tables.opening.filter(tables.opening.seconds.notnull())
    sized = opening.mutate(size=opening.count().over(group_by=opening.step))
    few = sized.filter(sized.size <= FEW_ANSWERS)
    return few.select("step", "seconds").order_by("step", "seconds")


def openings(tables: Any) -> Any:
    """The opening posts behind the figures."""
    import ibis

    opening = tables.opening
    within = opening.seconds <= DAY_SECONDS
    state = ibis.cases((opening.seconds.isnull(), "unanswered"), (within, "within_day"), else_="later")
    return opening.select("id", "step", "seconds", state=state)


QUERIES = (
    Query("responses", responses, ("opening",), Reach.NEXT),
    Query("waits", waits, ("opening",), Reach.NEXT),
    Query("rows_openings", openings, ("opening",)),
)

_CHAOSS = Reference("CHAOSS: Time to First Response", "https://chaoss.community/kb/metric-time-to-first-response/")
_CHINA = Reference("未回复率、平均首响 (Chinese community operations)", "https://xiaokefu.com.cn/blog/?p=28374")
_WITHOUT_EN = f"Bots do not count, and an answer after {ANSWER_DAYS} days counts as none."
_WITHOUT_ZH = f"机器人不计；超过 {ANSWER_DAYS} 天才有的回复视为未回复。"
_DIMENSIONS = ("source", "channel", "segment")


def _wait(key: str, column: str, names: tuple[str, str], words: tuple[str, str], chance: Chance) -> Metric:
    return Metric(
        key=key,
        name_en=names[0],
        name_zh=names[1],
        definition_en=f"{words[0]} time from a post that opens a thread to the first answer by another member, over "
        f"threads that were answered. {_WITHOUT_EN}",
        definition_zh=f"从主题帖发布到其他成员首次回复所用时间的{words[1]},只计已获回复者。{_WITHOUT_ZH}",
        source=_CHAOSS,
        unit=Unit.SECONDS,
        query="responses",
        column=column,
        direction=Direction.LOWER,
        default_grain=Grain.MONTH,
        dimensions=_DIMENSIONS,
        chance=chance,
        fills=None,
        settles=ANSWER_DAYS,
        behind=Behind("rows_openings", "activities"),
        about=About.ANSWERS,
    )


METRICS = (
    Metric(
        key="threads",
        name_en="Threads opened",
        name_zh="新话题数",
        definition_en="Posts of the period that open a thread.",
        definition_zh="本期内开启话题的主题帖数。",
        source=_CHAOSS,
        unit=Unit.THREADS,
        chance=Chance.SPREAD,
        query="responses",
        column="threads",
        dimensions=_DIMENSIONS,
        behind=Behind("rows_openings", "activities"),
        about=About.ANSWERS,
    ),
    _wait("first_response", "median", ("Time to first response", "首次回复用时"), ("Median", "中位数"), Chance.MEDIAN),
    _wait(
        "first_response_p90",
        "p90",
        ("Time to first response, slowest tenth", "首次回复用时（P90）"),
        ("90th percentile of the", "第 90 百分位"),
        Chance.NONE,
    ),
    Metric(
        key="answered_in_a_day",
        name_en="Replies within a day",
        name_zh="一天内回复率",
        definition_en="Share of the threads opened in the period that another member answered within 24 hours. "
        "Bots do not count.",
        definition_zh="本期新话题中，24 小时内获得其他成员回复的占比。机器人不计。",
        source=_CHINA,
        unit=Unit.SHARE,
        query="responses",
        numerator="within_day",
        denominator="threads",
        default_grain=Grain.MONTH,
        dimensions=_DIMENSIONS,
        chance=Chance.RATE,
        fills=None,
        settles=1,
        behind=Behind("rows_openings", "activities", {"state": "within_day"}),
        about=About.ANSWERS,
    ),
    Metric(
        key="unanswered_share",
        name_en="Unanswered share",
        name_zh="未回复率",
        definition_en=f"Share of the threads opened in the period that no other member answered. {_WITHOUT_EN}",
        definition_zh=f"本期新话题中，没有其他成员回复的占比。{_WITHOUT_ZH}",
        source=_CHINA,
        unit=Unit.SHARE,
        query="responses",
        numerator="threads - answered",
        denominator="threads",
        direction=Direction.LOWER,
        default_grain=Grain.MONTH,
        dimensions=_DIMENSIONS,
        chance=Chance.RATE,
        fills=None,
        settles=ANSWER_DAYS,
        behind=Behind("rows_openings", "activities", {"state": "unanswered"}),
        about=About.ANSWERS,
    ),
    Metric(
        key="unanswered",
        name_en="Unanswered threads",
        name_zh="待回复话题数",
        definition_en=f"Threads opened in the period that no other member answered: open now, or left alone for good. "
        f"{_WITHOUT_EN}",
        definition_zh=f"本期新话题中尚无其他成员回复的数量：仍待回复，或已无人问津。{_WITHOUT_ZH}",
        source=_CHINA,
        unit=Unit.THREADS,
        query="responses",
        column="threads - answered",
        direction=Direction.LOWER,
        dimensions=_DIMENSIONS,
        chance=Chance.COUNT,
        settles=ANSWER_DAYS,
        behind=Behind("rows_openings", "activities", {"state": "unanswered"}),
        about=About.ANSWERS,
    ),
)
