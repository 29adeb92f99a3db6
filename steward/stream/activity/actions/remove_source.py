"""Removing a source."""

from django.db import connection, transaction

from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.stream.activity.events import SourceRemoved
from steward.stream.activity.models import Membership, Source, Thread

_ROWS = (
    "DELETE FROM activity_stalethread WHERE thread_id IN (SELECT id FROM activity_thread WHERE source_id = %s)",
    "DELETE FROM activity_activity WHERE source_id = %s",
    "DELETE FROM activity_membership WHERE channel_id IN (SELECT id FROM activity_channel WHERE source_id = %s)",
    "DELETE FROM activity_thread WHERE source_id = %s",
)


@transaction.atomic
def remove_source(*, actor: Viewer, source_id: int) -> int:
    """Remove a source with its channels, threads, memberships and activities, for ever; returns the activities.

    Its accounts stay with their members, who may be here through other sources. The lake drops the rows at once for
    readers and from its files at the next advance. Raises Forbidden and NotFound.
    """
    require(allowed(actor, "activity.manage"))
    source = Source.objects.select_for_update(no_key=True).filter(pk=source_id).first()
    if source is None:
        raise NotFound
    allocate("threads.removed", Thread.objects.filter(source=source).count())
    allocate("stream", 0)  # whoever is writing rows of this source finishes first
    with connection.cursor() as cursor:
        removed: list[int] = []
        for sql in _ROWS:
            if "membership" in sql:
                allocate("memberships.removed", Membership.objects.filter(channel__source=source).count())
            cursor.execute(sql, [source_id])
            removed.append(cursor.rowcount)
    source.delete()
    decide(
        kind="activity.remove_source", subject=f"source:{source_id}", account_id=actor.account_id,
        evidence={"key": source.key, "name": source.name, "activities": removed[1]},
    )  # fmt: skip
    publish(SourceRemoved(source_id, source.key, removed[1]), actor=actor.name)
    return removed[1]
