"""The secret address of one's calendar: make it, make another one, take it away; note that it was read."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.kernel.sealing import seal
from steward.people.access.public import Viewer, allowed, hash_of
from steward.team.work.enums import VIEW
from steward.team.work.events import FeedChanged
from steward.team.work.models import CalendarFeed


@transaction.atomic
def renew_feed(*, actor: Viewer, now: datetime | None = None) -> str:
    """A new secret address; the old one stops working. Returns its token, 256 random bits. Raises Forbidden."""
    require(allowed(actor, VIEW))
    token = secrets.token_urlsafe(32)
    values = {
        "hash": hash_of(token), "token": seal(token), "made_at": now or clock.now(), "read_at": None, "etag": "",
        "changed_at": None,
    }  # fmt: skip
    CalendarFeed.objects.update_or_create(account_id=actor.own_id, defaults=values)
    publish(FeedChanged(actor.own_id, renewed=True), actor=actor.name)
    return token


@transaction.atomic
def revoke_feed(*, actor: Viewer) -> bool:
    """Take the address away; False where there was none. It needs no right: what is one's own can always be closed."""
    gone, _rows = CalendarFeed.objects.filter(account=actor.own_id).delete()
    if gone:
        publish(FeedChanged(actor.own_id, renewed=False), actor=actor.name)
    return bool(gone)


def note_reading(*, account_id: int, etag: str, now: datetime | None = None) -> datetime:
    """Keep that the calendar was read, by the hour, and since when it is as it is; that moment.

    Two programs that read a new version at once both say it is new.
    """
    moment = (now or clock.now()).replace(microsecond=0)
    row = CalendarFeed.objects.get(account=account_id)
    if row.etag != etag or row.changed_at is None:
        row.etag, row.changed_at, row.read_at = etag, moment, moment
        row.save(update_fields=["etag", "changed_at", "read_at"])
    elif row.read_at is None or moment - row.read_at > timedelta(hours=1):
        CalendarFeed.objects.filter(pk=row.pk).update(read_at=moment)
    return row.changed_at
