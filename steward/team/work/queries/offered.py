"""Tasks as other screens show them: what waits, what serves a goal, what was done, what is next."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext as _p

from steward.foundation.kernel.contracts import Done, Passage, Work, WorkItem
from steward.foundation.ui.formats import day
from steward.people.access.public import Viewer
from steward.team.work.enums import EDIT, OPEN, VIEW, Priority
from steward.team.work.events import TaskFinished
from steward.team.work.models import Task
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.rules.due import zone

#: Items one source gives, rows in a report.
MOST = 20
MOST_WORKS = 200
_WEIGHTS = {Priority.LOW: 0.3, Priority.NORMAL: 0.6, Priority.HIGH: 1.2, Priority.URGENT: 1.5}
_SOON = 7  # days of a report's plan


def waiting(viewer: Viewer) -> list[WorkItem]:
    """The viewer's open tasks, the most pressing first, then how many nobody has; two queries and those of places."""
    seen = _open(viewer)
    mine = seen.filter(Q(owner=viewer.own_id) | Q(pk__in=_helps(viewer)))
    found = [_item(task) for task in mine.order_by("due_at", "-priority", "position")[:MOST]]
    if not viewer.can(EDIT):
        return found
    free = list(seen.filter(owner=None).annotate(total=Window(Count("pk"))).order_by("pk")[:1])
    return found + [_item(one, mine=False) if one.total == 1 else _free(one.total) for one in free]


def _free(count: int) -> WorkItem:
    text = ngettext("%(n)d task nobody has taken", "%(n)d tasks nobody has taken", count) % {"n": count}
    return WorkItem(text, f"{reverse('work-tasks')}?owner=nobody", mine=False, count=count, verb=_("Take one"))


def _item(task: Task, *, mine: bool = True) -> WorkItem:
    detail = _("waits for %(what)s") % {"what": task.waiting_for} if task.waiting_for else task.source_title
    return WorkItem(task.title, reverse("work-task", args=[task.pk]), task.due_at, detail, mine, verb=_("Open"))


def works(viewer: Viewer, ids: Sequence[int]) -> dict[int, Work]:
    """These tasks as pieces of work, those the viewer may see; one query."""
    if not viewer.can(VIEW):
        return {}
    return {task.pk: _work(task) for task in tasks_for(viewer).filter(pk__in=ids).select_related("owner")}


def current_works(viewer: Viewer) -> list[Work]:
    """Open tasks as pieces of work, the newest first; one query."""
    if not viewer.can(VIEW):
        return []
    return [_work(task) for task in _open(viewer).select_related("owner").order_by("-made_at", "-pk")[:MOST_WORKS]]


def _work(task: Task) -> Work:
    parts = [task.owner.display_name if task.owner else _("nobody")]
    parts += [_("due %(day)s") % {"day": day(task.due_on)}] if task.due_on else []
    return Work(task.pk, task.title, reverse("work-task", args=[task.pk]), task.is_open, " · ".join(parts))


def finished_deeds(viewer: Viewer, facts: Sequence[Any]) -> list[Done]:
    """Finished tasks as deeds of the team, weighed by their priority; one query."""
    if not viewer.can(VIEW):
        return []
    moments = {fact.data["task_id"]: fact.at for fact in facts if fact.type == TaskFinished.type}
    rows = _everybodys(viewer).filter(pk__in=moments).exclude(finished_at=None)
    return [
        Done(moments[task.pk], _("Task done: %(title)s") % {"title": task.title},
             reverse("work-task", args=[task.pk]), "check", _WEIGHTS[Priority(task.priority)])
        for task in rows
    ]  # fmt: skip


def plan(viewer: Viewer, since: date, until: date) -> Passage | None:
    """What was done, what is late and what comes next, for the plan of a report; None with nothing to say.

    Three queries. Late is what was due before the end of the days told of and is still open. What has no day is in the
    plan when it came from somewhere, like a decision, or is in hand. A report is kept and sent on: tasks that only some
    of the team may see are not in it.
    """
    if not viewer.can(VIEW):
        return None
    start, end = (datetime.combine(one, time(), zone()) for one in (since, until))
    own = tasks_for(viewer).filter(permission="", place="")
    done = own.filter(state="done", finished_at__gte=start, finished_at__lt=end).count()
    rows = list(
        own.filter(state__in=OPEN)
        .defer("note", "html", "words")
        .filter(Q(due_at__lt=end + timedelta(days=_SOON)) | Q(due_at=None) & (~Q(source="") | Q(state="doing")))
        .select_related("owner")
        .order_by(F("due_at").asc(nulls_last=True), "-priority", "pk")[: MOST + 1]
    )
    if not rows and not done:
        return None
    late = sum(task.due_at is not None and task.due_at < end for task in rows)
    coming = sum(task.due_at is not None and task.due_at >= end for task in rows)
    head = (_("Task"), _("Owner"), _p("a task", "Due"))
    link = (_("All tasks"), reverse("work-tasks"))
    return Passage(_("Tasks"), _sentences(done, late, coming), head if rows else (), _rows(rows, end), (link,))


def _sentences(done: int, late: int, coming: int) -> tuple[str, ...]:
    found = []
    if done:
        found.append(ngettext("%(n)d task was done.", "%(n)d tasks were done.", done) % {"n": done})
    if late:
        found.append(ngettext("%(n)d task is late.", "%(n)d tasks are late.", late) % {"n": late})
    if coming:
        found.append(ngettext("%(n)d task is due soon.", "%(n)d tasks are due soon.", coming) % {"n": coming})
    return tuple(found)


def _rows(rows: Sequence[Task], end: datetime) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            task.title, task.owner.display_name if task.owner else _("nobody"),
            day(task.due_on) + (_(" (late)") if task.due_at is not None and task.due_at < end else ""),
        )
        for task in rows[:MOST]
    )  # fmt: skip


def _everybodys(viewer: Viewer) -> QuerySet[Task]:
    """Tasks the viewer may see. What Steward itself is told it keeps, and others read it: only what all may see."""
    rows = tasks_for(viewer)
    return rows.filter(permission="", place="") if viewer.is_system else rows


def _open(viewer: Viewer) -> QuerySet[Task]:
    return tasks_for(viewer).filter(state__in=OPEN).defer("note", "html", "words")


def _helps(viewer: Viewer) -> QuerySet[Any]:
    return Task.helpers.through.objects.filter(account_id=viewer.own_id).values("task_id")
