"""Work of this room that runs in the background."""

from typing import Any

from steward.foundation.jobs.public import Progress, handles, scheduled
from steward.people.access.public import SYSTEM, viewer_of
from steward.people.accounts.public import Account
from steward.people.members.actions.decide_many import JOB as DECIDE_MANY
from steward.people.members.actions.decide_many import decide_many
from steward.people.members.actions.resolve import JOB, is_due, resolve_members, resolve_soon


@handles(JOB)
def resolve(progress: Progress, *, everything: bool = False) -> dict[str, Any]:
    """Merge what is certain, propose what is likely."""
    fact = resolve_members(actor=SYSTEM, progress=progress, everything=everything)
    return {"examined": fact.examined, "merged": fact.merged, "proposed": fact.proposed}


@handles(DECIDE_MANY)
def decide_proposals(progress: Progress, *, account: int, verdict: str, least: float) -> dict[str, Any]:
    """Accept or reject every open merge proposal from a score upwards, for one team mate."""
    viewer = viewer_of(Account.objects.get(pk=account))
    return decide_many(actor=viewer, verdict=verdict, least=least, progress=progress)


@scheduled("members.resolve", "*/10 * * * *")
def resolve_when_due() -> None:
    """What live connectors brought is resolved within ten minutes; imports ask for it themselves."""
    if is_due():
        resolve_soon(actor=SYSTEM)
