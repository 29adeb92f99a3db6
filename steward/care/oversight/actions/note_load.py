"""Say what the numbers of one's month do not."""

import re
from datetime import datetime

from django.db import transaction

from steward.care.oversight.enums import VIEW
from steward.care.oversight.events import LoadNoted
from steward.care.oversight.models import LoadNote
from steward.care.oversight.rules.words import checked
from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)


@transaction.atomic
def note_load(*, actor: Viewer, month: str, words: str, now: datetime | None = None) -> LoadNote:
    """Write beside one's own numbers of a month ("2026-05"); leads read it there.

    Raises Forbidden, NotFound (no such month), Invalid.
    """
    require(allowed(actor, VIEW))
    if not _MONTH.fullmatch(month) or actor.account_id is None:
        raise NotFound
    values = {"words": checked(words, "words"), "at": now or clock.now()}
    note, _made = LoadNote.objects.update_or_create(account_id=actor.account_id, month=month, defaults=values)
    publish(LoadNoted(actor.account_id, month), actor=actor.name)
    return note


@transaction.atomic
def drop_note(*, actor: Viewer, month: str) -> None:
    """Take one's note back. Raises NotFound."""
    gone, _rows = LoadNote.objects.filter(account=actor.own_id, month=month).delete()
    if not gone:
        raise NotFound
    publish(LoadNoted(actor.own_id, month), actor=actor.name)
