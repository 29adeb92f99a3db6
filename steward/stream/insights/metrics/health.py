"""How the community is, in one number that hides nothing."""

from dataclasses import dataclass

from steward.stream.insights.enums import About, Direction, Grain, Unit
from steward.stream.insights.metrics.definition import Metric, Query, Reference
from steward.stream.insights.metrics.parameters import HEALTH_PARTS

QUERIES: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the composite: a metric, or one divided by another; `rest` takes what is missing to 1."""

    metric: str
    over: str = ""
    rest: bool = False


#: By the names of `parameters.HEALTH_PARTS`. "a + b" is the sum of two metrics, "a - b" their difference.
PARTS: dict[str, Part] = dict(
    zip(
        HEALTH_PARTS,
        (
            Part("active_members", "members"),
            Part("answered_in_a_day"),
            Part("retention_day_7"),
            Part("top_share", rest=True),
            Part("returning", "returning + dormant"),
            Part("net", "members - net"),
        ),
        strict=True,
    )
)

_PONTOON = Reference("Pontoon: community health score", "https://github.com/mozilla/pontoon")
_EN = (
    "Active members ÷ members, posts answered within a day, newcomers active again after 7 days, 1 − share of the most "
    "active tenth, members who came back ÷ those active in the period before, and net growth ÷ members at the start; "
    "each on a scale from 0 to 100 between two set values, then averaged with set weights. Parts that are not known "
    "are left out."
)
_ZH = (
    "活跃成员 ÷ 成员数、一天内回复率、7 日留存率、1 − 头部 10% 贡献占比、留存活跃 ÷ 上期活跃、净增 ÷ "
    "期初成员数；各项按设定的两端"
    "折算为 0–100 分，再按设定权重平均。未知的项不计。"
)

METRICS = (
    Metric(
        key="health",
        name_en="Health",
        name_zh="健康度",
        definition_en=f"From 0 to 100. {_EN}",
        definition_zh=f"0–100 分。{_ZH}",
        source=_PONTOON,
        unit=Unit.POINTS,
        grains=(Grain.PERIOD, Grain.WEEK, Grain.MONTH),
        default_grain=Grain.MONTH,
        dimensions=("source", "channel", "segment"),
        fills=None,
        settles=7,
        about=About.LIFECYCLE,
        groups=("health",),
        parts=True,
    ),
    Metric(
        key="health_parts",
        name_en="Parts of health",
        name_zh="健康度构成",
        definition_en=f"Each part of Health with its value, its points and its weight. {_EN}",
        definition_zh=f"健康度各项的值、得分与权重。{_ZH}",
        source=_PONTOON,
        unit=Unit.ROWS,
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        dimensions=("source", "channel", "segment"),
        settles=7,
        about=About.LIFECYCLE,
        groups=("health",),
        parts=True,
    ),
)
