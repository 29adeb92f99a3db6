"""Hold an account back, and let it go again."""

from datetime import datetime

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.people.accounts.public import Account, mark_restrained
from steward.people.restraints.enums import AWAY, Kind
from steward.people.restraints.events import RestraintImposed, RestraintLifted
from steward.people.restraints.models import Restraint

#: The permission to hold somebody back.
IMPOSE = "restraints.impose"


@transaction.atomic
def impose(
    *, actor: Viewer, account_id: int, kind: str, by: str, scope: str = "", until: datetime | None = None,
    url: str = "", now: datetime | None = None,
) -> Restraint:  # fmt: skip
    """Hold the account back from now until a time (None: for good); the same `by` imposes the same thing once.

    Raises Forbidden, and NotFound for an account that is not there.
    """
    require(allowed(actor, IMPOSE))
    if not Account.objects.select_for_update(no_key=True).filter(pk=account_id).exists():
        raise NotFound
    values = {"since": now or clock.now(), "until": until, "url": url, "lifted_at": None}
    made, _created = Restraint.objects.update_or_create(
        account_id=account_id, by=by, kind=Kind(kind), scope=scope, defaults=values
    )
    _note(account_id)
    publish(RestraintImposed(account_id, made.pk, made.kind, scope), actor=actor.name)
    return made


@transaction.atomic
def lift(*, actor: Viewer, restraint_id: int, now: datetime | None = None) -> bool:
    """Let the account go; False when it was let go already. Raises Forbidden, NotFound."""
    require(allowed(actor, IMPOSE))
    found = Restraint.objects.filter(pk=restraint_id).first()
    if found is None:
        raise NotFound
    Account.objects.select_for_update(no_key=True).get(pk=found.account_id)
    if not Restraint.objects.filter(pk=restraint_id, lifted_at=None).update(lifted_at=now or clock.now()):
        return False
    _note(found.account_id)
    publish(RestraintLifted(found.account_id, restraint_id), actor=actor.name)
    return True


def _note(account_id: int) -> None:
    left = set(Restraint.objects.filter(account=account_id, lifted_at=None).values_list("kind", "scope"))
    away = any(kind in AWAY and not scope for kind, scope in left)
    mark_restrained(account_id=account_id, restrained=bool(left), away=away)


def lift_ended(*, now: datetime | None = None) -> int:
    """Let everybody go whose time is over; how many restraints ended."""
    now = now or clock.now()
    ended = Restraint.objects.filter(lifted_at=None, until__lte=now).values_list("pk", flat=True)
    return sum(lift(actor=SYSTEM, restraint_id=pk, now=now) for pk in list(ended))
