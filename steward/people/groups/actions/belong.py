"""Join a group, ask to, leave it; let somebody in, take somebody out, let somebody lead."""

from django.db import transaction
from django.utils.translation import gettext as _

from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Denied, NotFound, require
from steward.people.access.public import Viewer
from steward.people.accounts.public import Account
from steward.people.groups.enums import SEQUENCE, Kind, Standing
from steward.people.groups.errors import no_such_member
from steward.people.groups.events import GroupAsked, GroupChanged, GroupJoined, GroupLeft
from steward.people.groups.models import Group, GroupMember
from steward.people.groups.queries import group_for, leads


@transaction.atomic
def join_group(*, actor: Viewer, group_id: int) -> str:
    """Join an open group, ask to join a closed one; returns the standing. Joining twice changes nothing."""
    _signed_in(actor)
    group = group_for(actor, group_id)
    standing = Standing.IN if group.kind == Kind.OPEN else Standing.ASKED
    row, made = GroupMember.objects.get_or_create(
        group_id=group_id, account_id=actor.own_id, defaults={"standing": standing, "since": clock.now()}
    )
    if not made:
        return row.standing
    if standing == Standing.IN:
        _joined(actor, group_id, actor.own_id)
    else:
        publish(GroupAsked(group_id, actor.own_id), actor=actor.name)
    return standing


@transaction.atomic
def leave_group(*, actor: Viewer, group_id: int) -> bool:
    """Leave a group or take a question back; False when there was nothing to leave."""
    _signed_in(actor)
    return _out(actor, group_id, actor.own_id)


@transaction.atomic
def let_in(*, actor: Viewer, group_id: int, account_id: int) -> None:
    """Take somebody into the group: who leads it, or the team. Raises Forbidden, NotFound, Invalid."""
    _leader(actor, group_id)
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        raise no_such_member()
    row, made = GroupMember.objects.select_for_update().get_or_create(
        group_id=group_id, account_id=account_id, defaults={"standing": Standing.IN, "since": clock.now()}
    )
    if made or row.standing == Standing.ASKED:
        GroupMember.objects.filter(pk=row.pk).update(standing=Standing.IN, since=clock.now())
        _decided(actor, "groups.let_in", group_id, account_id)
        _joined(actor, group_id, account_id)


@transaction.atomic
def take_out(*, actor: Viewer, group_id: int, account_id: int) -> bool:
    """Take somebody out, or refuse who asked; False when they were not there."""
    _leader(actor, group_id)
    gone = _out(actor, group_id, account_id)
    if gone:
        _decided(actor, "groups.take_out", group_id, account_id)
    return gone


@transaction.atomic
def let_lead(*, actor: Viewer, group_id: int, account_id: int, lead: bool) -> None:
    """Let somebody who belongs to the group lead it, or no longer."""
    _leader(actor, group_id)
    rows = GroupMember.objects.filter(group=group_id, account=account_id, standing=Standing.IN)
    if not rows.update(leads=lead):
        raise NotFound
    _decided(actor, "groups.lead" if lead else "groups.lead_no_more", group_id, account_id)
    publish(GroupChanged(group_id), actor=actor.name)


def _signed_in(actor: Viewer) -> None:
    if actor.account is None:
        require(Denied(_("Sign in first.")))


def _leader(actor: Viewer, group_id: int) -> None:
    if not Group.objects.select_for_update().filter(pk=group_id).exists():
        raise NotFound
    if not leads(actor, group_id):
        group_for(actor, group_id)
        require(Denied(_("Only who leads this group decides who belongs to it.")))


def _joined(actor: Viewer, group_id: int, account_id: int) -> None:
    allocate(SEQUENCE)
    publish(GroupJoined(group_id, account_id), actor=actor.name)


def _out(actor: Viewer, group_id: int, account_id: int) -> bool:
    gone, _models = GroupMember.objects.filter(group=group_id, account=account_id).delete()
    if gone:
        allocate(SEQUENCE)
        publish(GroupLeft(group_id, account_id), actor=actor.name)
    return bool(gone)


def _decided(actor: Viewer, kind: str, group_id: int, account_id: int) -> None:
    decide(kind=kind, subject=f"group:{group_id}", account_id=actor.account_id, evidence={"account": account_id})
