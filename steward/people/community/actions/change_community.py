"""Change settings of the community, take a change back."""

import secrets
from typing import Any

from django.db import transaction

from steward.foundation.journal.public import Decision, allocate, decide, mark_undone, publish
from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.media.public import claim, release
from steward.people.access.public import Viewer, allowed
from steward.people.community.enums import CHANGE, FRAME, SEQUENCE
from steward.people.community.errors import already_undone, changed_since
from steward.people.community.events import CommunityChanged
from steward.people.community.models import Settings
from steward.people.community.queries import ROW, default_row, look_again
from steward.people.community.rules import clean

_PICTURES = ("logo", "cover")


@transaction.atomic
def change_community(*, actor: Viewer, reason: str = "", **fields: Any) -> Decision | None:
    """Set the given settings (names as in `rules.CLEANERS`), leave the rest; None when nothing differs.

    The decision in the journal holds old and new values, so `undo_change` can take it back. Raises Forbidden and
    Invalid (a sentence for each field).
    """
    require(allowed(actor, "community.manage"))
    row = locked()
    wanted = clean(fields)
    old = {name: getattr(row, name) for name, value in wanted.items() if getattr(row, name) != value}
    if not old:
        return None
    new = {name: wanted[name] for name in old}
    decision = decide(
        kind=CHANGE, subject="community", account_id=actor.account_id, reason=reason,
        evidence={"old": old, "new": new}, undo={"old": old, "new": new},
    )  # fmt: skip
    _write(actor, row, new)
    return decision


@transaction.atomic
def undo_change(*, actor: Viewer, decision_id: int) -> None:
    """Give the settings of one change their old values. Raises Forbidden, NotFound, Invalid.

    Refused when one of them was changed again since: nobody's later choice is lost by an undo.
    """
    require(allowed(actor, "community.manage"))
    decision = Decision.objects.filter(pk=decision_id, kind=CHANGE).first()
    if decision is None:
        raise NotFound
    row = locked()
    if not mark_undone(decision, account_id=actor.account_id):
        raise already_undone()
    if any(getattr(row, name) != value for name, value in decision.undo["new"].items()):
        raise changed_since()
    _write(actor, row, decision.undo["old"])


def touch(row: Settings) -> int:
    """Let every process and every cached page notice a change; returns the new version. Needs a transaction."""
    row.stamp = secrets.token_hex(16)
    row.save()
    version = allocate(SEQUENCE)
    allocate(FRAME)
    look_again()
    return version


def renew_community() -> int:
    """Let every process notice that something else that hangs on the community's stamp has changed.

    For texts of other rooms that every page knows of. Needs a transaction; returns the new version.
    """
    return touch(locked())


def locked() -> Settings:
    """The row of settings, made if need be and locked until the transaction ends."""
    row = Settings.objects.select_for_update().filter(pk=ROW).first()
    if row is None:
        Settings.objects.bulk_create([default_row()], ignore_conflicts=True)
        row = Settings.objects.select_for_update().get(pk=ROW)
    return row


def _write(actor: Viewer, row: Settings, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    for place in _PICTURES:
        if place in values:
            _hold(place, values[place])
    version = touch(row)
    publish(CommunityChanged(version, tuple(sorted(values))), actor=actor.name)


def _hold(place: str, key: str) -> None:
    """Keep the picture that is shown, let go of the one before."""
    release(by=f"community:{place}")
    if key:
        claim([key], by=f"community:{place}")
