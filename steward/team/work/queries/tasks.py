"""Tasks as a viewer may see them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed, catalogue
from steward.square.forum.public import closed_places
from steward.team.work.enums import VIEW
from steward.team.work.models import Task

#: What a list needs beside the task itself.
PEOPLE = ("owner", "maker", "finished_by")


def tasks_for(viewer: Viewer) -> QuerySet[Task]:
    """Every task the viewer may see. Some are only for who holds a right, some only for who works in a place.

    Raises Forbidden.
    """
    require(allowed(viewer, VIEW))
    if viewer.is_system:
        return Task.objects.all()
    held = ["", *(key for key in catalogue() if viewer.can(key))]
    return Task.objects.filter(permission__in=held).exclude(place__in=closed_places(viewer))


def task_for(viewer: Viewer, task_id: int) -> Task:
    """One task with its people. Raises Forbidden, NotFound."""
    found = tasks_for(viewer).filter(pk=task_id).select_related(*PEOPLE).first()
    if found is None:
        raise NotFound
    return found


def tasks_of(source: str) -> list[Task]:
    """The tasks that came of something ("decision:12"), the oldest first, for the room whose thing it is; one query.

    It is that room's duty to show them only to who may see the thing: what is for holders of a right is not among them.
    """
    rows = Task.objects.filter(source=source, permission="", place="").select_related(*PEOPLE)
    return list(rows.order_by("made_at", "pk"))


def tasks_of_many(sources: Sequence[str]) -> dict[str, list[Task]]:
    """The same for several things, by source; one query."""
    found: dict[str, list[Task]] = {source: [] for source in sources}
    rows = Task.objects.filter(source__in=list(sources), permission="", place="").select_related(*PEOPLE)
    for task in rows.order_by("made_at", "pk"):
        found[task.source].append(task)
    return found
