"""Work of screening in the background."""

from datetime import datetime
from typing import Any

from steward.care.screening.actions.follow import CONSUMER, follow
from steward.care.screening.actions.rehearse import JOB as REHEARSE
from steward.care.screening.actions.rehearse import rehearse
from steward.care.screening.actions.undo import JOB as UNDO
from steward.care.screening.actions.undo import undo_now
from steward.care.screening.models import Rule
from steward.foundation.jobs.public import Progress, handles, scheduled
from steward.foundation.journal.public import latest, position, rewind
from steward.people.access.public import viewer_of
from steward.people.accounts.public import Account

_STREAM = "stream"


@handles(REHEARSE)
def run_rehearsal(progress: Progress, *, rehearsal: int) -> dict[str, Any]:
    """Rehearse one version of a rule."""
    row = rehearse(rehearsal, progress)
    return {"screened": row.screened, "hits": row.hits}


@handles(UNDO)
def run_undo(progress: Progress, *, account: int, rule: int, since: str, reason: str) -> dict[str, Any]:
    """Take back what a rule did since a moment, for one team mate."""
    viewer = viewer_of(Account.objects.get(pk=account))
    done = undo_now(actor=viewer, rule_id=rule, since=datetime.fromisoformat(since), reason=reason, progress=progress)
    return done.as_json()


@scheduled("screening.activity", "* * * * *")
def screen_what_arrived() -> None:
    """Every minute. While there are no rules there is nothing to catch up on later either."""
    end = latest(_STREAM)[_STREAM]
    if position(CONSUMER) == 0 or not Rule.objects.filter(removed_at=None).exists():
        rewind(CONSUMER, end)
    elif position(CONSUMER) < end:
        follow()
