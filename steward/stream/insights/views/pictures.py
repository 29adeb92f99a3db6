"""Table metrics as pictures: flows, funnel, groups, levels, parts. Each says its point in a sentence."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.ui.charts import Bars, HeatMap, Series
from steward.foundation.ui.formats import duration, number, percent
from steward.stream.insights.metrics.standing import STAGES
from steward.stream.insights.public import Answer
from steward.stream.insights.queries.names import channel_names, member_names
from steward.stream.insights.queries.standing import stage_names
from steward.stream.insights.views.asked import Asked

LYING = 15


def picture(asked: Asked, answer: Answer) -> Any:
    """The metric as a picture; None where it has none here."""
    draw = _PICTURES.get(answer.metric.key)
    return draw(asked, answer) if draw and answer.rows else None


def listing(asked: Asked, answer: Answer) -> dict[str, Any]:
    """Rows about people to be listed below the picture; empty for other metrics."""
    if answer.metric.key != "team_replies" or not answer.rows:
        return {}
    names = member_names(asked.viewer, {row["member"] for row in answer.rows})
    places = channel_names(row["channel"] for row in answer.rows)
    rows = [
        (names[row["member"]], places.get(row["channel"], row["name"]), number(row["threads"]), duration(row["median"]),
         percent(row["quick_share"]), percent(row["share"]))
        for row in answer.rows if row["member"] in names
    ]  # fmt: skip
    head = (_("Team mate"), _("Channel"), _("Threads"), _("Median wait"), _("Quickly"), _("In time"))
    return {"head": head, "rows": rows}


def _flows(_asked: Asked, answer: Answer) -> HeatMap:
    names, cells = stage_names(), {(row["before"], row["now"]): row["members"] for row in answer.rows}
    before = ("none", *STAGES)
    kept = sum(members for (was, now), members in cells.items() if was == now)
    gone = sum(members for (was, now), members in cells.items() if now == "lost" and was not in {"lost", "none"})
    words = {"kept": number(kept), "gone": number(gone)}
    return HeatMap(
        key="flows",
        title=_("%(kept)s members stayed in their stage, %(gone)s were lost (rows: before, columns: now)") % words,
        rows=[names[one] for one in before],
        columns=[names[one] for one in STAGES],
        values=[[cells.get((was, now), 0) for now in STAGES] for was in before],
    )


def _funnel(_asked: Asked, answer: Answer) -> Bars:
    first, last = answer.rows[0], answer.rows[-1]
    words = {"joined": number(first["members"]), "last": number(last["members"]), "share": percent(last["of_joined"])}
    return Bars(
        key="funnel",
        title=_("Of %(joined)s who joined, %(last)s (%(share)s) went all the way") % words,
        categories=[
            f"{row['name']} · {percent(row['of_before'])}" if row["of_before"] is not None else row["name"]
            for row in answer.rows
        ],
        series=[Series(_("Members"), [row["members"] for row in answer.rows])],
        lying=True,
    )


def _rfm(_asked: Asked, answer: Answer) -> Bars:
    shown = [row for row in answer.rows if row["members"]]
    largest = max(shown, key=lambda row: row["members"], default=None)
    title = answer.metric.name
    if largest:
        words = {"name": largest["name"], "members": number(largest["members"])}
        title = _("The largest group is “%(name)s” with %(members)s members") % words
    return _amounts(answer, title)


def _levels(_asked: Asked, answer: Answer) -> Bars:
    core, observers = answer.rows[0], answer.rows[-1]
    words = {"core": number(core["members"]), "observers": number(observers["members"])}
    return _amounts(answer, _("%(core)s members are the core, %(observers)s look on") % words)


def _amounts(answer: Answer, title: str) -> Bars:
    names = [row["name"] if not row["withheld"] else _("%(name)s (too few)") % row for row in answer.rows]
    return Bars(
        key=answer.metric.key,
        title=title,
        categories=names,
        series=[Series(_("Members"), [row["members"] for row in answer.rows])],
        lying=True,
    )


def _parts(_asked: Asked, answer: Answer) -> Bars:
    known = [row for row in answer.rows if row["adds"] is not None]
    total = sum(row["weight"] for row in known) or 1
    missing = [None if row["adds"] is None else 100 * row["weight"] / total - row["adds"] for row in answer.rows]
    words = {"points": number(round(sum(row["adds"] for row in known))), "parts": number(len(known))}
    return Bars(
        key="health_parts",
        title=_("%(points)s of 100 points from %(parts)s parts") % words,
        categories=[row["name"] for row in answer.rows],
        series=[
            Series(_("Points"), [_rounded(row["adds"]) for row in answer.rows]),
            Series(_("Missing to full points"), [_rounded(one) for one in missing]),
        ],
        stacked=True,
        lying=True,
    )


def _rounded(points: float | None) -> float | None:
    return None if points is None else round(points, 1)


def _mix(_asked: Asked, answer: Answer) -> Bars:
    rows = answer.rows[:LYING]
    names = channel_names(row["channel"] for row in rows)
    largest = max(rows, key=lambda row: abs((row["share"] or 0) - (row["share_before"] or 0)))
    words = {
        "name": names.get(largest["channel"], largest["name"]), "now": percent(largest["share"]),
        "before": percent(largest["share_before"]),
    }  # fmt: skip
    return Bars(
        key="topic_mix",
        title=_("%(name)s moved most: from %(before)s to %(now)s of what happens") % words,
        categories=[names.get(row["channel"], row["name"]) for row in rows],
        series=[
            Series(_("Share now"), [row["share"] for row in rows]),
            Series(_("Share before"), [row["share_before"] for row in rows]),
        ],
        format="percent",
        lying=True,
        height="tall",
    )


def _speakers(asked: Asked, answer: Answer) -> Bars | None:
    names = member_names(asked.viewer, {row["member"] for row in answer.rows})
    rows = [row for row in answer.rows if row["member"] in names]
    if not rows:
        return None
    words = {"count": number(len(rows)), "share": percent(sum(row["share"] for row in rows))}
    return Bars(
        key="top_speakers",
        title=_("%(count)s members write %(share)s of all messages") % words,
        categories=[names[row["member"]] for row in rows],
        series=[Series(_("Messages"), [row["n"] for row in rows])],
        lying=True,
    )


def _mates(asked: Asked, answer: Answer) -> Bars | None:
    names = member_names(asked.viewer, {row["member"] for row in answer.rows})
    totals: dict[int, int] = {}
    for row in answer.rows:
        if row["member"] in names:
            totals[row["member"]] = totals.get(row["member"], 0) + row["threads"]
    if not totals:
        return None
    words = {"threads": number(sum(totals.values())), "mates": number(len(totals))}
    return Bars(
        key="team_replies",
        title=_("%(mates)s team mates answered in %(threads)s threads") % words,
        categories=[names[one] for one in totals],
        series=[Series(_("Threads"), list(totals.values()))],
        lying=True,
    )


_PICTURES: dict[str, Callable[[Asked, Answer], Any]] = {
    "flows": _flows, "funnel": _funnel, "rfm": _rfm, "levels": _levels, "health_parts": _parts, "topic_mix": _mix,
    "top_speakers": _speakers, "team_replies": _mates,
}  # fmt: skip
