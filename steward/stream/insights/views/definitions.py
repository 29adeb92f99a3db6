"""How a metric is defined: its parameters, their versions, and history counted with two of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.foundation.ui.charts import Line, Series
from steward.foundation.ui.refusals import refuse
from steward.foundation.ui.render import render
from steward.foundation.ui.toasts import toast
from steward.stream.insights.forms import DefinitionForm
from steward.stream.insights.metrics.parameters import GROUPS, Group
from steward.stream.insights.metrics.registry import metric as metric_of
from steward.stream.insights.public import Answer, change_definition, measure, restore_definition
from steward.stream.insights.queries.definitions import DefinitionVersion, versions_of
from steward.stream.insights.rules import DEFINE
from steward.stream.insights.views import charts
from steward.stream.insights.views.asked import Asked
from steward.stream.insights.views.pages import TABS
from steward.stream.insights.views.pictures import picture


@require_http_methods(["GET", "HEAD", "POST"])
def definition(request: HttpRequest, key: str) -> HttpResponse:
    """The definition of a metric; changed, or put back to an earlier version, by POST."""
    asked = Asked(request)
    assert asked.viewer
    group = _group(request, key)
    newest = versions_of(group)[0]
    form = DefinitionForm(group, request.POST if "reason" in request.POST else None, initial=dict(newest.values))
    if request.method == "POST" and _changed(request, asked, group, form):
        return redirect(reverse("insights-definition", args=[key]) + asked.query(group=group.key))
    context = {"asked": asked, "tabs": TABS, "metric": metric_of(key), "group": group, "form": form}
    context |= {"groups": [GROUPS[one] for one in _groups(key)], "may": asked.viewer.can(DEFINE)}
    return render(request, "insights/definition.jinja", context | _history(asked, key, group), status=_status(form))


def _status(form: DefinitionForm) -> int:
    return 422 if form.errors else 200


def _group(request: HttpRequest, key: str) -> Group:
    """The group asked for, or the metric's own."""
    groups = _groups(key)
    chosen = request.POST.get("group") or request.GET.get("group") or (groups[0] if groups else "")
    if chosen not in groups:
        raise NotFound
    return GROUPS[chosen]


def _groups(key: str) -> tuple[str, ...]:
    """The groups of a metric, and the floor, which concerns every metric."""
    return (*metric_of(key).groups, "floor")


def _changed(request: HttpRequest, asked: Asked, group: Group, form: DefinitionForm) -> bool:
    """Do what was asked; False when something is wrong, which the form says then."""
    try:
        if number := request.POST.get("restore", ""):
            words = _("Back to version %(number)s.") % {"number": number}
            restore_definition(
                actor=asked.viewer, key=group.key, number=int(number) if number.isdecimal() else 0, reason=words
            )
        elif form.is_valid():
            change_definition(
                actor=asked.viewer, key=group.key, values=form.parameters(), reason=form.cleaned_data["reason"]
            )
        else:
            return False
    except Invalid as problem:
        if not form.is_bound:
            toast(request, str(problem))
            return True
        refuse(form, problem)
        return False
    toast(request, _("Changed. History is counted with it from now on."))
    return True


def _history(asked: Asked, key: str, group: Group) -> dict[str, Any]:
    """The versions, and the same period counted with the newest and with another one."""
    versions = versions_of(group)
    chosen = asked.request.GET.get("with", "")
    others = [one for one in versions[1:] if str(one.number) == chosen] or versions[1:2]
    context: dict[str, Any] = {"versions": versions, "other": others[0] if others else None, "charts": []}
    if others and asked.reach:
        context["charts"] = _side_by_side(asked, key, versions[0], others[0])
    return context


def _side_by_side(asked: Asked, key: str, now: DefinitionVersion, other: DefinitionVersion) -> list[Any]:
    period = asked.period
    found = [
        measure(
            asked.viewer, [key], since=period.since, until=period.until, scope=asked.scope, grain=asked.grain,
            definition={now.group: one.number},
        )[key]
        for one in (now, other)
    ]  # fmt: skip
    if found[0].metric.is_table:
        return [drawn for answer in found if (drawn := picture(asked, answer))]
    return [_both(found, now, other)]


def _both(found: list[Answer], now: DefinitionVersion, other: DefinitionVersion) -> Line:
    series = []
    for answer, one in zip(found, (now, other), strict=True):
        drawn = charts.series_of(answer)
        name = _("Version %(number)s") % {"number": one.number}
        series.append(Series(name, drawn.values, dashed=one is other))
    words = {"name": found[0].metric.name, "now": now.number, "other": other.number}
    return Line(
        key="versions",
        title=_("%(name)s counted with version %(now)s and with version %(other)s") % words,
        categories=charts.step_names(found[0].series, found[0].grain),
        series=series,
        format=charts.FORMATS.get(found[0].unit, "number"),  # type: ignore[arg-type]
        incomplete=charts.unfinished(found[0]),
    )
