"""What work offers to shared screens and registries."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from steward.foundation.kernel.contracts import (
    DatedSource,
    Deed,
    NavigationEntry,
    PaletteHit,
    PaletteSource,
    PersonalData,
    ReportPart,
    WorkKind,
    WorkSource,
)
from steward.foundation.kernel.registry import contribute
from steward.foundation.ui.formats import minute
from steward.people.access.public import TEAM, Permission, Role, viewer_in
from steward.people.notify.public import Line, NotificationKind
from steward.stream.webhooks.public import WebhookEvent
from steward.team.work.actions.forget import detach_tasks, erase_tasks
from steward.team.work.enums import DROP, EDIT, VIEW
from steward.team.work.events import TaskAssigned, TaskFinished, TaskMade
from steward.team.work.queries.calendar import dated_tasks
from steward.team.work.queries.offered import current_works, finished_deeds, plan, waiting, works
from steward.team.work.queries.personal import personal_tasks
from steward.team.work.queries.proposals import open_proposals
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.queries.told import ASSIGNED, COMMENTED, LATE, MENTIONED, SOON, late_count, task_told

_GROUP = _("Tasks")


def _due(params: Mapping[str, Any]) -> str:
    due = str(params.get("due", ""))
    return _now("Due %(when)s") % {"when": minute(datetime.fromisoformat(due))} if due else ""


def _assigned(params: Mapping[str, Any]) -> Line:
    who = params.get("who") or "Steward"
    text = _now("%(who)s gives you a task: %(title)s") % {"who": who, "title": params["title"]}
    return Line(text, _due(params), "square-check")


def _mentioned(params: Mapping[str, Any]) -> Line:
    who = params.get("who") or _now("A team mate")
    text = _now("%(who)s names you in “%(title)s”") % {"who": who, "title": params["title"]}
    return Line(text, str(params.get("excerpt", "")), "at-sign")


def _commented(params: Mapping[str, Any]) -> Line:
    who = params.get("who") or _now("A team mate")
    text = _now("%(who)s commented on “%(title)s”") % {"who": who, "title": params["title"]}
    return Line(text, str(params.get("excerpt", "")), "message-square")


def _soon(params: Mapping[str, Any]) -> Line:
    return Line(_now("Due soon: %(title)s") % {"title": params["title"]}, _due(params), "alarm-clock")


def _late(params: Mapping[str, Any]) -> Line:
    return Line(_now("Late: %(title)s") % {"title": params["title"]}, _due(params), "clock-alert")


def badge(request: HttpRequest) -> int:
    """How many of the viewer's own tasks are late."""
    return late_count(viewer_in(request))


def find(viewer: Any, words: str) -> Iterator[PaletteHit]:
    """Making a task of what was typed, then open tasks by their titles, seven at most."""
    if words and viewer.can(EDIT):
        title = _now("New task: %(words)s") % {"words": words}
        yield PaletteHit(title, f"{reverse('work-new')}?{urlencode({'line': words})}", "", "plus")
    rows = tasks_for(viewer).filter(title__icontains=words).order_by("-pk") if words else ()
    for task in rows[:7]:
        yield PaletteHit(task.title, reverse("work-task", args=[task.pk]), task.get_state_display(), "square-check")


contribute("permissions", Permission(VIEW, _("see tasks"), TEAM))
contribute("permissions", Permission(EDIT, _("make and change tasks"), TEAM))
contribute("permissions", Permission(DROP, _("drop tasks of others"), (Role.LEAD,)))
for label, name, icon, order in (
    (_("My work"), "work-mine", "list-todo", 10), (_("Tasks"), "work-tasks", "square-check", 11),
    (_("Board"), "work-board", "square-kanban", 12), (_("Calendar"), "work-calendar", "calendar", 13),
):  # fmt: skip
    late = badge if name == "work-mine" else None
    contribute("navigation", NavigationEntry("team", label, name, icon, VIEW, order, late))
contribute("account-pages", NavigationEntry("account", _("Calendar"), "work-feed", "calendar-plus", VIEW))
contribute("palette", PaletteSource(_("Tasks"), VIEW, find))
for key, label, mail, line in (
    (ASSIGNED, _("I am given a task"), "each", _assigned),
    (MENTIONED, _("I am named in a comment on a task"), "each", _mentioned),
    (COMMENTED, _("Somebody comments on a task of mine"), "hourly", _commented),
    (SOON, _("A task of mine is due soon"), "each", _soon),
    (LATE, _("A task of mine is late"), "daily", _late),
):
    contribute(
        "notification-kinds",
        NotificationKind(key, label, _GROUP, mail, line, permission=VIEW),  # type: ignore[arg-type]
    )
contribute("my-work", WorkSource("work.tasks", _("Tasks"), "square-check", VIEW, waiting, 10))
contribute("my-work", WorkSource("proposals", _("Proposals"), "lightbulb", VIEW, open_proposals, 60))
contribute("calendar", DatedSource("work.tasks", _("Tasks"), dated_tasks))
contribute("works", WorkKind("task", _("Tasks"), "square-check", works, current_works))
contribute("deeds", Deed((TaskFinished.type,), finished_deeds))
contribute("report-parts", ReportPart("work.plan", "plan", ("day", "week", "month"), plan, 20))
for key, label, kind in (
    ("task.made", _("A task was made"), TaskMade.type),
    ("task.assigned", _("A task was given to somebody"), TaskAssigned.type),
    ("task.finished", _("A task was done"), TaskFinished.type),
):
    contribute("webhook-events", WebhookEvent(key, label, kind, task_told))
contribute("personal-data", PersonalData("work", personal_tasks, erase_tasks, detach_tasks))
