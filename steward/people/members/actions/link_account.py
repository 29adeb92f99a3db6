"""Saying whose account an identity is."""

from django.db import transaction

from steward.foundation.kernel.ruling import NotFound, require
from steward.people.access.public import Viewer, allowed
from steward.people.members.actions.merge_members import merge_members, root_of
from steward.people.members.actions.settle import settle
from steward.people.members.models import Identity, Member


@transaction.atomic
def link_account(*, actor: Viewer, identity_id: int, account_id: int) -> Identity:
    """Let the identity's member be the one the account signs in as; returns the identity with its member.

    Where the account has a member already, the two become one. Doing it again changes nothing. Raises Forbidden,
    NotFound.
    """
    require(allowed(actor, "members.merge"))
    identity = Identity.objects.select_for_update(of=("self",)).filter(pk=identity_id).first()
    if identity is None:
        raise NotFound
    own = Member.objects.filter(account=account_id).values_list("pk", flat=True).first()
    if own is None:
        Member.objects.filter(pk=identity.home_id).update(account=account_id)
        settle({identity.home_id})
    elif root_of(own) != identity.member_id:
        merge_members(actor=actor, winner_id=own, loser_id=identity.member_id)
    return Identity.objects.select_related("member").get(pk=identity_id)
