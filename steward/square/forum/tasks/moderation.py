"""Work of moderation in the background: what is due at a minute, acts on many things."""

from datetime import datetime
from typing import Any

from steward.foundation.jobs.public import Progress, handles, scheduled
from steward.foundation.kernel import clock
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account
from steward.square.forum.actions.acting import Why
from steward.square.forum.actions.close_later import do_what_is_due
from steward.square.forum.actions.moderate_many import JOB, UNDO_JOB, moderate_many, undo_batch


@scheduled("forum.timed", "* * * * *")
def timed() -> None:
    """Close, open and unpin the topics whose minute has come."""
    do_what_is_due(clock.now())


@handles(JOB)
def many(
    progress: Progress, *, account: int, act: str, ids: list[int], why: dict[str, Any], more: dict[str, Any]
) -> dict[str, Any]:
    """One act on many things, for one team mate. Run again it finds what is done already as it should be."""
    viewer = viewer_of(Account.objects.get(pk=account))
    if until := more.get("until"):
        more = more | {"until": datetime.fromisoformat(until)}
    return moderate_many(actor=viewer, act=act, ids=ids, why=Why(**why), progress=progress, **more).as_json()


@handles(UNDO_JOB)
def undo_many(progress: Progress, *, account: int, decision: int) -> dict[str, Any]:
    """Take a batch back, for one team mate."""
    viewer = viewer_of(Account.objects.get(pk=account))
    return undo_batch(actor=viewer, decision_id=decision, progress=progress).as_json()
