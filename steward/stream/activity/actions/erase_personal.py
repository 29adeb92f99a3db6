"""This room's eraser of a member."""

from collections.abc import Collection, Iterator

from django.db import connection

from steward.foundation.journal.public import allocate
from steward.foundation.kernel import clock
from steward.people.members.public import Identity
from steward.stream.activity.derive.threads import recount
from steward.stream.activity.intake import late, store
from steward.stream.activity.models import Activity, Membership, Thread
from steward.stream.activity.storage import engine

_CHUNK = 5_000


def erase_personal(member_id: int) -> int:
    """Turn everything the member did into tombstones without words or author; remove memberships.

    Called by the members room inside its own transaction, before the identities go. What others answered stays, but
    no longer says whom they answered. Returns the number of activities and memberships.
    """
    allocate("identities", 0)
    allocate("threads", 0)
    allocate("stream", 0)  # whoever is writing rows finishes first; later writers find the identities gone
    identities = list(Identity.objects.filter(member=member_id).values_list("pk", flat=True))
    erased = 0
    for ids in _rows(identities):
        _forget_titles(ids, identities)
        answers = late.answers(ids)
        _blank(ids)
        store.restamp([*ids, *answers])
        erased += len(ids)
    return erased + _leave(identities)


def _rows(identities: Collection[int]) -> Iterator[list[int]]:
    """Ids of rows that are still theirs, until none is."""
    rows = Activity.objects.filter(identity__in=identities).order_by("pk").values_list("pk", flat=True)
    while chunk := list(rows[:_CHUNK]):
        yield chunk


def _forget_titles(ids: Collection[int], identities: Collection[int]) -> None:
    """The title of a thread is its opener's words; who opened it is counted now, the consumer may be behind."""
    threads = set(Activity.objects.filter(pk__in=ids, thread__isnull=False).values_list("thread", flat=True))
    recount(threads)
    theirs = Thread.objects.filter(pk__in=threads, opener__in=identities).exclude(title="", url="")
    opened = list(theirs.order_by("pk"))
    first = allocate("threads", len(opened))
    for number, thread in enumerate(opened):
        thread.title, thread.url, thread.seq = "", "", first + number
    Thread.objects.bulk_update(opened, ("title", "url", "seq"), batch_size=200)


def _blank(ids: Collection[int]) -> None:
    db = engine()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {store.TABLE} SET identity_id = NULL, title = '', body = '', url = '', "  # noqa: S608
            f"deleted_at = COALESCE(deleted_at, %s) WHERE {db.among('id')}",
            [db.moment(clock.now()), db.listed(ids)],
        )


def _leave(identities: Collection[int]) -> int:
    invited = list(Membership.objects.filter(inviter__in=identities).exclude(identity__in=identities))
    first = allocate("memberships", len(invited))
    for number, stay in enumerate(invited):
        stay.inviter_id, stay.seq = None, first + number
    Membership.objects.bulk_update(invited, ("inviter_id", "seq"), batch_size=200)
    left = Membership.objects.filter(identity__in=identities)
    removed = left.count()
    left.delete()
    allocate("memberships.removed", removed)
    return removed
