"""The pages of Insights. Each asks for what it shows in one call."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steward.foundation.ui.render import render
from steward.stream.insights.public import measure
from steward.stream.insights.public import overview as overview_of
from steward.stream.insights.queries.names import channel_names, member_names
from steward.stream.insights.views import charts
from steward.stream.insights.views.asked import Asked
from steward.stream.insights.views.tiles import groups

TABS = (
    ("insights", gettext_lazy("Overview")),
    ("insights-growth", gettext_lazy("Growth")),
    ("insights-activity", gettext_lazy("Activity")),
    ("insights-answers", gettext_lazy("Answers")),
    ("insights-people", gettext_lazy("People")),
    ("insights-metrics", gettext_lazy("Metrics")),
)


def overview(request: HttpRequest) -> HttpResponse:
    """How the community is doing, and what moved."""
    asked = Asked(request)
    if asked.newest is None:
        return render(request, "insights/empty.jinja", {"asked": asked, "tabs": TABS})
    found = overview_of(asked.viewer, scope=asked.scope, **_days(asked))
    context = {
        "sentences": found.sentences,
        "groups": groups(asked, found),
        "charts": _overview_charts(asked, found.answers),
    }
    return _page(request, "insights/overview.jinja", asked, context)


def growth(request: HttpRequest) -> HttpResponse:
    """Who comes, stays and goes."""
    asked = Asked(request)
    lines = ask(asked, "members", "joined", "departed", "new", "returning", "resurrected", "dormant")
    retention = _cohorts(asked)
    lifecycle = [lines[key] for key in ("returning", "new", "resurrected")]
    drawn = [
        charts.line(asked, lines["members"]),
        charts.stacked(asked, "flow", _("Who joined and who left"), [lines["joined"], lines["departed"]]),
        charts.stacked(asked, "lifecycle", charts.sentence(lines["new"]), lifecycle),
        charts.line(asked, lines["dormant"]),
    ]
    return _page(request, "insights/charts.jinja", asked, {"charts": drawn, "wide": [charts.triangle(retention)]})


def activity(request: HttpRequest) -> HttpResponse:
    """What happens, when and where."""
    asked = Asked(request)
    found = ask(asked, "posts", "comments", "reactions", "interaction_rate", "hour_weekday", "by_channel")
    names = channel_names(row["channel"] for row in found["by_channel"].rows)
    for row in found["by_channel"].rows:
        row["name"] = names.get(row["channel"], row["name"])
    spoken = [found[key] for key in ("posts", "comments", "reactions")]
    drawn = [
        charts.stacked(asked, "volume", charts.sentence(found["posts"]), spoken),
        charts.line(asked, found["interaction_rate"]),
    ]
    wide = [charts.heat(found["hour_weekday"]), charts.by_channel(found["by_channel"])]
    return _page(request, "insights/charts.jinja", asked, {"charts": drawn, "wide": wide})


def answers(request: HttpRequest) -> HttpResponse:
    """How fast members are answered, and who is not."""
    asked = Asked(request)
    found = ask(asked, "first_response", "first_response_p90", "answered_in_a_day", "unanswered_share", "threads")
    drawn = [charts.line(asked, answer) for answer in found.values()]
    return _page(request, "insights/charts.jinja", asked, {"charts": drawn, "wide": []})


def people(request: HttpRequest) -> HttpResponse:
    """Who contributes, how evenly, and who answers whom."""
    asked = Asked(request)
    found = ask(asked, "top_contributors", "reply_network", "absence_factor", "concentration", "top_share")
    first, ties = found["top_contributors"].rows[: 2 * TOP], found["reply_network"]
    ids = {row["member"] for row in first} | {row[end] for row in ties.rows for end in ("speaker", "answered")}
    names = member_names(asked.viewer, ids)
    top = [row | {"name": names[row["member"]]} for row in first if row["member"] in names][:TOP]
    context = {"top": top, "charts": _people_charts(asked, found), "wide": [charts.network(ties, names)]}
    return _page(request, "insights/people.jinja", asked, context)


TOP = 20
#: Newcomers are followed for at least so many days, however short the period.
COHORT_DAYS = 84


def _cohorts(asked: Asked) -> Any:
    since = min(asked.period.since, asked.period.until - timedelta(days=COHORT_DAYS))
    until = asked.period.until
    return measure(asked.viewer, ["retention"], since=since, until=until, scope=asked.scope)["retention"]


def _people_charts(asked: Asked, found: dict[str, Any]) -> list[Any]:
    return [charts.line(asked, found[key]) for key in ("absence_factor", "concentration", "top_share")]


def _overview_charts(asked: Asked, found: dict[str, Any]) -> list[Any]:
    spoken = [found[key] for key in ("posts", "comments", "reactions")]
    lifecycle = [found[key] for key in ("returning", "new", "resurrected")]
    return [
        charts.line(asked, found["active_members"]),
        charts.stacked(asked, "lifecycle", _("Who is active: returned, new, and back after a pause"), lifecycle),
        charts.stacked(asked, "volume", _("What members did: posts, comments and reactions"), spoken),
        charts.line(asked, found["first_response"]),
        charts.line(asked, found["interaction_rate"]),
        charts.line(asked, found["unanswered_share"]),
    ]


def ask(asked: Asked, *keys: str) -> dict[str, Any]:
    """The metrics over the period asked about, each compared with the one before."""
    return measure(asked.viewer, keys, scope=asked.scope, **_days(asked))


def _days(asked: Asked) -> dict[str, Any]:
    period = asked.period
    return {"since": period.since, "until": period.until, "compare": asked.before, "grain": asked.grain}


def _page(request: HttpRequest, template: str, asked: Asked, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"asked": asked, "tabs": TABS, "wide": []} | context)
