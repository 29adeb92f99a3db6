"""Take an appeal to answer it, give it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.care.appeals.enums import DECIDE, State
from steward.care.appeals.events import AppealTaken
from steward.care.appeals.models import Appeal
from steward.care.appeals.queries.independence import holders, involved
from steward.care.appeals.rules import Involved, independent, may_decide
from steward.foundation.journal.public import publish
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Role, Viewer, allowed


@transaction.atomic
def take(*, actor: Viewer, appeal_id: int) -> None:
    """Take an appeal nobody works on. Raises Forbidden (no right, not independent), NotFound, Invalid (taken)."""
    found = locked(actor, appeal_id)
    may_answer(actor, involved(found.judgement_id))
    if found.assigned_to_id not in {None, actor.own_id}:
        raise Invalid(_("Somebody else has taken this appeal."))
    _assign(actor, found, actor.own_id)


@transaction.atomic
def give_back(*, actor: Viewer, appeal_id: int) -> None:
    """Leave an appeal one has taken to the others. Raises Forbidden, NotFound."""
    found = locked(actor, appeal_id)
    if found.assigned_to_id != actor.own_id:
        raise NotFound
    _assign(actor, found, None)


def locked(actor: Viewer, appeal_id: int) -> Appeal:
    """The open appeal, locked until the transaction ends. Raises Forbidden, NotFound (decided, withdrawn)."""
    require(allowed(actor, DECIDE))
    found = Appeal.objects.select_for_update().filter(pk=appeal_id, state=State.OPEN).first()
    if found is None:
        raise NotFound
    return found


def may_answer(actor: Viewer, part: Involved) -> bool:
    """Raise Forbidden unless the actor is independent, or an owner where nobody is; whether nobody is."""
    team = holders()
    require(may_decide(actor.own_id, part, holders=team, is_owner=Role.OWNER in actor.roles))
    return not independent(team, part)


def _assign(actor: Viewer, found: Appeal, account_id: int | None) -> None:
    if found.assigned_to_id == account_id:
        return
    Appeal.objects.filter(pk=found.pk).update(assigned_to=account_id)
    publish(AppealTaken(found.pk, account_id), actor=actor.name)
