"""Work of all rooms and the goals it serves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from steward.direction.goals.enums import VIEW, State
from steward.direction.goals.models import Goal, Serving
from steward.direction.goals.queries.states import goals_for
from steward.foundation.kernel.contracts import Purpose, Work, WorkKind
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed

UNDER_WAY = (State.DRAFT, State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Kind:
    """Work of one kind."""

    kind: str
    label: Any
    icon: str
    works: list[Work]


def kinds() -> dict[str, WorkKind]:
    """Every kind of work, by key."""
    return {one.kind: one for one in items("works")}


def choices(viewer: Viewer) -> list[Purpose]:
    """The goals work can serve, by their first day; nothing for who does not see goals. One query."""
    if not viewer.can(VIEW):
        return []
    return [_purpose(goal) for goal in goals_for(viewer).filter(state__in=UNDER_WAY)]


def purposes_of(kind: str, ids: Sequence[int]) -> dict[int, list[Purpose]]:
    """The goals that pieces of work serve; one query."""
    found: dict[int, list[Purpose]] = defaultdict(list)
    rows = Serving.objects.filter(kind=kind, object_id__in=list(ids)).exclude(goal__state=State.DROPPED)
    for row in rows.select_related("goal").order_by("goal__first_day", "goal__number"):
        found[row.object_id].append(_purpose(row.goal))
    return dict(found)


def work_of(viewer: Viewer, goal: Goal) -> list[Kind]:
    """The work that serves a goal, by kind, what is open first. One query, and those of each kind that is there."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, number in Serving.objects.filter(goal=goal).order_by("-at").values_list("kind", "object_id"):
        ids[kind].append(number)
    found = []
    for one in kinds().values():
        loaded = one.load(viewer, ids[one.kind]) if ids[one.kind] else {}
        works = [loaded[number] for number in ids[one.kind] if number in loaded]
        if works:
            found.append(Kind(one.kind, one.label, one.icon, sorted(works, key=lambda work: not work.open)))
    return found


def work_without_goal(viewer: Viewer) -> list[Kind]:
    """Work under way that serves no goal; one query and those of each kind. Raises Forbidden."""
    require(allowed(viewer, VIEW))
    now = [(kind, list(kind.current(viewer))) for kind in kinds().values()]
    serving = set(
        Serving.objects.filter(kind__in=[kind.kind for kind, _works in now], goal__state__in=UNDER_WAY).values_list(
            "kind", "object_id"
        )
    )
    found = [
        Kind(kind.kind, kind.label, kind.icon, [work for work in works if (kind.kind, work.id) not in serving])
        for kind, works in now
    ]
    return [kind for kind in found if kind.works]


def goals_without_work(viewer: Viewer) -> list[Goal]:
    """Goals under way that nothing serves; one query. A goal whose parts below it are served is served."""
    served = Exists(Serving.objects.filter(goal=OuterRef("pk")))
    below = Exists(Goal.objects.filter(parent=OuterRef("pk"), state__in=UNDER_WAY))
    return list(goals_for(viewer).filter(~served, ~below, state__in=UNDER_WAY))


def one_work(viewer: Viewer, kind: str, object_id: int) -> Work:
    """A piece of work as it stands. Raises NotFound."""
    known = kinds().get(kind)
    found = known.load(viewer, [object_id]) if known else {}
    if object_id not in found:
        raise NotFound
    return found[object_id]


def _purpose(goal: Goal) -> Purpose:
    return Purpose(goal.pk, f"{goal.reference} {goal.title}", reverse("goal", args=[goal.pk]))
