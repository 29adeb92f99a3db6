"""Erasing a member from every room."""

from django.db import transaction
from django.db.models import Q

from steward.foundation.journal.public import allocate, decide, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.registry import items
from steward.foundation.kernel.ruling import require
from steward.foundation.proposals.public import Proposal, withdraw
from steward.people.access.public import SYSTEM, Viewer, allowed, is_last_owner
from steward.people.members.actions.merge_members import root_of
from steward.people.members.bulk import insert
from steward.people.members.enums import MERGE
from steward.people.members.errors import last_owner, wrong_name
from steward.people.members.events import MemberErased
from steward.people.members.models import ErasedAccount, ErasedIdentity, Identity, Member
from steward.people.members.rules import fingerprint

#: The others find what is theirs by the member's identities and account, so those go last.
_LAST = {"accounts": 1, "members": 2}


@transaction.atomic
def erase_member(*, actor: Viewer, member_id: int, confirm: str, keep_words: bool = False) -> dict[str, int]:
    """Remove the member and everything kept about it, for ever; returns the number of things removed by room.

    `confirm` is the member's name as shown. Every room that contributed to the point `personal-data` erases in this
    one transaction, this one last; with `keep_words` a room whose words others have answered keeps them without the
    name. The accounts are remembered by a keyed hash, so that an import that brings them again skips them. Raises
    Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, "members.erase"))
    root = root_of(member_id)
    if confirm.strip() != Member.objects.values_list("name", flat=True).get(pk=root).strip():
        raise wrong_name()
    return erase_row(actor=actor, root=root, keep_words=keep_words)


def erase_row(*, actor: Viewer, root: int, keep_words: bool) -> dict[str, int]:
    """The erasure itself, of the member row that stands; part of actions that have asked already."""
    members = tuple(Member.objects.filter(Q(pk=root) | Q(merged_into=root)).order_by("pk").values_list("pk", flat=True))
    identities = tuple(Identity.objects.filter(member=root).order_by("pk").values_list("pk", flat=True))
    if is_last_owner(Member.objects.values_list("account_id", flat=True).get(pk=root)):
        raise last_owner()
    stores = sorted(items("personal-data"), key=lambda store: _LAST.get(store.key, 0))
    removed = {store.key: (store.detach if keep_words and store.detach else store.erase)(root) for store in stores}
    evidence = {"removed": removed, "words_kept": keep_words}
    decide(kind="members.erase", subject=f"member:{root}", account_id=actor.account_id, evidence=evidence)
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
