"""What the team does for members: answers, and how soon."""

from typing import Any

from steward.stream.insights.enums import About, Chance, Direction, Grain, Unit
from steward.stream.insights.metrics.definition import ANSWER_DAYS, DAY_SECONDS, Behind, Metric, Query, Reference


def _asked_by_members(tables: Any) -> Any:
    """Posts that open a thread, written by members who are not of the team, or whom nobody knows."""
    return tables.asking.filter(~tables.asking.member.isin(tables.team.member) | tables.asking.member.isnull())


def _replies(tables: Any) -> Any:
    """Answers of team mates to members' posts, in time to count."""
    asked = _asked_by_members(tables)
    said = tables.replied.semi_join(tables.team, "member")
    said = said.select(said.thread, said.moment, mate=said.member)
    later = (said.moment >= asked.moment) & (said.moment <= asked.moment + ANSWER_DAYS * DAY_SECONDS)
    rows = asked.inner_join(said, [asked.thread == said.thread, later])
    return rows.select(rows.id, rows.step, rows.channel, rows.mate, seconds=rows.moment_right - rows.moment)


def _waits(tables: Any) -> Any:
    """Members' posts with the seconds until a team mate answered; null: nobody of the team did."""
    asked, replies = _asked_by_members(tables), _replies(tables)
    first = replies.group_by(opening=replies.id).agg(seconds=replies.seconds.min())
    rows = asked.left_join(first, asked.id == first.opening).cross_join(tables.terms("replies"))
    return rows.select(
        "id", "step", "seconds",
        quick=(rows.seconds <= rows.replies_minutes * 60).fill_null(False),
        within=(rows.seconds <= rows.replies_hours * 3600).fill_null(False),
    )  # fmt: skip


def team_waits(tables: Any) -> Any:
    """Threads members opened in each step, and how the team answered them."""
    rows = _waits(tables)
    return rows.group_by("step").agg(
        threads=rows.count(),
        answered=rows.seconds.count(),
        quick=rows.quick.sum().fill_null(0),
        within=rows.within.sum().fill_null(0),
        median=rows.seconds.quantile(0.5),
    )


def team_openings(tables: Any) -> Any:
    """The posts behind `team_waits`."""
    rows = _waits(tables)
    return rows.select("id", "step", "quick", "within", answered=rows.seconds.notnull())


def _of_mates(tables: Any) -> Any:
    """Each team mate's first answer in each thread; nobody who asked not to be profiled."""
    replies = _replies(tables).anti_join(tables.hidden.select(mate=tables.hidden.member), "mate")
    return replies.group_by("id", "step", "channel", "mate").agg(seconds=replies.seconds.min())


def team_replies(tables: Any) -> Any:
    """What each team mate answered in each channel."""
    each = _of_mates(tables).cross_join(tables.terms("replies"))
    rows = each.group_by("mate", "channel").agg(
        threads=each.count(),
        median=each.seconds.quantile(0.5),
        quick=(each.seconds <= each.replies_minutes * 60).sum().fill_null(0),
        within=(each.seconds <= each.replies_hours * 3600).sum().fill_null(0),
    )
    rows = rows.select("channel", "threads", "median", "quick", "within", member=rows.mate)
    return rows.order_by(rows.threads.desc(), rows.member, rows.channel)


def team_reply_rows(tables: Any) -> Any:
    """The posts behind `team_replies`."""
    rows = _of_mates(tables)
    return rows.select("id", "step", "channel", member=rows.mate)


_TABLES = ("asking", "replied", "team", "given")

QUERIES = (
    Query("team_waits", team_waits, _TABLES, groups=("replies",), ahead=ANSWER_DAYS),
    Query("rows_team_openings", team_openings, _TABLES, groups=("replies",), ahead=ANSWER_DAYS),
    Query("team_replies", team_replies, (*_TABLES, "hidden"), groups=("replies",), ahead=ANSWER_DAYS),
    Query("rows_team_replies", team_reply_rows, (*_TABLES, "hidden"), groups=("replies",), ahead=ANSWER_DAYS),
)

_CHINA = Reference("3 分钟回复率、平均首响 (Chinese community operations)", "https://xiaokefu.com.cn/blog/?p=28374")
_WHO_EN = "Team mates are members whose account has a role in the team, or whom the source calls so."
_WHO_ZH = "团队成员：其账号在团队中有角色，或来源标明为团队的成员。"
_DIMENSIONS = ("source", "channel", "segment")


def _share(key: str, names: tuple[str, str], within: tuple[str, str], column: str, settles: int) -> Metric:
    return Metric(
        key=key,
        name_en=names[0],
        name_zh=names[1],
        definition_en=f"Share of the threads opened by members in the period that a team mate answered within "
        f"{within[0]}. {_WHO_EN}",
        definition_zh=f"本期成员新发话题中，团队成员在{within[1]}内回复的占比。{_WHO_ZH}",
        source=_CHINA,
        unit=Unit.SHARE,
        query="team_waits",
        numerator=column,
        denominator="threads",
        default_grain=Grain.WEEK,
        dimensions=_DIMENSIONS,
        chance=Chance.RATE,
        fills=None,
        settles=settles,
        behind=Behind("rows_team_openings", "activities", {column: True}),
        about=About.TEAM,
        groups=("replies",),
    )


METRICS = (
    _share(
        "team_reply_quick",
        ("Quick replies by the team", "团队快速回复率"),
        ("{replies_minutes} minutes", " {replies_minutes} 分钟"),
        "quick",
        1,
    ),
    _share(
        "team_reply_share",
        ("Replies by the team", "团队回复率"),
        ("{replies_hours} hours", " {replies_hours} 小时"),
        "within",
        ANSWER_DAYS,
    ),
    Metric(
        key="team_first_response",
        name_en="The team's time to first response",
        name_zh="团队首次回复用时",
        definition_en="Median time from a member's post that opens a thread to the first answer by a team mate, over "
        f"threads the team answered within {ANSWER_DAYS} days. {_WHO_EN}",
        definition_zh=f"从成员发布主题帖到团队成员首次回复所用时间的中位数，只计 {ANSWER_DAYS} "
        f"天内有团队回复的话题。{_WHO_ZH}",
        source=_CHINA,
        unit=Unit.SECONDS,
        query="team_waits",
        column="median",
        direction=Direction.LOWER,
        default_grain=Grain.WEEK,
        dimensions=_DIMENSIONS,
        fills=None,
        settles=ANSWER_DAYS,
        behind=Behind("rows_team_openings", "activities", {"answered": True}),
        about=About.TEAM,
        groups=("replies",),
    ),
    Metric(
        key="team_replies",
        name_en="Replies by team mate and channel",
        name_zh="各团队成员回复情况",
        definition_en="For each team mate and channel: threads of members they answered, the median wait until their "
        "first answer, and the shares within {replies_minutes} minutes and {replies_hours} hours. Team mates who asked "
        f"not to be profiled count everywhere and are listed nowhere. {_WHO_EN}",
        definition_zh="按团队成员与频道：其回复的成员话题数、到其首次回复的等待中位数、{replies_minutes} "
        "分钟内与 {replies_hours} "
        f"小时内的占比。选择不被画像的团队成员计入总数，但不会列出。{_WHO_ZH}",
        source=_CHINA,
        unit=Unit.ROWS,
        query="team_replies",
        direction=Direction.NONE,
        grains=(Grain.PERIOD,),
        default_grain=Grain.PERIOD,
        dimensions=_DIMENSIONS,
        settles=ANSWER_DAYS,
        behind=Behind("rows_team_replies", "activities"),
        about=About.TEAM,
        groups=("replies",),
    ),
)
