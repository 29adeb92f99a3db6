"""Make a group, change it, drop it."""

from django.db import IntegrityError, transaction

from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import Invalid, NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.groups.enums import SEQUENCE, Kind
from steward.people.groups.errors import name_taken
from steward.people.groups.events import GroupChanged, GroupDropped, GroupMade
from steward.people.groups.models import Group
from steward.people.groups.rules import clean_name, name_key


@transaction.atomic
def make_group(*, actor: Viewer, name: str, description: str = "", kind: str = Kind.OPEN) -> Group:
    """Make a group without members. Raises Forbidden, Invalid."""
    require(allowed(actor, "groups.manage"))
    group = Group(made_at=clock.now(), made_by_id=actor.account_id)
    _fill(group, name, description, kind)
    decide(kind="groups.make", subject=f"group:{group.pk}", account_id=actor.account_id, evidence={"name": group.name})
    publish(GroupMade(group.pk), actor=actor.name)
    return group


@transaction.atomic
def change_group(*, actor: Viewer, group_id: int, name: str, description: str, kind: str) -> Group:
    """Rename a group, describe it, open or close it. Raises Forbidden, NotFound, Invalid."""
    require(allowed(actor, "groups.manage"))
    group = _locked(group_id)
    old = {"name": group.name, "description": group.description, "kind": group.kind}
    _fill(group, name, description, kind)
    decide(kind="groups.change", subject=f"group:{group.pk}", account_id=actor.account_id, evidence={"old": old})
    publish(GroupChanged(group.pk), actor=actor.name)
    return group


@transaction.atomic
def drop_group(*, actor: Viewer, group_id: int) -> None:
    """Remove a group; what only it could see, only the team sees from now on. Raises Forbidden, NotFound."""
    require(allowed(actor, "groups.manage"))
    group = _locked(group_id)
    decide(kind="groups.drop", subject=f"group:{group_id}", account_id=actor.account_id, evidence={"name": group.name})
    group.delete()
    allocate(SEQUENCE)
    publish(GroupDropped(group_id), actor=actor.name)


def _locked(group_id: int) -> Group:
    group = Group.objects.select_for_update().filter(pk=group_id).first()
    if group is None:
        raise NotFound
    return group


def _fill(group: Group, name: str, description: str, kind: str) -> None:
    if kind not in Kind.values:
        raise Invalid({"kind": str(kind)})
    group.name = clean_name(name)
    group.name_key = name_key(group.name)
    group.description, group.kind = " ".join(description.split())[:400], kind
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError:
        raise name_taken() from None
