"""What goals offer to shared screens and registries."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.direction.goals.actions.forget import detach_goals, erase_goals
from steward.direction.goals.actions.serve import serve
from steward.direction.goals.enums import EDIT, VIEW
from steward.direction.goals.queries.metrics import metrics
from steward.direction.goals.queries.sentences import verdict_label
from steward.direction.goals.queries.states import member_goals
from steward.direction.goals.queries.told import DEEDS, deeds, passage, personal_goals, told_goal, told_verdict
from steward.direction.goals.queries.waiting import due_days, find_goals, waiting
from steward.direction.goals.queries.works import choices, purposes_of
from steward.direction.goals.tasks import REFRESH
from steward.foundation.jobs.public import JobKind
from steward.foundation.kernel.contracts import (
    DatedSource,
    Deed,
    NavigationEntry,
    NumberAct,
    PaletteSource,
    PersonalData,
    PortalEntry,
    Purposes,
    ReportPart,
    WorkSource,
)
from steward.foundation.kernel.registry import contribute
from steward.people.access.public import TEAM, Permission, Role
from steward.people.notify.public import Line, NotificationKind
from steward.stream.webhooks.public import WebhookEvent

_GROUP = _("Goals")


def _named(params: Mapping[str, Any]) -> str:
    """What the part is called, a metric as the reader's language has it."""
    metric = metrics().get(str(params.get("metric", "")))
    return metric.name if metric else str(params.get("title", ""))


def _verdict(params: Mapping[str, Any]) -> Line:
    told = {"title": _named(params), "verdict": verdict_label(str(params.get("after", "")))}
    sign = {"on_track": "circle-check", "off": "circle-x"}.get(str(params.get("after")), "triangle-alert")
    return Line(_now("%(title)s is %(verdict)s now") % told, str(params.get("goal", "")), sign)


def _guardrail(params: Mapping[str, Any]) -> Line:
    told = {"title": _named(params)}
    holds = bool(params.get("holds"))
    pattern = _now("A guardrail holds again: %(title)s") if holds else _now("A guardrail is broken: %(title)s")
    return Line(pattern % told, str(params.get("goal", "")), "shield-check" if holds else "shield-alert")


def _check_in(params: Mapping[str, Any]) -> Line:
    return Line(_now("Check in: %(title)s") % {"title": _named(params)}, str(params.get("goal", "")), "target")


contribute("permissions", Permission(VIEW, _("read goals"), TEAM))
contribute("permissions", Permission(EDIT, _("make, change, activate and close goals"), (Role.LEAD,)))
contribute("navigation", NavigationEntry("direction", _("Goals"), "goals", "target", VIEW, 10))
contribute("palette", PaletteSource(_("Goals"), VIEW, find_goals))
contribute("purposes", Purposes(choices, purposes_of, serve, "/console/goals/serving/{kind}/{id}/"))  # type: ignore[arg-type]
contribute("number-acts", NumberAct(_("Make it a goal"), "goals-write", "target", EDIT, 20))
contribute(
    "positioning-more", PortalEntry(_("Our goals"), "about-goals", "target", shown=lambda: member_goals().exists())
)
contribute("my-work", WorkSource("goals", _("Goals"), "target", VIEW, waiting, 30))
contribute("calendar", DatedSource("goals", _("Goals"), due_days))
contribute("deeds", Deed(DEEDS, deeds))
contribute("report-parts", ReportPart("goals", "goals", ("week", "month"), passage))
contribute("personal-data", PersonalData("goals", personal_goals, erase_goals, detach_goals))
contribute("job-kinds", JobKind(REFRESH, _("Read the goals")))
for key, label, describe in (
    ("goals.verdict", _("Verdicts on goals that change"), _verdict),
    ("goals.guardrail", _("Guardrails that break or hold again"), _guardrail),
    ("goals.check_in", _("Check-ins that are due"), _check_in),
):
    contribute("notification-kinds", NotificationKind(key, label, _GROUP, "each", describe, permission=VIEW))
for event, title, fact, payload in (
    ("goal.activated", _("A goal began"), "goals.activated", told_goal),
    ("goal.closed", _("A goal was closed"), "goals.closed", told_goal),
    ("goal.verdict_changed", _("A verdict on a goal changed"), "goals.verdict_changed", told_verdict),
):
    contribute("webhook-events", WebhookEvent(event, title, fact, payload))
