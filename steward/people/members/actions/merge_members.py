"""Saying that two members are one person, and taking it back."""

from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from steward.foundation.journal.public import Decision, decide, mark_undone, publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import NotFound, require
from steward.foundation.proposals.public import Proposal, release, withdraw
from steward.people.access.public import Viewer, allowed
from steward.people.members.actions.settle import settle
from steward.people.members.bulk import chunks, insert
from steward.people.members.enums import MERGE
from steward.people.members.errors import already_undone, both_sign_in, same_member
from steward.people.members.events import MembersMerged, MergeUndone
from steward.people.members.models import Identity, Member, Merge, RejectedPair


class Union(NamedTuple):
    """A merge to be made: the identities that prove it (or members' own rows when a person simply says so)."""

    winner: int  # a member row on the side that survives
    loser: int  # a member row on the other side
    evidence: Mapping[str, Any]


@transaction.atomic
def merge_members(
    *, actor: Viewer, winner_id: int, loser_id: int, reason: str = "", evidence: Mapping[str, Any] | None = None
) -> Decision:
    """Let `winner_id` stand for both from now on; a decision that `undo_merge` takes back exactly.

    A person's word outweighs an earlier "not the same": pairs rejected between the two sides are lifted until the
    merge is taken back. Raises Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, "members.merge"))
    winner, loser = _locked(winner_id), _locked(loser_id)
    if winner.pk == loser.pk:
        raise same_member()
    if _claimed(winner.pk) and _claimed(loser.pk):
        raise both_sign_in()
    lifted = _lift(winner.pk, loser.pk)
    decision = record(
        Union(winner.pk, loser.pk, dict(evidence or {})),
        actor=actor,
        reason=reason,
        by=Decision.By.PERSON,
        lifted=lifted,
    )
    settle({winner.pk, loser.pk})
    root = root_of(winner.pk)
    _clear_proposals(actor, root)
    absorbed = loser.pk if root == winner.pk else winner.pk
    publish(MembersMerged(root, absorbed, decision.pk), actor=actor.name)
    return decision


def record(
    union: Union,
    *,
    actor: Viewer,
    by: str,
    version: str = "",
    reason: str = "",
    lifted: list[list[int]] | None = None,
) -> Decision:
    """Write down one merge without settling it; for actions that make many."""
    decision = decide(
        kind=MERGE, subject=f"member:{union.winner}", by=by, account_id=actor.account_id, version=version,
        reason=reason, evidence=dict(union.evidence), undo={"lifted": lifted or []},
    )  # fmt: skip
    Merge.objects.create(winner_id=union.winner, loser_id=union.loser, decision=decision)
    return decision


@transaction.atomic
def undo_merge(*, actor: Viewer, decision_id: int) -> None:
    """Take a merge back: each side is what it would be had it never been made, whatever happened since.

    What a rule had merged is remembered as different people, so the rule does not do it again; a proposal that had
    been accepted is open again. Raises Forbidden, NotFound, Invalid.
    """
    require(allowed(actor, "members.merge"))
    merge = (
        Merge.objects.select_for_update(of=("self",)).select_related("decision").filter(decision=decision_id).first()
    )
    if merge is None:
        raise NotFound
    if not mark_undone(merge.decision, account_id=actor.account_id):
        raise already_undone()
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    settle({merge.winner_id, merge.loser_id})
    winner, loser = root_of(merge.winner_id), root_of(merge.loser_id)
    _remember([(low, high) for low, high in merge.decision.undo.get("lifted", [])])
    if merge.decision.by == Decision.By.RULE:
        reject_between(winner, loser)
    release(decision_id=decision_id)
    publish(MergeUndone(winner, loser, decision_id), actor=actor.name)


def root_of(member_id: int) -> int:
    """The member that stands for this row now. Raises NotFound."""
    row = Member.objects.filter(pk=member_id).values_list("pk", "merged_into_id").first()
    if row is None:
        raise NotFound
    return int(row[1] or row[0])


def reject_between(one: int, other: int) -> list[tuple[int, int]]:
    """Remember that no identity of the one member is one of the other's; returns the pairs that are new."""
    pairs = _pairs(one, other)
    known = _rejected(pairs)
    new = [pair for pair in pairs if pair not in known]
    _remember(new)
    return new


def forget_rejections(pairs: list[tuple[int, int]]) -> None:
    """Forget these pairs."""
    for chunk in chunks(pairs, 200):
        wanted = Q()
        for low, high in chunk:
            wanted |= Q(low=low, high=high)
        RejectedPair.objects.filter(wanted).delete()


def _locked(member_id: int) -> Member:
    member = Member.objects.select_for_update().filter(pk=root_of(member_id)).first()
    if member is None:
        raise NotFound
    return member


def _claimed(root: int) -> bool:
    return Member.objects.filter(Q(pk=root) | Q(merged_into=root), account__isnull=False).exists()


def _identities(root: int) -> list[int]:
    return list(Identity.objects.filter(member=root).order_by("pk").values_list("pk", flat=True))


def _pairs(one: int, other: int) -> list[tuple[int, int]]:
    return [(min(pair), max(pair)) for pair in product(_identities(one), _identities(other)) if pair[0] != pair[1]]


def _rejected(pairs: list[tuple[int, int]]) -> set[tuple[int, int]]:
    ends = {number for pair in pairs for number in pair}
    found = {
        pair
        for chunk in chunks(ends)
        for pair in RejectedPair.objects.filter(low__in=chunk).values_list("low_id", "high_id")
    }
    return found & set(pairs)


def _remember(pairs: list[tuple[int, int]]) -> None:
    ends = {number for pair in pairs for number in pair}
    alive = set(Identity.objects.filter(pk__in=ends).values_list("pk", flat=True))
    insert(RejectedPair, ("low_id", "high_id"), [pair for pair in pairs if alive >= set(pair)], ignore=True)


def _lift(winner: int, loser: int) -> list[list[int]]:
    pairs = sorted(_rejected(_pairs(winner, loser)))
    forget_rejections(pairs)
    return [list(pair) for pair in pairs]


def _clear_proposals(actor: Viewer, root: int) -> None:
    """Proposals between identities that are one member now have nothing left to say."""
    keys = {f"identity:{low}+identity:{high}" for low, high in _pairs(root, root)}
    open_keys = set()
    for chunk in chunks(keys):
        rows = Proposal.objects.filter(kind=MERGE, key__in=chunk, state=Proposal.State.OPEN)
        open_keys |= set(rows.values_list("key", flat=True))
    withdraw(actor=actor, kind=MERGE, keys=open_keys)
