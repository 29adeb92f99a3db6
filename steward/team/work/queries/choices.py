"""What one may choose from when narrowing a list or a board."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steward.foundation.kernel import clock
from steward.foundation.kernel.text import row_ids
from steward.people.access.public import Viewer
from steward.team.work.enums import BY_HAND, OPEN
from steward.team.work.models import Task, TaskLabel
from steward.team.work.queries.goals import goal_choices, serving
from steward.team.work.queries.people import Mate, mates
from steward.team.work.rules.due import zone

MINE, NOBODY = "me", "nobody"
#: Labels offered.
MOST = 50


@dataclass(frozen=True)
class Choices:
    """The choices of one viewer, each asked for once."""

    viewer: Viewer

    @cached_property
    def team(self) -> list[Mate]:
        """Everybody who can be asked."""
        return mates()

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        """Me, nobody, everybody."""
        people = [(str(mate.account_id), mate.name) for mate in self.team]
        return [(MINE, _("Me")), (NOBODY, _("Nobody")), *people]

    @cached_property
    def labels(self) -> list[tuple[str, str]]:
        """The labels of open tasks, the most used first."""
        rows = TaskLabel.objects.filter(task__state__in=OPEN).values("name").annotate(n=Count("id"))
        return [(row["name"], row["name"]) for row in rows.order_by("-n", "name")[:MOST]]

    @cached_property
    def goals(self) -> list[tuple[str, str]]:
        """The goals under way."""
        return goal_choices(self.viewer)

    @cached_property
    def sources(self) -> list[tuple[str, str]]:
        """Where tasks come from."""
        return [
            ("none", _("Written by hand")), (BY_HAND, _("To do by hand on a channel")),
            ("decision:", pgettext("about a number", "Decisions")),
            ("report:", _("Reports")), ("proposal:", _("Proposals")), ("judgement:", _("Judgements")),
        ]  # fmt: skip


def by_owner(viewer: Viewer) -> Callable[[QuerySet[Task], tuple[str, ...]], QuerySet[Task]]:
    """Narrow to these owners; helpers count as well where it is the viewer."""

    def narrow(rows: QuerySet[Task], values: tuple[str, ...]) -> QuerySet[Task]:
        wanted = Q(owner__in=row_ids(values))
        if MINE in values:
            helps = Task.helpers.through.objects.filter(account_id=viewer.own_id).values("task_id")
            wanted |= Q(owner=viewer.own_id) | Q(pk__in=helps)
        if NOBODY in values:
            wanted |= Q(owner=None)
        return rows.filter(wanted)

    return narrow


def by_label(rows: QuerySet[Task], values: tuple[str, ...]) -> QuerySet[Task]:
    """Narrow to tasks with one of these labels."""
    return rows.filter(pk__in=TaskLabel.objects.filter(name__in=values).values("task_id"))


def by_source(rows: QuerySet[Task], values: tuple[str, ...]) -> QuerySet[Task]:
    """Narrow to what came of such a thing."""
    wanted = Q()
    for value in values:
        wanted |= Q(source="") if value == "none" else Q(source__startswith=value)
    return rows.filter(wanted) if values else rows.none()


def by_goal(rows: QuerySet[Task], values: tuple[str, ...]) -> QuerySet[Task]:
    """Narrow to what serves this goal."""
    goal = int(values[0]) if values and values[0].isdecimal() else 0
    return rows.filter(pk__in=serving(rows.values_list("pk", flat=True), goal))


def by_due(rows: QuerySet[Task], values: tuple[str, ...]) -> QuerySet[Task]:
    """Narrow to what is late, due today, within a week, or has no day."""
    now = clock.now()
    today = now.astimezone(zone()).date()
    tests = {
        "late": Q(due_at__lt=now, state__in=OPEN), "today": Q(due_on=today), "none": Q(due_on=None),
        "week": Q(due_on__gte=today, due_on__lte=today.fromordinal(today.toordinal() + 7)),
    }  # fmt: skip
    return rows.filter(tests[values[0]]) if values and values[0] in tests else rows.none()
