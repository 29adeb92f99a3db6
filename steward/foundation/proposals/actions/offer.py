"""Suggesting, and taking suggestions from the table that are no longer needed."""

from collections.abc import Collection, Sequence

from django.db import transaction

from steward.foundation.journal.public import publish
from steward.foundation.kernel import clock
from steward.foundation.kernel.ruling import require
from steward.foundation.proposals.enums import Offer
from steward.foundation.proposals.events import ProposalsMade, ProposalsWithdrawn
from steward.foundation.proposals.models import Proposal
from steward.foundation.proposals.rules import Actor, kind_of, may_decide

_CHUNK = 500


@transaction.atomic
def offer(*, actor: Actor, kind: str, made_by: str, offers: Sequence[Offer]) -> int:
    """Put suggestions on the table; returns how many are new there.

    One that is open already is brought up to date, one that was withdrawn is open again, one that a person accepted
    or rejected stays as it is.
    """
    require(may_decide(actor, kind_of(kind)))
    new = 0
    for start in range(0, len(offers), _CHUNK):
        new += _offer(kind, made_by, {each.key: each for each in offers[start : start + _CHUNK]})
    if new:
        publish(ProposalsMade(kind, new), actor=actor.name)
    return new


def _offer(kind: str, made_by: str, wanted: dict[str, Offer]) -> int:
    known = {row.key: row for row in Proposal.objects.select_for_update().filter(kind=kind, key__in=list(wanted))}
    reopened, changed, now = 0, [], clock.now()
    for key, row in known.items():
        if row.state not in {Proposal.State.OPEN, Proposal.State.OBSOLETE}:
            continue
        reopened += row.state == Proposal.State.OBSOLETE
        row.state, row.score, row.made_by, row.made_at = Proposal.State.OPEN, wanted[key].score, made_by, now
        row.evidence, row.payload = dict(wanted[key].evidence), dict(wanted[key].payload)
        changed.append(row)
    Proposal.objects.bulk_update(
        changed, ("state", "score", "made_by", "made_at", "evidence", "payload"), batch_size=50
    )
    fresh = [each for key, each in wanted.items() if key not in known]
    Proposal.objects.bulk_create(
        Proposal(
            kind=kind, key=each.key, score=each.score, evidence=dict(each.evidence), payload=dict(each.payload),
            made_by=made_by, made_at=now,
        )
        for each in fresh
    )  # fmt: skip
    return len(fresh) + reopened


@transaction.atomic
def withdraw(*, actor: Actor, kind: str, keys: Collection[str]) -> int:
    """Mark open suggestions as no longer needed; returns how many were open."""
    require(may_decide(actor, kind_of(kind)))
    wanted, gone = list(keys), 0
    for start in range(0, len(wanted), _CHUNK):
        rows = Proposal.objects.filter(kind=kind, key__in=wanted[start : start + _CHUNK], state=Proposal.State.OPEN)
        gone += rows.update(state=Proposal.State.OBSOLETE)
    if gone:
        publish(ProposalsWithdrawn(kind, gone), actor=actor.name)
    return gone
