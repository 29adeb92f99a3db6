"""What becomes of newcomers: who stays, who comes back, who is activated."""

from typing import Any

from steward.stream.insights.enums import About, Chance, Direction, Grain, Reach, Unit
from steward.stream.insights.metrics.definition import ACTIVE_KINDS, Behind, Metric, Query, Reference
from steward.stream.insights.metrics.growth import least

AGES = (1, 7, 30)


def same_day(tables: Any) -> Any:
    """Joins of each step, and those that were followed by leaving on the same day. A join is one into one channel."""
    stay = tables.stay.filter(tables.stay.joined_at.notnull())
    gone = (stay.left_at == stay.joined_at).fill_null(False)
    return stay.group_by(step=stay.joined_step).agg(joins=stay.count(), gone=gone.sum().fill_null(0))


def same_day_members(tables: Any) -> Any:
    """The members behind `same_day`; `stayed` is false for who left one of their channels at once."""
    stay = tables.stay.filter(tables.stay.joined_at.notnull())
    stayed = (~(stay.left_at == stay.joined_at)).fill_null(True)
    return stay.group_by("member", step=stay.joined_step).agg(stayed=stayed.min())


def _steps_of(rows: Any, tables: Any) -> Any:
    """Only rows of steps of the period."""
    return rows.filter(rows.step.isin(tables.cut.step))


def _comings(tables: Any) -> Any:
    """Members by the step of their first active day; whether they were active again 1, 7 and 30 days later."""
    known = tables.known.filter(tables.known.active_step.notnull())
    firsts = known.group_by("member").agg(step=known.active_step.min(), first=known.active_at.min())
    trail = tables.trail.filter(tables.trail.kind.isin(ACTIVE_KINDS))
    days = trail.select("member", "at").distinct().cross_join(tables.terms("retention"))
    rows = _steps_of(firsts, tables).left_join(days, "member")
    age = rows.at - rows.first
    again = {
        f"day_{n}": ((age >= n) & (age < n + rows.retention_window)).fill_null(False).ifelse(1, 0).max() for n in AGES
    }
    return rows.group_by("member", "step").agg(**again)


def comings(tables: Any) -> Any:
    """Newcomers of each step, and how many of them were active again 1, 7 and 30 days after their first active day."""
    rows = _comings(tables)
    again = {f"day_{n}": rows[f"day_{n}"].sum() for n in AGES}
    return rows.group_by("step").agg(newcomers=rows.count(), **again)


def comings_members(tables: Any) -> Any:
    """The members behind `comings`."""
    rows = _comings(tables)
    return rows.select("member", "step", **{f"day_{n}": rows[f"day_{n}"] == 1 for n in AGES})


def _arrivals(tables: Any) -> Any:
    """Members with the step and the day of their arrival, which is the first trace or join, as far as it is known."""
    known, stay = tables.known, tables.stay
    known = known.filter(known.member.notnull())
    seen = known.group_by("member").agg(step=known.any_step.min(), at=known.any_at.min())
    stays = stay.group_by("member").agg(joined_step=stay.joined_step.min(), joined_at=stay.joined_at.min())
    both = seen.outer_join(stays, "member")
    return both.select(
        member=both.member.fill_null(both.member_right),
        step=least(both.step, both.joined_step),
        first=least(both.at, both.joined_at),
    )


def _doings(tables: Any) -> Any:
    """Newcomers of each step with what they did and received in the days of activation, and whether they came back."""
    comers = _steps_of(_arrivals(tables), tables)
    given = tables.terms("activation", "funnel")
    trail = tables.trail.filter(tables.trail.kind.isin(ACTIVE_KINDS))
    counted = tables.counted.select("kind", chosen=tables.counted.kind)
    kinds = trail.left_join(counted, "kind")
    days = kinds.group_by("member", "at", "channel").agg(counted=kinds.n.sum(where=kinds.chosen.notnull()).fill_null(0))
    rows = comers.inner_join(days, "member").cross_join(given)
    age = rows.at - rows.first
    early = (age >= 0) & (age < rows.activation_days)
    again = (age >= rows.funnel_after) & (age < rows.funnel_after + rows.funnel_within)
    return rows.group_by("member", "step").agg(
        began=early.ifelse(1, 0).max(),
        activities=rows.counted.sum(where=early).fill_null(0),
        channels=rows.channel.nunique(where=early & (rows.counted > 0)),
        back=again.ifelse(1, 0).max(),
    )


