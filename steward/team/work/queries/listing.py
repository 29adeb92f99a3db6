"""The list of tasks."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from steward.foundation.ui.tables import Bulk, Column, Filter, Table
from steward.people.access.public import Viewer
from steward.team.work.enums import OPEN, Priority, State
from steward.team.work.models import Task
from steward.team.work.queries.choices import Choices, by_due, by_goal, by_label, by_owner, by_source
from steward.team.work.queries.tasks import tasks_for
from steward.team.work.rules.repeating import in_words

KEY = "work-tasks"


def listed(viewer: Viewer, *, everything: bool = False) -> QuerySet[Task]:
    """Open tasks, or with `everything` those that are over too, with what a row shows. Raises Forbidden."""
    rows = tasks_for(viewer).select_related("owner").prefetch_related("labels")
    return rows if everything else rows.filter(state__in=OPEN)


def task_table(viewer: Viewer) -> Table:
    """The table with the choices of this viewer, its bulk actions included."""
    choices = Choices(viewer)
    return Table(
        key=KEY,
        caption=_("Tasks"),
        sort="due",
        search=("title__icontains",),
        search_label=_("Search titles"),
        columns=_columns(),
        filters=_filters(viewer, choices),
        bulk=_bulk(),
        row_name=lambda task: task.title,
    )


def _columns() -> tuple[Column, ...]:
    cell = "work/cells.jinja#"
    return (
        Column("title", _("Task"), order=("title",), cell=f"{cell}title", lead=True),
        Column("state", _("State"), order=("state",), cell=f"{cell}state",
               export=lambda task: task.get_state_display()),
        Column("owner", _("Owner"), order=("owner__name",), kind="person",
               value=lambda task: task.owner.display_name if task.owner else None, ident=lambda task: task.owner_id),
        Column("due", pgettext("a task", "Due"), order=("due_at",), cell=f"{cell}due", value=lambda task: task.due_on,
               export=_due),
        Column("priority", _("Priority"), order=("priority",), cell=f"{cell}priority",
               export=lambda task: task.get_priority_display()),
        Column("labels", _("Labels"), kind="badge", value=_labels, export=lambda task: ", ".join(_labels(task))),
        Column("source", _("Comes from"), cell=f"{cell}source", export=lambda task: task.source, shown=False),
        Column("repeat", _("Repeats"), value=lambda task: in_words(task.repeat, task.workdays), shown=False),
        Column("made", pgettext("a task", "Made"), order=("made_at",), kind="ago",
               value=lambda task: task.made_at, shown=False),
        Column("finished", _("Finished"), order=("finished_at",), kind="ago",
               value=lambda task: task.finished_at, shown=False),
    )  # fmt: skip


def _filters(viewer: Viewer, choices: Choices) -> tuple[Filter, ...]:
    found = (
        Filter("owner", _("Owner"), choices.owners, kind="many", apply=by_owner(viewer)),
        Filter("state", _("State"), State.choices, kind="many", lookup="state"),
        Filter("due", pgettext("a task", "Due"),
               (("late", pgettext("a task", "late")), ("today", _("today")), ("week", _("within a week")),
                ("none", _("no day"))), apply=by_due),
        Filter("priority", _("Priority"), [(str(one.value), one.label) for one in Priority], kind="many",
               lookup="priority"),
        Filter("label", _("Label"), choices.labels, kind="many", apply=by_label),
        Filter("source", _("Comes from"), choices.sources, kind="many", apply=by_source),
    )  # fmt: skip
    goals = Filter("goal", gettext_lazy("Goal"), choices.goals, apply=by_goal)
    return (*found, goals) if choices.goals else found


def _bulk() -> tuple[Bulk, ...]:
    return (
        Bulk(_("Finish"), reverse("work-bulk-finish"), icon="check"),
        Bulk(pgettext("a task", "Change"), reverse("work-bulk"), icon="pencil"),
    )


def _labels(task: Task) -> list[str]:
    return [label.name for label in task.labels.all()]


def _due(task: Task) -> str:
    if task.due_on is None:
        return ""
    return f"{task.due_on} {task.due_time:%H:%M}" if task.due_time else str(task.due_on)
