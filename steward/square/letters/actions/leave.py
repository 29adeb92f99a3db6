"""Leaving a conversation, muting it, blocking somebody."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.square.letters.events import MemberBlocked, PeopleChanged
from steward.square.letters.models import Block, Participant
from steward.square.letters.queries import participation


@transaction.atomic
def leave(*, actor: Viewer, conversation_id: int) -> None:
    """Leave: nothing new arrives, what was read until now stays readable by its address. Raises NotFound."""
    part = participation(actor, conversation_id)
    if part.left_number is None:
        number = part.conversation.last_number
        Participant.objects.filter(pk=part.pk).update(left_number=number, read_number=number)
        publish(PeopleChanged(conversation_id, (actor.own_id,), left=True), actor=actor.name)


@transaction.atomic
def come_back(*, actor: Viewer, conversation_id: int) -> None:
    """Undo `leave`. Raises NotFound."""
    part = participation(actor, conversation_id)
    if part.left_number is not None:
        Participant.objects.filter(pk=part.pk).update(left_number=None)
        publish(PeopleChanged(conversation_id, (actor.own_id,)), actor=actor.name)


def mute(*, actor: Viewer, conversation_id: int, muted: bool) -> None:
    """Tell of new letters here, or not. Raises NotFound."""
    part = participation(actor, conversation_id)
    Participant.objects.filter(pk=part.pk).update(muted=muted)


@transaction.atomic
def block(*, actor: Viewer, account_id: int, now: datetime | None = None) -> bool:
    """Take no letters from this account; False when that was so already. Raises NotFound, Invalid."""
    if account_id == actor.own_id:
        raise Invalid(_("You cannot block yourself."))
    if not Account.objects.filter(pk=account_id).exists() or not actor.account_id:
        raise NotFound
    _row, made = Block.objects.get_or_create(
        account_id=actor.own_id, blocked_id=account_id, defaults={"at": now or clock.now()}
    )
    if made:
        publish(MemberBlocked(actor.own_id, account_id), actor=actor.name)
    return made


@transaction.atomic
def unblock(*, actor: Viewer, account_id: int) -> bool:
    """Take letters from this account again; False when it was not blocked."""
    gone, _by_model = Block.objects.filter(account_id=actor.own_id, blocked_id=account_id).delete()
    if gone:
        publish(MemberBlocked(actor.own_id, account_id, lifted=True), actor=actor.name)
    return bool(gone)
