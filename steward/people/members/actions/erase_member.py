"""Erasing a member from every room."""

from django.db import transaction
from django.db.models import Q

from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import require
from steward.foundation.proposals.public import Proposal, withdraw
from steward.people.access.public import SYSTEM, Viewer, allowed
from steward.people.members.actions.merge_members import root_of
from steward.people.members.bulk import insert
from steward.people.members.enums import MERGE
from steward.people.members.errors import wrong_name
from steward.people.members.events import MemberErased
from steward.people.members.models import ErasedAccount, ErasedIdentity, Identity, Member
from steward.people.members.rules import fingerprint


@transaction.atomic
def erase_member(*, actor: Viewer, member_id: int, confirm: str) -> dict[str, int]:
    """Remove the member and everything kept about it, for ever; returns the number of things removed by room.

    `confirm` is the member's name as shown. Every room that contributed to the point `personal-data` erases in this
    one transaction, this one last. The accounts are remembered by a keyed hash, so that an import that brings them
    again skips them. Raises Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, "members.erase"))
    root = root_of(member_id)
    if confirm.strip() != Member.objects.values_list("name", flat=True).get(pk=root).strip():
        raise wrong_name()
    members = tuple(Member.objects.filter(Q(pk=root) | Q(merged_into=root)).order_by("pk").values_list("pk", flat=True))
    identities = tuple(Identity.objects.filter(member=root).order_by("pk").values_list("pk", flat=True))
    # This room goes last: the others find what is theirs by the member's identities.
    stores = sorted(items("personal-data"), key=lambda store: store.key == "members")
    removed = {store.key: store.erase(root) for store in stores}
    decide(kind="members.erase", subject=f"member:{root}", account_id=actor.account_id, evidence={"removed": removed})
    publish(MemberErased(root, members, identities), actor=actor.name)
    return removed


def erase_own(member_id: int) -> int:
    """This room's eraser: identities, names, notes, merges, rejected pairs; leaves fingerprints behind."""
    identities = list(Identity.objects.select_for_update().filter(member=member_id).order_by("pk"))
    _fingerprint(identities)
    _withdraw([identity.pk for identity in identities])
    removed = len(identities)
    Identity.objects.filter(member=member_id).delete()
    rows = Member.objects.filter(merged_into=member_id)
    removed += rows.count() + 1
    rows.delete()
    Member.objects.filter(pk=member_id).delete()
    return removed


def _fingerprint(identities: list[Identity]) -> None:
    ErasedAccount.objects.bulk_create(
        (
            ErasedAccount(realm=each.realm, fingerprint=fingerprint(each.realm, each.account_id), erased_at=clock.now())
            for each in identities
        ),
        ignore_conflicts=True,
    )
    if identities:
        first = allocate("identities", len(identities))
        rows = [(each.pk, first + number) for number, each in enumerate(identities)]
        insert(ErasedIdentity, ("identity_id", "seq"), rows)


def _withdraw(identities: list[int]) -> None:
    wanted = Q()
    for pk in identities:
        wanted |= Q(payload__low=pk) | Q(payload__high=pk)
    if wanted:
        keys = Proposal.objects.filter(wanted, kind=MERGE, state=Proposal.State.OPEN).values_list("key", flat=True)
        withdraw(actor=SYSTEM, kind=MERGE, keys=list(keys))