def _answered(tables: Any) -> Any:
    """Answers newcomers of each step received in the days of activation."""
    comers = _steps_of(_arrivals(tables), tables)
    rows = comers.inner_join(tables.received, "member").cross_join(tables.terms("activation"))
    early = (rows.at >= rows.first) & (rows.at < rows.first + rows.activation_days)
    return rows.group_by("member").agg(replies=rows.n.sum(where=early).fill_null(0))


def _funnel(tables: Any) -> Any:
    """Newcomers of each step and how far each of them came; every stage needs the one before."""
    comers = _steps_of(_arrivals(tables), tables).select("member", "step")
    doings, answered = _doings(tables).drop("step").view(), _answered(tables).view()
    rows = comers.left_join(doings, "member").select("member", "step", "began", "activities", "channels", "back")
    rows = rows.left_join(answered, "member").cross_join(tables.terms("activation").view())
    began = (rows.began == 1).fill_null(False)
    activated = (
        began
        & (rows.activities >= rows.activation_activities).fill_null(False)
        & (rows.channels >= rows.activation_channels).fill_null(False)
        & (rows.replies.fill_null(0) >= rows.activation_replies)
    )
    back = activated & (rows.back == 1).fill_null(False)
    return rows.select("member", "step", began=began, activated=activated, back=back)


def funnel(tables: Any) -> Any:
    """Newcomers of each step: how many began, were activated, and were active again later."""
    rows = _funnel(tables)
    return rows.group_by("step").agg(
        joined=rows.count(), began=rows.began.sum(), activated=rows.activated.sum(), back=rows.back.sum()
    )


def funnel_members(tables: Any) -> Any:
    """The members behind `funnel`."""
    return _funnel(tables)


_FUNNEL = ("known", "stay", "trail", "received", "counted", "cut", "given")
_GROUPS = ("activation", "funnel")

QUERIES = (
    Query("same_day", same_day, ("stay",)),
    Query("rows_same_day", same_day_members, ("stay",)),
    Query("comings", comings, ("known", "trail", "cut", "given"), Reach.LATER, ("retention",), ahead=AGES[-1]),
    Query(
        "rows_comings", comings_members, ("known", "trail", "cut", "given"), Reach.LATER, ("retention",), ahead=AGES[-1]
    ),
    Query("funnel", funnel, _FUNNEL, Reach.LATER, _GROUPS),
    Query("rows_funnel", funnel_members, _FUNNEL, Reach.LATER, _GROUPS),
)

_JOINS = Reference("新人存留率 (Chinese community operations)", "https://www.kancloud.cn/youyaang/tensuu/516992")
_RATES = Reference("N 日留存率、转化率 (Chinese community operations)", "https://www.yaohaiyao.com/?p=2420")
_EXIT = Reference("退群率 (Chinese community operations)", "https://suo.run/details/4565.html")
_NO_KIND = ("source", "channel", "segment")
_ACTIVATED_EN = (
    "at least {activation_activities} activities of the kinds that count in at least {activation_channels} channels "
    "within {activation_days} days of the first trace, and at least {activation_replies} answers by others"
)
_ACTIVATED_ZH = (
    "首次出现后 {activation_days} 天内，在至少 {activation_channels} 个频道做出至少 "
    "{activation_activities} 次计入的行为，"
    "且收到至少 {activation_replies} 条他人回复"
)


def _retained(age: int) -> Metric:
    return Metric(
        key=f"retention_day_{age}",
        name_en=f"Retention on day {age}",
        name_zh=f"{age} 日留存率",
        definition_en=f"Of the members first active in the period, the share active again {age} days after their first "
        f"active day (in the {{retention_window}} days from then on). Settles when the last of them had that long.",
        definition_zh=f"本期首次活跃的成员中，在首次活跃后第 {age} 天（起 {{retention_window}} 天内）再次活跃的占比。"
        "待最后一批新人满期后稳定。",
        source=_RATES,
        unit=Unit.SHARE,
        query="comings",
        numerator=f"day_{age}",
        denominator="newcomers",
        default_grain=Grain.MONTH,
        chance=Chance.RATE,
        fills=None,
        settles=age - 1,
        settles_by=("retention.window",),
        behind=Behind("rows_comings", "members", {f"day_{age}": True}),
        about=About.GROWTH,
        groups=("retention",),
    )


