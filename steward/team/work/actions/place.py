"""Finding a place on the board."""

from django.db.models import Min, Q, QuerySet

from steward.team.work.models import Task
from steward.team.work.rules.board import between, numbered


def top_of(state: str) -> float:
    """A place above every card of a column; two made at the same moment may share it."""
    first = Task.objects.filter(state=state).aggregate(first=Min("position"))["first"]
    place = between(None, first)
    assert place is not None
    return place


def below(task: Task, state: str, neighbour_id: int | None) -> float:
    """A place for the task right below another card of the column, or at the top without one.

    A neighbour that has left the column meanwhile counts as none. Where there is no room left between two cards the
    column is numbered anew, in the caller's transaction.
    """
    column = Task.objects.filter(state=state).exclude(pk=task.pk).order_by("position", "pk")
    above = column.filter(pk=neighbour_id).first() if neighbour_id else None
    if above is None:
        first = column.values_list("position", flat=True).first()
        place = between(None, first)
        assert place is not None
        return place
    place = between(above.position, _after(column, above))
    if place is None:
        _number_anew(column)
        above.refresh_from_db(fields=["position"])
        place = between(above.position, _after(column, above))
        assert place is not None
    return place


def _after(column: QuerySet[Task], above: Task) -> float | None:
    later = column.filter(Q(position__gt=above.position) | Q(position=above.position, pk__gt=above.pk))
    return later.values_list("position", flat=True).first()


def _number_anew(column: QuerySet[Task]) -> None:
    """Lock the column and give its cards places far from each other, in their order."""
    rows = list(column.select_for_update().only("pk", "position"))
    places = numbered([row.pk for row in rows])
    for row in rows:
        row.position = places[row.pk]
    Task.objects.bulk_update(rows, ["position"], batch_size=400)
