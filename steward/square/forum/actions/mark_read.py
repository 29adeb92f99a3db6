"""How far somebody has read: noted while reading, written together; "all read" with its undo."""

import atexit
import logging
from datetime import datetime
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Forbidden, NotFound
from steward.people.access.public import Viewer
from steward.people.community.public import community
from steward.people.notify.public import mark_read as told
from steward.square.forum.models import CaughtUp, DayVisited
from steward.square.forum.queries.marks import Notes, note_read, note_view, take_notes
from steward.square.forum.queries.places import places
from steward.square.forum.queries.standpoint import standpoint

log = logging.getLogger(__name__)
_wake = Event()
_writer: Thread | None = None

_VIEWED = "UPDATE forum_topic SET views = views + %s WHERE id = %s"
_READ = (
    "INSERT INTO forum_readmark (account_id, topic_id, number, at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (account_id, topic_id) DO UPDATE SET at = excluded.at, "
    "number = {}(forum_readmark.number, excluded.number)"
)


def see_topic(*, actor: Viewer, topic_id: int, number: int, now: datetime | None = None) -> None:
    """The actor looks at a page of a topic that ends with post `number`. Returns at once."""
    note_view(topic_id)
    if actor.account_id is not None:
        note_read(actor.account_id, topic_id, number, now or clock.now())
    soon()


def soon() -> None:
    """See to it that notes are written in a moment; at once where the settings say so (tests do)."""
    global _writer  # noqa: PLW0603 — one thread for the process
    if not settings.READING_FLUSH_SECONDS:
        write_down()
    elif _writer is None:
        _writer = Thread(target=_write_again_and_again, name="reading", daemon=True)
        _writer.start()
        atexit.register(write_down)


def _write_again_and_again() -> None:
    while not _wake.wait(settings.READING_FLUSH_SECONDS):
        try:
            write_down()
        except Exception:
            log.exception("what was read could not be written down")
        finally:
            connection.close()


def write_down() -> int:
    """Write what was noted: views, read marks, days visited, notifications that need no telling. Returns the marks."""
    notes = take_notes()
    if not notes:
        return 0
    try:
        _write(notes)
    except IntegrityError:
        # Somebody's account or topic is gone since: write one by one what is still there.
        for (account, topic), mark in notes.reads.items():
            try:
                _write(Notes(reads={(account, topic): mark}))
            except IntegrityError:
                continue
        _write(Notes(views=notes.views))
    return len(notes.reads)


@transaction.atomic
def _write(notes: Notes) -> None:
    # In the order of their keys, so that two processes that write the same rows wait for each other and never both.
    views = sorted((topic, count) for topic, count in notes.views.items())
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE forum_topic SET views = views + %s WHERE id = %s", [(n, topic) for topic, n in views]
        )
    reads = sorted((account, topic, number, at) for (account, topic), (number, at) in notes.reads.items())
    if reads:
        _write_reads(reads)


def _write_reads(reads: list[tuple[int, int, int, datetime]]) -> None:
    larger = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    with connection.cursor() as cursor:
        cursor.executemany(_READ.format(larger), reads)
    zone = community().zone
    days = sorted({(account, at.astimezone(zone).date()) for account, _topic, _number, at in reads})
    DayVisited.objects.bulk_create([DayVisited(account_id=who, day=day) for who, day in days], ignore_conflicts=True)
    for account in sorted({account for account, *_more in reads}):
        told(account_id=account, subjects=[f"topic:{topic}" for who, topic, *_more in reads if who == account])


def read_all(*, actor: Viewer, category_id: int | None = None) -> str:
    """Everything until now is read, in one category or everywhere; returns what `unread_again` needs to undo it."""
    if actor.account_id is None:
        raise Forbidden(_("Sign in to take part."))
    if category_id is not None and category_id not in places().open_to(standpoint(actor)):
        raise NotFound
    now = clock.now()
    with transaction.atomic():
        whose: dict[str, Any] = {"account_id": actor.account_id, "category_id": category_id}
        mark, new = CaughtUp.objects.select_for_update().get_or_create(**whose, defaults={"at": now})
        before = "" if new else mark.at.isoformat()
        mark.at = now
        mark.save(update_fields=["at"])
    return before


def unread_again(*, actor: Viewer, before: str, category_id: int | None = None) -> None:
    """Take "all read" back: as it was at the moment `before`, or never said."""
    marks = CaughtUp.objects.filter(account=actor.own_id, category=category_id)
    if not before:
        marks.delete()
    else:
        at = datetime.fromisoformat(before)
        # Only ever back: an address with another moment in it must not say more was read.
        marks.filter(at__gte=at).update(at=at)