METRICS = (
    Metric(
        key="exit_rate",
        name_en="Exit rate",
        name_zh="退群率",
        definition_en="Members who departed in the period divided by the members at its start.",
        definition_zh="本期离开的成员数 ÷ 期初成员数。",
        source=_EXIT,
        unit=Unit.SHARE,
        numerator="departed",
        denominator="members - net",
        direction=Direction.LOWER,
        default_grain=Grain.MONTH,
        dimensions=_NO_KIND,
        chance=Chance.RATE,
        fills=None,
        behind=Behind("rows_presence", "members", {"state": "departed"}),
        about=About.GROWTH,
    ),
    Metric(
        key="newcomers_stay",
        name_en="Newcomers who stay",
        name_zh="新人存留率",
        definition_en="1 − joins followed by leaving on the same day ÷ joins of the period. Who joins two channels "
        "counts twice; counted from memberships, so only sources that tell of joining have it.",
        definition_zh="1 − 当日加入当日退出数 ÷ 本期加入数。同一人加入两个频道计两次；按成员名单统计，"
        "来源须提供加入记录。",
        source=_JOINS,
        unit=Unit.SHARE,
        query="same_day",
        numerator="joins - gone",
        denominator="joins",
        default_grain=Grain.MONTH,
        dimensions=_NO_KIND,
        chance=Chance.RATE,
        fills=None,
        behind=Behind("rows_same_day", "members", {"stayed": True}),
        about=About.GROWTH,
    ),
    *(_retained(age) for age in AGES),
    Metric(
        key="activation",
        name_en="Activation",
        name_zh="激活率",
        definition_en=f"Share of the members who joined in the period that were activated: {_ACTIVATED_EN}.",
        definition_zh=f"本期新加入成员中被激活的占比。激活：{_ACTIVATED_ZH}。",
        source=_RATES,
        unit=Unit.SHARE,
        query="funnel",
        numerator="activated",
        denominator="joined",
        default_grain=Grain.MONTH,
        dimensions=_NO_KIND,
        chance=Chance.RATE,
        fills=None,
        settles_by=("activation.days",),
        behind=Behind("rows_funnel", "members", {"activated": True}),
        about=About.GROWTH,
        groups=("activation",),
    ),
    Metric(
        key="conversion",
        name_en="Conversion",
        name_zh="转化率",
        definition_en=f"Share of the members who joined in the period that were activated ({_ACTIVATED_EN}) and active "
        "again in the {funnel_within} days from day {funnel_after} on.",
        definition_zh=f"本期新加入成员中，被激活（{_ACTIVATED_ZH}）、并在第 {{funnel_after}} 天起 "
        f"{{funnel_within}} 天内再次活跃"
        "的占比。",
        source=_RATES,
        unit=Unit.SHARE,
        query="funnel",
        numerator="back",
        denominator="joined",
        default_grain=Grain.MONTH,
        dimensions=_NO_KIND,
        chance=Chance.RATE,
        fills=None,
        settles_by=("funnel.after", "funnel.within"),
        behind=Behind("rows_funnel", "members", {"back": True}),
        about=About.GROWTH,
        groups=("funnel", "activation"),
    ),
    Metric(
        key="funnel",
        name_en="Funnel of newcomers",
        name_zh="新人漏斗",
        definition_en="Members who joined in the period; those active within {activation_days} days; those activated "
        f"({_ACTIVATED_EN}); those active again in the {{funnel_within}} days from day {{funnel_after}} on. Each stage "
        "needs the one before; shares are of the stage before and of all who joined.",
        definition_zh="本期新加入 → {activation_days} 天内有行为 → 被激活 → 第 {funnel_after} 天起 "
        "{funnel_within} 天内再次活跃。"
        f"激活：{_ACTIVATED_ZH}。后一级须满足前一级；占比分别相对上一级与全部新加入。",
        source=_RATES,
        unit=Unit.ROWS,
        query="funnel",
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        dimensions=_NO_KIND,
        settles_by=("funnel.after", "funnel.within"),
        behind=Behind("rows_funnel", "members"),
        about=About.GROWTH,
        groups=("activation", "funnel"),
    ),
)
