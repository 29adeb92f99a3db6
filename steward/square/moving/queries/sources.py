"""Sources that can be moved in, and how far they are."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.square.moving.models import Move
from steward.stream.activity.public import Source, Thread

MANAGE = "moving.manage"
#: The source that is the square itself: it is here already.
OWN = "square"


def sources_for(viewer: Viewer) -> list[dict[str, Any]]:
    """Every imported source with its threads and its move, if there is one. Raises Forbidden."""
    require(allowed(viewer, MANAGE))
    moves = {move.source_id: move for move in Move.objects.all()}
    rows = _movable().annotate(thread_count=Count("threads", filter=Q(threads__posts__gt=0))).order_by("name", "pk")
    return [{"source": row, "threads": row.thread_count, "move": moves.get(row.pk)} for row in rows]


def source_for(viewer: Viewer, source_id: int) -> Source:
    """One that has threads. Raises Forbidden and NotFound."""
    require(allowed(viewer, MANAGE))
    found = _movable().filter(pk=source_id).first()
    if found is None:
        raise NotFound
    return found


def move_of(source: Source) -> Move | None:
    """The source's move, planned or carried out."""
    return Move.objects.filter(source=source).first()


def _movable() -> QuerySet[Source]:
    return Source.objects.filter(Exists(Thread.objects.filter(source=OuterRef("pk")))).exclude(key=OWN)
