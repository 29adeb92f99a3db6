"""Accepting or rejecting merge proposals in bulk."""

from typing import Any

from django.utils.translation import gettext as _

from steward.foundation.jobs.public import Job, Reporter, enqueue
from steward.foundation.kernel.ruling import Invalid, require
from steward.foundation.proposals.public import Proposal, accept, reject
from steward.people.access.public import Viewer, allowed
from steward.people.members.enums import MERGE

JOB = "members.decide_proposals"
#: Up to so many are decided while the person waits.
AT_ONCE = 25
VERDICTS = {"accept": accept, "reject": reject}


def decide_many(
    *, actor: Viewer, verdict: str, ids: list[int] | None = None, least: float = 0.0, progress: Reporter | None = None
) -> dict[str, Any]:
    """Decide these open proposals, or all from the score `least` upwards, each in its own transaction.

    Returns {"decided": n, "passed": n}: one that an earlier decision of the same run answered already is passed over.
    """
    require(allowed(actor, "members.merge"))
    rows = Proposal.objects.filter(kind=MERGE, state=Proposal.State.OPEN, score__gte=least).order_by("-score", "pk")
    wanted = list((rows if ids is None else rows.filter(pk__in=ids)).values_list("pk", flat=True))
    decided = 0
    for number, pk in enumerate(wanted):
        try:
            VERDICTS[verdict](actor=actor, proposal_id=pk)
            decided += 1
        except Invalid:
            pass  # accepting another pair made these two one member
        if progress:
            progress.report(number + 1, len(wanted))
    return {"decided": decided, "passed": len(wanted) - decided}


def decide_above(*, actor: Viewer, verdict: str, least: float) -> Job | dict[str, Any]:
    """Decide all open proposals from a score upwards: at once when they are few, else as a job."""
    require(allowed(actor, "members.merge"))
    if verdict not in VERDICTS or not 0 <= least <= 1:
        raise Invalid(_("Choose accept or reject, and a score between 0 and 1."))
    open_ones = Proposal.objects.filter(kind=MERGE, state=Proposal.State.OPEN, score__gte=least)
    if open_ones.count() <= AT_ONCE:
        return decide_many(actor=actor, verdict=verdict, least=least)
    return enqueue(actor=actor, kind=JOB, account=actor.account_id, verdict=verdict, least=least)
